internal import BatonGit
internal import BatonRedaction
internal import Lua
internal import Platform

/// `baton.git`: look at the repository, and attach notes to commits.
enum GitFunctions {
    static let all: [HostFunction] = [
        root, branch, head, defaultBranch, mergeBase, remoteURL, status, diffStat, diff, log, note, readNote,
        CommentFunction.comment, config,
    ]

    static let root = HostFunction(
        "git",
        "root",
        "The top level of this worktree, or nothing outside of a repository.",
        result: .string,
        permission: .git,
        example: "print(baton.git.root())"
    ) { call in
        .text(call.run.workspace.repository?.root)
    }

    static let branch = HostFunction(
        "git",
        "branch",
        "The branch that is checked out, or nothing when none is.",
        result: .string,
        errors: failures,
        permission: .git,
        example: "print(baton.git.branch())"
    ) { call in
        .text(try git(call).branch())
    }

    static let head = HostFunction(
        "git",
        "head",
        "The commit that is checked out, or nothing before the first one.",
        result: .string,
        errors: failures,
        permission: .git,
        example: "print(baton.git.head())"
    ) { call in
        .text(try git(call).head())
    }

    static let defaultBranch = HostFunction(
        "git",
        "default_branch",
        "The branch that work is merged into, as far as the repository tells.",
        result: .string,
        errors: failures,
        permission: .git,
        example: "print(baton.git.default_branch())"
    ) { call in
        .text(try git(call).defaultBranch())
    }

    static let mergeBase = HostFunction(
        "git",
        "merge_base",
        "The commit at which this branch left another, the default branch unless one is named.",
        parameters: [.optional("ref", .string, "the other branch")],
        result: .string,
        errors: failures,
        permission: .git,
        example: "print(baton.git.merge_base())"
    ) { call in
        .text(try git(call).mergeBase(call.optionalText("ref")))
    }

    static let remoteURL = HostFunction(
        "git",
        "remote_url",
        "The address of a remote, without credentials.",
        parameters: [.optional("name", .string, "the remote", default: .text("origin"))],
        result: .string,
        errors: failures,
        permission: .git,
        example: "print(baton.git.remote_url())"
    ) { call in
        .text(try git(call).remoteURL(call.optionalText("name") ?? "origin"))
    }

    static let status = HostFunction(
        "git",
        "status",
        "What is changed and not committed.",
        result: .record("GitStatus"),
        errors: failures,
        permission: .git,
        example: "for _, file in ipairs(baton.git.status().files) do print(file.code, file.path) end"
    ) { call in
        let status = try git(call).status()
        return .record([
            "branch": .text(status.branch), "head": .text(status.head), "upstream": .text(status.upstream),
            "clean": .bool(status.isClean),
            "ahead": .integer(status.ahead), "behind": .integer(status.behind),
            "files": .array(
                status.entries.map {
                    .record([
                        "path": .text($0.path), "code": .text($0.code),
                        "original_path": .text($0.originalPath), "is_conflict": .bool($0.isConflict),
                        "is_untracked": .bool($0.isUntracked),
                    ])
                }
            ),
        ])
    }

    static let diffStat = HostFunction(
        "git",
        "diff_stat",
        "Which files changed since a commit, and by how many lines.",
        options: [base],
        result: .record("DiffStat"),
        errors: failures,
        permission: .git,
        example: "print(#baton.git.diff_stat({ base = baton.git.merge_base() }).files)"
    ) { call in
        let stat = try git(call).diffStat(call.optionalText("base"))
        return .record([
            "insertions": .integer(stat.insertions), "deletions": .integer(stat.deletions),
            "files": .array(
                stat.files.map {
                    .record([
                        "path": .text($0.path), "original_path": .text($0.originalPath),
                        "insertions": $0.insertions.map { .integer($0) } ?? .nil,
                        "deletions": $0.deletions.map { .integer($0) } ?? .nil,
                    ])
                }
            ),
        ])
    }

    static let diff = HostFunction(
        "git",
        "diff",
        "The changes since a commit, as a unified diff, and whether lines were left out at its end.",
        options: [
            base,
            .optional("paths", .list(.string), "only these files and directories, from the top level"),
            .optional(
                "max_bytes",
                .integer,
                "cut it before the line that goes beyond, 1 to 16777216",
                default: .int(1 << 20)
            ),
        ],
        results: [
            .required("diff", .string, "the diff"),
            .required("was_cut", .boolean, "whether lines were left out at the end"),
        ],
        errors: failures,
        permission: .git,
        example: "print(baton.git.diff({ max_bytes = 2000 }))"
    ) { call in
        let most = call.integer("max_bytes") ?? 1 << 20
        guard 1...16 << 20 ~= most else { throw call.problem("max_bytes", "must be from 1 to \(16 << 20)") }
        let diff = try git(call).diff(
            call.optionalText("base"),
            paths: call.texts("paths"),
            maxBytes: most
        )
        return [.text(diff.text), .bool(diff.wasCut)]
    }

