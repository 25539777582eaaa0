import Platform
import Testing

@testable import BatonGit

/// A repository with a stand-in for baton that writes down how it was called.
struct HookBox {
    let box: Sandbox
    let work: String
    /// The stand-in, in a folder with a space and a quote.
    let program: String
    let journal: String

    static func with(_ options: [String] = [], _ body: (HookBox) throws -> Void) throws {
        try Sandbox.with { box in
            let work = try box.repository("work", options)
            let program = box.at("it's here/baton")
            let journal = box.at("journal")
            let script = """
                #!/bin/sh
                echo "$# $*" >> '\(journal)'
                case $3 in pre-push|post-rewrite) cat >> '\(journal)' ;; esac
                exit 3

                """
            try box.write(script, to: program, mode: 0o755)
            try body(HookBox(box: box, work: work, program: program, journal: journal))
        }
    }

    func installer(_ directory: String? = nil, version: GitVersion = GitVersion(2, 39)) throws
        -> HookInstaller
    {
        HookInstaller(try box.open(directory ?? work), program: program, version: version)
    }

    /// What the stand-in wrote down since the last look.
    func calls() throws -> [String] {
        guard Files.status(journal) != nil else { return [] }
        defer { try? Files.remove(journal) }
        return try box.read(journal).split(separator: "\n").map(String.init)
    }

    func hook(_ name: String) -> String { Paths.join(work, ".git/hooks/" + name) }

    func snapshot() throws -> [String] {
        try ["hooks", "config"].flatMap { try box.snapshot(Paths.join(work, ".git/" + $0)) }
    }
}

@Suite("Hooks")
struct HookTests {
    @Test("the shim is what every hook's shell takes")
    func syntax() throws {
        try Sandbox.with { box in
            for hook in HookName.allCases {
                let shim = HookShim(hook, program: "/a b/it's/baton")
                try box.write(shim.text, to: box.at("shim"))
                let result = try box.context(in: box.path).programs.run(
                    Program("sh", ["-n", box.at("shim")])
                )
                #expect(result == ProgramResult(status: 0))
                #expect(HookShim.kind(of: shim.text, hook) == .shim(shim))
                #expect(HookShim.kind(of: shim.text + "#", hook) == .changedByHand)
                #expect(HookShim.kind(of: shim.text.replacing("$status", with: "$s"), hook) == .changedByHand)
            }
            #expect(HookShim(.postCommit, program: "relative").program == "")
            #expect(HookShim(.postCommit, program: "/a\nb").program == "")
        }
    }

    @Test("a commit runs the recipes' hook, and what baton returns does not matter")
    func commit() throws {
        try HookBox.with { at in
            let change = try at.installer().install(.postCommit, recipes: ["commit-context"])
            #expect(change.outcome == .installed)
            #expect(change.recipes == ["commit-context"])
            #expect(try HookPlan(at.box.open(at.work).repository).recipes(.postCommit) == ["commit-context"])
            try at.box.commit(at.work, "second")
            #expect(try at.calls() == ["3 hooks run post-commit"])
            try at.box.commit(at.work, "third", ["BATON": "0"])
            #expect(try at.calls() == [])
        }
    }

    @Test(
        "a hook that may stop git never does so for baton",
        arguments: [HookName.preCommit, .prepareCommitMsg, .commitMsg]
    )
    func neverStops(_ hook: HookName) throws {
        try HookBox.with { at in
            _ = try at.installer().install(hook, recipes: ["x"])
            try at.box.commit(at.work, "second")
            #expect(try at.calls().first?.contains("hooks run \(hook.rawValue)") == true)
        }
    }

    @Test("without baton a commit is as it was, in silence")
    func missing() throws {
        try HookBox.with { at in
            _ = try at.installer().install(.postCommit, recipes: ["x"])
            try Files.remove(at.program)
            let result = try at.box.runGit(at.work, ["commit", "--quiet", "--allow-empty", "-m", "second"])
            #expect(result == ProgramResult(status: 0))
        }
    }

