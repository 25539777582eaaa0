import Platform
import Testing

@testable import BatonGit

@Suite("What git was doing")
struct HookMomentTests {
    /// A repository whose hook keeps the files that tell, as they are when it runs.
    private static func with(
        _ hook: String,
        _ body: (Sandbox, String, (String) throws -> HookMoment) throws -> Void
    )
        throws
    {
        try Sandbox.with { box in
            let work = try box.repository()
            for name in ["one", "two", "three"] {
                try box.write(name + "\n", to: Paths.join(work, name))
                try box.commit(work, name)
            }
            let kept = box.at("kept")
            let script = """
                #!/bin/sh
                number=$(ls '\(kept)' 2>/dev/null | wc -l)
                mkdir -p '\(kept)' && cp -r .git "\(kept)/$number"

                """
            try box.write(script, to: Paths.join(work, ".git/hooks/" + hook), mode: 0o755)
            try body(box, work) { number in
                let copy = Paths.join(kept, number)
                let context = box.context(in: copy, ["GIT_DIR": copy])
                let repository = try #require(Repository.discover(from: copy, context))
                return HookMoment(repository)
            }
        }
    }

    @Test("a commit and an amend are somebody's")
    func commit() throws {
        try Self.with("post-commit") { box, work, moment in
            try box.commit(work, "plain")
            try box.git(work, ["commit", "--quiet", "--amend", "--allow-empty", "-m", "changed"])
            #expect(try moment("0") == HookMoment())
            #expect(try moment("1") == HookMoment())
        }
    }

    @Test("a pick and a revert name the commit they come from")
    func pick() throws {
        try Self.with("post-commit") { box, work, moment in
            let three = try box.git(work, ["rev-parse", "HEAD"])
            try box.git(work, ["checkout", "--quiet", "-b", "other", "HEAD~2"])
            try box.git(work, ["cherry-pick", three])
            #expect(try moment("0") == HookMoment(.cherryPick, sources: [three]))
            let picked = try box.git(work, ["rev-parse", "HEAD"])
            try box.git(work, ["revert", "--no-edit", picked])
            let revert = try moment("1")
            #expect(revert.operation == .revert || revert == HookMoment())
        }
    }

    @Test("a rebase names what it picks, and what is made while it stops is somebody's")
    func rebase() throws {
        try Self.with("post-commit") { box, work, moment in
            let ids = try box.git(work, ["rev-list", "--reverse", "-3", "HEAD"]).split(separator: "\n").map(
                String.init
            )
            try box.git(work, ["checkout", "--quiet", "-b", "aside", ids[0] + "^"])
            try box.commit(work, "base")
            try box.git(work, ["checkout", "--quiet", "main"])
            let edit = box.at("edit")
            // The second becomes part of the first, and the third is stopped at.
            try box.write(
                "#!/bin/sh\nsed -i -e '2s/^pick/fixup/' -e '3s/^pick/edit/' \"$1\"\n",
                to: edit,
                mode: 0o755
            )
            let more = ["GIT_SEQUENCE_EDITOR": edit, "GIT_EDITOR": "true"]
            try box.git(work, ["rebase", "--quiet", "-i", "aside"], more)
            try box.commit(work, "while it stopped")
            try box.git(work, ["rebase", "--continue"], more)
            // Number 0 is the commit on the other branch.
            #expect(try moment("1") == HookMoment(.rebase, sources: [ids[0]]))
            #expect(try moment("2") == HookMoment(.rebase, sources: [ids[1]]))
            #expect(try moment("3") == HookMoment(.rebase, sources: [ids[2]]))
            #expect(try moment("4") == HookMoment())
        }
    }

    @Test("what a squash comes from is seen before the commit, and not taken for another one")
    func squash() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            try box.git(work, ["checkout", "--quiet", "-b", "topic"])
            for name in ["one", "two"] {
                try box.write(name + "\n", to: Paths.join(work, name))
                try box.commit(work, name)
            }
            let ids = try box.git(work, ["rev-list", "-2", "HEAD"]).split(separator: "\n").map(String.init)
            try box.git(work, ["checkout", "--quiet", "main"])
            try box.git(work, ["merge", "--quiet", "--squash", "topic"])
            let repository = try box.open(work).repository
            let parent = try #require(repository.head().commit)
            try PreparedMoment.keep(repository)
            // Nothing was committed yet.
            #expect(PreparedMoment.take(repository, commit: parent) == nil)
            try PreparedMoment.keep(repository)
            try box.commit(work, "all of it")
            let prepared = PreparedMoment.take(repository, commit: repository.head().commit)
            #expect(prepared == PreparedMoment(moment: HookMoment(.squash, sources: ids), parent: parent))
            #expect(PreparedMoment.take(repository, commit: repository.head().commit) == nil)
            // An ordinary commit takes away what one before it left.
            try box.write("squash x\n", to: Paths.join(repository.gitDirectory, PreparedMoment.name))
            try PreparedMoment.keep(repository)
            #expect(Files.status(Paths.join(repository.gitDirectory, PreparedMoment.name)) == nil)
        }
    }
}

@Suite("What hooks are to do")
struct HookPlanTests {
    @Test("it is read as git reads it")
    func plan() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            for (key, value) in [
                ("baton.hook.pre-push", "pr context"), ("baton.hook.no-hook", "x"),
                ("baton.background.post-commit", "a;b"),
                ("baton.background.post-commit", "c # d"), ("baton.attach", "note"),
                ("baton.attach", "nothing"),
                ("baton.attach", "trailer"), ("baton.remind", "yes"), ("other.hook.pre-push", "no"),
            ] {
                try box.git(work, ["config", "--add", key, value])
            }
            var plan = HookPlan()
            plan.waiting = [.prePush: ["pr context"]]
            plan.background = [.postCommit: ["a;b", "c # d"]]
            plan.purposes = [.note, .trailer]
            plan.reminds = true
            let repository = try box.open(work).repository
            #expect(HookPlan(repository) == plan)
            #expect(plan.queues(.postCommit))
            #expect(plan.queues(.postRewrite))
            #expect(!plan.queues(.prePush))
            for (value, isEnabled) in [
                ("false", false), ("off", false), ("0", false), ("true", true), ("1", true),
            ] {
                try box.git(work, ["config", "baton.enabled", value])
                #expect(HookPlan(repository).isEnabled == isEnabled)
                #expect(try box.open(work).hooksAreEnabled() == isEnabled)
            }
        }
    }

    @Test("a file without any of it does nothing")
    func none() throws {
        try Sandbox.with { box in
            let plan = HookPlan(try box.open(try box.repository()).repository)
            #expect(plan == HookPlan())
            #expect(HookName.allCases.allSatisfy { !plan.queues($0) })
        }
    }
}
