internal import BatonSessions
internal import Lua
internal import Platform

/// `baton.sessions`: find and read sessions.
enum SessionFunctions {
    static let all: [HostFunction] =
        [
            list, find, SessionSearchFunction.search, current, load, touching,
            ReadingFunction.worthReading, stats, info,
        ] + CommitFunctions.all

    static let list = HostFunction(
        "sessions",
        "list",
        "Lists sessions, the latest changed first.",
        options: projects + [
            agent, since, before, until,
            .optional("limit", .count, "at most so many, or `all`", default: .text("all")),
        ],
        result: .list(.session),
        permission: .sessions,
        example:
            "for _, session in ipairs(baton.sessions.list { limit = 5 }) do print(session.id, session.title) end"
    ) { call in
        let sessions = try sessions(of: call, limit: try call.count("limit") ?? .max)
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
                (try? transcript.touches(wanted)) == true
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

    static let since = HostField.optional(
        "since",
        .string,
        "only what changed since: a day, `yesterday`, a time, or how long ago, such as `7d`"
    )
    static let before = HostField.optional(
        "before",
        .string,
        "only what changed until then: a day, a time, or how long ago, such as `7d`"
    )
    /// As `before`: the word that recipes would use, which Lua reserves for its loops.
    static let until = HostField.optional(
        "until",
        .string,
        "the same as `before`; Lua wants it written as `[\"until\"]`"
    )
    /// Which agents.
    static let agent = HostField.optional(
        "agent",
        .string,
        "only sessions of this agent, such as `claude-code`, or of several with commas between"
    )
    /// Which projects.
    static let projects: [HostField] = [
        .optional(
            "all",
            .boolean,
            "sessions of every project, not only of this one",
            default: .bool(false)
        ),
        .optional("project", .string, "directory of the project to list"),
    ]

    /// Sessions of the projects that a call asks for, between its times.
    static func sessions(of call: HostCall, limit: Int = .max) throws -> [Session] {
        let run = call.run
        var filter = SessionFilter(
            projects: call.flag("all")
                ? nil
                : call.optionalText("project").map { [run.context.path($0)] }
                    ?? run.workspace.projectDirectories
        )
        filter.since = try time("since", call)
        filter.until = try time("before", call) ?? time("until", call)
        filter.limit = limit
        if let text = call.optionalText("agent") {
            switch AgentNames.read([text]) {
            case .success(let names): filter.agents = names
            case .failure(let unknown):
                throw HostError("arg", "\(call.function.fullName): \(unknown.message)", hint: unknown.hint)
            }
        }
        return try SessionStores(run.context).sessions(filter)
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

extension Transcript {
    /// Whether a tool changed one of `paths` or what lies below it.
    fileprivate func touches(_ paths: [String]) throws -> Bool {
        try statistics().files.contains { file in
            let path = Paths.normalized(Paths.join(session.cwd ?? "/", file))
            return paths.contains { path == $0 || path.hasPrefix($0 == "/" ? $0 : $0 + "/") }
        }
    }
}
