internal import BatonSessions
internal import Lua

/// What can be called on a session with a colon.
///
/// None asks for a permission: who holds a session was allowed to get it.
enum SessionMethods {
    static let all: [HostFunction] = [messages, message, files, stats, slice]

    static let messages = HostFunction(
        "sessions",
        "messages",
        "Goes through the messages of the full history one by one, reading each when it is asked for.",
        options: [
            .optional(
                "roles",
                .list(.choice(["user", "assistant"])),
                "only messages of these; all unless given"
            ),
            .optional(
                "from",
                .integer,
                "number of the first message, from the end when negative",
                default: .int(1)
            ),
            .optional(
                "to",
                .integer,
                "number of the last message, from the end when negative",
                default: .int(-1)
            ),
        ],
        result: .iterator(.record("Message")),
        gives: "an iterator for `for … in`",
        errors: ["session.empty"],
        handle: "Session",
        example: """
            local session = baton.sessions.current()
            for message in session:messages { roles = { "user" } } do
              print(message.number, message.text)
            end
            """
    ) { call in
        let object = try call.run.sessionObject(call.this)
        let conversation = try call.run.sessionReader.conversation(of: object)
        let first = MessageNumber.place(call.integer("from") ?? 1, of: conversation.count)
        let last = MessageNumber.place(call.integer("to") ?? -1, of: conversation.count)
        let cursor = MessageCursor(
            conversation,
            isRedacted: object.isRedacted,
            roles: Set(call.texts("roles")),
            places: max(0, first)..<max(max(0, first), min(conversation.count, last + 1))
        )
        return call.run.handle(cursor, type: HostHandles.messages)
    }

    static let message = HostFunction(
        "sessions",
        "message",
        "One message of the full history.",
        parameters: [.required("number", .integer, "from 1, or from the end when negative")],
        result: .record("Message"),
        errors: ["session.no_message", "session.empty"],
        handle: "Session",
        example: "print(baton.sessions.current():message(-1).text)"
    ) { call in
        let object = try call.run.sessionObject(call.this)
        let conversation = try call.run.sessionReader.conversation(of: object)
        let number = call.integer("number") ?? 0
        let place = MessageNumber.place(number, of: conversation.count)
        guard number != 0, (0..<conversation.count).contains(place) else {
            throw MessageNumber.missing(number, conversation.count, call)
        }
        return try call.run.message(of: conversation, at: place, isRedacted: object.isRedacted)
    }

    static let files = HostFunction(
        "sessions",
        "files",
        "The paths that the session's tools edited or wrote, in the order of their first change.",
        result: .list(.string),
        errors: ["session.empty"],
        handle: "Session",
        example: "for _, path in ipairs(baton.sessions.current():files()) do print(path) end"
    ) { call in
        let object = try call.run.sessionObject(call.this)
        return .texts(try call.run.withoutSecrets(in: SessionStatistics(object, call.run).files, of: object))
    }

    static let stats = HostFunction(
        "sessions",
        "stats",
        "Counts what happened in the session.",
        result: .record("Stats"),
        errors: ["session.empty"],
        handle: "Session",
        example: "print(baton.sessions.current():stats().messages)"
    ) { call in
        try SessionStatistics.value(try call.run.sessionObject(call.this), call.run)
    }

    static let slice = HostFunction(
        "sessions",
        "slice",
        "A session that holds a part of the messages only; it counts them from 1 again.",
        parameters: [
            .required("from", .integer, "number of the first message, from the end when negative"),
            .optional(
                "to",
                .integer,
                "number of the last message, from the end when negative",
                default: .int(-1)
            ),
        ],
        result: .session,
        errors: ["session.no_message", "session.empty"],
        handle: "Session",
        example: "local part = baton.sessions.current():slice(1, 2)\nprint(part:stats().messages)"
    ) { call in
        var object = try call.run.sessionObject(call.this)
        let count = try call.run.sessionReader.conversation(of: object).count
        let (from, to) = (call.integer("from") ?? 0, call.integer("to") ?? -1)
        let first = MessageNumber.place(from, of: count)
        let last = min(MessageNumber.place(to, of: count), count - 1)
        guard from != 0, first >= 0, first < count else {
            throw MessageNumber.missing(from, count, call)
        }
        guard to != 0, first <= last else {
            throw call.problem("to", "must not be before 'from'")
        }
        object.places = Array((object.places ?? Array(0..<count))[first...last])
        return call.run.handle(for: object)
    }
}

/// Numbers of messages: from 1, and from the end when they are negative.
enum MessageNumber {
    /// The place from 0, which may lie outside.
    static func place(_ number: Int, of count: Int) -> Int {
        // Clamped first, so that no sum overflows.
        let number = min(max(number, -(1 << 40)), 1 << 40)
        return number < 0 ? count + number : number - 1
    }

    static func missing(_ number: Int, _ count: Int, _ call: HostCall) -> HostError {
        HostError(
            "session.no_message",
            "\(call.function.fullName): there is no message \(number)",
            hint: "the session has messages 1 to \(count)"
        )
    }
}
