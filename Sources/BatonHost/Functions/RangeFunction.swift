internal import BatonGit
internal import BatonProvenance
internal import Lua

/// `baton.sessions.for_range`: the sessions behind the commits of a range.
enum RangeFunction {
    static let forRange = HostFunction(
        "sessions",
        "for_range",
        "Finds the sessions that made each commit of a range, the latest commit first; none where it cannot be told.",
        parameters: [.required("range", .string, "a range of commits, such as `main..HEAD`")],
        options: [.optional("limit", .integer, "at most so many commits, 1 to 10000", default: .int(1000))],
        result: .list(.record("CommitSessions")),
        errors: ["git"],
        permission: .sessions,
        example: """
            for _, entry in ipairs(baton.sessions.for_range("HEAD~3..HEAD")) do
              print(entry.subject, #entry.sessions)
            end
            """
    ) { call in
        let limit = call.integer("limit") ?? 1000
        guard (1...10_000).contains(limit) else { throw call.problem("limit", "must be from 1 to 10000") }
        guard call.run.permissions.allows(.git) else { throw HostError.denied(.git, call.function) }
        let matcher = try CommitSessions.matcher(call.run.context).matcher
        return .array(
            try matcher.matches(inRange: try call.text("range"), limit: limit).map { commit, matches in
                .record([
                    "commit": .text(commit.id), "subject": .text(commit.subject),
                    "sessions": .array(
                        matches.map { match in
                            let members = CommitSessions.members(of: match).map { ($0.name, $0.value) }
                            return .record(
                                Dictionary(members) { $1 }.merging([
                                    "session": call.run.handle(for: match.session)
                                ]) { $1 }
                            )
                        }
                    ),
                ])
            }
        )
    }

    static let records: [HostRecord] = [
        HostRecord(
            name: "CommitSessions",
            about: "A commit and the sessions that made it.",
            fields: [
                .required("commit", .string, "its object id"),
                .required("subject", .string, "first paragraph of its message, on one line"),
                .required("sessions", .list(.record("CommitSession")), "the sessions, the surest first"),
            ]
        ),
        HostRecord(
            name: "CommitSession",
            about: "A session behind a commit.",
            fields: [
                .required("session", .session, "the session"),
                .required("score", .number, "how sure it is, from 0 to 1"),
                .required("is_recorded", .boolean, "whether a note, a trailer or a link names it"),
                .required("reasons", .list(.string), "what tells it, in words"),
                .required("files", .list(.string), "paths that both changed"),
            ]
        ),
    ]
}
