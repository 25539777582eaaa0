import BatonGit
import BatonProvenance
import Platform
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Real repositories in a temporary home, in which shell scripts play what people do.
struct NoteRepository {
    /// Real path of the temporary directory.
    let home: String
    /// The environment of all programs.
    var environment: [String: String]
    /// The repository that is looked at.
    var directory: String { Paths.join(home, "work") }

    /// Which session writes which file; a file that is not here is a person's own.
    static let owners = [
        "a.txt": "session-a", "a2.txt": "session-a", "b.txt": "session-b", "c.txt": "session-c",
        "späte Datei ß.txt": "session-s",
    ]

    static func with<Result>(_ body: (NoteRepository) throws -> Result) throws -> Result {
        signal(SIGPIPE, SIG_IGN)
        return try withTemporaryDirectory { path in
            let path = Paths.real(path) ?? path
            return try body(
                NoteRepository(
                    home: path,
                    environment: [
                        "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": path, "GIT_CONFIG_NOSYSTEM": "1",
                        "GIT_CEILING_DIRECTORIES": path, "GIT_EDITOR": "true", "LC_ALL": "C.UTF-8",
                        "GIT_AUTHOR_NAME": "Ada Lovelace", "GIT_AUTHOR_EMAIL": "ada@example.org",
                        "GIT_COMMITTER_NAME": "Ada Lovelace", "GIT_COMMITTER_EMAIL": "ada@example.org",
                        "GIT_AUTHOR_DATE": "1770000000 +0100", "GIT_COMMITTER_DATE": "1770000000 +0100",
                    ]
                )
            )
        }
    }

    /// What every script can use: `c FILE SUBJECT` commits one more line of a file.
    private static let prelude = """
        c() { echo "$2 $1" >> "$1"; git add -A; git commit -q -m "$2"; }
        git() { command git -c protocol.file.allow=always -c advice.detachedHead=false "$@"; }

        """

    /// What is done to commits is done an hour after they were made.
    static let later =
        "export GIT_AUTHOR_DATE='1770003600 +0100'; export GIT_COMMITTER_DATE=\"$GIT_AUTHOR_DATE\"\n"

    /// Runs a script in a directory of the home and gives what it prints.
    @discardableResult
    func run(_ script: String, in name: String = "work") throws -> String {
        let result = try context(in: Paths.join(home, name)).programs.run(
            Program("sh", ["-ec", Self.prelude + script], in: Paths.join(home, name))
        )
        guard result.status == 0 else {
            throw ScriptFailure(
                text: script + "\n" + result.text + String(decoding: result.error, as: UTF8.self)
            )
        }
        return result.text
    }

    struct ScriptFailure: Error { let text: String }

    func context(in directory: String) -> Context {
        Context(
            environment: environment,
            workingDirectory: directory,
            homeDirectory: home,
            now: { Timestamp(seconds: 1_770_000_000) },
            console: FakeConsole(),
            programs: SystemPrograms(environment: environment)
        )
    }

