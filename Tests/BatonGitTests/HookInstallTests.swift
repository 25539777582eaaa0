import Platform
import Testing

@testable import BatonGit

@Suite("Installing hooks together")
struct HookInstallTests {
    private let note = HookRequest(
        purposes: [.note],
        recipes: [.postCommit: [.init("commit-context", isBackground: true)]]
    )

    @Test("a purpose brings all its hooks, and one removal takes them all")
    func purpose() throws {
        try HookBox.with { at in
            let before = try at.snapshot()
            let installer = try at.installer()
            let changes = try installer.install(note)
            #expect(Set(changes.map(\.hook)) == [.postCommit, .postRewrite, .prepareCommitMsg])
            #expect(changes.allSatisfy { $0.outcome == .installed })
            let after = try at.snapshot()
            #expect(try installer.install(note).allSatisfy { $0.outcome == .unchanged })
            #expect(try at.snapshot() == after)
            let plan = HookPlan(try at.box.open(at.work).repository)
            #expect(plan.purposes == [.note])
            #expect(plan.background == [.postCommit: ["commit-context"]])
            #expect(try installer.status(of: .postCommit).serves == ["note"])
            #expect(try installer.uninstall().allSatisfy { $0.outcome == .removed })
            #expect(try at.snapshot() == before)
            #expect(try installer.uninstall() == [])
        }
    }

    @Test("what stays keeps its hooks, and what only served the rest goes")
    func parts() throws {
        try HookBox.with { at in
            let before = try at.snapshot()
            let installer = try at.installer()
            _ = try installer.install(note)
            let trailer = HookRequest(
                purposes: [.trailer],
                recipes: [
                    .prepareCommitMsg: [.init("commit-trailer")], .commitMsg: [.init("commit-trailer")],
                ]
            )
            _ = try installer.install(trailer)
            // With a recipe of its own the hook is no longer for squashes alone.
            #expect(try !at.box.read(at.hook("prepare-commit-msg")).contains("SQUASH_MSG"))
            _ = try installer.uninstall(recipes: ["commit-trailer"])
            #expect(try at.box.read(at.hook("prepare-commit-msg")).contains("SQUASH_MSG"))
            #expect(Files.status(at.hook("commit-msg")) == nil)
            #expect(Files.status(at.hook("post-rewrite")) != nil)
            #expect(HookPlan(try at.box.open(at.work).repository).purposes == [.note])
            // Without post-commit there is no note, so nothing else is left to do.
            _ = try installer.uninstall([.postCommit])
            #expect(try at.snapshot() == before)
        }
    }

