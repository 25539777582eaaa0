import BatonExport
import BatonSessions
import Platform
import TestSupport
import Testing

@Suite struct AgentFormTests {
    /// The overview of a session: what stands before the conversation.
    func overview(_ builder: TranscriptBuilder, _ change: (inout ExportOptions) -> Void = { _ in }) throws
        -> String
    {
        let text = try page(builder, change)
        return String(text[..<(text.firstRange(of: "## 💬")?.lowerBound ?? text.endIndex)])
    }

    func page(_ builder: TranscriptBuilder, _ change: (inout ExportOptions) -> Void = { _ in }) throws
        -> String
    {
        try export(builder, .markdown) { options in
            options.audience = .agent
            change(&options)
        }.text
    }

    @Test("what was asked is there in order, the first and the latest in full")
    func prompts() throws {
        var builder = TranscriptBuilder()
        for text in ["first\nof two lines", "second\nof two lines", "/clear", "third\nof two lines"] {
            builder.prompt(text == "/clear" ? "<command-name>/clear</command-name>" : text)
            builder.answer("m\(text.count)\(text.first ?? "x")", "well")
        }
        let text = try overview(builder)
        #expect(text.contains("First (#1):\n\n> first\n> of two lines\n"))
        #expect(text.contains("Then:\n\n- #3: second …\n\n"))
        #expect(text.contains("Latest (#7):\n\n> third\n> of two lines\n"))
        #expect(text.contains("Nothing that the records tell."))
    }

    @Test("only changes that worked are counted, by file")
    func files() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        let edit = #"{"file_path":"a.txt","old_string":"a","new_string":"b"}"#
        for (number, isError) in [false, true, false].enumerated() {
            builder.call("m\(number)", "t\(number)", "Edit", edit)
            builder.result("t\(number)", "x", isError: isError)
        }
        builder.call("m8", "t8", "Write", #"{"file_path":"b.txt","content":"x"}"#)
        builder.result("t8", "x", isError: true)
        let text = try overview(builder)
        #expect(text.contains("- `a.txt`: edited twice, last in #7\n"))
        #expect(!text.contains("b.txt"))
    }

