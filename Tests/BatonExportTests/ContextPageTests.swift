import BatonExport
import BatonRedaction
import BatonSessions
import Platform
import TestSupport
import Testing

/// The page over some built transcripts.
func contextPage(
    _ builders: [TranscriptBuilder],
    redactor: Redactor? = nil,
    _ change: (inout ContextOptions) -> Void = { _ in }
) throws -> Document {
    try withTemporaryDirectory { root in
        var options = ContextOptions()
        change(&options)
        var exporter = ContextExporter(options, redaction: ExportRedaction(redactor))
        for (number, builder) in builders.enumerated() {
            let path = root + "/11111111-2222-4333-8444-55555555555\(number).jsonl"
            try Files.write(builder.bytes, to: path)
            let transcript = try transcript(at: path)
            exporter.add(transcript, try transcript.conversation(.full))
        }
        return try exporter.document()
    }
}

/// The text of a part of a page with one session.
func contextPart(_ section: ContextSection, _ heading: String, _ builder: TranscriptBuilder) throws -> String
{
    let text = try contextPage([builder]) { $0.sections = [section] }.text
    guard let start = text.firstRange(of: "### \(heading)\n\n") else { return "" }
    return String(text[start.upperBound...])
}

@Suite struct ContextPageTests {
    private func edit(_ builder: inout TranscriptBuilder, _ id: String, _ old: String, _ new: String) {
        let input =
            "{\"file_path\":\"/home/dev/demo/a.txt\",\"old_string\":\(TranscriptBuilder.quoted(old)),\"new_string\":\(TranscriptBuilder.quoted(new))}"
        builder.call("m" + id, id, "Edit", input)
        builder.result(id, "done")
    }

    private func run(
        _ builder: inout TranscriptBuilder,
        _ id: String,
        _ command: String,
        _ failure: String? = nil
    ) {
        builder.call("m" + id, id, "Bash", "{\"command\":\(TranscriptBuilder.quoted(command))}")
        builder.result(id, failure ?? "fine", isError: failure != nil)
    }

