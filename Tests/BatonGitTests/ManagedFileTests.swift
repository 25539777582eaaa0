import Platform
import Testing
import YAML

@testable import BatonGit

@Suite("Hook managers' files")
struct ManagedFileTests {
    private static let request = HookRequest(
        purposes: [.note],
        recipes: [.postCommit: [.init("commit-context", isBackground: true)]]
    )

    private static let preCommit = """
        # The team's checks.
        default_stages: [pre-commit]
        repos:
        -   repo: https://example.org/checks   # pinned
            rev: v1
            hooks:
            -   id: check-yaml

        # Below the list.
        ci:
            autofix: true
        """

    @Test(
        "the lines are added where they belong, once, and go byte for byte",
        arguments: [
            ("lefthook.yml", "lefthook-local.yml", nil as String?),
            ("lefthook.yml", "lefthook-local.yml", "# mine\npre-push:\n  commands: {a: {run: b}}\n"),
            ("lefthook.yml", "lefthook-local.yml", "pre-push:\n  commands:\n    a: {run: b}"),
            ("lefthook.yml", "lefthook-local.yml", ""),
            ("lefthook.yml", "lefthook-local.yml", "pre-push:\r\n  parallel: true\r\n"),
            ("lefthook.toml", "lefthook-local.toml", "[pre-push]\nparallel = true"),
            ("prek.toml", "prek.toml", "fail_fast = true\n\n[[repos]]\nrepo = \"meta\"\nhooks = []\n"),
            (".pre-commit-config.yaml", ".pre-commit-config.yaml", preCommit),
            (
                ".pre-commit-config.yaml", ".pre-commit-config.yaml",
                preCommit.replacing("\n", with: "\r\n") + "\r\n"
            ),
            (
                ".pre-commit-config.yaml", ".pre-commit-config.yaml",
                "repos:\n  - repo: meta\n    hooks: [{id: identity}]"
            ),
            (".husky/_/h", ".husky/post-commit", nil),
            (".husky/_/h", ".husky/post-commit", "npm test"),
            (".husky/_/h", ".husky/post-commit", "#!/bin/sh\nnpm test\n"),
        ]
    )
    func reversible(_ main: String, _ file: String, _ content: String?) throws {
        try HookBox.with { at in
            if main.hasPrefix(".husky") { try at.box.git(at.work, ["config", "core.hooksPath", ".husky/_"]) }
            try at.box.write("# \n", to: Paths.join(at.work, main))
            let path = Paths.join(at.work, file)
            if let content { try at.box.write(content, to: path, mode: 0o640) }
            let installer = try at.installer()
            var options = HookOptions()
            options.writesToManagers = true
            let before = try at.box.snapshot(at.work)
            let changes = try installer.install(Self.request, options: options)
            #expect(changes.allSatisfy { $0.outcome == .written })
            let after = try at.box.read(path)
            for hook in Self.request.hooks where !main.hasPrefix(".husky") || hook == .postCommit {
                #expect(HookShim.calls(after, hook))
            }
            if content != nil { #expect(Files.status(path)?.mode == 0o640) }
            if content?.contains("\r\n") == true {
                #expect(!after.replacing("\r\n", with: "").contains("\n"))
            }
            if file.hasSuffix("l"), !file.hasSuffix("toml") {
                let root = try #require(try YAMLReader().read(Array(after.utf8)))
                if file.hasPrefix("lefthook") {
                    let run = try #require(root["post-rewrite"]?["commands"]?["baton"])
                    #expect(run["run"]?.text?.contains("baton hooks run post-rewrite {0}") == true)
                    #expect(run["use_stdin"]?.text == "true")
                } else {
                    let hooks = root["repos"]?.items?.compactMap { $0["hooks"]?.items?.first } ?? []
                    let ours = try #require(hooks.first { $0["id"]?.text == "baton-post-commit" })
                    #expect(ours["stages"]?.items?.map(\.text) == ["post-commit"])
                    #expect(ours["entry"]?.text?.contains("baton hooks run post-commit \"$@\"") == true)
                }
            }
            #expect(
                try installer.install(Self.request, options: options).allSatisfy { $0.outcome == .unchanged }
            )
            #expect(try at.box.read(path) == after)
            _ = try installer.uninstall()
            #expect(
                try at.box.snapshot(at.work).filter { !$0.hasPrefix(".git/objects") }
                    == before.filter { !$0.hasPrefix(".git/objects") }
            )
        }
    }

    @Test(
        "what cannot be changed safely is left alone, and the lines are said",
        arguments: [
            ("lefthook.yml", "lefthook-local.yml", "post-commit:\n  commands: {a: {run: b}}\n"),
            ("lefthook.yml", "lefthook-local.yml", "{pre-push: {parallel: true}}\n"),
            ("lefthook.yml", "lefthook-local.yml", "a: [\n"),
            ("lefthook.json", "lefthook-local.json", "{}\n"),
            ("lefthook.toml", "lefthook-local.toml", "[post-commit]\nparallel = true\n"),
            ("prek.toml", "prek.toml", "repos = [{repo = \"meta\", hooks = []}]\n"),
            (".pre-commit-config.yaml", ".pre-commit-config.yaml", "repos: []\n"),
            (".pre-commit-config.yaml", ".pre-commit-config.yaml", "repos: [{repo: meta, hooks: []}]\n"),
            (".pre-commit-config.yaml", ".pre-commit-config.yaml", "ci: {}\n"),
            (
                ".pre-commit-config.yaml", ".pre-commit-config.yaml",
                "repos:\n- repo: meta\n  hooks: []\n...\n"
            ),
            (".husky/_/h", ".husky/post-commit", "npm test\r\n"),
        ]
    )
    func refused(_ main: String, _ file: String, _ content: String) throws {
        try HookBox.with { at in
            if main.hasPrefix(".husky") { try at.box.git(at.work, ["config", "core.hooksPath", ".husky/_"]) }
            try at.box.write("# \n", to: Paths.join(at.work, main))
            try at.box.write(content, to: Paths.join(at.work, file))
            var options = HookOptions()
            options.writesToManagers = true
            let change = try at.installer().install(.postCommit, recipes: ["x"], options: options)
            #expect(change.outcome == .advised)
            #expect(change.advice?.lines.isEmpty == false)
            #expect(change.notes.count == 1)
            #expect(try at.box.read(Paths.join(at.work, file)) == content)
        }
    }

    @Test("a link is not written through")
    func link() throws {
        try HookBox.with { at in
            try at.box.write("# \n", to: Paths.join(at.work, "lefthook.yml"))
            try at.box.write("pre-push: {}\n", to: at.box.at("elsewhere.yml"))
            let local = Paths.join(at.work, "lefthook-local.yml")
            try at.box.context(in: at.work).programs.run(
                Program("ln", ["-s", at.box.at("elsewhere.yml"), local])
            )
            .expectSuccess()
            var options = HookOptions()
            options.writesToManagers = true
            #expect(
                try at.installer().install(.postCommit, recipes: ["x"], options: options).outcome == .advised
            )
            #expect(try at.box.read(at.box.at("elsewhere.yml")) == "pre-push: {}\n")
        }
    }

    @Test("the lines in husky's file run baton")
    func husky() throws {
        try HookBox.with { at in
            try at.box.git(at.work, ["config", "core.hooksPath", ".husky/_"])
            try at.box.write("", to: Paths.join(at.work, ".husky/_/h"))
            var options = HookOptions()
            options.writesToManagers = true
            _ = try at.installer().install(Self.request, options: options)
            let path = Paths.directory(at.program) + ":/usr/bin:/bin"
            let result = try at.box.context(in: at.work, ["PATH": path]).programs.run(
                Program("sh", ["-e", Paths.join(at.work, ".husky/post-commit")])
            )
            #expect(result == ProgramResult(status: 0))
            #expect(try at.calls() == ["3 hooks run post-commit"])
        }
    }
}
