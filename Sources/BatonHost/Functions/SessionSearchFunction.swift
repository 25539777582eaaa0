public import BatonSessions
public import Lua
internal import Platform

/// `baton.sessions.search`: find words in sessions.
enum SessionSearchFunction {
    static let search = HostFunction(
        "sessions",
        "search",
        "Finds words in prompts, answers, tool calls, their results and titles; all of them must be in one message.",
        parameters: [
            .required(
                "words",
                .string,
                "words, or phrases in double quotes; upper and lower case count the same"
            )
        ],
        options: SessionFunctions.projects + [
            SessionFunctions.agent, SessionFunctions.since, SessionFunctions.before, SessionFunctions.until,
            .optional("limit", .count, "at most so many sessions, or `all`", default: .text("all")),
            .optional("hits", .count, "at most so many places of each, or `all`", default: .int(5)),
        ],
        result: .list(.record("SearchResult")),
        permission: .sessions,
        example: """
            for _, result in ipairs(baton.sessions.search("flaky test", { since = "30d" })) do
              print(result.session.title, result.hits[1].excerpt)
            end
            """
    ) { call in
        guard let query = SearchQuery(try call.text("words")) else {
            throw call.problem("words", "must have a word, and at most \(SearchQuery.mostWords)")
        }
        let results = try call.run.search(
            query,
            in: try SessionFunctions.sessions(of: call),
            hits: try call.count("hits") ?? .max,
            limit: try call.count("limit") ?? .max
        )
        return .array(
            results.map { result in
                .record([
                    "session": call.run.handle(for: result.session), "count": .integer(result.count),
                    "hits": .array(result.hits.map(SearchFields.value)),
                ])
            }
        )
    }
}

extension HostRun {
    /// Looks for words in sessions.
    ///
    /// Excerpts have no secrets, unless the run may leave them in.
    public func search(_ query: SearchQuery, in sessions: [Session], hits: Int, limit: Int) throws
        -> [SearchResult]
    {
        let isRaw = permissions.allows(.unredacted)
        // It is made here: the threads of the search share it.
        if !isRaw { _ = try redactor() }
        return try SessionSearch(query, hits: hits) { isRaw ? $0 : try self.redacted($0) }
            .results(in: sessions, limit: limit)
    }
}

/// What is told of a place that a search found.
public enum SearchFields {
    static let all: [HostField] = [
        .optional(
            "message",
            .integer,
            "number of the message in a full export; nothing for a title or a subagent's"
        ),
        .optional(
            "line",
            .integer,
            "number of the line in the transcript, or in the subagent's file, where it has lines"
        ),
        .optional("subagent", .string, "id of the subagent whose message it is"),
        .optional("role", .string, "`user` or `assistant`"),
        .required("kind", .string, "`prompt`, `answer`, `call`, `result`, `title` or `notice`"),
        .optional("timestamp", .string, "time of the record"),
        .required("excerpt", .string, "the words and what stands around them, without secrets"),
    ]

    /// The fields of a place in the order of the manual.
    public static func members(of hit: SearchHit) -> [(name: String, value: HostValue)] {
        [
            ("message", hit.message.map { .integer($0) } ?? .nil),
            ("line", hit.line.map { .integer($0) } ?? .nil), ("subagent", .text(hit.subagent)),
            ("role", .text(hit.role?.rawValue)), ("kind", .text(hit.kind.rawValue)),
            ("timestamp", .text(hit.timestamp?.iso8601)), ("excerpt", .text(hit.excerpt)),
        ]
    }

    static func value(of hit: SearchHit) -> HostValue {
        .record(Dictionary(uniqueKeysWithValues: members(of: hit).map { ($0.name, $0.value) }))
    }
}
