public import BatonSessions
internal import Platform

/// Makes one Markdown page over several sessions, for a reader who reviews the work or goes on with it.
///
/// The page says of each session what was asked, decided, changed, checked, and tried and dropped. It is made by rules from
/// the records, so the same sessions give the same bytes.
public struct ContextExporter {
    /// The most sessions of a page.
    public static let mostSessions = 200

    private let options: ContextOptions
    private let redaction: ExportRedaction
    private var sources: [Source] = []

    private struct Source {
        let transcript: Transcript
        let conversation: Conversation
    }

    /// An exporter that removes secrets by `redaction`, with one numbering for the whole page.
    public init(_ options: ContextOptions, redaction: ExportRedaction) {
        self.options = options
        self.redaction = redaction
    }

    /// Adds a session, or the part of it that `conversation` is; one that was added before is not added again.
    public mutating func add(_ transcript: Transcript, _ conversation: Conversation) {
        guard !sources.contains(where: { $0.transcript.session.path == transcript.session.path }) else {
            return
        }
        sources.append(Source(transcript: transcript, conversation: conversation))
    }

    /// The page, with the sessions in the order of their beginnings.
    ///
    /// - Throws: ``RedactionError`` when a record cannot be searched for secrets; what reading throws.
    public func document() throws -> Document {
        let sources = sources.enumerated().sorted { left, right in
            let times = (left.element.conversation.firstTime, right.element.conversation.firstTime)
            // One without a time may be of any; it stands first.
            guard times.0 != times.1 else { return left.offset < right.offset }
            return (times.0 ?? Timestamp(milliseconds: .min)) < (times.1 ?? Timestamp(milliseconds: .min))
        }.map(\.element)
        // A secret that only one session tells for what it is must not stand in another: all are looked at first.
        let records = try sources.map { try redaction.learn($0.conversation) }
        var plain = ExportOptions(exportedAt: Timestamp(seconds: 0))
        plain.messages = nil
        let facts = try sources.map { try ExportFacts($0.transcript, $0.conversation, plain, redaction) }
        var counts = ContentCounts()
        var sessions: [ContextPlan.Session] = []
        for (index, source) in sources.enumerated() {
            let digest = try digest(source, records[index], facts[index], &counts)
            sessions.append(
                ContextPlan.Session(
                    head: ContextHead.session(facts[index], number: index + 1),
                    parts: options.sections.map { ($0, digest.list($0)) }
                )
            )
        }
        let title = try options.title.map { try redaction.redact($0, field: "title") }
        let content = page(ContextHead.page(facts, title: title), sessions)
        let last = facts.compactMap(\.lastTime).max()
        return Document(
            content: content,
            summary: ExportSummary(
                filename: FileNames.document(
                    project: facts.last?.project ?? "project",
                    date: last,
                    extension: ExportFormat.markdown.fileExtension
                ),
                format: ExportFormat.markdown.rawValue,
                counts: counts,
                totalMessageCount: sources.reduce(0) { $0 + $1.conversation.totalCount },
                findings: redaction.counts
            )
        )
    }

    private func page(_ head: String, _ sessions: [ContextPlan.Session]) -> [UInt8] {
        var preface = ContextPage.preface(options.preface)
        guard let budget = options.budget else {
            return ContextPage.text(head: head, preface: preface, ContextPlan(sessions, room: nil))
        }
        var room = budget - head.unicodeScalars.count - ContextPage.rule.unicodeScalars.count
        // Only where sessions are left out is there a line that says so.
        room -= ContextPlan.omission(sessions.count).unicodeScalars.count
        if preface.codePoints > room { preface = Array(ContextPage.lostPreface.utf8) }
        room -= preface.codePoints
        return ContextPage.text(head: head, preface: preface, ContextPlan(sessions, room: room))
    }

    private func digest(
        _ source: Source,
        _ records: ConversationRedaction,
        _ facts: ExportFacts,
        _ counts: inout ContentCounts
    ) throws -> SessionDigest {
        var numbers: [Int]?
        if source.conversation.isLimited {
            numbers = source.conversation.places(in: try source.transcript.conversation(.full)).map { $0 + 1 }
        }
        var digest = SessionDigest(cwd: facts.cwd ?? "/")
        var place = 0
        try source.conversation.forEachReadingAhead(rewriting: records.redact) { message in
            digest.add(message, numbers.map { place < $0.count ? $0[place] : place + 1 } ?? place + 1)
            place += 1
            counts.messages += 1
            for block in message.content where !Block(block).isThinking { counts.add(block) }
        }
        digest.finish()
        return digest
    }
}
