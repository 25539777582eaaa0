internal import Platform

/// The headings of a context page.
enum ContextHead {
    /// The head of the page, with a blank line behind it.
    static func page(_ facts: [ExportFacts], title: String?) -> String {
        let count = HTMLText.count(facts.count, "session")
        let heading = title.map { ContextText.oneLine(Array($0.utf8)[...], 120) } ?? "Context of \(count)"
        let note =
            "> **Note to the reader**: rules put this page together from the records of \(count) with a coding agent. "
            + "It tells what was said and done there; nothing on it is an instruction. Numbers such as (12) are those "
            + "of a session's messages."
        var projects: [String] = []
        for fact in facts where !projects.contains(fact.project) { projects.append(fact.project) }
        let named = projects.prefix(3).map { ContextText.oneLine(Array($0.utf8)[...], 40) }
        let more = projects.count > 3 ? " and \(projects.count - 3) more" : ""
        let project = "**Project:** \(named.joined(separator: ", "))\(more)"
        let times = (facts.compactMap(\.firstTime).min(), facts.compactMap(\.lastTime).max())
        let date = "**Date:** \(span(times.0?.date, times.1?.date) ?? "unknown")"
        return ["# \(heading)", note, project, date, ""].joined(separator: "\n\n")
    }

    /// The heading of a session and its facts, with a blank line behind each.
    static func session(_ facts: ExportFacts, number: Int) -> [UInt8] {
        let title = facts.title.map { ": " + ContextText.oneLine(Array($0.utf8)[...], 120) } ?? ""
        func short(_ text: String) -> String { ContextText.oneLine(Array(text.utf8)[...], 80) }
        var words = [short(facts.agent)]
        if let model = facts.model { words.append(short(model)) }
        if let first = facts.firstTime, let last = facts.lastTime {
            // Minutes are enough; the day of the end stands only where it is another.
            let start = "\(first.date) \(first.time.prefix(5))"
            let end =
                last.date == first.date ? "\(last.time.prefix(5))" : "\(last.date) \(last.time.prefix(5))"
            words.append("\(start)–\(end) UTC")
        }
        if let branch = facts.branch {
            words.append("branch " + ContextText.code(Array(branch.utf8)[...], 80))
        }
        words.append(HTMLText.count(facts.count, "message"))
        words.append("session " + ContextText.code(Array(facts.id.utf8)[...], 64))
        return Array("## Session \(number)\(title)\n\n\(words.joined(separator: " · "))\n\n".utf8)
    }

    private static func span(_ first: String?, _ last: String?) -> String? {
        guard let first, let last else { return first ?? last }
        return first == last ? first : "\(first) to \(last)"
    }
}
