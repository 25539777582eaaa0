internal import BatonGit
internal import BatonProvenance
internal import Lua
internal import Platform

/// `baton.sessions.for_commit` and its like: which sessions made commits and lines.
enum CommitFunctions {
    static let all: [HostFunction] = [forCommit, forRange, forLine]

    static let forCommit = HostFunction(
        "sessions",
        "for_commit",
        "Finds the sessions that had a part in a commit, the surest first; none when it cannot be told.",
        parameters: [.optional("rev", .string, "the commit", default: .text("HEAD"))],
        options: [
            .optional("limit", .count, "at most so many, or `all`", default: .text("all")),
            .optional("min_score", .number, "the lowest score that counts, 0 to 1", default: .number(CommitMatcher.threshold)),
        ],
        result: .list(.record("CommitSession")),
        errors: GitFunctions.failures,
        permission: .sessions,
        laterPermissions: [.git],
        example: """
            for _, match in ipairs(baton.sessions.for_commit("HEAD")) do
              print(match.session.id, match.score, match.reasons[1])
            end
            """
    ) { call in
        let matches = try matcher(call).matches(for: call.optionalText("rev") ?? "HEAD")
        let least = call.number("min_score") ?? 0
        let limit = try call.count("limit") ?? .max
        return .array(matches.filter { $0.score >= least }.prefix(limit).map { value($0, call) })
    }

    static let forRange = HostFunction(
        "sessions",
        "for_range",
        "Lists the commits of a range, the newest first, each with the sessions that had a part in it.",
        parameters: [.required("range", .string, "a revision or range, such as `main..HEAD`")],
        options: [.optional("limit", .count, "at most so many commits, or `all`", default: .text("all"))],
        result: .list(.record("CommitSessions")),
        errors: GitFunctions.failures,
        permission: .sessions,
        laterPermissions: [.git],
        example: """
            for _, commit in ipairs(baton.sessions.for_range("HEAD", { limit = 3 })) do
              print(commit.subject, #commit.sessions)
            end
            """
    ) { call in
        let limit = try call.count("limit")
        let found = try matcher(call).matches(inRange: call.text("range"), limit: limit ?? 0)
        return .array(
            found.map { entry in
                .record([
                    "commit": .text(entry.commit.id), "subject": .text(entry.commit.subject),
                    "committed": .text(entry.commit.committed.iso8601),
                    "sessions": .array(entry.matches.map { value($0, call) }),
                ])
            }
        )
    }

    static let forLine = HostFunction(
        "sessions",
        "for_line",
        "Tells which sessions wrote a line of a file, or all of its lines, and in which messages.",
        parameters: [
            .required("file", .string, "a file of this worktree"),
            .optional("line", .integer, "the number of the line, from 1"),
        ],
        options: [.optional("to", .integer, "the last one of several lines")],
        result: .list(.record("LineSource")),
        errors: GitFunctions.failures,
        permission: .sessions,
        laterPermissions: [.git],
        example: """
            for _, source in ipairs(baton.sessions.for_line("README.md", 1)) do
              for _, writing in ipairs(source.written) do print(writing.session, writing.message) end
            end
            """
    ) { call in
        try needGit(call)
        var lines: ClosedRange<Int>?
        if let first = call.integer("line") {
            let last = call.integer("to") ?? first
            guard first >= 1, last >= first, last < 1 << 31 else {
                throw call.problem("line", "must be 1 or more, and 'to' not before it")
            }
            lines = first...last
        }
        return .array(
            try LineSources(call.run).sources(of: call.text("file"), lines: lines).map { source in
                var fields = Dictionary(uniqueKeysWithValues: LineSources.members(of: source).map { ($0.name, $0.value) })
                fields["sessions"] = .array(source.origin.matches.map { value($0, call) })
                fields["written"] = .array(
                    source.writings.map { writing in
                        .record(
                            Dictionary(uniqueKeysWithValues: LineSources.members(of: writing).map { ($0.name, $0.value) })
                        )
                    }
                )
                return .record(fields)
            }
        )
    }

    private static func matcher(_ call: HostCall) throws -> CommitMatcher {
        try needGit(call)
        guard call.run.workspace.repository != nil else {
            throw HostError(
                "git.no_repository",
                "'\(call.run.context.workingDirectory)' is not in a git repository",
                hint: "run it inside of one"
            )
        }
        return try CommitSessions.matcher(call.run.context).matcher
    }

    private static func needGit(_ call: HostCall) throws {
        guard call.run.permissions.allows(.git) else { throw HostError.denied(.git, call.function) }
    }

    private static func value(_ match: SessionMatch, _ call: HostCall) -> HostValue {
        var fields = Dictionary(uniqueKeysWithValues: CommitSessions.members(of: match).map { ($0.name, $0.value) })
        fields["session"] = call.run.handle(for: match.session)
        return .record(fields)
    }
}

/// The records of these functions.
enum CommitRecordFields {
    static let all: [HostRecord] = [
        HostRecord(
            name: "CommitSession",
            about: "A session that had a part in a commit.",
            fields: [
                .required("session", .session, "the session"),
                .required("score", .number, "how sure it is, 0 to 1"),
                .required("is_recorded", .boolean, "whether the commit, its note or the local link names it"),
                .required("reasons", .list(.string), "what speaks for it, the strongest first"),
                .required("files", .list(.string), "paths from the top level that it shares with the commit"),
            ]
        ),
        HostRecord(
            name: "CommitSessions",
            about: "A commit and its sessions.",
            fields: [
                .required("commit", .string, "its object id"),
                .required("subject", .string, "first paragraph of its message, on one line"),
                .required("committed", .string, "when it was committed"),
                .required("sessions", .list(.record("CommitSession")), "the surest first"),
            ]
        ),
        HostRecord(
            name: "LineSource",
            about: "Where some neighbouring lines come from.",
            fields: [
                .required("from", .integer, "number of the first line"),
                .required("to", .integer, "number of the last line"),
                .optional("commit", .string, "object id of the commit; nothing when they are not committed"),
                .optional("subject", .string, "first paragraph of its message"),
                .optional("committed", .string, "when it was committed"),
                .required("sessions", .list(.record("CommitSession")), "the surest first"),
                .required("written", .list(.record("LineWriting")), "messages in which the lines were written"),
            ]
        ),
        HostRecord(
            name: "LineWriting",
            about: "A message in which a session wrote lines.",
            fields: [
                .required("session", .string, "id of the session"),
                .optional("message", .integer, "number of the message in the full history"),
                .optional("subagent", .string, "id of the subagent that wrote them"),
                .optional("prompt", .string, "first line of the prompt before it, without secrets"),
            ]
        ),
    ]
}
