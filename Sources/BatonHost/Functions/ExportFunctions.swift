internal import BatonExport
internal import BatonSessions
internal import Lua

/// `baton.export`: turn a session into a document.
enum ExportFunctions {
    static let all: [HostFunction] = [markdown, json, render, ContextFunction.context, formats, register]

    private static let session = HostField.optional(
        "session",
        .session,
        "the session",
        default: .text("current")
    )
    private static let shared: [HostField] = [
        .optional("messages", .count, "the latest messages, or `all`; 100 unless given, all of a slice"),
        .optional("history", .choice(History.allCases.map(\.rawValue)), "how far back the conversation goes"),
        .optional("title", .string, "a title in place of the session's own"),
        .optional("thinking", .boolean, "whether the model's reasoning travels", default: .bool(false)),
        .optional("redact", .boolean, "whether secrets are removed", default: .bool(true)),
        RedactionReport.isPublic,
    ]
    static let failures = ["session.not_found", "session.ambiguous", "session.empty", "redaction"]

    static let markdown = HostFunction(
        "export",
        "markdown",
        "Writes a session as a Markdown page that people read and an agent continues from.",
        parameters: [session],
        options: shared + [
            .optional(
                "tools",
                .choice(ToolDetail.allCases.map(\.rawValue)),
                "how much of tool calls is shown",
                default: .text("full")
            ),
            .optional("preface", .string, "Markdown in front of the conversation"),
            .optional(
                "images",
                .choice(ImageDetail.allCases.map(\.rawValue)),
                "which pictures are part of it: `small` for those up to 1 MiB; others are named",
                default: .text("none")
            ),
            .optional(
                "audience",
                .choice(Audience.allCases.map(\.rawValue)),
                "whom it is for: `agent` for an overview of what was asked, decided, changed and is open, then the "
                    + "conversation in brief",
                default: .text("human")
            ),
        ],
        result: .record("Document"),
        errors: failures,
        permission: .sessions,
        example: "local document = baton.export.markdown(\"current\", { messages = 20, tools = \"brief\" })"
    ) { call in
        try export(.markdown, call)
    }

    static let json = HostFunction(
        "export",
        "json",
        "Writes a session as the portable bundle that `baton clone` installs.",
        parameters: [session],
        options: shared + [
            .optional(
                "images",
                .choice([ImageDetail.all.rawValue, ImageDetail.none.rawValue]),
                "whether pictures travel, into which nothing looks",
                default: .text("all")
            ),
            .optional(
                "subagents",
                .boolean,
                "whether subagents and spilled results travel as sidecars",
                default: .bool(false)
            ),
            .optional(
                "raw",
                .boolean,
                "whether all files of the session travel as they are, apart from redaction; needs the permission "
                    + "`unredacted`",
                default: .bool(false)
            ),
        ],
        result: .record("Document"),
        errors: failures,
        permission: .sessions,
        example: "local bundle = baton.export.json(\"current\", { messages = \"all\" })"
    ) { call in
        try export(.json, call)
    }

    static let render = HostFunction(
        "export",
        "render",
        "Writes a session in any format, also one that a script has added.",
        parameters: [
            .required("format", .string, "the format's name"), session,
            .optional(
                "options",
                .map(.any),
                "what the format takes; `messages`, `history` and `redact` mean the same in all"
            ),
        ],
        result: .record("Document"),
        errors: failures + ["export.unknown", "export.failed", "limit"],
        permission: .sessions,
        example: "local document = baton.export.render(\"markdown\", \"current\", { messages = 20 })"
    ) { call in
        let name = try call.text("format")
        let given = optionTable(call["options"])
        if ExportFormat(rawValue: name) != nil, let function = call.run.registry.function("export." + name) {
            return try call.run.call(function, given.merging(["session": call["session"]]) { $1 })
        }
        guard call.run.extensions.formats[name] != nil else { throw call.run.unknownFormat(name) }
        // What all formats understand is checked as theirs is; the rest is the exporter's.
        let known = given.filter { common.index(of: $0.key) != nil }
        let checked = try ArgumentCheck.values(known, common)
        try ArgumentCheck.check(checked, common)
        let options = HostCall(run: call.run, function: common, values: checked.values)
        let object = try call.sessionObject("session")
        let document = try call.run.document(
            name,
            of: object,
            try exportOptions(options, object),
            redacts: try redacts(options),
            given: given,
            for: options.readership
        )
        guard let document else { throw call.run.unknownFormat(name) }
        return value(document, object.session)
    }

    /// What all formats take.
    private static let common = HostFunction(
        "export",
        "render",
        "",
        options: shared,
        blocks: false,
        example: ""
    ) { _ in .nil }

    static let formats = HostFunction(
        "export",
        "formats",
        "Lists the formats that a session can be written in.",
        result: .list(.record("Format")),
        blocks: false,
        isStep: false,
        example: "for _, format in ipairs(baton.export.formats()) do print(format.name, format.about) end"
    ) { call in
        let own = ExportFormat.allCases.map { format in
            HostValue.record([
                "name": .text(format.rawValue), "extension": .text(format.fileExtension),
                "mime": .text(format.mediaType),
                "about": .text(call.run.registry.function("export." + format.rawValue)?.about),
                "is_custom": .bool(false),
            ])
        }
        let added = call.run.extensions.formats.values.sorted { $0.name < $1.name }.map { format in
            HostValue.record([
                "name": .text(format.name), "extension": .text(format.fileExtension),
                "mime": .text(format.mediaType), "about": .text(format.about), "is_custom": .bool(true),
            ])
        }
        return .array(own + added)
    }

