internal import BatonHost
internal import BatonSessions
internal import Platform

/// The page of `baton show`: what a session holds, for people.
struct SessionReport {
    private let transcript: Transcript
    private let statistics: TranscriptStatistics
    private let counts: Conversation.RoleCounts
    private let subagents: SubagentCounts
    private let style: TextStyle
    private var lines: [String] = []

    init(
        _ transcript: Transcript,
        _ statistics: TranscriptStatistics,
        _ counts: Conversation.RoleCounts,
        _ subagents: SubagentCounts,
        _ style: TextStyle
    ) {
        self.transcript = transcript
        self.statistics = statistics
        self.counts = counts
        self.subagents = subagents
        self.style = style
    }

    /// The most tools and files that are listed one by one.
    private static let listed = 15

    /// The page, its lines without line breaks at their ends.
    func text() -> [String] {
        var report = self
        report.addSession()
        report.addWork()
        report.addTokens()
        report.addTools()
        report.addFiles()
        report.addRest()
        return report.lines
    }

    private mutating func row(_ name: String, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        let label = name + String(repeating: " ", count: max(1, 11 - name.count))
        lines.append(style.text(label, .quiet) + PrintableText.line(value))
    }

    private mutating func addSession() {
        let session = transcript.session
        if let title = session.title { lines += [style.text(PrintableText.line(title), .heading), ""] }
        row("session", session.id)
        row("project", session.project)
        row("directory", Self.joined(statistics.directories) ?? session.cwd)
        row("branch", Self.joined(statistics.branches) ?? session.branch)
        row("model", session.model ?? statistics.model)
        row("agent", Self.joined(statistics.versions).map { "\(session.agent) \($0)" } ?? session.agent)
        row("pull", Self.joined(statistics.pullRequests))
        row("path", session.path)
        row("size", ByteCount.text(session.bytes))
    }

    private mutating func addWork() {
        let session = transcript.session
        let times = statistics.times
        lines.append("")
        row("started", session.started.map { "\($0.date) \($0.time) UTC" })
        row("updated", "\(session.updated.date) \(session.updated.time) UTC")
        if times.wall > 0 {
            row(
                "time",
                NumberText.duration(milliseconds: times.wall) + ", of it "
                    + NumberText.duration(milliseconds: times.active) + " active"
            )
        }
        let median = times.medianTurn.map { ", the median " + NumberText.duration(milliseconds: $0) } ?? ""
        row("turns", times.turns == 0 ? nil : NumberText.grouped(times.turns) + median)
        row(
            "messages",
            "\(counts.user + counts.assistant) (\(counts.user) user, \(counts.assistant) assistant)"
        )
        row("besides", Self.joined(besides))
        row(
            "compacted",
            statistics.compactionCount == 0
                ? nil : NumberText.count(statistics.compactionCount, "time") + compactionFacts
        )
        let parts = transcript.activity(parts: style.columns - 12)
        if parts.contains(where: { $0 > 0 }) {
            lines.append(
                style.text("activity   ", .quiet) + BarChart(style).line(parts)
            )
        }
    }

    private var besides: [String] {
        [
            (statistics.queuedPrompts, "queued prompt"), (statistics.taskNotifications, "task notification"),
            (statistics.interruptions, "interruption"), (statistics.apiErrors, "API error"),
            (statistics.apiRetries, "retry"), (statistics.images, "image"),
            (statistics.documents, "document"),
        ].filter { $0.0 > 0 }.map { NumberText.count($0, $1, $1 == "retry" ? "retries" : nil) }
    }

    private var compactionFacts: String {
        let facts = statistics.compactions.prefix(5).map { compaction in
            (compaction.trigger ?? "?")
                + (compaction.tokensBefore.map { " at \(NumberText.grouped($0)) tokens" } ?? "")
        }
        return ": " + facts.joined(separator: ", ") + (statistics.compactionCount > 5 ? ", …" : "")
    }

