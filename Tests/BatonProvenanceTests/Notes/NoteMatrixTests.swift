import BatonGit
import BatonProvenance
import Platform
import TestSupport
import Testing

/// One thing that people do with git, and the notes that are there afterwards.
struct GitCase: Sendable, CustomTestStringConvertible {
    let name: String
    /// Makes the commits whose sessions are attached then.
    let before: String
    /// What is done to them.
    let act: String
    /// `subject: sessions`, the oldest commit first.
    let notes: [String]
    var range = "HEAD"
    var options = ""

    var testDescription: String { name }
}

@Suite struct NoteMatrixTests {
    static let three = "c m.txt base; c a.txt one; c b.txt two; c c.txt three"

    static let cases: [GitCase] = [
        GitCase(
            name: "amend",
            before: "c a.txt one",
            act: "git commit -q --amend --no-edit",
            notes: ["one: a"]
        ),
        GitCase(
            name: "amend with a message",
            before: "c a.txt one",
            act: "git commit -q --amend -m other",
            notes: ["other: a"]
        ),
        GitCase(
            name: "amend with another session's file",
            before: "c a.txt one",
            act: "echo x > b.txt; git add -A; git commit -q --amend --no-edit",
            notes: ["one: a b"]
        ),
        GitCase(
            name: "rebase",
            before:
                "c m.txt base; git checkout -q -b side; c a.txt one; c b.txt two; git checkout -q main; c m.txt more",
            act: "git checkout -q side; git rebase -q main",
            notes: ["one: a", "two: b"]
        ),
        GitCase(
            name: "rebase --onto",
            before:
                "c m.txt base; git checkout -q -b x; c a.txt one; git checkout -q -b y; c b.txt two; c c.txt three",
            act: "git rebase -q --onto main x y",
            notes: ["two: b", "three: c"]
        ),
        GitCase(
            name: "rebase with fixup",
            before: three,
            act: "GIT_SEQUENCE_EDITOR=\"sed -i '2s/^pick/fixup/'\" git rebase -q -i HEAD~3",
            notes: ["one: a b", "three: c"]
        ),
        GitCase(
            name: "rebase with squash of all",
            before: three,
            act: "GIT_SEQUENCE_EDITOR=\"sed -i '2,3s/^pick/squash/'\" git rebase -q -i HEAD~3",
            notes: ["one: a b c"]
        ),
        GitCase(
            name: "rebase with a fixup by hand",
            before: "c a.txt one; c m.txt hand",
            act: "GIT_SEQUENCE_EDITOR=\"sed -i '2s/^pick/fixup/'\" git rebase -q -i --root",
            notes: ["one: a"]
        ),
        GitCase(
            name: "rebase --autosquash",
            before:
                "c m.txt base; c a.txt one; c b.txt two; echo 3 >> c.txt; git add -A; git commit -q --fixup HEAD~1",
            act: "GIT_SEQUENCE_EDITOR=true git rebase -q -i --autosquash HEAD~3",
            notes: ["one: a c", "two: b"]
        ),
        GitCase(
            name: "rebase with reword",
            before: three,
            act:
                "GIT_EDITOR=\"sed -i '1s/.*/new words/'\" GIT_SEQUENCE_EDITOR=\"sed -i '1s/^pick/reword/'\" git rebase -q -i HEAD~3",
            notes: ["new words: a", "two: b", "three: c"]
        ),
        GitCase(
            name: "rebase with a split",
            before:
                "c m.txt base; echo 1 > a.txt; echo 1 > b.txt; git add -A; git commit -q -m both; c c.txt three",
            act:
                """
                GIT_SEQUENCE_EDITOR="sed -i '1s/^pick/edit/'" git rebase -q -i HEAD~2
                git reset -q HEAD^; git add a.txt; git commit -q -m first; git add b.txt; git commit -q -m second
                git rebase --continue
                """,
            notes: ["first: a", "second: b", "three: c"]
        ),
        GitCase(
            name: "rebase with a split in three, one part by hand",
            before:
                "c m.txt base; echo 1 > a.txt; echo 1 > b.txt; echo 1 > n.txt; git add -A; git commit -q -m all",
            act:
                """
                GIT_SEQUENCE_EDITOR="sed -i '1s/^pick/edit/'" git rebase -q -i HEAD~1
                git reset -q HEAD^; git add a.txt; git commit -q -m first; git add n.txt; git commit -q -m hand
                git add b.txt; git commit -q -m last; git rebase --continue
                """,
            notes: ["first: a", "last: b"]
        ),
        GitCase(
            name: "rebase with drop",
            before: three,
            act: "GIT_SEQUENCE_EDITOR=\"sed -i '2s/^pick/drop/'\" git rebase -q -i HEAD~3",
            notes: ["one: a", "three: c"]
        ),
        GitCase(
            name: "rebase with another order",
            before: three,
            act: "GIT_SEQUENCE_EDITOR=\"sed -i '1{h;d};2{G}'\" git rebase -q -i HEAD~3",
            notes: ["two: b", "one: a", "three: c"]
        ),
        GitCase(
            name: "rebase --exec that commits",
            before: "c m.txt base; c a.txt one; c b.txt two",
            act:
                "git rebase -q --exec 'echo formatted >> m.txt; git add -A; git commit -q -m format' HEAD~2",
            notes: ["one: a", "two: b"]
        ),
        GitCase(
            name: "rebase with a conflict",
            before:
                "c a.txt base; git checkout -q -b side; c a.txt one; c b.txt two; git checkout -q main; c a.txt other",
            act:
                "git checkout -q side; git rebase -q main || { echo both > a.txt; git add -A; git rebase --continue; }",
            notes: ["base: a", "other: a", "one: a", "two: b"]
        ),
        GitCase(
            name: "cherry-pick",
            before: "c m.txt base; git checkout -q -b side; c a.txt one; git checkout -q main; c m.txt more",
            act: "git cherry-pick side",
            notes: ["one: a"]
        ),
        GitCase(
            name: "cherry-pick of several with -x",
            before:
                "c m.txt base; git checkout -q -b side; c a.txt one; c b.txt two; git checkout -q main; c m.txt more",
            act: "git cherry-pick -x main..side",
            notes: ["one: a", "two: b"]
        ),
        GitCase(
            name: "cherry-pick with a conflict",
            before: "c a.txt base; git checkout -q -b side; c a.txt one; git checkout -q main; c a.txt more",
            act: "git cherry-pick side || { echo both > a.txt; git add -A; git cherry-pick --continue; }",
            notes: ["base: a", "more: a", "one: a"]
        ),
        GitCase(
            name: "cherry-pick --no-commit",
            before: "c m.txt base; git checkout -q -b side; c a.txt one; git checkout -q main; c m.txt more",
            act: "git cherry-pick -n side; git commit -q -m picked",
            notes: ["picked: a"]
        ),
        GitCase(
            name: "merge",
            before: "c m.txt base; git checkout -q -b side; c a.txt one; git checkout -q main; c b.txt two",
            act: "git merge -q -m merged side",
            notes: ["one: a", "two: b"]
        ),
        GitCase(
            name: "merge --squash",
            before:
                "c m.txt base; git checkout -q -b side; c a.txt one; c b.txt two; git checkout -q main; c c.txt three",
            act: "git merge -q --squash side; git commit -q -m squashed",
            notes: ["three: c", "squashed: a b"]
        ),
        GitCase(
            name: "revert",
            before: "c m.txt base; c a.txt one",
            act: "git revert --no-edit HEAD",
            notes: ["one: a"]
        ),
        GitCase(
            name: "stash",
            before: "c m.txt base; c a.txt one",
            act: "echo more >> a.txt; git stash -q; git stash pop -q; git add -A; git commit -q -m two",
            notes: ["one: a", "two: a"]
        ),
        GitCase(
            name: "detached HEAD",
            before: "c m.txt base; c a.txt one; git checkout -q --detach",
            act: "c b.txt two; git commit -q --amend -m three",
            notes: ["one: a", "three: b"]
        ),
        GitCase(
            name: "names with spaces and other letters",
            before: "c m.txt base; mkdir 'ein Ordner'; c 'ein Ordner/späte Datei ß.txt' 'späte Tat'",
            act: "git commit -q --amend -m 'spätere Tat'",
            notes: ["spätere Tat: s"]
        ),
        GitCase(
            name: "objects in SHA-256",
            before: three,
            act:
                "GIT_SEQUENCE_EDITOR=\"sed -i '2s/^pick/fixup/'\" git rebase -q -i HEAD~3; git commit -q --amend -m last",
            notes: ["one: a b", "last: c"],
            options: "--object-format=sha256"
        ),
        GitCase(
            name: "message from an editor",
            before: "c m.txt base",
            act:
                "echo 1 > a.txt; git add -A; GIT_EDITOR='sh -c \"echo edited > \\\"\\$1\\\"\" -' git commit -q",
            notes: ["edited: a"]
        ),
        GitCase(
            name: "surroundings of a graphical program",
            before: "c m.txt base; c a.txt one",
            act:
                "env -i HOME=\"$HOME\" PATH=/usr/bin:/bin git -c user.name=Ada -c user.email=ada@example.org commit -q --amend -m two --date='1770000000 +0100' >/dev/null 2>&1 </dev/null",
            notes: ["two: a"]
        ),
    ]

