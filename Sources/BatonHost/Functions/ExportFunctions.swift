internal import Lua
internal import BatonExport
internal import BatonSessions

/// `baton.export`: turn a session into a document.
enum ExportFunctions {
    static let all: [HostFunction] = [markdown, json]

    private static let shared: [HostField] = [
        .optional("messages", .count, "the latest messages, or `all`", default: .int(100)),
        .optional("history", .choice(History.allCases.map(\.rawValue)), "how far back the conversation goes"),
        .optional("title", .string, "a title in place of the session's own"),
        .optional("thinking", .boolean, "whether the model's reasoning travels", default: .bool(false)),
        .optional("redact", .boolean, "whether secrets are removed", default: .bool(true)),
    ]

    static let markdown = HostFunction(
        "export",
        "markdown",
        "Writes a session as a Markdown page that people read and an agent continues from.",
        parameters: [.optional("session", .session, "the session", default: .text("current"))],
        options: shared + [
            .optional(
                "tools",
                .choice(ToolDetail.allCases.map(\.rawValue)),
                "how much of tool calls is shown",
                default: .text("full")
            ),
            .optional("preface", .string, "Markdown in front of the conversation"),
        ],
        result: .record("Document"),
        permission: .sessions,
        example: "local document = baton.export.markdown(\"current\", { messages = 20, tools = \"brief\" })"
    ) { call in
        try export(.markdown, call)
    }

    static let json = HostFunction(
        "export",
        "json",
        "Writes a session as the portable bundle that `baton clone` installs.",
        parameters: [.optional("session", .session, "the session", default: .text("current"))],
        options: shared,
        result: .record("Document"),
        permission: .sessions,
        example: "local bundle = baton.export.json(\"current\", { messages = \"all\" })"
    ) { call in
        try export(.json, call)
    }

    static func export(_ format: ExportFormat, _ call: HostCall) throws -> HostValue {
        let session = try call.session("session")
        let document = try Exporter(
            Transcript(session),
            options(of: call),
            redaction: redaction(of: call)
        ).document(format)
        return value(document, session)
    }

    private static func options(of call: HostCall) throws -> ExportOptions {
        var options = ExportOptions(exportedAt: ExportOptions.exportTime(call.run.context))
        options.messages = try call.count("messages")
        options.history = call.optionalText("history").flatMap(History.init)
        options.tools = call.optionalText("tools").flatMap(ToolDetail.init) ?? .full
        options.images = call.optionalText("images").flatMap(ImageDetail.init) ?? .small
        options.thinking = call.flag("thinking")
        options.title = call.optionalText("title")
        options.preface = call.optionalText("preface")
        return options
    }

    private static func redaction(of call: HostCall) throws -> ExportRedaction {
        if call.flag("redact") { return ExportRedaction(try call.run.redactor()) }
        guard call.run.permissions.allows(.unredacted) else {
            throw HostError.denied(.unredacted, call.function)
        }
        return ExportRedaction(nil)
    }

    private static func value(_ document: Document, _ session: Session) -> HostValue {
        let summary = document.summary
        return .record([
            "content": .string(.init(bytes: document.content)),
            "filename": .text(summary.filename),
            "format": .text(summary.format.rawValue),
            "session_id": .text(session.id),
            "message_count": .integer(summary.messageCount),
            "total_message_count": .integer(summary.totalMessageCount),
            "was_limited": .bool(summary.wasLimited),
            "findings": .array(
                summary.findings.map { .record(["rule": .text($0.rule), "count": .integer($0.count)]) }
            ),
            "secrets": .integer(summary.secretCount),
        ])
    }
}
