internal import JSON

/// Writes the overview that a Markdown page for an agent begins with.
enum AgentOverviewText {
    /// The most of a text that is shown in full (bytes).
    private static let textLimit = 16 << 10
    /// The most entries of a list.
    private static let listLimit = 200

    static func write(_ overview: AgentOverview, to page: inout MarkdownPage) {
        writePrompts(overview, to: &page)
        writeDecisions(overview, to: &page)
        writeFiles(overview.files, to: &page)
        writeCommands(overview.commands, to: &page)
        writeOpen(overview, to: &page)
    }

    private static func writePrompts(_ overview: AgentOverview, to page: inout MarkdownPage) {
        guard let first = overview.firstPrompt, let last = overview.lastPrompt else { return }
        page.part("## What was asked")
        page.part("First (#\(first.number)):")
        page.part { quote(first.text, to: &$0) }
        let between = overview.prompts.entries.filter {
            $0.number != first.number && $0.number != last.number
        }
        let forgotten = max(0, overview.prompts.forgotten - 1)
        if !between.isEmpty {
            page.part("Then:")
            page.part { output in
                if forgotten > 0 { output.put("- … \(HTMLText.count(forgotten, "earlier prompt"))\n") }
                list(between, to: &output)
            }
        }
        guard last.number != first.number else { return }
        page.part("Latest (#\(last.number)):")
        page.part { quote(last.text, to: &$0) }
    }

    private static func writeDecisions(_ overview: AgentOverview, to page: inout MarkdownPage) {
        let todos = overview.todos
        guard !overview.decisions.entries.isEmpty || todos.number != nil else { return }
        page.part("## What was decided")
        page.part { output in
            if overview.decisions.forgotten > 0 {
                output.put("- … \(overview.decisions.forgotten) earlier\n")
            }
            list(overview.decisions.entries, to: &output)
        }
        if let plan = overview.plan {
            page.part("Plan accepted last (#\(plan.number)):")
            page.part { quote(plan.text, to: &$0) }
        }
        if let summary = overview.summary {
            page.part("Summary that the last compaction left (#\(summary.number)):")
            page.part { quote(summary.text, to: &$0) }
        }
        if let number = todos.number, !todos.todos.isEmpty {
            page.part("List of things to do (#\(number)):")
            page.part { output in
                for todo in todos.todos.prefix(listLimit) { MarkdownTool.write(todo, to: &output) }
            }
            more(todos.todos.count - listLimit, to: &page)
        }
    }

    private static func writeFiles(_ changes: FileChanges, to page: inout MarkdownPage) {
        guard !changes.files.isEmpty else { return }
        page.part("## Which files changed")
        page.part { output in
            for file in changes.files.prefix(listLimit) {
                let edits = file.edits == 0 ? nil : "edited \(times(file.edits))"
                let writes = file.writes == 0 ? nil : "written \(times(file.writes))"
                let acts = [edits, writes].compactMap(\.self).joined(separator: ", ")
                output.put("- \(MarkdownText.code(file.path)): \(acts), last in #\(file.last)\n")
            }
            output.removeLast()
        }
        more(changes.files.count - listLimit, to: &page)
        if changes.others > 0 {
            page.part("… and \(HTMLText.count(changes.others, "change")) of further files")
        }
    }

    private static func writeCommands(_ commands: CommandOutcomes, to page: inout MarkdownPage) {
        let failures = commands.failures.suffix(20)
        guard !failures.isEmpty || commands.test != nil else { return }
        page.part("## Commands")
        page.part { output in
            if let test = commands.test {
                let outcome = test.failed ? "failed" : "succeeded"
                output.put("- last test run: \(MarkdownText.code(test.command)) \(outcome)\(detail(test))\n")
            }
            for run in failures
            where run.number != commands.test?.number || run.command != commands.test?.command {
                output.put("- failed when it ran last: \(MarkdownText.code(run.command))\(detail(run))\n")
            }
            if output.last == 0x0a { output.removeLast() }
        }
        more(commands.failures.count - failures.count, to: &page)
    }

    private static func detail(_ run: CommandOutcomes.Run) -> String {
        let code = run.failed ? run.exitCode.map { "exit code \($0), " } ?? "" : ""
        let line = run.line.isEmpty ? "" : ": " + MarkdownText.code(run.line)
        return " (\(code)#\(run.number))\(line)"
    }

    private static func writeOpen(_ overview: AgentOverview, to page: inout MarkdownPage) {
        page.part("## What is open")
        var lines: [String] = []
        for todo in overview.todos.todos.filter({ $0.state != .done }).prefix(listLimit) {
            var line: [UInt8] = []
            MarkdownTool.write(todo, to: &line)
            lines.append(String(decoding: line, as: UTF8.self))
        }
        if let number = overview.unansweredPrompt { lines.append("- the prompt #\(number) has no answer") }
        if let number = overview.interruption {
            lines.append("- the user interrupted the agent at #\(number)")
        }
        if let number = overview.failedAnswer { lines.append("- the API failed at #\(number)") }
        for (call, number) in overview.openCalls.suffix(20) {
            let subject = call.subject.map {
                " " + MarkdownText.code(String(decoding: OneLine.cut($0[...], 200), as: UTF8.self))
            }
            lines.append("- \(MarkdownText.inline(call.title))\(subject ?? "") of #\(number) has no result")
        }
        page.part(lines.isEmpty ? "Nothing that the records tell." : lines.joined(separator: "\n"))
    }

    // MARK: Pieces

    private static func times(_ count: Int) -> String {
        switch count {
        case 1: "once"
        case 2: "twice"
        default: "\(count) times"
        }
    }

    private static func more(_ count: Int, to page: inout MarkdownPage) {
        if count > 0 { page.part("… and \(count) more") }
    }

    private static func list(_ entries: some Collection<AgentOverview.Entry>, to output: inout [UInt8]) {
        for entry in entries {
            output.put(
                "- #\(entry.number): " + MarkdownText.inline(String(decoding: entry.text, as: UTF8.self))
                    + "\n"
            )
        }
        if !entries.isEmpty { output.removeLast() }
    }

    /// Writes a text as a block quote, which ends everything that is open in it.
    private static func quote(_ text: [UInt8], to output: inout [UInt8]) {
        let (part, isCut) = TerminalText.plain(text[...]).trimmed.cut(textLimit)
        MarkdownBody.quote(part, to: &output)
        if isCut { output.put("\n\n… \(HTMLText.size(text.count - part.count)) more") }
    }
}
