/// Writes a context page from its head, the sessions as they were planned, and what is said of those left out.
enum ContextPage {
    static func text(head: String, preface: [UInt8], _ plan: ContextPlan) -> [UInt8] {
        var page = Array(head.utf8)
        page.append(contentsOf: preface)
        page.put(rule)
        if plan.omitted > 0 { page.put(ContextPlan.omission(plan.omitted)) }
        for session in plan.sessions where session.isShown {
            page.append(contentsOf: session.head)
            for (part, shown) in zip(session.parts, session.shown) where shown.contains(where: { $0 >= 0 }) {
                page.put(ContextPlan.heading(part.section))
                for (entry, form) in zip(part.list.entries, shown) where form >= 0 {
                    page.append(contentsOf: entry.forms[form])
                    page.put("\n")
                }
                page.put("\n")
            }
            if let line = session.leftOut { page.put(line) }
        }
        while page.last == 0x0a { page.removeLast() }
        page.put("\n")
        return page
    }

    /// What stands between the head and the sessions.
    static let rule = "---\n\n"

    /// What a preface that does not fit leaves.
    static let lostPreface =
        "*[the text in front of the sessions is left out, for which there was no room]*\n\n"

    /// A preface as it stands on the page, with a blank line behind it.
    static func preface(_ text: String?) -> [UInt8] {
        guard let text else { return [] }
        var bytes: [UInt8] = []
        MarkdownBody.append(Array(text.utf8)[...], to: &bytes)
        if !bytes.isEmpty { bytes.put("\n\n") }
        return bytes
    }
}