    /// Git as a process has it that stands in a directory of the home.
    func git(_ name: String = "work") throws -> Git {
        let context = context(in: Paths.join(home, name))
        return Git(try #require(Repository.discover(from: context.workingDirectory, context)), context)
    }

    /// Lets git write down, as a queue would, what its hooks see.
    func installRecorder(in name: String = "work") throws {
        let folder = try git(name).repository.commonDirectory
        try write(
            """
            #!/bin/sh
            d=$(git rev-parse --git-dir); c=$(git rev-parse --git-common-dir)
            if [ -f "$d/squash-seen" ]; then sed -n 's/^commit \\([0-9a-f]*\\)$/squash '"$(git rev-parse HEAD)"' \\1/p' "$d/squash-seen" >> "$c/events"; rm "$d/squash-seen"; fi
            echo "commit $(git rev-parse HEAD)" >> "$c/events"
            p=$(git rev-parse -q --verify CHERRY_PICK_HEAD) && echo "pick $(git rev-parse HEAD) $p" >> "$c/events"
            exit 0
            """,
            to: Paths.join(folder, "hooks/post-commit")
        )
        try write(
            """
            #!/bin/sh
            d=$(git rev-parse --git-dir)
            [ -f "$d/SQUASH_MSG" ] && cp "$d/SQUASH_MSG" "$d/squash-seen"
            exit 0
            """,
            to: Paths.join(folder, "hooks/prepare-commit-msg")
        )
        try write(
            """
            #!/bin/sh
            c=$(git rev-parse --git-common-dir)
            sed 's/^/rewrite /' > "$c/rewritten"; echo "end" >> "$c/rewritten"; cat "$c/rewritten" >> "$c/events"
            """,
            to: Paths.join(folder, "hooks/post-rewrite")
        )
    }

    private func write(_ text: String, to path: String) throws {
        try Files.makeDirectory(Paths.directory(path))
        try Files.write(Array((text + "\n").utf8), to: path, mode: 0o755)
        try Files.setMode(0o755, of: path)
    }

    /// Does what the hooks' worker would do with what was written down.
    ///
    /// - Parameters:
    ///   - isBackwards: whether the latest job comes first.
    ///   - matches: whether sessions are attached to new commits by the files that they change.
    func work(in name: String = "work", isBackwards: Bool = false, matches: Bool = true) throws {
        let git = try git(name)
        let path = Paths.join(git.repository.commonDirectory, "events")
        guard Files.linkStatus(path) != nil else { return }
        let lines = String(decoding: try Files.read(path), as: UTF8.self).split(separator: "\n")
        var jobs: [[[String]]] = []
        var pairs: [[String]] = []
        for line in lines.map({ $0.split(separator: " ").map(String.init) }) {
            if line[0] == "rewrite" {
                pairs.append(line)
            } else if line[0] == "end" {
                jobs.append(pairs)
                pairs = []
            } else {
                jobs.append([line])
            }
        }
        let upkeep = NoteUpkeep(git)
        for job in isBackwards ? jobs.reversed() : jobs {
            switch job.first?.first {
            case "rewrite": try upkeep.rewritten(job.map { ($0[1], $0[2]) })
            case "pick": try upkeep.cherryPicked(from: job[0][2], to: job[0][1])
            case "squash": try upkeep.squashed([job[0][2]], into: job[0][1])
            case "commit":
                try upkeep.committed(job[0][1])
                if matches { try attach(job[0][1], in: name) }
            default: break
            }
        }
    }

    /// Attaches to a commit the sessions that write the files it changes; not to a merge, a revert or a stash.
    func attach(_ commit: String, in name: String = "work") throws {
        let git = try git(name)
        guard let found = try git.commit(commit), !found.subject.hasPrefix("Revert") else { return }
        var files: [String: [String]] = [:]
        for file in found.files {
            guard let owner = Self.owners[Paths.name(file)] else { continue }
            files[owner, default: []].append(file)
        }
        let entries = files.map { owner, files in
            var entry = NoteEntry(sessionID: owner, agent: "claude-code", text: "Prompt\n  \(found.subject)")
            entry.files = files
            entry.commit = commit
            entry.time = found.committed
            return entry
        }
        try NoteUpkeep(git).add(entries, to: commit)
    }

    /// Attaches sessions to all commits of a revision.
    func attachAll(_ revision: String = "HEAD", in name: String = "work") throws {
        for commit in try run("git rev-list \(revision)", in: name).split(separator: "\n") {
            try attach(String(commit), in: name)
        }
    }

    /// `subject: sessions` of the commits of a range, the oldest first; without those that have none unless asked.
    func notes(_ range: String = "HEAD", in name: String = "work") throws -> [String] {
        let git = try git(name)
        return try run("git log --reverse --format='%H %s' \(range)", in: name).split(separator: "\n")
            .compactMap { line in
                let parts = line.split(separator: " ", maxSplits: 1)
                guard let bytes = try git.readNote(commit: String(parts[0])) else { return nil }
                let note = CommitNote(parsing: bytes)
                #expect(!note.hadDoubles, "\(parts[1]) has a session twice")
                let names = note.entries.map { String($0.sessionID.dropFirst("session-".count)) }.sorted()
                return "\(parts.count > 1 ? parts[1] : ""): " + names.joined(separator: " ")
            }
    }
}
