import BatonGit
import BatonProvenance
import Platform
import TestSupport
import Testing

@Suite struct NoteRepairTests {
    private static let branch = """
        git init -q -b main .; c m.txt base; git checkout -q -b topic; c a.txt 'Add a'; c n.txt 'By hand'; c b.txt 'Add b'
        git checkout -q main
        """

    private func repair(
        _ home: NoteRepository,
        _ act: String,
        isDryRun: Bool = false
    ) throws -> (NoteRepair, [String]) {
        try home.run("mkdir work", in: "")
        try home.run(Self.branch)
        try home.attachAll("topic")
        try home.run(NoteRepository.later + act)
        let upkeep = NoteUpkeep(try home.git())
        let result = try upkeep.repair(isDryRun: isDryRun)
        if !isDryRun {
            let again = try upkeep.repair()
            #expect(again.carried.isEmpty && again.cleaned.isEmpty)
            #expect(again.unknown == result.unknown)
        }
        return (result, try home.notes())
    }

    @Test(arguments: [
        ("git merge -q --squash topic; git commit -q -m 'Topic (#12)'", NoteRepair.Trace.sameSum),
        (
            "c m.txt more; git merge -q --squash topic; git commit -q -m 'Topic (#12)'; c m.txt after; git branch -q -D topic",
            .sameSum
        ),
        // Others' merge of the same branch, in which a conflict was resolved: only the message tells.
        (
            "echo x > n.txt; echo y > a.txt; git add -A; git commit -q -m other; echo z >> a.txt; echo 1 > b.txt; git add -A; git commit -q -m 'Topic (#12)' -m '* Add a' -m '* Add b'",
            .message
        ),
    ])
    func `the notes of a branch come to the commit that it was squashed into`(
        _ act: String,
        _ trace: NoteRepair.Trace
    ) throws {
        try NoteRepository.with { home in
            let (result, notes) = try repair(home, act)
            #expect(result.carried.map(\.trace) == [trace])
            #expect(result.carried.first?.sources.count == 2)
            #expect(notes == ["Topic (#12): a b"])
        }
    }

    @Test func `a branch that was rebased elsewhere keeps its notes commit by commit`() throws {
        try NoteRepository.with { home in
            let (result, notes) = try repair(home, "c m.txt more; git cherry-pick main..topic > /dev/null")
            #expect(result.carried.map(\.trace) == [.sameChange, .sameChange])
            #expect(notes == ["Add a: a", "Add b: b"])
            #expect(result.unknown.count == 3)
        }
    }

    @Test func `a dry run tells the same and changes nothing`() throws {
        try NoteRepository.with { home in
            let (result, notes) = try repair(
                home,
                "git merge -q --squash topic; git commit -q -m 'Topic (#12)'",
                isDryRun: true
            )
            #expect(result.carried.count == 1)
            #expect(notes.isEmpty)
        }
    }

    @Test(arguments: [
        // One line of the list is the subject of no commit that is known.
        "c x.txt other; echo 1 > b.txt; git add -A; git commit -q -m 'Other (#13)' -m '* Add b' -m '* Add something else'",
        // Half of the branch.
        "c a.txt 'Add another a'",
        "echo; git merge -q -m 'Merge topic' topic; git revert --no-edit HEAD~1 > /dev/null || git revert -m 1 --no-edit HEAD > /dev/null",
    ])
    func `nothing is guessed`(_ act: String) throws {
        try NoteRepository.with { home in
            let (result, _) = try repair(home, act)
            #expect(result.carried.isEmpty)
        }
    }

    @Test func `sessions that stand twice in a note are told and removed`() throws {
        try NoteRepository.with { home in
            try home.run("git init -q -b main work; cd work; c a.txt one", in: "")
            try home.attachAll()
            try home.run(
                "git notes --ref=baton show > twice; git notes --ref=baton append -F twice; rm twice"
            )
            let result = try NoteUpkeep(try home.git()).repair()
            #expect(result.cleaned.count == 1)
            #expect(try home.notes() == ["one: a"])
        }
    }

    @Test func `commits whose sessions are here get their notes`() throws {
        try NoteRepository.with { home in
            try home.run("git init -q -b main work; cd work; c a.txt one; c n.txt hand", in: "")
            let git = try home.git()
            let result = try NoteUpkeep(git).repair { commits in
                #expect(commits.count == 2)
                return [commits[1]: [NoteEntry(sessionID: "session-a")]]
            }
            #expect(result.found.values.sorted { $0.count < $1.count } == [["session-a"]])
            #expect(result.unknown.count == 1)
            #expect(try home.notes() == ["one: a"])
            let one = try #require(try git.resolve("HEAD~1"))
            #expect(try CommitLinks(git.repository).sessions(of: one) == ["session-a"])
        }
    }
}
