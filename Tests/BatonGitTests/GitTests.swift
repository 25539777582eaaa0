import Platform
import Testing

@testable import BatonGit

@Suite("Git")
struct GitTests {
    @Test("branch and head are told on a branch, detached and before the first commit")
    func heads() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            let git = try box.open(work)
            #expect(try git.branch() == "main")
            let head = try #require(try git.head())
            #expect(try box.git(work, ["rev-parse", "HEAD"]) == head)
            try box.git(work, ["tag", "main"])
            #expect(try git.branch() == "main")
            try box.git(work, ["checkout", "--quiet", "--detach"])
            #expect(try git.branch() == nil)
            #expect(try git.head() == head)
            try box.git(work, ["checkout", "--quiet", "--orphan", "new/branch"])
            #expect(try git.branch() == "new/branch")
            #expect(try git.head() == nil)
            #expect(try git.mergeBase() == nil)
            #expect(try git.log() == [])
            #expect(try git.diffStat().files.map(\.path) == ["file"])
        }
    }

    @Test("objects named by SHA-256 work like the others")
    func sha256() throws {
        try Sandbox.with { box in
            let work = try box.repository("work", ["--object-format=sha256"])
            let git = try box.open(work)
            let head = try #require(try git.head())
            #expect(head.count == 64)
            #expect(try git.log().map(\.id) == [head])
            try git.note(content: Array("n\n".utf8))
            #expect(try git.readNote() == Array("n\n".utf8))
            #expect(try git.status().head == head)
            try box.git(work, ["checkout", "--quiet", "--orphan", "empty"])
            #expect(try git.diffStat().insertions == 1)
        }
    }

    @Test("the default branch is the remote's, else the usual name that exists")
    func defaultBranch() throws {
        try Sandbox.with { box in
            let upstream = try box.repository("upstream")
            try box.git(upstream, ["branch", "-m", "main", "release/next"])
            let clone = box.at("clone")
            try box.git(box.path, ["clone", "--quiet", upstream, clone])
            try box.git(clone, ["checkout", "--quiet", "-b", "topic"])
            let git = try box.open(clone)
            #expect(try git.defaultBranch() == "release/next")
            #expect(try git.mergeBase() == (try git.head()))
            try box.commit(clone, "second")
            #expect(try git.mergeBase() == (try git.resolve("HEAD~1")))
            let other = try box.open(upstream)
            #expect(try other.defaultBranch() == nil)
            #expect(try other.mergeBase() == nil)
            try box.git(upstream, ["config", "init.defaultBranch", "release/next"])
            #expect(try other.defaultBranch() == "release/next")
            #expect(try box.open(try box.repository("third")).defaultBranch() == "main")
        }
    }

    @Test("histories without a common commit have no merge base")
    func noMergeBase() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            try box.git(work, ["checkout", "--quiet", "--orphan", "other"])
            try box.commit(work, "other", ["GIT_AUTHOR_NAME": "Someone else"])
            let git = try box.open(work)
            #expect(try git.mergeBase("main") == nil)
            #expect(throws: GitError.self) { try git.mergeBase("no-such-branch") }
        }
    }

    @Test("status tells staged, changed, renamed, conflicting and untracked paths with any characters")
    func status() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            let git = try box.open(work)
            #expect(try git.status().isClean)
            try box.write("x\n", to: Paths.join(work, "zwei ünï 日本.txt"))
            try box.git(work, ["mv", "file", "new\tname\n"])
            try box.write("y\n", to: Paths.join(work, "staged"))
            try box.git(work, ["add", "staged"])
            try box.write("z\n", to: Paths.join(work, "staged"))
            let status = try git.status()
            #expect(status.branch == "main")
            #expect(
                status.entries == [
                    .init(path: "new\tname\n", originalPath: "file", code: "R.", isConflict: false),
                    .init(path: "staged", originalPath: nil, code: "AM", isConflict: false),
                    .init(path: "zwei ünï 日本.txt", originalPath: nil, code: "??", isConflict: false),
                ]
            )
            try box.git(work, ["reset", "--quiet", "--hard"])
            try box.git(work, ["checkout", "--quiet", "-b", "left"])
            try box.write("left\n", to: Paths.join(work, "file"))
            try box.commit(work, "left")
            try box.git(work, ["checkout", "--quiet", "main"])
            try box.write("right\n", to: Paths.join(work, "file"))
            try box.commit(work, "right")
            #expect(try box.runGit(work, ["merge", "--quiet", "left"]).status == 1)
            let conflict = try git.status().entries.filter { $0.path == "file" }
            #expect(conflict == [.init(path: "file", originalPath: nil, code: "UU", isConflict: true)])
        }
    }

    @Test("status counts the commits ahead of and behind the upstream")
    func upstream() throws {
        try Sandbox.with { box in
            let upstream = try box.repository("upstream")
            try box.git(box.path, ["clone", "--quiet", upstream, box.at("clone")])
            try box.commit(upstream, "theirs")
            try box.commit(box.at("clone"), "ours")
            try box.commit(box.at("clone"), "ours too")
            try box.git(box.at("clone"), ["fetch", "--quiet"])
            let status = try box.open(box.at("clone")).status()
            #expect(status.upstream == "origin/main")
            #expect([status.ahead, status.behind] == [2, 1])
        }
    }

    @Test("a diff's size counts renames once and binary files without lines")
    func diffStat() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            try box.git(work, ["mv", "file", "mövéd file"])
            try box.write("\u{0}\u{1}", to: Paths.join(work, "binary"))
            try box.write("a\nb\n", to: Paths.join(work, "text"))
            try box.git(work, ["add", "--all"])
            let stat = try box.open(work).diffStat()
            #expect(
                stat.files == [
                    .init(path: "binary", originalPath: nil, insertions: nil, deletions: nil),
                    .init(path: "mövéd file", originalPath: "file", insertions: 0, deletions: 0),
                    .init(path: "text", originalPath: nil, insertions: 2, deletions: 0),
                ]
            )
            #expect([stat.insertions, stat.deletions] == [2, 0])
        }
    }

    @Test("a diff is the same whatever the person configured, and is cut between lines")
    func diff() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            try box.write("two\n", to: Paths.join(work, "file"))
            try box.write("x", to: Paths.join(work, "a*"))
            try box.write("y", to: Paths.join(work, "ab"))
            try box.git(work, ["add", "--all"])
            let git = try box.open(work)
            let whole = try git.diff()
            #expect(!whole.wasCut)
            #expect(whole.text.contains("diff --git a/file b/file\n"))
            #expect(whole.text.hasSuffix("-one\n+two\n"))
            for (key, value) in [
                ("color.ui", "always"), ("diff.noprefix", "true"), ("diff.external", "/bin/false"),
                ("diff.mnemonicPrefix", "true"), ("core.pager", "/bin/false"), ("core.quotePath", "true"),
            ] {
                try box.git(work, ["config", key, value])
            }
            #expect(try git.diff() == whole)
            let literal = try git.diff(paths: ["a*"]).text
            #expect(literal.contains("+x"))
            #expect(!literal.contains("+y"))
            for limit in [0, 1, 40, whole.text.utf8.count - 1] {
                let cut = try git.diff(maxBytes: limit)
                #expect(cut.wasCut)
                #expect(cut.text.utf8.count <= limit)
                #expect(cut.text.isEmpty || cut.text.hasSuffix("\n"))
                #expect(whole.text.hasPrefix(cut.text))
            }
            #expect(try git.diff(maxBytes: whole.text.utf8.count) == whole)
            #expect(throws: GitError.self) { try git.diff("HEAD", paths: [""]) }
        }
    }

    @Test("a log tells author, times, subject and paths, also for empty commits and merges")
    func log() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            try box.write("x", to: Paths.join(work, "dir/ü \n x"))
            try box.write("x", to: Paths.join(work, "\nleading"))
            try box.commit(work, "Größe: second\n\nbody", ["GIT_COMMITTER_DATE": "1780000000 +0000"])
            try box.git(work, ["commit", "--quiet", "--allow-empty", "--allow-empty-message", "-m", ""])
            try box.git(work, ["checkout", "--quiet", "-b", "side", "HEAD~1"])
            try box.commit(work, "side")
            try box.git(work, ["merge", "--quiet", "--no-ff", "-m", "merge", "main"])
            try box.git(work, ["config", "log.showSignature", "true"])
            let git = try box.open(work)
            let commits = try git.log("HEAD", limit: 0)
            #expect(Set(commits.map(\.subject)) == ["first", "Größe: second", "", "side", "merge"])
            #expect(commits.first?.subject == "merge")
            #expect(commits.first?.files == [])
            let second = try #require(commits.first { $0.subject.hasPrefix("Gr") })
            #expect(second.files == ["\nleading", "dir/ü \n x"])
            #expect(second.author == "Ada Lovelace")
            #expect(second.email == "ada@example.org")
            #expect(second.time == Timestamp(seconds: 1_770_000_000))
            #expect(second.committed == Timestamp(seconds: 1_780_000_000))
            #expect(try git.log(limit: 2).count == 2)
            #expect(try git.log("main..HEAD").map(\.subject).sorted() == ["merge", "side"])
            #expect(try git.commit(second.id) == second)
            #expect(try git.commit("nothing") == nil)
        }
    }

    @Test(
        "a remote's address comes without what could open it",
        arguments: [
            ("https://ada:hunter2@example.org/r.git", "https://example.org/r.git"),
            ("https://token@example.org:8443/r.git?key=1#2", "https://example.org:8443/r.git"),
            ("ssh://git:pw@example.org/r.git", "ssh://git@example.org/r.git"),
            ("git+ssh://git@example.org/r", "git+ssh://git@example.org/r"),
            ("git@example.org:team/r.git", "git@example.org:team/r.git"),
            ("https://example.org", "https://example.org"),
            ("https://a:p@q@example.org/x", "https://example.org/x"),
            ("ext::https://u:p@example.org/x", "ext::https://example.org/x"),
            ("/srv/git/r@home.git", "/srv/git/r@home.git"),
        ]
    )
    func remoteURL(_ url: String, _ shown: String) throws {
        try Sandbox.with { box in
            let work = try box.repository()
            try box.git(work, ["config", "remote.origin.url", url])
            let git = try box.open(work)
            #expect(try git.remoteURL() == shown)
            #expect(try git.remoteURL("other") == nil)
        }
    }

    @Test("a note is kept byte for byte, and a second one follows it")
    func notes() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            let git = try box.open(work)
            #expect(try git.readNote() == nil)
            #expect(try git.notedObjects() == [])
            let first = "# one\n\n\n\ncode  \n-x\n"
            let id = try git.note(content: Array(first.utf8))
            #expect(try git.readNote() == Array(first.utf8))
            try git.note(content: Array("two\n".utf8))
            #expect(try git.readNote() == Array((first + "\ntwo\n").utf8))
            #expect(try git.notedObjects() == [id])
            try git.note(ref: "baton", commit: id, content: [0, 0xff], mode: .replace)
            #expect(try git.readNote() == [0, 0xff])
            #expect(
                try box.git(work, ["for-each-ref", "--format=%(refname)", "refs/notes"]) == "refs/notes/baton"
            )
            #expect(try git.removeNote())
            #expect(try !git.removeNote())
            #expect(throws: GitError.badArgument(kind: "note", text: "")) { try git.note(content: []) }
            #expect(throws: GitError.badArgument(kind: "commit", text: "none")) {
                try git.note(commit: "none", content: [65])
            }
        }
    }

    @Test("paths start from the top level, wherever the process stands")
    func subdirectory() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            try box.write("x\n", to: Paths.join(work, "sub/inner"))
            try box.git(work, ["add", "--all"])
            try box.git(work, ["config", "diff.relative", "true"])
            let git = try box.open(Paths.join(work, "sub"))
            #expect(try git.status().entries.map(\.path) == ["sub/inner"])
            #expect(try git.diffStat().files.map(\.path) == ["sub/inner"])
            #expect(try git.diff(paths: ["sub/inner"]).text.hasSuffix("+x\n"))
            try box.commit(work, "second")
            #expect(try git.log(limit: 1).first?.files == ["sub/inner"])
        }
    }

    @Test(
        "a commit with an impossible date is listed like any other",
        arguments: ["99999999999999999", "9223372036854775807", "99999999999999999999999", "-5", "x", ""]
    )
    func dates(_ date: String) throws {
        try Sandbox.with { box in
            let work = try box.repository()
            let tree = try box.git(work, ["rev-parse", "HEAD^{tree}"])
            let text = "tree \(tree)\nauthor A <a@x> \(date) +0000\ncommitter C <c@x> \(date) +0000\n\nodd\n"
            try box.write(text, to: box.at("commit"))
            let id = try box.git(
                work,
                ["hash-object", "-t", "commit", "-w", "--literally", box.at("commit")]
            )
            let commit = try #require(try box.open(work).commit(id))
            #expect(commit.subject == "odd")
            #expect(commit.time.date.count == 10)
        }
    }

    @Test("notes travel to a remote and back, and two sides come together")
    func remoteNotes() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            let bare = box.at("bare.git")
            try box.git(box.path, ["clone", "--quiet", "--bare", work, bare])
            for name in ["a", "b"] { try box.git(box.path, ["clone", "--quiet", bare, box.at(name)]) }
            let (a, b) = (try box.open(box.at("a")), try box.open(box.at("b")))
            #expect(try !a.fetchNotes())
            try a.note(content: Array("from a\n".utf8))
            try b.note(content: Array("from b\n".utf8))
            try a.pushNotes()
            // What the remote has by now is fetched and merged.
            try b.pushNotes()
            #expect(try !b.fetchNotes())
            let both = try #require(try b.readNote().map { String(decoding: $0, as: UTF8.self) })
            #expect(both.contains("from a\n") && both.contains("from b\n"))
            #expect(try a.fetchNotes())
            #expect(try !a.fetchNotes())
            #expect(try a.readNote() == Array(both.utf8))
            let refs = try box.git(box.at("a"), ["for-each-ref", "--format=%(refname)", "refs/notes"])
            #expect(refs == "refs/notes/baton")
            #expect(throws: GitError.self) { try a.fetchNotes(from: "nowhere") }
            #expect(throws: GitError.self) { try a.pushNotes(to: "--mirror") }
        }
    }

    @Test("two notes written at the same time are both kept")
    func concurrentNotes() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            try box.commit(work, "second")
            let calm = try box.open(work)
            var context = box.context(in: work)
            for mode in [NoteMode.replace, .append] {
                // In between, another process notes another commit.
                context.programs = Interference(box.context(in: work).programs, at: "notes") {
                    try calm.note(commit: "HEAD~1", content: Array("theirs\n".utf8), mode: .replace)
                }
                try Git(calm.repository, context).note(content: Array("ours\n".utf8), mode: mode)
                #expect(try calm.readNote(commit: "HEAD~1") == Array("theirs\n".utf8))
                try calm.removeNote(commit: "HEAD~1")
            }
            #expect(try calm.readNote() == Array("ours\n\nours\n".utf8))
            #expect(
                try box.git(work, ["for-each-ref", "--format=%(refname)", "refs/notes"]) == "refs/notes/baton"
            )
        }
    }

    @Test(
        "nothing from outside becomes an option",
        arguments: [
            "-x", "--output=stolen", "--upload-pack=touch stolen", "", "a\nb", "a\u{0}b", "--",
        ]
    )
    func options(_ text: String) throws {
        try Sandbox.with { box in
            let work = try box.repository()
            let git = try box.open(work)
            let before = try box.snapshot(work)
            #expect(throws: GitError.self) { try git.resolve(text) }
            #expect(throws: GitError.self) { try git.mergeBase(text) }
            #expect(throws: GitError.self) { try git.diff(text) }
            #expect(throws: GitError.self) { try git.diffStat(text) }
            #expect(throws: GitError.self) { try git.log(text) }
            #expect(throws: GitError.self) { try git.note(commit: text, content: [65]) }
            #expect(throws: GitError.self) { try git.config(text) }
            #expect(throws: GitError.self) { try git.remoteURL(text) }
            #expect(throws: GitError.self) { try git.note(ref: text, content: [65]) }
            #expect(try box.snapshot(work) == before)
        }
    }

    @Test(
        "names of refs follow git's own rules",
        arguments: [
            "refs/notes/baton", "refs/notes/a/b", "refs/notes/a..b", "refs/notes/a.lock", "refs/notes/.a",
            "refs/notes/a b",
            "refs/notes/a~", "refs/notes/a@{1}", "refs/notes/ü", "refs/notes/a//b", "refs/notes/a/",
            "refs/notes/a.",
            "refs/notes/a*", "refs/notes/a\\b", "refs/notes/@", "refs/notes/a\u{7f}",
        ]
    )
    func refNames(_ name: String) throws {
        try Sandbox.with { box in
            let allowed = try box.runGit(box.path, ["check-ref-format", name]).status == 0
            #expect(GitNames.isRef(name) == allowed)
        }
    }

    @Test("configuration is read with the last value winning, and keys are checked")
    func config() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            try box.git(work, ["config", "--add", "x.a b.key", "one\ntwo"])
            try box.git(work, ["config", "--add", "x.a b.key", "three"])
            let git = try box.open(work)
            #expect(try git.config("x.a b.key") == "three")
            #expect(try git.configValues("x.a b.key") == ["one\ntwo", "three"])
            #expect(try git.config("x.y") == nil)
            for key in ["x", ".x", "x.", "x.1", "a b.c", "x.a_b"] {
                #expect(throws: GitError.badArgument(kind: "configuration key", text: key)) {
                    try git.config(key)
                }
            }
        }
    }

    @Test("in another repository git does not see the variables of this one")
    func scrubbed() throws {
        try Sandbox.with { box in
            let one = try box.repository("one")
            let two = try box.repository("two")
            try box.commit(two, "second")
            let variables = [
                "GIT_DIR": Paths.join(one, ".git"), "GIT_INDEX_FILE": box.at("nowhere/index"),
                "GIT_PREFIX": "x/",
                "GIT_WORK_TREE": one, "GIT_OBJECT_DIRECTORY": box.at("nowhere"), "GIT_TRACE": "1",
                "GIT_LITERAL_PATHSPECS": "1", "GIT_EXTERNAL_DIFF": "/bin/false", "LC_ALL": "de_DE.UTF-8",
            ]
            let context = box.context(in: one, variables)
            let git = Git(try #require(Repository.discover(from: two, context)), context)
            #expect(try git.log().count == 2)
            #expect(try git.status().isClean)
            #expect(try git.diff(paths: ["file"]).text.isEmpty)
        }
    }

    @Test("in a hook the index that git hands over is the one that counts")
    func hookIndex() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            try box.write("staged\n", to: Paths.join(work, "staged"))
            try box.git(work, ["add", "--all"], ["GIT_INDEX_FILE": box.at("index")])
            #expect(try box.open(work).status().entries.map(\.code) == ["??"])
            let status = try box.open(work, ["GIT_INDEX_FILE": "../index"]).status()
            #expect(status.entries.contains { $0.path == "staged" && $0.code == "A." })
        }
    }

    @Test("inside the hook of a linked worktree its own repository is meant")
    func hookInWorktree() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            let side = box.at("side")
            try box.git(work, ["worktree", "add", "--quiet", "-b", "side", side])
            let script = "#!/bin/sh\npwd > '\(box.at("pwd"))'\nenv -0 > '\(box.at("env"))'\n"
            try box.write(script, to: Paths.join(work, ".git/hooks/post-commit"), mode: 0o755)
            try Files.makeDirectory(Paths.join(side, "sub"))
            try box.git(Paths.join(side, "sub"), ["commit", "--quiet", "--allow-empty", "-m", "side"])
            var variables: [String: String] = [:]
            for entry in try box.read(box.at("env")).split(separator: "\0") where entry.hasPrefix("GIT_") {
                let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                variables[String(parts[0])] = String(parts[1])
            }
            #expect(variables["GIT_DIR"] != nil)
            let directory = try String(box.read(box.at("pwd")).dropLast())
            let git = try box.open(directory, variables)
            #expect(git.repository.root == side)
            #expect(git.repository.worktrees == [work, side])
            #expect(try git.branch() == "side")
            #expect(try git.status().isClean)
            #expect(try git.note(content: [65]) == (try git.head()))
        }
    }

    @Test("without git the error says what to install")
    func missing() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            let git = try box.open(work, ["PATH": box.at("home")])
            #expect(throws: GitError.notInstalled) { try git.head() }
            #expect(throws: GitError.notInstalled) {
                try Git.version(box.context(in: work, ["PATH": box.at("home")]))
            }
            #expect(GitError.notInstalled.hint?.contains("apt install git") == true)
        }
    }

    @Test("a repository that went away is named as such")
    func gone() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            let git = try box.open(work)
            try box.context(in: box.path).programs.run(Program("rm", ["-rf", Paths.join(work, ".git")]))
                .expectSuccess()
            #expect(throws: GitError.notARepository(directory: work)) { try git.status() }
        }
    }

    @Test("an error keeps git's own line, short, clean and without credentials")
    func messages() {
        let long = "fatal: " + String(repeating: "x", count: 1000)
        #expect(GitMessage.summary(ofError: Array(long.utf8)).count == GitMessage.longest + 1)
        let noisy = "remote: hello\nwarning: x\nfatal: unable to access 'https://u:p@example.org/r/': no\n"
        #expect(
            GitMessage.summary(ofError: Array(noisy.utf8)) == "unable to access 'https://example.org/r/': no"
        )
        #expect(GitMessage.summary(ofError: Array("error: a\u{1b}[31mb\r\n".utf8)) == "a\u{FFFD}[31mb")
        #expect(GitMessage.summary(ofError: [0xff, 0x0a]) == "\u{FFFD}")
        #expect(GitMessage.summary(ofError: []) == "")
    }

    @Test(
        "versions are read and compared",
        arguments: [
            ("git version 2.39.5", GitVersion(2, 39, 5)),
            ("git version 2.39.5 (Apple Git-154)", GitVersion(2, 39, 5)),
            ("git version 2.54.rc1", GitVersion(2, 54, 0)),
            ("git version 2.47.1.windows.2", GitVersion(2, 47, 1)),
            ("git version two", nil), ("hub version 2.1", nil), ("", nil),
        ]
    )
    func versions(_ text: String, _ version: GitVersion?) {
        #expect(GitVersion(text) == version)
        #expect(GitVersion(2, 9) < GitVersion(2, 10))
        #expect(GitVersion(2, 54) >= .withConfiguredHooks)
    }
}