    static let log = HostFunction(
        "git",
        "log",
        "Lists commits, the latest first.",
        options: [
            .optional("range", .string, "a commit, or `a..b`", default: .text("HEAD")),
            .optional("limit", .integer, "at most so many, 1 to 10000", default: .int(50)),
        ],
        result: .list(.record("Commit")),
        errors: failures,
        permission: .git,
        example:
            "for _, commit in ipairs(baton.git.log({ limit = 3 })) do print(commit.id, commit.subject) end"
    ) { call in
        let limit = call.integer("limit") ?? 50
        guard 1...10_000 ~= limit else { throw call.problem("limit", "must be from 1 to 10000") }
        let commits = try git(call).log(call.optionalText("range") ?? "HEAD", limit: limit)
        return .array(
            commits.map { commit in
                .record([
                    "id": .text(commit.id), "author": .text(commit.author), "email": .text(commit.email),
                    "time": .text(commit.time.iso8601), "committed": .text(commit.committed.iso8601),
                    "subject": .text(commit.subject), "files": .texts(commit.files),
                ])
            }
        )
    }

    static let note = HostFunction(
        "git",
        "note",
        "Attaches a note to a commit, without changing the commit.",
        options: [
            .required("content", .content, "what the note says"),
            .optional("commit", .string, "the commit", default: .text("HEAD")),
            .optional("ref", .string, "the ref that holds the notes", default: .text(Git.notesRef)),
            .optional("append", .boolean, "whether an earlier note stays in front", default: .bool(false)),
        ],
        result: .string,
        gives: "the commit's id",
        errors: failures,
        permission: .git,
        acts: true,
        example: "baton.git.note({ content = \"reviewed\", append = true })"
    ) { call in
        guard call.run.permissions.allows(.git, "notes") else {
            throw HostError.denied(.git, call.function, name: "notes")
        }
        let content = try call.content("content").bytes
        let (clean, secrets) = try call.run.withoutSecrets(content)
        try call.tellRemoved(from: call["content"], secrets)
        return .text(
            try git(call).note(
                ref: call.optionalText("ref") ?? Git.notesRef,
                commit: call.optionalText("commit") ?? "HEAD",
                content: clean,
                mode: call.flag("append") ? .append : .replace
            )
        )
    }

    static let readNote = HostFunction(
        "git",
        "read_note",
        "The note of a commit, or nothing when it has none.",
        options: [
            .optional("commit", .string, "the commit", default: .text("HEAD")),
            .optional("ref", .string, "the ref that holds the notes", default: .text(Git.notesRef)),
        ],
        result: .bytes,
        errors: failures,
        permission: .git,
        example: "print(baton.git.read_note())"
    ) { call in
        let note = try git(call).readNote(
            ref: call.optionalText("ref") ?? Git.notesRef,
            commit: call.optionalText("commit") ?? "HEAD"
        )
        return note.map { .string(LuaString(bytes: $0)) } ?? .nil
    }

    static let config = HostFunction(
        "git",
        "config",
        "A setting of git, or nothing when it is not set; one that may hold a secret is refused.",
        parameters: [.required("key", .string, "such as `user.name`")],
        result: .string,
        errors: failures + ["git.secret"],
        permission: .git,
        example: "print(baton.git.config(\"user.name\"))"
    ) { call in
        let key = try call.text("key")
        guard !GitSecrets.areIn(key) else {
            throw HostError(
                "git.secret",
                "'\(PrintableText.line(key))' may hold a secret, which scripts do not get",
                hint: "git and its credential helpers use it by themselves"
            )
        }
        // What a person wrote where no secret belongs is found all the same.
        return try git(call).config(key).map { .text(try call.run.redacted(Git.withoutCredentials($0))) }
            ?? .nil
    }

    private static let base = HostField.optional(
        "base",
        .string,
        "a commit, or a range such as `main...HEAD`; the last commit unless named"
    )
    static let failures = ["git", "git.no_repository"]

    static func git(_ call: HostCall) throws -> Git {
        guard let repository = call.run.workspace.repository else {
            throw HostError(
                "git.no_repository",
                "'\(call.run.context.workingDirectory)' is not in a git repository",
                hint: "run it inside of one"
            )
        }
        return Git(repository, call.run.context)
    }
}

/// Settings of git that may hold secrets.
enum GitSecrets {
    /// Whether a key names one: headers that are sent along, credentials, passwords, keys and cookies.
    static func areIn(_ key: String) -> Bool {
        let key = key.lowercased()
        let name = key.split(separator: ".").last ?? ""
        if key.hasPrefix("credential.") || name == "extraheader" || name == "cookiefile" { return true }
        let words = [
            "password", "passwd", "passphrase", "smtppass", "secret", "token", "credential", "apikey",
            "api-key",
            "accesskey", "privatekey", "auth", "sslkey", "cookie",
        ]
        // A name such as `sslCertPasswordProtected` says no more than that.
        return words.contains { name.contains($0) }
    }
}
