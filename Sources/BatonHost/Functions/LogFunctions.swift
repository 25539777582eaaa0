internal import Lua
internal import Platform

/// `baton.log`: say something to the person.
enum LogFunctions {
    static let all: [HostFunction] = [
        line("say", "Says a line to the person.", prefix: ""),
        line("info", "Tells how the work goes.", prefix: ""),
        line("warn", "Warns the person.", prefix: "warning: "),
        line("error", "Tells of a failure that does not end the run.", prefix: "error: "),
        debug,
    ]

    private static func line(_ name: String, _ about: String, prefix: String) -> HostFunction {
        HostFunction(
            "log",
            name,
            about,
            parameters: [.required("text", .any, "what to say")],
            example: "baton.log.\(name)(\"done\")"
        ) { call in
            call.run.say(prefix + PrintableText.lines(try call.run.redacted(PlainText.of(call["text"]))))
            return .nil
        }
    }

    static let debug = HostFunction(
        "log",
        "debug",
        "Tells a detail, when `BATON_DEBUG` is set.",
        parameters: [.required("text", .any, "what to tell")],
        example: "baton.log.debug(\"two sessions match\")"
    ) { call in
        if call.run.context.variable("BATON_DEBUG") != nil {
            call.run.say("debug: " + PrintableText.lines(try call.run.redacted(PlainText.of(call["text"]))))
        }
        return .nil
    }
}

/// Values as people read them.
enum PlainText {
    static func of(_ value: HostValue) -> String {
        switch value {
        case .nil: "nil"
        case .null: "null"
        case .bool(let flag): "\(flag)"
        case .int(let number): "\(number)"
        case .number(let number): "\(number)"
        case .string(let string): String(decoding: string.bytes, as: UTF8.self)
        case .array, .table: String(decoding: ValueJSON.encode(value, pretty: false), as: UTF8.self)
        case .handle: "(session)"
        case .function: "(function)"
        }
    }
}
