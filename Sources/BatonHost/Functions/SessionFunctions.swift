internal import Lua
internal import BatonSessions
internal import Platform

/// `baton.sessions`: find and read sessions.
enum SessionFunctions {
    static let all: [HostFunction] = [list, find, current, info]

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
            .optional("limit", .count, "at most so many, or `all`", default: .text("all")),
        ],
        result: .list(.session),
        permission: .sessions,
        example:
            "for _, session in ipairs(baton.sessions.list { limit = 5 }) do print(session.id, session.title) end"
    ) { call in
        let directories: [String]? =
            call.flag("all")
            ? nil
            : call.optionalText("project").map { [call.run.context.path($0)] }
                ?? call.run.workspace.projectDirectories
        let sessions = try ClaudeCodeStore(call.run.context).sessions(inProjects: directories)
        return .array(sessions.prefix(try call.count("limit") ?? .max).map { call.run.handle(for: $0) })
    }

    static let find = HostFunction(
        "sessions",
        "find",
        "Finds a session by id, unique beginning of an id, exact title, path or `current`.",
        parameters: [.required("selector", .string, "what to look for")],
        result: .session,
        permission: .sessions,
        example: "local session = baton.sessions.find(\"current\")"
    ) { call in
        do {
            return call.run.handle(for: try call.run.finder.session(try call.text("selector")))
        } catch SessionError.notFound, SessionError.noneHere {
            return .nil
        }
    }

    static let current = HostFunction(
        "sessions",
        "current",
        "The session this program runs inside, else the latest one of this project.",
        result: .session,
        permission: .sessions,
        example: "print(baton.sessions.current().title)"
    ) { call in
        call.run.handle(for: try call.run.finder.current())
    }

    static let info = HostFunction(
        "sessions",
        "info",
        "What a list shows of a session.",
        parameters: [.required("session", .session, "the session")],
        result: .record("SessionInfo"),
        permission: .sessions,
        example: "print(baton.sessions.info(\"current\").branch)"
    ) { call in
        .record(SessionFields.all(of: try call.session("session")))
    }
}
