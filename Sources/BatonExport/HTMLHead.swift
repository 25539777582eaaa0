internal import BatonSessions
internal import HTML
internal import Platform

/// The beginning and the end of a page.
enum HTMLHead {
    /// Writes all that stands before the conversation.
    static func write(_ facts: ExportFacts, _ options: ExportOptions, to page: inout HTMLWriter) {
        let title = facts.title ?? facts.project
        // The policy comes before anything that it is to hold back.
        page.markup("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta")
        page.attribute("http-equiv", "Content-Security-Policy")
        page.attribute("content", HTMLAssets.policy)
        page.markup(
            """
            >
            <meta name="referrer" content="no-referrer">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            <meta name="generator" content="baton">
            <title>
            """
        )
        HTMLText.line(Array(title.utf8)[...], limit: 200, to: &page)
        page.markup("</title>\n<style>")
        page.trusted(HTMLAssets.style)
        page.markup(
            "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#conversation\">To the conversation</a>\n"
        )
        page.markup("<header>\n<p class=\"kicker\">Previous Conversation Context</p>\n<h1>")
        page.text(title)
        page.markup("</h1>\n<dl class=\"facts\">\n")
        writeFacts(facts, to: &page)
        page.markup("</dl>\n</header>\n")
        page.markup(
            """
            <div class="bar" id="bar" hidden>
            <form id="find" role="search">
            <input type="search" id="search" aria-label="Search in all messages" placeholder="Search ( / )" \
            autocomplete="off" spellcheck="false" enterkeyhint="search">
            <button value="previous" aria-label="Previous hit">↑</button>
            <button value="next" aria-label="Next hit">↓</button>
            <output id="status" for="search"></output>
            </form>
            <button type="button" id="fold" value="open">Open all</button>
            <button type="button" id="theme" value="automatic">Colours: automatic</button>
            </div>
            <main>
            <details class="prompts" id="prompts" hidden><summary>Prompts</summary><ol></ol></details>

            """
        )
        if let preface = options.preface {
            HTMLText.markdown(Array(preface.utf8)[...], isTyped: false, to: &page)
        }
    }

    private static func writeFacts(_ facts: ExportFacts, to page: inout HTMLWriter) {
        func fact(_ name: StaticString, _ value: String?) {
            guard let value, !value.isEmpty else { return }
            page.markup("<dt>")
            page.markup(name)
            page.markup("</dt><dd>")
            page.text(value)
            page.markup("</dd>\n")
        }
        let isLimited = facts.count < facts.totalCount
        fact("Project", facts.project)
        fact("Session", facts.id)
        fact("Date", facts.lastTime?.date ?? "unknown")
        fact(
            "Messages in this export",
            "\(facts.count)" + (isLimited ? " (most recent from a total of \(facts.totalCount))" : "")
        )
        fact("Branch", facts.branch)
        fact("Model", facts.model)
        if facts.tokens.output > 0 {
            fact(
                "Tokens of the session",
                "\(HTMLText.grouped(facts.tokens.output)) written, \(HTMLText.grouped(facts.tokens.input)) read, "
                    + "\(HTMLText.grouped(facts.tokens.cacheRead)) read from the cache"
            )
        }
    }

    /// Writes all that stands behind the conversation.
    static func writeEnd(
        _ facts: ExportFacts,
        _ findings: [ExportSummary.RuleCount],
        to page: inout HTMLWriter
    ) {
        page.markup("</main>\n<footer>\n<p>Times are UTC.")
        let count = findings.reduce(0) { $0 + $1.count }
        if count > 0 {
            page.text(" \(HTMLText.count(count, "secret")) removed: ")
            page.text(findings.map { "\($0.rule) (\($0.count))" }.joined(separator: ", "))
            page.markup(".")
        }
        page.markup("</p>\n</footer>\n<script>")
        page.trusted(HTMLAssets.script)
        page.markup("</script>\n</body>\n</html>\n")
    }
}