    @Test("a program that moved is found on the PATH")
    func moved() throws {
        try HookBox.with { at in
            _ = try at.installer().install(.postCommit, recipes: ["x"])
            try Files.makeDirectory(at.box.at("bin"))
            try Files.move(at.program, to: at.box.at("bin/baton"))
            try at.box.commit(at.work, "second", ["PATH": at.box.at("bin") + ":/usr/local/bin:/usr/bin:/bin"])
            #expect(try at.calls() == ["3 hooks run post-commit"])
        }
    }

    @Test(
        "installing twice changes nothing, and removing gives everything back byte for byte",
        arguments: [
            "none", "shell", "python", "crlf", "silent", "link", "broken link", "no folder", "rewrite set",
        ]
    )
    func reversible(_ earlier: String) throws {
        try HookBox.with { at in
            switch earlier {
            case "shell": try at.box.write("#!/bin/sh\nexit 0\n", to: at.hook("post-commit"), mode: 0o700)
            case "python":
                try at.box.write(
                    "#!/usr/bin/env python3\nimport sys\n",
                    to: at.hook("post-commit"),
                    mode: 0o755
                )
            case "crlf": try at.box.write("#!/bin/sh\r\nexit 0\r\n", to: at.hook("post-commit"), mode: 0o775)
            case "silent": try at.box.write("exit 7", to: at.hook("post-commit"), mode: 0o640)
            case "link", "broken link":
                try at.box.write("#!/bin/sh\n", to: at.box.at("work/script"), mode: 0o755)
                let target = earlier == "link" ? "../../script" : "nowhere"
                try at.box.context(in: at.work).programs
                    .run(Program("ln", ["-s", target, at.hook("post-commit")])).expectSuccess()
            case "no folder":
                try at.box.context(in: at.work).programs
                    .run(Program("rm", ["-r", Paths.join(at.work, ".git/hooks")])).expectSuccess()
                try at.box.git(at.work, ["config", "core.hooksPath", ".git/a/b"])
            case "rewrite set":
                try at.box.git(at.work, ["config", "--add", "notes.rewriteRef", "refs/notes/other"])
            default: break
            }
            let before = try at.snapshot() + at.box.snapshot(at.box.at("work/.git/a"))
            let installer = try at.installer()
            for hook in [HookName.postCommit, .postRewrite] {
                #expect(try installer.install(hook, recipes: ["one", "two", "one"]).outcome == .installed)
            }
            let after = try at.snapshot()
            let again = try installer.install(.postCommit, recipes: ["two"])
            #expect(again.outcome == .unchanged)
            #expect(again.recipes == [])
            #expect(try at.snapshot() == after)
            #expect(after != before)
            let first = try installer.uninstall(.postCommit)
            #expect(first.outcome == .removed)
            #expect(first.recipes == ["one", "two"])
            #expect(try installer.uninstall(.postRewrite).outcome == .removed)
            #expect(try at.snapshot() + at.box.snapshot(at.box.at("work/.git/a")) == before)
            #expect(try installer.uninstall(.postCommit).outcome == .unchanged)
            #expect(try at.snapshot() + at.box.snapshot(at.box.at("work/.git/a")) == before)
        }
    }

