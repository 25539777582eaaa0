public import BatonSessions

/// Turns a session into a document, message by message.
public struct Exporter {
    private let transcript: Transcript
    private let options: ExportOptions
    private let redaction: ExportRedaction

    /// An exporter of `transcript`.
    public init(_ transcript: Transcript, _ options: ExportOptions, redaction: ExportRedaction) {
        self.transcript = transcript
        self.options = options
        self.redaction = redaction
    }

    /// Writes the session to `sink`.
    ///
    /// - Throws: ``SessionError`` when there is no conversation, and what the sink throws. Bytes may have gone to
    ///   the sink by then.
    public func write(_ format: ExportFormat, to sink: inout some ByteSink) throws -> ExportSummary {
        let history = options.history ?? (format == .json ? .resume : .full)
        let whole = try transcript.conversation(history)
        let part = options.messages.map { whole.last($0) } ?? whole
        guard part.count > 0 else {
            throw SessionError.noConversation(
                path: transcript.session.path,
                reason: "no turn fits in the messages asked for"
            )
        }
        if redaction.isActive { try part.forEachRawRecord { try redaction.learn($0) } }
        let records = redaction.afterLearning
        let facts = try ExportFacts(transcript, part, options, redaction)
        switch format {
        case .markdown:
            var writer = MarkdownExporter(facts, options)
            try writer.write(part, records, to: &sink)
            return summary(format, part, writer.imageCount, facts.markdownName)
        case .json:
            var writer = BundleExporter(facts, options)
            try writer.write(part, records, to: &sink)
            return summary(format, part, writer.imageCount, FileNames.bundle(id: transcript.session.id))
        case .html:
            var writer = HTMLExporter(facts, options)
            try writer.write(part, records, to: &sink)
            return summary(format, part, writer.imageCount, facts.htmlName)
        }
    }

    /// The document in memory.
    public func document(_ format: ExportFormat) throws -> Document {
        var sink = MemorySink()
        let summary = try write(format, to: &sink)
        return Document(content: sink.bytes, summary: summary)
    }

    private func summary(_ format: ExportFormat, _ part: Conversation, _ images: Int, _ name: String)
        -> ExportSummary
    {
        ExportSummary(
            filename: name,
            format: format,
            messageCount: part.count,
            totalMessageCount: part.totalCount,
            findings: redaction.counts,
            imageCount: images
        )
    }
}