    @Test("a command that failed and worked later is not among those that fail")
    func commands() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        let runs = [
            ("make", "Exit code 2\nno rule", true), ("swift test", "Exit code 1\n1 failed", true),
            ("ls /none", "Exit code 1\nnone there", true), ("make", "made", false),
            ("swift test", "all well\nTest run passed", false),
            ("rm x", "The user doesn't want to proceed with this tool use.", true),
        ]
        for (number, run) in runs.enumerated() {
            builder.call("m\(number)", "t\(number)", "Bash", "{\"command\":\"\(run.0)\"}")
            builder.result("t\(number)", run.1, isError: run.2)
        }
        let text = try overview(builder)
        #expect(text.contains("- last test run: `swift test` succeeded (#11): `Test run passed`\n"))
        #expect(text.contains("- failed when it ran last: `ls /none` (exit code 1, #7): `none there`\n"))
        #expect(!text.contains("`make`") && !text.contains("rm x"))
    }

    @Test(
        "what is open: things to do, calls without results, a prompt without an answer, an interruption, a failure"
    )
    func open() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        for (number, subject) in ["one", "two", "three"].enumerated() {
            builder.call("m\(number)", "t\(number)", "TaskCreate", "{\"subject\":\"\(subject)\"}")
            builder.result("t\(number)", "Task #\(number + 1) created successfully: \(subject)")
        }
        builder.call("m4", "t4", "TaskUpdate", #"{"taskId":"1","status":"completed"}"#)
        builder.result("t4", "Updated")
        builder.call("m5", "t5", "TaskUpdate", #"{"taskId":"2","status":"in_progress"}"#)
        builder.result("t5", "Updated")
        builder.call("m6", "t6", "Bash", #"{"command":"sleep 9"}"#)
        builder.prompt("[Request interrupted by user for tool use]")
        var text = try overview(builder)
        #expect(text.contains("- [x] one\n- [ ] two *(in progress)*\n- [ ] three\n"))
        #expect(
            text.hasSuffix(
                """
                ## What is open

                - [ ] two *(in progress)*
                - [ ] three
                - the user interrupted the agent at #13
                - Bash `sleep 9` of #12 has no result


                """
            )
        )
        builder.prompt("and now?")
        builder.answer("m7", "API Error: 500", #""isApiErrorMessage":true"#)
        text = try overview(builder)
        #expect(text.contains("- the prompt #14 has no answer\n- the API failed at #15\n"))
        #expect(!text.contains("interrupted"))
        builder.answer("m8", "this")
        text = try overview(builder)
        #expect(!text.contains("no answer") && !text.contains("API"))
    }

    @Test(
        "messages keep their numbers, and the overview covers those before unless a number of them was asked for"
    )
    func numbers() throws {
        var builder = TranscriptBuilder()
        for number in 1...30 {
            builder.prompt("prompt \(number)")
            builder.answer("m\(number)", "answer \(number)")
        }
        let all = try page(builder) { $0.messages = 4 }
        #expect(
            headings(all).map { $0.prefix(14) } == [
                "### Message 57", "### Message 58", "### Message 59", "### Message 60",
            ]
        )
        #expect(all.contains("First (#1):\n\n> prompt 1\n") && all.contains("- #5: prompt 3\n"))
        let few = try page(builder) { options in
            options.messages = 4
            options.overviewCoversAll = false
        }
        #expect(
            headings(few).map { $0.prefix(13) } == [
                "### Message 1", "### Message 2", "### Message 3", "### Message 4",
            ]
        )
        #expect(!few.contains("prompt 28") && few.contains("First (#1):\n\n> prompt 29\n"))
    }

    @Test("results are cut, the latest turns less, and nothing is folded")
    func lengths() throws {
        var builder = TranscriptBuilder()
        let long = (1...100).map { "line \($0)" }.joined(separator: "\\n")
        for number in 1...3 {
            builder.prompt("prompt \(number)")
            builder.call("m\(number)", "t\(number)", "Bash", #"{"command":"seq"}"#)
            builder.result("t\(number)", long.replacing("\\n", with: "\n"))
            builder.assistant("a\(number)", blocks: #"{"type":"thinking","thinking":"secretly"}"#)
        }
        let text = try page(builder)
        #expect(text.split(separator: "… 92 more lines", omittingEmptySubsequences: false).count == 2)
        #expect(text.split(separator: "… 60 more lines", omittingEmptySubsequences: false).count == 3)
        #expect(!text.contains("<details>") && !text.contains("thinking") && !text.contains("secretly"))
    }

    @Test("hostile text stays in its place", arguments: MarkdownTests.hostile)
    func hostile(text: String) throws {
        let quoted = TranscriptBuilder.quoted(text)
        var builder = TranscriptBuilder()
        builder.prompt(text)
        builder.call("m1", "t1", "ExitPlanMode", "{\"plan\":\(quoted)}")
        builder.result("t1", "yes")
        builder.call("m2", "t2", "TodoWrite", "{\"todos\":[{\"content\":\(quoted),\"status\":\"pending\"}]}")
        builder.result("t2", text)
        builder.call("m3", "t3", "Write", "{\"file_path\":\(quoted),\"content\":\"\"}")
        builder.result("t3", text)
        builder.call("m4", "t4", "Bash", "{\"command\":\(quoted)}")
        builder.result("t4", text, isError: true)
        builder.prompt(text, "\"isCompactSummary\":true")
        builder.call("m5", "t5", text, "{\"command\":\(quoted)}")
        builder.prompt(text)
        let page = try page(builder)
        #expect(headings(page).count == 12)
        let sections = linesOutsideFences(page).filter { $0.hasPrefix("## ") }
        #expect(sections.last == "## 💬 Conversation History")
        #expect(sections.count <= 6)
        #expect(!linesOutsideFences(page).contains("an open fence"))
    }
}
