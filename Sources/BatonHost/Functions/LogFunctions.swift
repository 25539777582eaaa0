internal import Lua
internal import Platform

/// `baton.log`: say something to the person.
enum LogFunctions {
    static let all: [HostFunction] = [
        say,
        line("debug", "Tells a detail, when `BATON_DEBUG` is set.", prefix: "debug: "),
        line("info", "Tells how the work goes.", prefix: ""),
        line("warn", "Warns the person.", prefix: "warning: "),
        line("error", "Tells of a failure that does not end the run.", prefix: "error: "),
        step, progress, mask,
    ]

    static let say = HostFunction(
        "log",
        "say",
        "Says a line to the person, on standard error.",
        parameters: [.required("text", .any, "what to say")],
        example: "baton.log.say(\"done\")"
    ) { call in
        try tell(call, PlainText.of(call["text"]))
    }

    private static func line(_ name: String, _ about: String, prefix: String) -> HostFunction {
        HostFunction(
            "log",
            name,
            about,
            parameters: [
                .required("text", .any, "what to tell"),
                .optional("fields", .map(.any), "facts that stand behind it as `name=value`"),
            ],
            example: "baton.log.\(name)(\"two sessions match\", { first = \"a1\", second = \"b2\" })"
        ) { call in
            if name == "debug", call.run.context.variable("BATON_DEBUG") == nil { return .nil }
            var text = PlainText.of(call["text"])
            if case .table(let fields) = call["fields"] {
                text += fields.map { PlainText.of($0.key) + "=" + PlainText.field($0.value) }.sorted()
                    .map { " " + $0 }.joined()
            }
            return try tell(call, prefix + text)
        }
    }

    static let step = HostFunction(
        "log",
        "step",
        "Says what begins now.",
        parameters: [.required("title", .string, "what begins")],
        example: "baton.log.step(\"Collect the sessions\")"
    ) { call in
        try tell(call, "==> " + PrintableText.line(try call.text("title")))
    }

    static let progress = HostFunction(
        "log",
        "progress",
        "Shows how far the work is, in one line that changes; only on a terminal.",
        parameters: [
            .required("done", .number, "how much is done"),
            .optional("total", .number, "how much there is"),
        ],
        example: "for i = 1, 3 do baton.log.progress(i, 3) end"
    ) { call in
        let total = call.number("total")
        let done = call.number("done") ?? 0
        var text = "  " + PlainText.short(done)
        if let total, total > 0 {
            let share = Int((max(0, min(1, done / total)) * 100).rounded(.down))
            text = "  \(share) % (\(PlainText.short(done)) of \(PlainText.short(total)))"
        }
        call.run.showProgress(text, isLast: total.map { done >= $0 } ?? false)
        return .nil
    }

    static let mask = HostFunction(
        "log",
        "mask",
        "Keeps a text out of all that this run shows, writes or sends from now on, also encoded in JSON, URLs or Base64.",
        parameters: [.required("text", .sensitive, "the text, of 6 bytes or more")],
        blocks: false,
        example: "baton.log.mask(\"a word that nobody should see\")"
    ) { call in
        guard let text = call.run.sensitiveText(call["text"]) else {
            throw call.problem("text", "must be a text")
        }
        guard call.run.effects.secrets.add(Array(text.utf8)) else {
            throw call.problem("text", "must have \(SecretMask.shortest) bytes or more")
        }
        return .nil
    }

    private static func tell(_ call: HostCall, _ text: String) throws -> HostValue {
        call.run.say(PrintableText.lines(try call.run.redacted(text)))
        return .nil
    }
}

extension HostRun {
    /// Shows how far the work is on the terminal, if there is one.
    func showProgress(_ text: String, isLast: Bool) {
        guard context.console.isTerminal(.error), !options.isJSON else { return }
        let line = "\r\u{1b}[K" + PrintableText.line(text)
        count(said: line.utf8.count)
        context.console.writeError(line)
        effects.hasProgress = true
        if isLast { clearProgress() }
    }

    /// Makes room on the terminal for a line.
    func clearProgress() {
        guard effects.hasProgress else { return }
        effects.hasProgress = false
        context.console.writeError("\r\u{1b}[K")
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
        case .handle(let handle): name(of: handle)
        case .function: "(function)"
        }
    }

    /// A key of a table.
    static func of(_ key: LuaKey) -> String {
        switch key {
        case .string(let string): String(decoding: string.bytes, as: UTF8.self)
        case .int(let number): "\(number)"
        case .bool(let flag): "\(flag)"
        }
    }

    /// A value behind its name: in quotes when it is not one word.
    static func field(_ value: HostValue) -> String {
        let text = of(value)
        guard case .string = value,
            text.isEmpty || text.contains(where: { $0.isWhitespace || $0 == "\"" || $0 == "=" })
        else { return text }
        return String(decoding: ValueJSON.encode(value, pretty: false), as: UTF8.self)
    }

    /// A number without a fraction of zero.
    static func short(_ number: Double) -> String {
        Int(exactly: number).map { "\($0)" } ?? "\(number)"
    }

    private static func name(of handle: LuaHandle) -> String {
        guard let type = HostHandles.all.first(where: { $0.number == handle.type }) else { return "(object)" }
        return type.display ?? "(\(type.name.lowercased()))"
    }
}