    /// How the jobs that the hooks left are done.
    enum Way: String, CaseIterable {
        case gitCopies = "git copies notes and nothing is matched"
        case gitDoesNot = "git copies nothing and nothing is matched"
        case matched = "new commits are matched"
        case backwards = "the latest job first"
        case twice = "every job twice"
    }

    @Test(arguments: cases, Way.allCases)
    func `a commit keeps its sessions and is otherwise the same`(_ example: GitCase, _ way: Way) throws {
        let isNew = ["cherry-pick --no-commit", "message from an editor", "stash", "detached HEAD"].contains(
            example.name
        )
        let isMore = example.name.hasPrefix("amend with another")
        try NoteRepository.with { home in
            // The same without anything of ours.
            try home.run("git init -q -b main \(example.options) twin", in: "")
            try home.run(example.before, in: "twin")
            try home.run(NoteRepository.later + example.act, in: "twin")

            try home.run("git init -q -b main \(example.options) work", in: "")
            if way != .gitDoesNot { try home.run("git config notes.rewriteRef refs/notes/baton") }
            try home.run(example.before)
            try home.attachAll("--all")
            try home.installRecorder()
            try home.run(NoteRepository.later + example.act)
            let matches = way != .gitCopies && way != .gitDoesNot
            // What no trace leads to is told by the files alone.
            try home.work(isBackwards: way == .backwards, matches: matches || isNew || isMore)
            if way == .twice { try home.work(matches: true) }

            #expect(try home.notes(example.range) == example.notes)
            if example.name != "surroundings of a graphical program" {
                #expect(
                    try home.run(
                        "git for-each-ref refs/heads; git rev-parse HEAD; git stash list; git status -s"
                    )
                        == home.run(
                            "git for-each-ref refs/heads; git rev-parse HEAD; git stash list; git status -s",
                            in: "twin"
                        )
                )
            }
            #expect(
                try home.run("git for-each-ref --format='%(refname)' refs/notes")
                    == (example.notes.isEmpty ? "" : "refs/notes/baton")
            )
            try home.run("git rev-list --objects --all > /dev/null")
        }
    }
}