    @Test("recipes come and go one by one, and the hook goes with the last")
    func recipes() throws {
        try HookBox.with { at in
            let installer = try at.installer()
            _ = try installer.install(.postCommit, recipes: ["one", "two words"])
            _ = try installer.install(.postCommit, recipes: ["three"])
            #expect(try installer.uninstall(.postCommit, recipes: ["one", "none"]).recipes == ["one"])
            #expect(try installer.status(of: .postCommit).recipes == ["two words", "three"])
            #expect(try installer.status(of: .postCommit).state == .active)
            _ = try installer.uninstall(.postCommit, recipes: ["two words", "three"])
            #expect(try installer.status(of: .postCommit).state == .absent)
            for name in ["-x", "a\nb"] {
                #expect(throws: GitError.badArgument(kind: "name of a recipe", text: name)) {
                    try installer.install(.postCommit, recipes: [name])
                }
            }
        }
    }

    @Test("an earlier hook runs first, with the same arguments, and its status counts")
    func chained() throws {
        try HookBox.with { at in
            let script = "#!/bin/sh\necho \"earlier $# $1\" >> '\(at.journal)'\nexit 5\n"
            try at.box.write(script, to: at.hook("prepare-commit-msg"), mode: 0o755)
            try at.box.write(script, to: at.hook("post-commit"), mode: 0o755)
            let installer = try at.installer()
            let change = try installer.install(.prepareCommitMsg, recipes: ["x"])
            #expect(change.notes.count == 1)
            _ = try installer.install(.postCommit, recipes: ["x"])
            #expect(try at.box.runGit(at.work, ["commit", "--allow-empty", "-m", "no"]).status == 1)
            #expect(try at.calls() == ["earlier 2 .git/COMMIT_EDITMSG"])
            try at.box.write(
                script.replacing("exit 5", with: "exit 0"),
                to: at.hook("prepare-commit-msg.before-baton"),
                mode: 0o755
            )
            try at.box.commit(at.work, "yes")
            #expect(
                try at.calls() == [
                    "earlier 2 .git/COMMIT_EDITMSG",
                    "5 hooks run prepare-commit-msg .git/COMMIT_EDITMSG message",
                    "earlier 0 ", "3 hooks run post-commit",
                ]
            )
            try at.box.commit(at.work, "off", ["BATON": "0"])
            #expect(try at.calls() == ["earlier 2 .git/COMMIT_EDITMSG", "earlier 0 "])
            let direct = try at.box.context(in: Paths.join(at.work, ".git/hooks")).programs
                .run(Program("sh", ["post-commit", "a b"], in: Paths.join(at.work, ".git/hooks")))
            #expect(direct.status == 5)
            #expect(try at.calls() == ["earlier 1 a b", "4 hooks run post-commit a b"])
        }
    }

    @Test("standard input reaches the earlier hook and baton alike", arguments: [true, false])
    func input(_ hasEarlier: Bool) throws {
        try HookBox.with { at in
            if hasEarlier {
                try at.box.write(
                    "#!/bin/sh\nsed 's/^/earlier /' >> '\(at.journal)'\n",
                    to: at.hook("pre-push"),
                    mode: 0o755
                )
            }
            _ = try at.installer().install(.prePush, recipes: ["x"])
            for input in ["", "a b\\n c\n\n%s\nlast", "x\n\n\n"] {
                let result = try at.box.context(in: at.work).programs
                    .run(
                        Program(
                            at.hook("pre-push"),
                            ["origin", "url"],
                            input: Array(input.utf8),
                            in: at.work
                        )
                    )
                #expect(result.status == 0)
                let lines = input.split(separator: "\n").map(String.init)
                let journal = try at.calls().filter { $0 != "earlier " }
                let own = ["5 hooks run pre-push origin url"] + lines
                // Without a newline at the end of the input the next line follows on the same one.
                let expected = (hasEarlier ? lines.map { "earlier " + $0 } : []) + own
                #expect(journal.joined() == expected.joined())
            }
        }
    }

    @Test("an earlier hook that is not executable stays and does not run, as with git")
    func silent() throws {
        try HookBox.with { at in
            try at.box.write(
                "#!/bin/sh\necho no >> '\(at.journal)'\nexit 1\n",
                to: at.hook("pre-commit"),
                mode: 0o644
            )
            _ = try at.installer().install(.preCommit, recipes: ["x"])
            try at.box.commit(at.work, "second")
            #expect(try at.calls() == ["3 hooks run pre-commit"])
            #expect(Files.status(at.hook("pre-commit.before-baton"))?.mode == 0o644)
        }
    }

    @Test("linked worktrees share one hook, and submodules have their own")
    func places() throws {
        try HookBox.with { at in
            let side = at.box.at("side tree")
            try at.box.git(at.work, ["worktree", "add", "--quiet", "-b", "side", side])
            #expect(
                try at.installer(side).install(.postCommit, recipes: ["x"]).path == at.hook("post-commit")
            )
            try at.box.commit(side, "in the worktree")
            try at.box.commit(at.work, "in the main one")
            #expect(try at.calls().count == 2)
            let library = try at.box.repository("library")
            try at.box.git(at.work, ["submodule", "--quiet", "add", library, "lib"])
            let path = Paths.join(at.work, "lib")
            let change = try at.installer(path).install(.postCommit, recipes: ["x"])
            #expect(change.path == Paths.join(at.work, ".git/modules/lib/hooks/post-commit"))
            try at.box.commit(path, "in the submodule")
            #expect(try at.calls().count == 1)
            let bare = at.box.at("bare.git")
            try at.box.git(at.box.path, ["clone", "--quiet", "--bare", at.work, bare])
            let inBare = try at.installer(bare).install(.postCommit, recipes: ["x"])
            #expect(inBare.path == Paths.join(bare, "hooks/post-commit"))
        }
    }

    @Test("a folder of hooks in the working tree gets a shim without a path of this machine")
    func hooksPathInside() throws {
        try HookBox.with { at in
            try at.box.git(at.work, ["config", "core.hooksPath", "tools/git hooks"])
            try Files.makeDirectory(Paths.join(at.work, "sub"))
            let change = try at.installer(Paths.join(at.work, "sub")).install(.postCommit, recipes: ["x"])
            #expect(change.path == Paths.join(at.work, "tools/git hooks/post-commit"))
            #expect(change.notes.count == 1)
            #expect(try !at.box.read(try #require(change.path)).contains(at.program))
            _ = try at.installer().uninstall(.postCommit)
            #expect(Files.status(Paths.join(at.work, "tools")) == nil)
        }
    }

    @Test("a folder that serves others, or is none, is not written to")
    func hooksPathOutside() throws {
        try HookBox.with { at in
            let before = try at.snapshot()
            let shared = at.box.at("shared")
            try Files.makeDirectory(shared)
            for (folder, error) in [
                (shared, GitError.hooksFolderIsShared(path: shared)),
                ("/dev/null", .hooksSwitchedOff(path: "/dev/null")),
            ] {
                try at.box.git(at.work, ["config", "core.hooksPath", folder])
                let installer = try at.installer()
                #expect(throws: error) { try installer.install(.postCommit, recipes: ["x"]) }
                #expect(try Files.names(in: shared) == [])
                #expect(try installer.status(of: .postCommit).state == .absent)
                try at.box.git(at.work, ["config", "--unset", "core.hooksPath"])
                #expect(try at.snapshot() == before)
            }
            try at.box.git(at.work, ["config", "core.hooksPath", shared])
            var options = HookOptions()
            options.allowsSharedFolder = true
            #expect(
                try at.installer().install(.postCommit, recipes: ["x"], options: options).outcome
                    == .installed
            )
        }
    }

    @Test("a folder that cannot be written is named, and nothing is changed")
    func readOnly() throws {
        try HookBox.with { at in
            // A path through a file fails for every user, root too.
            try at.box.git(at.work, ["config", "core.hooksPath", ".git/HEAD/hooks"])
            let before = try at.snapshot()
            #expect {
                try at.installer().install(.postCommit, recipes: ["x"])
            } throws: { error in
                guard case .hooksFolderNotWritable(let path, _) = error as? GitError else { return false }
                return path == Paths.join(at.work, ".git/HEAD/hooks")
            }
            #expect(try at.snapshot() == before)
        }
    }

    @Test("a shim changed by hand is kept unless asked otherwise")
    func changedByHand() throws {
        try HookBox.with { at in
            let original = "#!/bin/sh\nexit 0\n"
            try at.box.write(original, to: at.hook("post-commit"), mode: 0o711)
            let installer = try at.installer()
            _ = try installer.install(.postCommit, recipes: ["x"])
            let changed = try at.box.read(at.hook("post-commit")) + "echo more\n"
            try at.box.write(changed, to: at.hook("post-commit"), mode: 0o755)
            #expect(try installer.status(of: .postCommit).state == .changedByHand)
            #expect(try installer.install(.postCommit, recipes: ["y"]).outcome == .unchanged)
            #expect(throws: GitError.hookChangedByHand(path: at.hook("post-commit"))) {
                try installer.uninstall(.postCommit)
            }
            #expect(try at.box.read(at.hook("post-commit")) == changed)
            #expect(try installer.status(of: .postCommit).recipes == ["x", "y"])
            #expect(try installer.uninstall(.postCommit, force: true).outcome == .removed)
            #expect(try at.box.read(at.hook("post-commit")) == original)
            #expect(Files.status(at.hook("post-commit"))?.mode == 0o711)
        }
    }

    @Test("an old shim is brought up to date, and one that lost its mode is repaired")
    func update() throws {
        try HookBox.with { at in
            let old = HookInstaller(
                try at.box.open(at.work),
                program: "/opt/old/baton",
                version: GitVersion(2, 39)
            )
            _ = try old.install(.postCommit, recipes: ["x"])
            #expect(try at.installer().install(.postCommit, recipes: ["x"]).outcome == .updated)
            #expect(
                try at.box.read(at.hook("post-commit")) == HookShim(.postCommit, program: at.program).text
            )
            try Files.setMode(0o644, of: at.hook("post-commit"))
            #expect(try at.installer().status(of: .postCommit).state == .notExecutable)
            #expect(try at.installer().install(.postCommit, recipes: ["x"]).outcome == .updated)
            try at.box.commit(at.work, "second")
            #expect(try at.calls().count == 1)
        }
    }

    @Test("a hook that took our place is left alone, and so is what we kept")
    func displaced() throws {
        try HookBox.with { at in
            try at.box.write("#!/bin/sh\n# first\n", to: at.hook("post-commit"), mode: 0o755)
            let installer = try at.installer()
            _ = try installer.install(.postCommit, recipes: ["x"])
            try at.box.write("#!/bin/sh\n# usurper\n", to: at.hook("post-commit"), mode: 0o755)
            #expect(try installer.status(of: .postCommit).state == .foreign)
            #expect(throws: GitError.earlierHookInTheWay(path: at.hook("post-commit.before-baton"))) {
                try installer.install(.postCommit, recipes: ["y"])
            }
            #expect(try installer.status(of: .postCommit).recipes == ["x"])
            #expect(try installer.uninstall(.postCommit).notes.count == 1)
            #expect(try at.box.read(at.hook("post-commit")).contains("usurper"))
            try Files.remove(at.hook("post-commit"))
            #expect(try installer.uninstall(.postCommit).outcome == .removed)
            #expect(try at.box.read(at.hook("post-commit")).contains("first"))
        }
    }

    @Test("a hook that calls baton by itself is not made to do so twice")
    func wired() throws {
        try HookBox.with { at in
            try at.box.write(
                "#!/bin/sh\n\"/usr/bin/baton\" hooks run post-commit \"$@\"\n",
                to: at.hook("post-commit"),
                mode: 0o755
            )
            #expect(try at.installer().install(.postCommit, recipes: ["x"]).outcome == .unchanged)
            #expect(try at.installer().status(of: .postCommit).state == .wired)
            #expect(!HookShim.calls("# baton hooks run post-commit", .postCommit))
            #expect(!HookShim.calls("baton hooks run post-commits", .postCommit))
        }
    }

    @Test("an amend and a rebase keep the note while the hook is installed")
    func rewrite() throws {
        try HookBox.with { at in
            let git = try at.box.open(at.work)
            try at.box.write("two\n", to: Paths.join(at.work, "second"))
            try at.box.commit(at.work, "second")
            try git.note(content: Array("kept\n".utf8))
            _ = try at.installer().install(.postCommit, recipes: ["x"])
            try at.box.git(at.work, ["commit", "--quiet", "--amend", "-m", "changed"])
            #expect(try git.readNote() == Array("kept\n".utf8))
            try at.box.git(at.work, ["checkout", "--quiet", "-b", "other", "HEAD~1"])
            try at.box.commit(at.work, "aside")
            try at.box.git(at.work, ["checkout", "--quiet", "main"])
            try at.box.git(at.work, ["rebase", "--quiet", "other"])
            #expect(try git.readNote() == Array("kept\n".utf8))
            _ = try at.installer().uninstall(.postCommit)
            try at.box.git(at.work, ["commit", "--quiet", "--amend", "-m", "changed again"])
            #expect(try git.readNote() == nil)
        }
    }

    @Test("a person's own setting for notes stays when the hook goes")
    func rewriteKept() throws {
        try HookBox.with { at in
            try at.box.git(at.work, ["config", "notes.rewriteRef", Git.notesRef])
            let before = try at.snapshot()
            _ = try at.installer().install(.postCommit, recipes: ["x"])
            _ = try at.installer().uninstall(.postCommit)
            #expect(try at.snapshot() == before)
        }
    }
}

