internal import BatonRedaction
internal import BatonSessions
internal import Lua

/// `baton.redact`: remove secrets from texts.
enum RedactFunctions {
    static let all: [HostFunction] = [text, scan, session, rule, rules]

    static let text = HostFunction(
        "redact",
        "text",
        "Replaces the secrets of a text by placeholders; JSON and JSON Lines stay valid.",
        parameters: [.required("text", .bytes, "the text")],
        options: [.optional("exempt", .list(.string), "exact values that stay as they are")],
        results: [
            .required("clean", .bytes, "the text without its secrets"),
            .required("report", .record("Report"), "what was replaced, and where"),
        ],
        errors: ["redaction"],
        example: """
            local clean, report = baton.redact.text("no secret here")
            print(clean, report.secrets)
            """
    ) { call in
        let bytes = try call.bytes("text")
        let exempt = call.texts("exempt").filter { !$0.isEmpty }
        var redaction = TextRedaction(try call.run.redactor())
        guard !exempt.isEmpty else {
            let clean = try redaction.redact(bytes)
            return [.string(LuaString(bytes: clean)), RedactionReport.value(redaction.findings)]
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw call.problem("text", "must be UTF-8 when something is exempt")
        }
        let mask = LinkMask(exempt, in: text)
        let clean = try redaction.redact(Array(mask.text.utf8))
        return [
            .text(mask.restored(String(decoding: clean, as: UTF8.self))),
            RedactionReport.value(redaction.findings),
        ]
    }

    static let scan = HostFunction(
        "redact",
        "scan",
        "Tells where the secrets of a text are, without telling them.",
        parameters: [.required("text", .bytes, "the text")],
        result: .list(.record("SecretPlace")),
        errors: ["redaction"],
        example: """
            for _, place in ipairs(baton.redact.scan(baton.fs.read("README.md"))) do
              print(place.line, place.column, place.rule)
            end
            """
    ) { call in
        var redaction = TextRedaction(try call.run.redactor())
        _ = try redaction.redact(try call.bytes("text"))
        return .array(redaction.findings.map(RedactionReport.place))
    }

    static let session = HostFunction(
        "redact",
        "session",
        "A session whose messages and facts are read without their secrets.",
        parameters: [.optional("session", .session, "the session", default: .text("current"))],
        results: [
            .required("clean", .session, "the session without its secrets"),
            .required("report", .record("Report"), "what is replaced, without places"),
        ],
        errors: ["session.not_found", "session.ambiguous", "session.empty", "redaction"],
        permission: .sessions,
        isStep: false,
        example: """
            local session, report = baton.redact.session()
            print(session:message(1).text, report.secrets)
            """
    ) { call in
        var object = try call.sessionObject("session")
        let redactor = try call.run.redactor()
        let conversation = try call.run.sessionReader.conversation(of: object)
        // First all is learned: a value may be repeated before the place that tells what it is.
        try conversation.forEachRawRecord { try redactor.learn(record: $0) }
        var counts: [String: Int] = [:]
        if !redactor.counts.isEmpty {
            try conversation.forEachRawRecord { record in
                for finding in try redactor.redact(record: record)?.findings ?? [] {
                    counts[finding.rule, default: 0] += 1
                }
            }
        }
        object.isRedacted = true
        return [call.run.handle(for: object), RedactionReport.value(counts: counts, places: [])]
    }

    static let rule = HostFunction(
        "redact",
        "rule",
        "Adds a rule by which secrets are found in all that this run exports, uploads and writes.",
        options: [
            .required("name", .string, "its name in placeholders: lower-case letters, digits and `-`"),
            .required(
                "pattern",
                .string,
                "a regular expression as PCRE2 has them; with a group in parentheses only the group is replaced"
            ),
            .optional("about", .string, "what it finds, in a few words", default: .text("")),
            .optional("caseless", .boolean, "whether letters match in both cases", default: .bool(false)),
            .optional(
                "mask",
                .string,
                "what stands in the place of a secret; `[redacted:name:1]` unless given"
            ),
            .optional("examples", .list(.string), "texts in which the rule must find something"),
        ],
        errors: ["redaction"],
        isStep: false,
        example: """
            baton.redact.rule {
              name = "ticket",
              pattern = "TICKET-[0-9]{6}",
              about = "numbers of internal tickets",
              examples = { "see TICKET-123456" },
            }
            print((baton.redact.text("fixes TICKET-424242")))
            """
    ) { call in
        let rule = try Rule(
            checking: try call.text("name"),
            about: PrintableText.line(try call.text("about")),
            pattern: try call.text("pattern"),
            caseless: call.flag("caseless"),
            mask: call.optionalText("mask"),
            examples: call.texts("examples")
        )
        try call.run.add(rule)
        return .nil
    }

    static let rules = HostFunction(
        "redact",
        "rules",
        "Lists the rules that find secrets.",
        result: .list(.record("Rule")),
        blocks: false,
        isStep: false,
        example: "for _, rule in ipairs(baton.redact.rules()) do print(rule.id, rule.about) end"
    ) { call in
        let own = RuleSet.builtIn.rules.map { ($0, false) }
        return .array(
            (own + call.run.extensions.rules.map { ($0, true) }).map { rule, isCustom in
                var fields: [String: HostValue] = [
                    "id": .text(rule.id), "about": .text(rule.about), "kind": .text(rule.kind.rawValue),
                    "form": .text(rule.form), "is_custom": .bool(isCustom),
                ]
                if !rule.group.isEmpty { fields["group"] = .text(rule.group) }
                if let checksum = rule.checksum { fields["checksum"] = .text(checksum.about) }
                return .record(fields)
            }
        )
    }
}

/// What redaction found, as scripts see it.
enum RedactionReport {
    /// The report on a text.
    static func value(_ findings: [TextRedaction.Place]) -> HostValue {
        var counts: [String: Int] = [:]
        for place in findings { counts[place.finding.rule, default: 0] += 1 }
        return value(counts: counts, places: findings.map(place))
    }

    /// A report from its parts.
    static func value(counts: [String: Int], places: [HostValue]) -> HostValue {
        .record([
            "secrets": .integer(counts.values.reduce(0, +)),
            "counts": .record(counts.mapValues { .integer($0) }), "findings": .array(places),
        ])
    }

    /// One place.
    static func place(_ place: TextRedaction.Place) -> HostValue {
        .record([
            "rule": .text(place.finding.rule), "placeholder": .text(place.finding.placeholder),
            "line": .integer(place.line), "column": .integer(place.column),
            "length": .integer(place.finding.length),
        ])
    }
}

extension HostRun {
    /// Looks for one more rule in all that leaves from now on.
    func add(_ rule: Rule) throws {
        // Made first, so that a name that is taken is refused now.
        try redactor().add(rule)
        extensions.rules.append(rule)
    }
}