    private mutating func addTokens() {
        let models = statistics.usageByModel
        guard !models.isEmpty else { return }
        lines.append("")
        let total = statistics.totalUsage
        row(
            "tokens",
            "\(NumberText.grouped(total.input)) in, \(NumberText.grouped(total.output)) out, "
                + "\(NumberText.grouped(total.cacheRead)) from the cache, \(NumberText.grouped(total.cacheWrite)) into it"
        )
        let more = [
            (total.cacheWrite1h, "kept for an hour"), (total.webSearches, "web searches"),
            (total.webFetches, "web fetches"),
        ].filter { $0.0 > 0 }.map { "\(NumberText.grouped($0)) \($1)" }
        row("", Self.joined(more))
        if models.count > 1 {
            lines += BarChart(style).rows(
                models.map { (PrintableText.line($0.model) + " out", $0.usage.output, "") }
            )
        }
    }

    private mutating func addTools() {
        let uses = statistics.toolUses.sorted { ($1.value.calls, $0.key) < ($0.value.calls, $1.key) }
        guard !uses.isEmpty else { return }
        lines.append("")
        let calls = uses.reduce(0) { $0 + $1.value.calls }
        let errors = uses.reduce(0) { $0 + $1.value.errors }
        row(
            "tools",
            NumberText.count(calls, "call") + (errors > 0 ? ", \(NumberText.grouped(errors)) failed" : "")
        )
        lines += BarChart(style).rows(
            uses.prefix(Self.listed).map { use in
                (
                    PrintableText.line(use.key), use.value.calls,
                    use.value.errors > 0 ? "\(NumberText.grouped(use.value.errors)) failed" : ""
                )
            }
        )
        addOmitted(uses.count)
        guard subagents.agents > 0 else { return }
        row(
            "subagents",
            "\(NumberText.grouped(subagents.agents)): \(NumberText.count(subagents.messages, "message")), "
                + "\(NumberText.count(subagents.calls, "call")), "
                + "\(NumberText.grouped(subagents.usage.output)) tokens out"
        )
    }

    private mutating func addFiles() {
        let files = statistics.fileUses
        guard !files.isEmpty else { return }
        lines.append("")
        row("files", NumberText.count(files.count, "file") + " changed")
        for file in files.prefix(Self.listed) {
            let uses = [(file.edits, "edit"), (file.writes, "write")].filter { $0.0 > 0 }
                .map { NumberText.count($0, $1) }
            lines.append(
                "  " + PrintableText.line(file.path) + "  "
                    + style.text(uses.joined(separator: ", "), .quiet)
            )
        }
        addOmitted(files.count)
    }

    private mutating func addRest() {
        lines.append("")
        row("records", Self.list(transcript.index.recordCounts))
        row("unknown", Self.list(transcript.index.unknownRecords))
        row("", statistics.unknownBlocks.isEmpty ? nil : "blocks: " + Self.list(statistics.unknownBlocks))
        let index = transcript.index
        let bad = [
            (index.badLines, "line that is no record", "lines that are no records"),
            (index.oversizedLines, "line that is too long", "lines that are too long"),
        ].filter { $0.0 > 0 }.map { NumberText.count($0, $1, $2) }
        row("bad lines", Self.joined(bad + (index.endsInsideALine ? ["the last line is cut"] : [])))
    }

    private mutating func addOmitted(_ count: Int) {
        guard count > Self.listed else { return }
        lines.append(style.text("  … and \(NumberText.grouped(count - Self.listed)) more", .quiet))
    }

    /// Some texts in one line; `nil` for none.
    private static func joined(_ texts: [String]) -> String? {
        guard !texts.isEmpty else { return nil }
        let more = texts.count > 5 ? ", … (\(texts.count))" : ""
        return texts.prefix(5).joined(separator: ", ") + more
    }

    private static func list(_ counts: [String: Int]) -> String {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(40)
            .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
}