    @Test("when one hook cannot be put in, none is, and the configuration is as it was")
    func allOrNothing() throws {
        try HookBox.with { at in
            try at.box.write("#!/bin/sh\nexit 0\n", to: at.hook("post-commit"), mode: 0o755)
            // Neither the hook nor the copy of an earlier one is ours to replace.
            try at.box.write("#!/bin/sh\n", to: at.hook("post-rewrite"), mode: 0o755)
            try at.box.write("#!/bin/sh\n", to: at.hook("post-rewrite.before-baton"), mode: 0o755)
            let before = try at.snapshot()
            var request = note
            request.reminds = true
            #expect(throws: GitError.earlierHookInTheWay(path: at.hook("post-rewrite.before-baton"))) {
                try at.installer().install(request)
            }
            #expect(try at.snapshot() == before)
        }
    }

    @Test(
        "a hook of another kind is kept and comes back as it was",
        arguments: ["python", "crlf", "directory", "link"]
    )
    func kinds(_ kind: String) throws {
        try HookBox.with { at in
            switch kind {
            case "python":
                let script =
                    "#!/usr/bin/env python3\nimport sys\nopen('\(at.journal)', 'a').write('python\\n')\nsys.exit(0)\n"
                try at.box.write(script, to: at.hook("post-commit"), mode: 0o755)
            case "crlf": try at.box.write("#!/bin/sh\r\nexit 0\r\n", to: at.hook("post-commit"), mode: 0o755)
            case "directory": try at.box.write("x", to: at.hook("post-commit/inside"))
            default:
                try at.box.write(
                    "#!/bin/sh\necho link >> '\(at.journal)'\n",
                    to: at.box.at("script"),
                    mode: 0o755
                )
                try at.box.context(in: at.work).programs
                    .run(Program("ln", ["-s", at.box.at("script"), at.hook("post-commit")])).expectSuccess()
            }
            let before = try at.snapshot()
            let installer = try at.installer()
            _ = try installer.install(note)
            try at.box.commit(at.work, "second")
            let calls = try at.calls()
            #expect(calls.contains("3 hooks run post-commit"))
            #expect(calls.contains("python") == (kind == "python"))
            #expect(calls.contains("link") == (kind == "link"))
            _ = try installer.uninstall()
            #expect(try at.snapshot() == before)
        }
    }

    @Test("the guard lets an ordinary commit pass without starting anything")
    func rare() throws {
        try HookBox.with { at in
            _ = try at.installer().install(note)
            try at.box.git(at.work, ["checkout", "--quiet", "-b", "topic"])
            try at.box.write("x", to: Paths.join(at.work, "new"))
            try at.box.commit(at.work, "on the topic")
            #expect(try at.calls() == ["3 hooks run post-commit"])
            try at.box.git(at.work, ["checkout", "--quiet", "main"])
            try at.box.git(at.work, ["merge", "--quiet", "--squash", "topic"])
            try at.box.git(at.work, ["commit", "--quiet", "-m", "squashed"])
            #expect(
                try at.calls() == [
                    "5 hooks run prepare-commit-msg .git/COMMIT_EDITMSG message", "3 hooks run post-commit",
                ]
            )
            let side = at.box.at("side")
            try at.box.git(at.work, ["worktree", "add", "--quiet", "-b", "side", side, "main~1"])
            try at.box.git(side, ["merge", "--quiet", "--squash", "topic"])
            try at.box.git(side, ["commit", "--quiet", "-m", "squashed"])
            #expect(try at.calls().count == 2)
        }
    }

    @Test(
        "git's configuration takes them all where git is new enough, and is asked for in vain where it is not"
    )
    func configured() throws {
        try HookBox.with { at in
            let before = try at.snapshot()
            let newer = try at.installer(version: GitVersion(2, 54))
            #expect(try newer.install(note).allSatisfy { $0.outcome == .configured })
            let config = try at.box.read(Paths.join(at.work, ".git/config"))
            for hook in note.hooks {
                #expect(config.contains("[hook \"baton-\(hook.rawValue)\"]\n\tevent = \(hook.rawValue)\n"))
            }
            #expect(
                try at.box.git(at.work, ["config", "hook.baton-prepare-commit-msg.command"]).contains(
                    "SQUASH_MSG"
                )
            )
            try at.box.git(at.work, ["config", "hook.post-commit.enabled", "false"])
            #expect(try newer.status(of: .postCommit).state == .unread)
            try at.box.git(at.work, ["config", "--unset", "hook.post-commit.enabled"])
            #expect(try newer.status(of: .postCommit).state == .active)
            _ = try newer.uninstall()
            #expect(try at.snapshot() == before)
            var options = HookOptions()
            options.style = .configuration
            #expect(throws: GitError.tooOld(version: GitVersion(2, 39))) {
                try at.installer().install(note, options: options)
            }
            #expect(try at.snapshot() == before)
            options.style = .shim
            #expect(try newer.install(note, options: options).allSatisfy { $0.outcome == .installed })
        }
    }

    @Test("a repository with settings of each worktree keeps them")
    func worktreeConfig() throws {
        try HookBox.with { at in
            let side = at.box.at("side ü")
            try at.box.git(at.work, ["worktree", "add", "--quiet", "-b", "side", side])
            try at.box.git(at.work, ["config", "extensions.worktreeConfig", "true"])
            try at.box.git(side, ["config", "--worktree", "user.name", "Side"])
            let before = try at.box.snapshot(Paths.join(at.work, ".git"))
            let installer = try at.installer(side)
            _ = try installer.install(note)
            try at.box.commit(side, "there")
            try at.box.commit(at.work, "here")
            #expect(try at.calls() == ["3 hooks run post-commit", "3 hooks run post-commit"])
            #expect(HookPlan(try at.box.open(side).repository).purposes == [.note])
            _ = try installer.uninstall()
            let left = try at.box.snapshot(Paths.join(at.work, ".git"))
            func parts(_ all: [String]) -> [String] {
                all.filter { $0.hasPrefix("hooks") || $0.hasPrefix("config") }
            }
            #expect(parts(left) == parts(before))
        }
    }

    @Test("a hooks folder in a person's home is named, and taken only when asked")
    func home() throws {
        try HookBox.with { at in
            try at.box.git(at.work, ["config", "core.hooksPath", "~/git hooks"])
            let folder = at.box.at("home/git hooks")
            try Files.makeDirectory(folder)
            #expect(throws: GitError.hooksFolderIsShared(path: folder)) { try at.installer().install(note) }
            var options = HookOptions()
            options.allowsSharedFolder = true
            #expect(try at.installer().install(note, options: options).first?.outcome == .installed)
            try at.box.commit(at.work, "second")
            #expect(try at.calls() == ["3 hooks run post-commit"])
            _ = try at.installer().uninstall()
            #expect(try Files.names(in: folder) == [])
        }
    }

    @Test("a shim that is gone is missed, and put back")
    func missing() throws {
        try HookBox.with { at in
            let installer = try at.installer()
            _ = try installer.install(note)
            try Files.remove(at.hook("post-rewrite"))
            #expect(try installer.status(of: .postRewrite).state == .missing)
            #expect(try installer.install(note).map(\.outcome).filter { $0 == .installed }.count == 1)
            #expect(try installer.status(of: .postRewrite).state == .active)
        }
    }
}