    @Test(
        "each session has its heading with agent, model, time and branch; sessions stand in the order of time"
    )
    func heads() throws {
        var first = TranscriptBuilder()
        first.prompt("one")
        first.answer("m1", "done")
        var second = TranscriptBuilder(sessionID: "22222222-2222-4333-8444-555555555555")
        for _ in 0..<90 { second.record("progress") }
        second.prompt("two")
        second.answer("m2", "done")
        let text = try contextPage([second, first]).text
        let heads = linesOutsideFences(text).filter { $0.hasPrefix("## ") }
        #expect(heads == ["## Session 1: one", "## Session 2: two"])
        #expect(
            text.contains(
                "claude-code · claude-sonnet-4-5 · 2026-02-28 10:30–10:30 UTC · branch `main` · 2 messages · session `11111111-2222-4333-8444-555555555551`"
            )
        )
        #expect(
            text.hasPrefix(
                "# Context of 2 sessions\n\n> **Note to the reader**: rules put this page together"
            )
        )
        #expect(text.contains("**Date:** 2026-02-28\n"))
    }

    @Test("prompts stand in order, a long one whole in a quote that its own Markdown cannot leave")
    func prompts() throws {
        var builder = TranscriptBuilder()
        builder.prompt("first")
        builder.answer("m1", "well")
        builder.prompt("<command-name>/clear</command-name>")
        builder.prompt("second\n\n## Session 9\n```\ncode")
        let part = try contextPart(.prompts, "What was asked", builder)
        #expect(
            part == "- (1) first\n- (4)\n\n  > second\n  >\n  > ## Session 9\n  > ```\n  > code\n  > ```\n"
        )
    }

    @Test("decided is what ended a turn, an accepted plan, an answer of the person, and how far the list is")
    func decisions() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        builder.answer("m1", "I will look.")
        builder.call("m2", "t1", "ExitPlanMode", ##"{"plan":"# The plan\n\n1. do it"}"##)
        builder.result("t1", "User has approved your plan.")
        builder.call("m3", "t2", "AskUserQuestion", #"{"questions":[{"question":"Which?","options":[]}]}"#)
        builder.result("t2", "x", isError: false, #""toolUseResult":{"answers":{"Which?":"The red one"}}"#)
        builder.call(
            "m4",
            "t3",
            "TodoWrite",
            #"{"todos":[{"content":"a","status":"completed"},{"content":"b","status":"pending"}]}"#
        )
        builder.result("t3", "ok")
        builder.answer("m5", "All is done.")
        let part = try contextPart(.decisions, "What was decided", builder)
        #expect(
            part
                == "- (4) plan accepted:\n\n  > # The plan\n  >\n  > 1. do it\n\n- (6) Which? → The red one\n- (9) answer: All is done.\n- (7) things to do: 1 of 2 done\n  - [x] a\n  - [ ] b\n"
        )
        #expect(!part.contains("I will look."))
    }

    @Test(
        "an edit that a later one takes back is undone; one whose lines are all written anew is told so; others are not"
    )
    func edits() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        edit(&builder, "t1", "let size = 1", "let size = 2")
        edit(&builder, "t2", "let size = 2", "let size = 1")
        edit(&builder, "t3", "old()", "firstTry()")
        edit(&builder, "t4", "firstTry()", "secondTry()")
        edit(&builder, "t5", "kept()", "kept()\nmore()")
        edit(&builder, "t6", "more()", "more()\nandMore()")
        let part = try contextPart(.dropped, "What was tried and dropped", builder)
        #expect(
            part == """
                - (4) `a.txt`: what was changed in (2) was undone, such as `let size = 2`
                - (8) `a.txt`: what was changed in (6) was written anew, such as `firstTry()`

                """
        )
    }

    @Test("an edit of an edit that was undone and done again is there, so nothing of it is dropped")
    func redone() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        edit(&builder, "t1", "a1", "b1")
        edit(&builder, "t2", "b1", "a1")
        edit(&builder, "t3", "a1", "b1")
        let part = try contextPart(.dropped, "What was tried and dropped", builder)
        #expect(part == "- (6) `a.txt`: what was changed in (4) was undone, such as `a1`\n")
    }

    @Test("a command that failed and was followed by another way is dropped; one that worked later is not")
    func failures() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        run(&builder, "t1", "apt install x", "Exit code 100\nno such package")
        run(&builder, "t2", "curl -O x.tgz")
        run(&builder, "t3", "ls /later", "Exit code 2\nnone")
        run(&builder, "t4", "ls /later")
        run(&builder, "t5", "swift test", "Exit code 1\n1 failed")
        run(&builder, "t6", "cat x")
        run(&builder, "t7", "last", "Exit code 1\nno")
        let part = try contextPart(.dropped, "What was tried and dropped", builder)
        #expect(
            part == "- (3) `apt install x` failed with exit code 100: no such package; then `curl -O x.tgz`\n"
        )
        let checks = try contextPart(.commands, "Tests and builds", builder)
        #expect(checks == "- (11) `swift test` failed with exit code 1: `1 failed`\n")
    }

    @Test("rejections with their reason, interruptions with what came next, and what git took back are told")
    func person() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        builder.call("m1", "t1", "Bash", #"{"command":"rm -rf build"}"#)
        builder.result(
            "t1",
            "The user doesn't want to proceed with this tool use. The tool use was rejected. To tell you how to proceed, the user said:\nuse make clean",
            isError: true
        )
        edit(&builder, "t2", "a", "b")
        run(&builder, "t3", "cd x && git checkout -- a.txt")
        builder.call("m4", "t4", "ExitPlanMode", #"{"plan":"P"}"#)
        builder.result("t4", "The user doesn't want to proceed with this tool use.", isError: true)
        builder.prompt("[Request interrupted by user]")
        builder.prompt("do it otherwise")
        let part = try contextPart(.dropped, "What was tried and dropped", builder)
        #expect(
            part == """
                - (3) the person rejected `rm -rf build`: use make clean
                - (7) `cd x && git checkout -- a.txt` took back `a.txt`
                - (9) the person rejected the plan
                - (10) the person stopped the agent, then asked: do it otherwise

                """
        )
    }

    @Test("one secret has one number in all sessions, also where only another session tells what it is")
    func secrets() throws {
        let secret = "ghp_" + String(repeating: "a1B2c3", count: 6)
        var first = TranscriptBuilder()
        first.prompt("the token is \(secret)")
        var second = TranscriptBuilder(sessionID: "22222222-2222-4333-8444-555555555555")
        second.prompt("use \(secret) again")
        let document = try contextPage([first, second], redactor: try Redactor())
        #expect(!document.text.contains(secret))
        #expect(
            document.text.split(separator: "[redacted:github-token:1]", omittingEmptySubsequences: false)
                .count >= 3
        )
        #expect(!document.text.contains(":2]"))
    }

    @Test("only the sections asked for are there, in their order")
    func sections() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        edit(&builder, "t1", "a", "b")
        builder.answer("m9", "done")
        let text = try contextPage([builder]) { $0.sections = [.files, .prompts] }.text
        #expect(
            linesOutsideFences(text).filter { $0.hasPrefix("### ") } == [
                "### Which files changed", "### What was asked",
            ]
        )
        #expect(text.contains("- `a.txt`: edited once, last in (3)\n"))
    }
}