@Suite("Hook managers and configuration")
struct HookManagerTests {
    @Test(
        "a hook manager's own configuration is the place, and nothing is written",
        arguments: [
            ("lefthook.yml", HookManager.lefthook, "lefthook-local.yml"),
            (".lefthook.toml", .lefthook, ".lefthook-local.toml"),
            (".config/lefthook.yaml", .lefthook, ".config/lefthook-local.yaml"),
            ("lefthook.json", .lefthook, "lefthook-local.yml"),
            ("lefthook-local.toml", .lefthook, "lefthook-local.toml"),
            (".pre-commit-config.yaml", .preCommit, ".pre-commit-config.yaml"),
            ("prek.toml", .preCommit, "prek.toml"),
            (".husky/_/post-commit", .husky, ".husky/post-commit"),
        ]
    )
    func managers(_ file: String, _ manager: HookManager, _ place: String) throws {
        try HookBox.with { at in
            try at.box.write("# configuration\n", to: Paths.join(at.work, file), mode: 0o755)
            if manager == .husky { try at.box.git(at.work, ["config", "core.hooksPath", ".husky/_"]) }
            let installer = try at.installer()
            let before = try at.box.snapshot(Paths.join(at.work, ".git/hooks"))
            let change = try installer.install(.postCommit, recipes: ["x"])
            #expect(change.outcome == .advised)
            let advice = try #require(change.advice)
            #expect(advice.manager == manager)
            #expect(advice.file == place)
            #expect(advice.command.map { advice.next.contains($0) } ?? (manager == .husky))
            #expect(advice.lines.hasSuffix("\n"))
            #expect(HookShim.calls(advice.lines, .postCommit))
            #expect(try at.box.snapshot(Paths.join(at.work, ".git/hooks")) == before)
            #expect(try installer.status(of: .postCommit).state == .shadowed)
            try at.box.write(advice.lines, to: Paths.join(at.work, advice.file))
            // husky's own script is there from the start.
            let told = try installer.status(of: .postCommit)
            #expect(told.state == (manager == .husky ? .wired : .pending))
            #expect(told.reason.map { $0.contains(advice.command ?? "-") } ?? (manager == .husky))
            #expect(try installer.install(.postCommit, recipes: ["x"]).outcome == .unchanged)
            if manager != .husky {
                try at.box.write(
                    "#!/bin/sh\nexec lefthook pre-commit prek\n",
                    to: at.hook("post-commit"),
                    mode: 0o755
                )
                #expect(try installer.status(of: .postCommit).state == .wired)
                try Files.remove(at.hook("post-commit"))
                try at.box.write("", to: Paths.join(at.work, place))
                var options = HookOptions()
                options.ignoresManagers = true
                #expect(
                    try installer.install(.postCommit, recipes: ["x"], options: options).outcome == .installed
                )
            }
        }
    }

    @Test("the line for husky runs baton, and stops nothing without it")
    func line() throws {
        try HookBox.with { at in
            let advice = HookAdvice(.husky, file: ".husky/post-commit", hook: .postCommit)
            let script = at.box.at("line")
            try at.box.write(advice.lines, to: script)
            let path = Paths.directory(at.program) + ":/usr/bin:/bin"
            let found = try at.box.context(in: at.work, ["PATH": path]).programs.run(
                Program("sh", ["-e", script, "a b"])
            )
            #expect(found == ProgramResult(status: 0))
            #expect(try at.calls() == ["4 hooks run post-commit a b"])
            let missing = try at.box.context(in: at.work).programs.run(Program("sh", ["-e", script]))
            #expect(missing == ProgramResult(status: 0))
        }
    }

    @Test("git that knows configured hooks gets them there, and they go without a trace")
    func configured() throws {
        try HookBox.with { at in
            try at.box.write("# configuration\n", to: Paths.join(at.work, "lefthook.yml"))
            let before = try at.snapshot()
            let installer = try at.installer(version: GitVersion(2, 54))
            #expect(try installer.install(.postCommit, recipes: ["x"]).outcome == .configured)
            #expect(try installer.install(.postCommit, recipes: ["x"]).outcome == .unchanged)
            #expect(try installer.status(of: .postCommit).state == .active)
            #expect(try at.installer().status(of: .postCommit).state == .unread)
            #expect(try at.installer().status(of: .postCommit).reason?.contains("--shim") == true)
            #expect(try at.box.git(at.work, ["config", "hook.baton-post-commit.event"]) == "post-commit")
            let moved = HookInstaller(
                try at.box.open(at.work),
                program: "/new/baton",
                version: GitVersion(2, 54)
            )
            #expect(try moved.install(.postCommit, recipes: ["x"]).outcome == .configured)
            #expect(
                try at.box.git(at.work, ["config", "--get-all", "hook.baton-post-commit.event"])
                    == "post-commit"
            )
            #expect(try installer.uninstall(.postCommit).outcome == .removed)
            #expect(try at.snapshot() == before)
        }
    }

    @Test("the configured command runs as git runs it: a shell, arguments behind")
    func command() throws {
        try HookBox.with { at in
            let command = HookConfiguration(.prePush, program: at.program).command
            func run(_ more: [String: String] = [:]) throws -> Int32 {
                let program = Program(
                    "sh",
                    ["-c", command + " \"$@\"", command, "a b", "c"],
                    input: Array("in\n".utf8)
                )
                return try at.box.context(in: at.work, more).programs.run(program).status
            }
            #expect(try run() == 0)
            #expect(try at.calls() == ["5 hooks run pre-push a b c", "in"])
            #expect(try run(["BATON": "0"]) == 0)
            #expect(try at.calls() == [])
            try Files.remove(at.program)
            #expect(try run() == 0)
        }
    }

    @Test("a shim that stands already is kept when git learns configured hooks")
    func upgraded() throws {
        try HookBox.with { at in
            _ = try at.installer().install(.postCommit, recipes: ["x"])
            let newer = try at.installer(version: GitVersion(2, 55))
            #expect(try newer.install(.postCommit, recipes: ["x"]).outcome == .unchanged)
            #expect(try newer.uninstall(.postCommit).outcome == .removed)
        }
    }

    @Test("hooks are told by git's names of them")
    func names() throws {
        #expect(try HookName(named: "post-commit") == .postCommit)
        for name in ["post-commits", "", "../x", "Post-Commit", "update"] {
            #expect(throws: GitError.unknownHook(name: name)) { try HookName(named: name) }
        }
    }

    @Test("what a manager is told is of the form of its file")
    func adviceText() {
        #expect(
            HookAdvice(.lefthook, file: "lefthook.yml", hook: .prePush).lines == """
                pre-push:
                  commands:
                    baton:
                      run: '! command -v baton >/dev/null 2>&1 || baton hooks run pre-push {0} || :'
                      use_stdin: true

                """
        )
        #expect(
            HookAdvice(.lefthook, file: "lefthook.toml", hook: .postCommit).lines == """
                [post-commit.commands.baton]
                run = '! command -v baton >/dev/null 2>&1 || baton hooks run post-commit {0} || :'

                """
        )
        #expect(
            HookAdvice(.preCommit, file: ".pre-commit-config.yaml", hook: .prepareCommitMsg).lines == """
                  - repo: local
                    hooks:
                      - id: baton-prepare-commit-msg
                        name: baton
                        language: system
                        entry: >-
                          sh -c '! command -v baton >/dev/null 2>&1 || baton hooks run prepare-commit-msg "$@" || :' --
                        stages: [prepare-commit-msg]
                        always_run: true
                        pass_filenames: true

                """
        )
    }
}