    static let register = HostFunction(
        "export",
        "register",
        "Adds a format that a function of the script writes; it can be used like the program's own in this run.",
        parameters: [
            .required("name", .string, "the format's name: lower-case letters, digits, `-` and `_`")
        ],
        options: [
            .required("extension", .string, "the extension of its files, without a dot"),
            .optional("mime", .string, "the media type of its files", default: .text("text/plain")),
            .optional("about", .string, "one sentence that a list shows", default: .text("")),
            .required(
                "run",
                .function,
                "gets the session, the options, and a function that adds texts to the document"
            ),
        ],
        blocks: false,
        isStep: false,
        example: """
            baton.export.register("outline", {
              extension = "txt",
              about = "The first line of every prompt.",
              run = function(session, options, write)
                for message in session:messages { roles = { "user" } } do
                  write(message.number, "  ", message.text:match("[^\\n]*"), "\\n")
                end
              end,
            })
            local document = baton.export.render("outline")
            """
    ) { call in
        let name = try call.text("name")
        guard AddedName.isValid(name) else {
            throw call.problem("name", "must be a word of lower-case letters, digits, '-' and '_'")
        }
        guard !call.run.formatNames.contains(name) else {
            throw call.problem("name", "'\(name)' is a format already")
        }
        let fileExtension = try call.text("extension")
        guard AddedName.isValid(fileExtension) else {
            throw call.problem("extension", "must be a word such as 'html', without a dot")
        }
        let mediaType = try call.text("mime")
        guard MediaTypeText.isValid(mediaType) else {
            throw call.problem("mime", "must be a media type such as 'text/plain'")
        }
        call.run.extensions.formats[name] = ScriptFormat(
            name: name,
            fileExtension: fileExtension,
            mediaType: mediaType,
            about: PrintableText.line(try call.text("about")),
            run: try ScriptCallback(try call.callback("run"), call)
        )
        return .nil
    }

    static func export(_ format: ExportFormat, _ call: HostCall) throws -> HostValue {
        let object = try call.sessionObject("session")
        let redacts = try redacts(call) || object.isRedacted
        if call.flag("raw") {
            guard call.run.permissions.allows(.unredacted) else {
                throw HostError.denied(.unredacted, call.function)
            }
            guard object.places == nil, object.fetched == nil else {
                throw call.problem("raw", "is for a whole session of this machine")
            }
        }
        let redaction = ExportRedaction(redacts ? try call.run.redactor(for: call.readership) : nil)
        let run = call.run
        let document = try Exporter(
            try run.sessionReader.transcript(of: object),
            try exportOptions(call, object),
            redaction: redaction,
            conversation: { try run.sessionReader.conversation(of: object, $0) }
        ).document(format)
        return value(document, object.session)
    }

    private static func exportOptions(_ call: HostCall, _ object: SessionObject) throws -> ExportOptions {
        var options = ExportOptions(exportedAt: ExportOptions.exportTime(call.run.context))
        if call.isGiven("messages") {
            options.messages = try call.count("messages")
            options.overviewCoversAll = false
        } else if object.places != nil {
            options.messages = nil
        }
        options.history = call.optionalText("history").flatMap(History.init)
        options.tools = call.optionalText("tools").flatMap(ToolDetail.init) ?? .full
        options.images = call.optionalText("images").flatMap(ImageDetail.init)
        options.audience = call.optionalText("audience").flatMap(Audience.init) ?? .human
        options.thinking = call.flag("thinking")
        options.title = call.optionalText("title")
        options.sidecars = call.flag("subagents")
        options.raw = call.flag("raw")
        options.preface = try call.optionalText("preface").map {
            call.flag("redact") || object.isRedacted ? try call.run.redacted($0, for: call.readership) : $0
        }
        return options
    }

    static func redacts(_ call: HostCall) throws -> Bool {
        if call.flag("redact") { return true }
        guard call.run.permissions.allows(.unredacted) else {
            throw HostError.denied(.unredacted, call.function)
        }
        return false
    }

    /// The named values of a table of options.
    private static func optionTable(_ value: HostValue) -> [String: HostValue] {
        guard case .table(let table) = value else { return [:] }
        var result: [String: HostValue] = [:]
        for case (.string(let name), let value) in table { result[name.text ?? ""] = value }
        return result
    }

    /// A document as scripts get it; `session` is the one that it is of, if it is of one alone.
    static func value(_ document: Document, _ session: Session?) -> HostValue {
        let summary = document.summary
        return .record([
            "content": .string(.init(bytes: document.content)),
            "filename": .text(summary.filename),
            "format": .text(summary.format),
            "session_id": .text(session?.id),
            "message_count": .integer(summary.messageCount),
            "total_message_count": .integer(summary.totalMessageCount),
            "was_limited": .bool(summary.wasLimited),
            "counts": .record([
                "messages": .integer(summary.counts.messages),
                "blocks": .integer(summary.counts.blocks),
                "tool_calls": .integer(summary.counts.toolCalls),
                "tool_results": .integer(summary.counts.toolResults),
                "images": .integer(summary.counts.images),
            ]),
            "findings": .array(
                summary.findings.map { finding in
                    .record([
                        "rule": .text(finding.rule), "count": .integer(finding.count),
                        "places": .array(
                            finding.places.map { place in
                                .record([
                                    "message": place.message.map { .integer($0) } ?? .nil,
                                    "field": .text(place.field),
                                    "hint": .text(place.hint.isEmpty ? nil : place.hint),
                                ])
                            }
                        ),
                    ])
                }
            ),
            "secrets": .integer(summary.secretCount),
            "notes": .texts(summary.notes),
        ])
    }
}

/// Media types as they may stand in a header.
enum MediaTypeText {
    /// Whether a text is `type/subtype`, perhaps with a parameter, of characters that are safe everywhere.
    static func isValid(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && text.utf8.count <= 100
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                    || "/+-.;= ".utf8.contains(byte)
            }
    }
}
