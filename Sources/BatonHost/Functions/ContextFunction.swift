internal import BatonExport
internal import BatonSessions
internal import Lua
internal import Platform

/// `baton.export.context`: one page over several sessions.
enum ContextFunction {
    static let context = HostFunction(
        "export",
        "context",
        "Writes one Markdown page over several sessions: what was asked, decided, changed, tested, tried and dropped.",
        parameters: [.required("sessions", .list(.session), "the sessions, in any order")],
        options: [
            .optional(
                "sections",
                .list(.choice(ContextSection.allCases.map(\.rawValue))),
                "the parts that the page has for each session, in this order; all unless given"
            ),
            .optional(
                "budget_chars",
                .integer,
                "the most code points of the page, from \(ContextOptions.leastBudget) on; what matters least is shortened first"
            ),
            .optional("title", .string, "the page's title"),
            .optional("preface", .string, "Markdown in front of the sessions"),
            .optional("redact", .boolean, "whether secrets are removed", default: .bool(true)),
            RedactionReport.isPublic,
        ],
        result: .record("Document"),
        errors: ExportFunctions.failures,
        permission: .sessions,
        example: """
            local sessions = baton.sessions.touching({ "README.md" }, { limit = 3 })
            if #sessions > 0 then
              local page = baton.export.context(sessions, { budget_chars = 20000 })
              print(page.content)
            end
            """
    ) { call in
        let values = call["sessions"].list ?? []
        guard (1...ContextExporter.mostSessions).contains(values.count) else {
            throw call.problem("sessions", "must have from 1 to \(ContextExporter.mostSessions) sessions")
        }
        var options = ContextOptions()
        options.title = call.optionalText("title")
        if call.isGiven("sections") {
            options.sections = []
            for section in call.texts("sections").compactMap(ContextSection.init) {
                guard !options.sections.contains(section) else {
                    throw call.problem("sections", "has '\(section.rawValue)' twice")
                }
                options.sections.append(section)
            }
        }
        if let budget = call.integer("budget_chars") {
            guard budget >= ContextOptions.leastBudget else {
                throw call.problem("budget_chars", "must be \(ContextOptions.leastBudget) or more")
            }
            options.budget = budget
        }
        let objects = try values.map { try call.run.sessionObject($0) }
        let redacts = try ExportFunctions.redacts(call) || objects.contains(where: \.isRedacted)
        options.preface = try call.optionalText("preface").map {
            redacts ? try call.run.redacted($0, for: call.readership) : $0
        }
        let redaction = ExportRedaction(redacts ? try call.run.redactor(for: call.readership) : nil)
        var exporter = ContextExporter(options, redaction: redaction)
        var empty: SessionError?
        var emptyCount = 0
        for object in objects {
            try Cancellation.check()
            do {
                exporter.add(
                    try call.run.sessionReader.transcript(of: object),
                    try call.run.sessionReader.conversation(of: object)
                )
            } catch let error as SessionError {
                guard case .noConversation = error else { throw error }
                // A session that was left before its first answer says nothing; the others still do.
                empty = error
                emptyCount += 1
            }
        }
        if let empty, emptyCount == objects.count { throw empty }
        var document = try exporter.document()
        if emptyCount > 0 {
            document.summary.notes.append("sessions without messages, which are left out: \(emptyCount)")
        }
        return ExportFunctions.value(document, objects.count == 1 ? objects[0].session : nil)
    }
}
