internal import BatonSessions
internal import Lua
internal import Platform

/// `baton.sessions`: find and read sessions.
enum SessionFunctions {
    static let all: [HostFunction] = [list, find, current, load, touching, stats, info]

    static let list = HostFunction(
        "sessions",
        "list",
        "Lists sessions, the latest changed first.",
        options: [
            .optional(
                "all",
                .boolean,
                "sessions of every project, not only of this one",
                default: .bool(false)
            ),
            .optional("project", .string, "directory of the project to list"),
            .optional("agent", .string, "only sessions of this agent, such as `claude-code`"),
            since, before, until,
            .optional("limit", .count, "at most so many, or `all`", default: .text("all")),
        ],
        result: .list(.session),
        permission: .sessions,
        example:
            "for _, session in ipairs(baton.sessions.list { limit = 5 }) do print(session.id, session.title) end"
    ) { call in
        let sessions = try sessions(of: call).prefix(try call.count("limit") ?? .max)
        return .array(sessions.map { call.run.handle(for: $0) })
    }

    static let find = HostFunction(
        "sessions",
        "find",
        "Finds a session by id, unique beginning of an id, exact title, path or `current`; nothing when none matches.",
        parameters: [.required("selector", .string, "what to look for")],
        result: .session,
        errors: ["session.ambiguous"],
        permission: .sessions,
        example: "local session = baton.sessions.find(\"current\")"
    ) { call in
        do {
            return call.run.handle(for: try call.run.finder.session(try call.text("selector")))
        } catch SessionError.notFound, SessionError.noneHere {
            return .nil
        } catch let error as PlatformError {
            // A path that leads nowhere matches nothing; one that cannot be read is a failure.
            guard case .file(_, let path, _) = error, Files.status(path) == nil else { throw error }
            return .nil
        }
    }

    static let current = HostFunction(
        "sessions",
        "current",
        "The session this program runs inside, else the latest one of this project.",
        result: .session,
        errors: ["session.not_found"],
        permission: .sessions,
        example: "print(baton.sessions.current().title)"
    ) { call in
        call.run.handle(for: try call.run.finder.current())
    }

    static let load = HostFunction(
        "sessions",
        "load",
        "The session in a transcript file, which need not be where the agent keeps its own.",
        parameters: [.required("path", .string, "a transcript of any agent that is read")],
        result: .session,
        errors: ["session.not_found", "session.empty"],
        permission: .sessions,
        example: "local session = baton.sessions.load(baton.sessions.current().path)"
    ) { call in
        let path = call.run.context.path(try call.text("path"))
        guard Files.status(path) != nil else {
            throw HostError("session.not_found", "there is no file '\(path)'")
        }
        let object = try call.run.confined(SessionObject(try call.run.finder.session(atPath: path)))
        // Any file has a beginning; only one with a conversation is a session.
        _ = try call.run.sessionReader.conversation(of: object)
        return call.run.handle(for: object)
    }

    static let touching = HostFunction(
        "sessions",
        "touching",
        "Finds the sessions of this project that edited or wrote any of some files, the latest changed first.",
        parameters: [.required("files", .list(.string), "paths of files or of directories")],
        options: [
            .optional(
                "all",
                .boolean,
                "sessions of every project, not only of this one",
                default: .bool(false)
            ),
            since,
            .optional("limit", .count, "at most so many, or `all`", default: .int(20)),
        ],
        result: .list(.session),
        permission: .sessions,
        example: """
            for _, session in ipairs(baton.sessions.touching({ "README.md" }, { since = "30d" })) do
              print(session.title)
            end
            """
    ) { call in
        let wanted = call.texts("files").flatMap { file in
            let path = Paths.normalized(call.run.context.path(file))
            return Set([path, Paths.realAsFarAsThere(path)])
        }
        let limit = try call.count("limit") ?? .max
        var found: [HostValue] = []
        for session in try sessions(of: call) where found.count < limit {
            try Cancellation.check()
            // A transcript that cannot be read has touched nothing that could be told.
            guard let transcript = try? call.run.sessionReader.transcript(of: SessionObject(session)),
                transcript.touches(wanted)
            else { continue }
            found.append(call.run.handle(for: session))
        }
        return .array(found)
    }

