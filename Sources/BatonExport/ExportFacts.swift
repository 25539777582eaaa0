internal import BatonSessions
internal import Platform

/// What the head of a document says of the session, without secrets.
struct ExportFacts {
    let id: String
    let agent: String
    let project: String
    let title: String?
    let cwd: String?
    let branch: String?
    let model: String?
    let tokens: TranscriptStatistics.Tokens
    let firstTime: Timestamp?
    let lastTime: Timestamp?
    let count: Int
    let totalCount: Int

    init(
        _ transcript: Transcript,
        _ part: Conversation,
        _ options: ExportOptions,
        _ redaction: ExportRedaction
    ) throws {
        let session = transcript.session
        let facts = transcript.facts
        let cwd = facts.cwd ?? session.cwd
        id = session.id
        agent = session.agent
        project = try redaction.redact(cwd.map { Paths.name($0) } ?? session.project, field: "project")
        title = try (options.title ?? session.title).map { try redaction.redact($0, field: "title") }
        self.cwd = try cwd.map { try redaction.redact($0, field: "cwd") }
        branch = try (facts.branch ?? session.branch).map { try redaction.redact($0, field: "gitBranch") }
        model = try (facts.model ?? session.model).map { try redaction.redact($0, field: "model") }
        tokens = facts.tokens
        firstTime = part.firstTime
        lastTime = part.lastTime
        count = part.count
        totalCount = part.totalCount
    }

    /// The name of a file with these facts.
    func name(extension fileExtension: String) -> String {
        FileNames.document(project: project, date: lastTime, extension: fileExtension)
    }
}
