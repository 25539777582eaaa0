internal import BatonHost
internal import BatonProvenance
internal import BatonSessions
internal import Platform

/// Sessions as lines for people, in columns.
///
/// On a terminal a line is never wider than it is: ids are cut to what tells them apart, and titles to the room that is
/// left. Elsewhere both are whole, for other programs to read.
struct SessionTable {
    private let idWidth: Int
    private let agentWidth: Int
    private let projectWidth: Int
    /// Columns of the terminal; `nil` when the answer goes elsewhere.
    private let columns: Int?

    init(_ sessions: [Session], showsProject: Bool, _ console: any Console) {
        columns = console.isTerminal(.output) ? console.size.map { max($0.columns, 40) } ?? 80 : nil
        let longest = sessions.map { $0.id.utf8.count }.max() ?? 0
        idWidth = columns == nil ? longest : min(longest, Self.shortestID(of: sessions))
        // One agent is the usual case, and no news.
        agentWidth =
            Set(sessions.map(\.agent)).count > 1 ? sessions.map { $0.agent.utf8.count }.max() ?? 0 : 0
        // A long name would leave no room for titles.
        projectWidth =
            showsProject
            ? min(sessions.map { PrintableText.width(of: PrintableText.line($0.project)) }.max() ?? 0, 24) : 0
    }

    /// The line of a session.
    func row(_ session: Session) -> String {
        var row = PrintableText.column(String(session.id.prefix(idWidth)), idWidth)
        row += "  \(session.updated.date) \(session.updated.time.prefix(5))"
        if agentWidth > 0 { row += "  " + PrintableText.column(session.agent, agentWidth) }
        if projectWidth > 0 { row += "  " + PrintableText.column(session.project, projectWidth) }
        let tag = session.tag.map { "#" + $0 + " " } ?? ""
        let title = tag + (session.title ?? "(no title)")
        guard let columns else { return row + "  " + PrintableText.line(title) }
        return row + "  " + PrintableText.line(title, columns: columns - PrintableText.width(of: row) - 2)
    }

    /// The lines of a session that had a part in a commit, and what speaks for it.
    func text(of match: SessionMatch) -> String {
        let mark = match.isRecorded ? "recorded" : "matched"
        let text = match.reasons.map(\.text).joined(separator: "; ")
        let detail = "\(mark) \(Self.percent(match.score)): \(text)"
        return row(match.session) + "\n  "
            + (columns.map { PrintableText.line(detail, columns: $0 - 2) } ?? PrintableText.line(detail))
    }

    /// A score as a person reads it.
    static func percent(_ score: Double) -> String { "\(Int((score * 100).rounded())) %" }

    /// The lines of a session and of what was found in it.
    func text(of result: SearchResult) -> String {
        var lines = [row(result.session)]
        for hit in result.hits {
            var place = hit.message.map { "message \($0)" } ?? hit.line.map { "line \($0)" } ?? ""
            if let agent = hit.subagent { place = "subagent \(agent)" + (place.isEmpty ? "" : "  \(place)") }
            let time = hit.timestamp.map { "  \($0.date) \($0.time.prefix(5))" } ?? ""
            lines.append("  \(place)\(place.isEmpty ? "" : "  ")\(hit.kind.rawValue)\(time)")
            let excerpt =
                columns.map { PrintableText.line(hit.excerpt, columns: $0 - 4) }
                ?? PrintableText.line(hit.excerpt)
            lines.append("    " + excerpt)
        }
        let rest = result.count - result.hits.count
        if rest > 0 { lines.append("  and \(rest) more") }
        return lines.joined(separator: "\n")
    }

    /// The length at which the beginnings of all ids differ, 8 or more.
    private static func shortestID(of sessions: [Session]) -> Int {
        let ids = Set(sessions.map(\.id)).sorted()
        var length = 8
        for (one, next) in zip(ids, ids.dropFirst()) {
            length = max(
                length,
                one.utf8.elementsEqual(next.utf8) ? 0 : zip(one.utf8, next.utf8).prefix { $0 == $1 }.count + 1
            )
        }
        return length
    }
}