    static let stats = HostFunction(
        "sessions",
        "stats",
        "Counts what happened in a session.",
        parameters: [.optional("session", .session, "the session", default: .text("current"))],
        result: .record("Stats"),
        errors: ["session.not_found", "session.ambiguous", "session.empty"],
        permission: .sessions,
        example: "print(baton.sessions.stats().tokens.output)"
    ) { call in
        try SessionStatistics.value(try call.sessionObject("session"), call.run)
    }

    static let info = HostFunction(
        "sessions",
        "info",
        "What a list shows of a session.",
        parameters: [.required("session", .session, "the session")],
        result: .record("SessionInfo"),
        errors: ["session.not_found", "session.ambiguous"],
        permission: .sessions,
        example: "print(baton.sessions.info(\"current\").branch)"
    ) { call in
        let value = call.run.handle(for: try call.sessionObject("session"))
        return .record(
            Dictionary(
                uniqueKeysWithValues: try SessionFields.names.map { ($0, try call.run.fact($0, of: value)) }
            )
        )
    }

    private static let since = HostField.optional(
        "since",
        .string,
        "only what changed since: a day, a time, or how long ago, such as `7d`"
    )
    private static let before = HostField.optional(
        "before",
        .string,
        "only what changed until then: a day, a time, or how long ago, such as `7d`"
    )
    /// As `before`: the word that recipes would use, which Lua reserves for its loops.
    private static let until = HostField.optional(
        "until",
        .string,
        "the same as `before`; Lua wants it written as `[\"until\"]`"
    )

    /// Sessions of the projects that a call asks for, between its times.
    private static func sessions(of call: HostCall) throws -> [Session] {
        let run = call.run
        let directories: [String]? =
            call.flag("all")
            ? nil
            : call.optionalText("project").map { [run.context.path($0)] } ?? run.workspace.projectDirectories
        let since = try time("since", call)
        let until = try time("before", call) ?? time("until", call)
        let agent = call.optionalText("agent")
        return try SessionStores(run.context).sessions(inProjects: directories).filter { session in
            (agent == nil || session.agent == agent) && since.map { session.updated >= $0 } ?? true
                && until.map { session.updated <= $0 } ?? true
        }
    }

    private static func time(_ name: String, _ call: HostCall) throws -> Timestamp? {
        guard let text = call.optionalText(name) else { return nil }
        guard let time = SessionTime.moment(text, now: call.run.context.now(), endsDay: name != "since")
        else {
            throw call.problem(name, "must be a day, a time, or how long ago, such as '7d'")
        }
        return time
    }
}

/// Moments as people name them.
enum SessionTime {
    private static let units: [Character: Int64] = [
        "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000,
    ]

    /// A moment: `2026-02-28`, `2026-02-28T10:30:15Z`, or a time before `now` such as `12h` or `7d`; `nil` for another
    /// text.
    ///
    /// A day stands for its beginning in UTC, or its end when `endsDay`.
    static func moment(_ text: String, now: Timestamp, endsDay: Bool = false) -> Timestamp? {
        if let moment = Timestamp(text) { return moment }
        if text.utf8.count == 10 { return Timestamp(text + (endsDay ? "T23:59:59.999Z" : "T00:00:00Z")) }
        return span(text).map { now.advanced(byMilliseconds: -$0) }
    }

    /// A length of time such as `12h` or `7d`, in milliseconds; `nil` for another text.
    static func span(_ text: String) -> Int64? {
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), count >= 0,
            count <= 1_000_000
        else { return nil }
        return count * unit
    }
}

extension Transcript {
    /// Whether a tool changed one of `paths` or what lies below it.
    fileprivate func touches(_ paths: [String]) -> Bool {
        statistics.files.contains { file in
            let path = Paths.normalized(Paths.join(session.cwd ?? "/", file))
            return paths.contains { path == $0 || path.hasPrefix($0 == "/" ? $0 : $0 + "/") }
        }
    }
}
