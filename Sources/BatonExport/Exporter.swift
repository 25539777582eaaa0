public import BatonSessions

/// Turns a session into a document, message by message.
public struct Exporter {
    private let transcript: Transcript
    private let options: ExportOptions
    private let redaction: ExportRedaction
    private let conversation: (History) throws -> Conversation

    /// An exporter of `transcript`.
    ///
    /// `conversation` gives its messages, or the part of them that is to be exported; all unless it is given.
    public init(
        _ transcript: Transcript,
        _ options: ExportOptions,
        redaction: ExportRedaction,
        conversation: ((History) throws -> Conversation)? = nil
    ) {
        self.transcript = transcript
        self.options = options
        self.redaction = redaction
        self.conversation = conversation ?? { try transcript.conversation($0) }
    }

    /// Writes the session to `sink`.
    ///
    /// - Throws: ``SessionError`` when there is no conversation, and what the sink throws. Bytes may have gone to
    ///   the sink by then.
    public func write(_ format: ExportFormat, to sink: inout some ByteSink) throws -> ExportSummary {
        if format == .markdown, options.audience == .agent { return try writeForAgent(to: &sink) }
        let part = try part(options.history ?? (format == .json ? .resume : .full))
        let records = try redaction.learn(part)
        // Bundles carry what stands beside a transcript in their own way.
        let sides =
            format == .json
            ? ExportSides(transcript, redaction)
            : try ExportSides(transcript, part, options, redaction)
        // All that will travel is looked at before the first text is written.
        let isBundle = format == .json
        let sidecars =
            isBundle && options.sidecars ? try BundleSidecars(part, transcript, options, redaction) : nil
        let raw = isBundle && options.raw ? try RawFiles(transcript, redaction) : nil
        let facts = try ExportFacts(transcript, part, options, redaction)
        switch format {
        case .markdown:
            var writer = MarkdownExporter(facts, options, sides)
            try writer.write(part, records, to: &sink)
            return summary(format.rawValue, part, writer.counts, facts.name(extension: "md"))
        case .json:
            var writer = BundleExporter(facts, options, sidecars: sidecars, raw: raw)
            try writer.write(part, records, to: &sink)
            var summary = summary(
                format.rawValue,
                part,
                writer.counts,
                FileNames.bundle(id: transcript.session.id)
            )
            summary.notes = writer.notes
            return summary
        case .html:
            var writer = HTMLExporter(facts, options, sides)
            try writer.write(part, records, findings: { redaction.counts }, to: &sink)
            return summary(format.rawValue, part, writer.counts, facts.name(extension: "html"))
        }
    }

    private func writeForAgent(to sink: inout some ByteSink) throws -> ExportSummary {
        let part = try part(options.history ?? .full)
        // The overview reads what the conversation below it leaves out.
        let whole = options.overviewCoversAll ? try conversation(options.history ?? .full) : part
        let records = try redaction.learn(whole)
        let sides = try ExportSides(transcript, part, AgentExporter.brief(options), redaction)
        let facts = try ExportFacts(transcript, part, options, redaction)
        var writer = AgentExporter(facts, options, sides)
        try writer.write(part, of: whole, records, to: &sink)
        return summary(ExportFormat.markdown.rawValue, part, writer.counts, facts.name(extension: "md"))
    }

    /// The document in memory.
    public func document(_ format: ExportFormat) throws -> Document {
        var sink = MemorySink()
        let summary = try write(format, to: &sink)
        return Document(content: sink.bytes, summary: summary)
    }

    /// The document that `format` makes, in memory.
    public func document(_ format: CustomFormat) throws -> Document {
        let part = try part(options.history ?? .full)
        _ = try redaction.learn(part)
        let facts = try ExportFacts(transcript, part, options, redaction)
        let content = try format.write(part)
        // What a script makes of the messages is its own affair: these are the ones that it was given.
        var counts = ContentCounts()
        try part.forEach { message in
            counts.messages += 1
            for block in message.content where options.thinking || !Block(block).isThinking {
                counts.add(block)
            }
        }
        let name = facts.name(extension: format.fileExtension)
        return Document(content: content, summary: summary(format.name, part, counts, name))
    }

    /// The messages that are exported.
    private func part(_ history: History) throws -> Conversation {
        let whole = try conversation(history)
        let part = options.messages.map { whole.last($0) } ?? whole
        guard part.count > 0 else {
            throw SessionError.noConversation(
                path: transcript.session.path,
                reason: "no turn fits in the messages asked for"
            )
        }
        return part
    }

    private func summary(_ format: String, _ part: Conversation, _ counts: ContentCounts, _ name: String)
        -> ExportSummary
    {
        ExportSummary(
            filename: name,
            format: format,
            counts: counts,
            totalMessageCount: part.totalCount,
            findings: redaction.counts
        )
    }
}
