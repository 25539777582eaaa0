import BatonSessions
import Platform
import TestSupport
import Testing

@Suite struct ConversationOrderTests {
    @Test("a chain is read in its order, lines of one message joined", arguments: History.allCases)
    func linear(history: History) throws {
        var builder = TranscriptBuilder()
        builder.line(#"{"type":"file-history-snapshot","messageId":"x"}"#)
        builder.prompt("one")
        builder.answer("m1", "thinking aloud")
        builder.call("m1", "t1")
        builder.result("t1", "done")
        builder.answer("m2", "two")
        #expect(
            try sketch(builder, history) == ["U:one", "A:thinking aloud,call t1", "U:result t1", "A:two"]
        )
    }

    @Test("parallel calls keep all their results, though they hang beside the chain")
    func parallel() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        let first = builder.call("m1", "t1")
        let second = builder.call("m1", "t2")
        builder.result("t1", "1", parent: .uuid(first))
        let last = builder.result("t2", "2", parent: .uuid(second))
        builder.answer("m2", "end", parent: .uuid(last))
        #expect(
            try sketch(builder, .resume) == [
                "U:go", "A:call t1,call t2", "U:result t1", "U:result t2", "A:end",
            ]
        )
    }

    @Test("lines of a message beside the chain are put back, and results found by their call or source")
    func siblings() throws {
        var builder = TranscriptBuilder()
        let prompt = builder.prompt("go")
        let first = builder.call("m1", "t1", parent: .uuid(prompt))
        let second = builder.call("m1", "t2", parent: .uuid(prompt))
        builder.call("m1", "t3", parent: .uuid(prompt))
        builder.result("t2", "2", parent: .uuid("99999999-0000-4000-8000-000000000000"))
        builder.result("t3", "3", #""sourceToolAssistantUUID":"\#(second)""#, parent: .absent)
        let last = builder.result("t1", "1", parent: .uuid(first))
        builder.answer("m2", "end", parent: .uuid(last))
        #expect(
            try sketch(builder, .resume)
                == [
                    "U:go", "A:call t1,call t2,call t3", "U:result t2", "U:result t3", "U:result t1", "A:end",
                ]
        )
    }

    @Test("after a rewind the latest branch counts")
    func rewind() throws {
        var builder = TranscriptBuilder()
        let start = builder.prompt("start")
        builder.answer("m1", "first try")
        builder.prompt("no")
        builder.answer("m2", "lost")
        builder.answer("m3", "other try", parent: .uuid(start))
        #expect(try sketch(builder, .full) == ["U:start", "A:other try"])
    }

    @Test("a compaction begins anew for resume; the full history goes on behind it")
    func compaction() throws {
        var builder = TranscriptBuilder()
        builder.prompt("old")
        let old = builder.answer("m1", "old answer")
        builder.boundary(logicalParent: old)
        builder.prompt("summary", #""isCompactSummary":true"#)
        builder.answer("m2", "new")
        #expect(try sketch(builder, .resume) == ["| U:summary", "A:new"])
        #expect(try sketch(builder, .full) == ["U:old", "A:old answer", "| U:summary", "A:new"])
    }

    @Test("a compaction whose logical parent is gone follows the line before it", arguments: [nil, "gone"])
    func lostParent(logical: String?) throws {
        var builder = TranscriptBuilder()
        builder.prompt("old")
        builder.answer("m1", "old answer")
        builder.prompt("sub", #""isSidechain":true"#, parent: .root)
        builder.boundary(logicalParent: logical)
        builder.prompt("summary", #""isCompactSummary":true"#)
        #expect(try sketch(builder, .full) == ["U:old", "A:old answer", "| U:summary"])
    }

    @Test("a parent that is not in the file cuts the conversation, as for the agent")
    func missingParent() throws {
        var builder = TranscriptBuilder()
        builder.prompt("old")
        builder.answer("m1", "old answer")
        builder.prompt("new", parent: .uuid("99999999-0000-4000-8000-000000000000"))
        builder.answer("m2", "end")
        #expect(try sketch(builder, .resume) == ["U:new", "A:end"])
        #expect(try sketch(builder, .full) == ["U:new", "A:end"])
    }

    @Test("subagents, notes to the model and team lines are not shown", arguments: History.allCases)
    func hidden(history: History) throws {
        var builder = TranscriptBuilder()
        let prompt = builder.prompt("go")
        builder.prompt("sub prompt", #""isSidechain":true"#, parent: .root)
        builder.answer("s1", "sub answer", #""isSidechain":true"#)
        builder.prompt("caveat", #""isMeta":true"#, parent: .uuid(prompt))
        builder.answer("m1", "answer")
        builder.prompt("team", #""teamName":"x""#)
        builder.record("progress", #""data":{"type":"hook_progress"}"#)
        builder.answer("m2", "end")
        #expect(try sketch(builder, history) == ["U:go", "A:answer", "A:end"])
    }

    @Test("a result that is meant for the model stays with its call")
    func metaResult() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        builder.call("m1", "t1")
        builder.result("t1", "x", #""isMeta":true"#)
        #expect(try sketch(builder, .resume) == ["U:go", "A:call t1", "U:result t1"])
    }

    @Test("a cycle of parents ends", arguments: History.allCases)
    func cycle(history: History) throws {
        var builder = TranscriptBuilder()
        builder.record("user", #""message":{"role":"user","content":"a"}"#, parent: .uuid("b"), uuid: "a")
        builder.record("user", #""message":{"role":"user","content":"b"}"#, parent: .uuid("a"), uuid: "b")
        #expect(try sketch(builder, history) == ["U:a", "U:b"])
        var tail = builder
        tail.prompt("end")
        #expect(try sketch(tail, history) == ["U:a", "U:b", "U:end"])
        var own = TranscriptBuilder()
        own.record("user", #""message":{"role":"user","content":"a"}"#, parent: .uuid("a"), uuid: "a")
        #expect(try sketch(own, history) == ["U:a"])
    }

    @Test("of lines with one uuid the last counts in a chain; without links every line counts")
    func duplicates() throws {
        var builder = TranscriptBuilder()
        builder.record("user", #""message":{"role":"user","content":"first"}"#, parent: .root, uuid: "a")
        builder.record("user", #""message":{"role":"user","content":"second"}"#, parent: .root, uuid: "a")
        builder.answer("m1", "answer", parent: .uuid("a"))
        #expect(try sketch(builder, .full) == ["U:second", "A:answer"])
        var unlinked = TranscriptBuilder()
        unlinked.record("user", #""message":{"role":"user","content":"first"}"#, parent: .absent, uuid: "a")
        unlinked.record("user", #""message":{"role":"user","content":"second"}"#, parent: .absent, uuid: "a")
        #expect(try sketch(unlinked, .full) == ["U:first", "U:second"])
    }

    @Test("copies of a message behind a later prompt stay where they are")
    func copies() throws {
        var builder = TranscriptBuilder()
        builder.prompt("one")
        builder.answer("m1", "a")
        builder.prompt("two")
        builder.answer("m1", "b")
        #expect(try sketch(builder, .full) == ["U:one", "A:a", "U:two", "A:b"])
    }

    @Test("without links the order of the file counts", arguments: [true, false])
    func fileOrder(hasUUID: Bool) throws {
        var builder = TranscriptBuilder()
        for text in ["a", "b", "c"] {
            builder.record(
                "user",
                "\"message\":{\"role\":\"user\",\"content\":\"\(text)\"}",
                parent: .absent,
                hasUUID: hasUUID
            )
        }
        #expect(try sketch(builder, .resume) == ["U:a", "U:b", "U:c"])
    }

    @Test("of several roots the tree with the last leaf counts")
    func roots() throws {
        var builder = TranscriptBuilder()
        builder.prompt("one", parent: .root)
        builder.answer("m1", "a")
        builder.prompt("two", parent: .root)
        builder.answer("m2", "b")
        #expect(try sketch(builder, .resume) == ["U:two", "A:b"])
    }

    @Test("many ends on one long path take no longer than one")
    func manyEnds() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        var ends: [String] = []
        for _ in 0..<4000 { ends.append(builder.record("progress")) }
        let middle = ends[3999]
        for _ in 0..<4000 { builder.record("progress", parent: .uuid(middle)) }
        #expect(try sketch(builder, .full) == ["U:go"])
    }

    @Test(
        "a file without a conversation says why",
        arguments: [
            ("", "it is empty"), ("garbage\n", "no line of it is a JSON object"),
            ("{\"type\":\"mode\"}\n", "no user or assistant"),
            ("{\"type\":\"user\",\"isSidechain\":true,\"message\":{}}\n", "subagent only"),
            ("{\"type\":\"user\",\"isMeta\":true,\"message\":{}}\n", "shown to the user"),
        ]
    )
    func none(text: String, reason: String) throws {
        try withTranscript(Array(text.utf8)) { transcript in
            let error = #expect(throws: SessionError.self) { try transcript.conversation(.full) }
            #expect(error?.description.contains(reason) == true)
        }
    }

    @Test("a byte order mark, CRLF, blank lines, junk and a cut last line do not harm")
    func tolerant() throws {
        var builder = TranscriptBuilder()
        builder.prompt("one")
        builder.answer("m1", "two")
        let lines = builder.lines
        let text =
            "\u{feff}" + lines[0] + "\r\n\r\n  \njunk\nnull\n[1]\n" + lines[1] + "\n{\"type\":\"user\",\"uu"
        try withTranscript(Array(text.utf8)) { transcript in
            let found = try sketch(transcript.conversation(.full))
            #expect(found == ["U:one", "A:two"])
            #expect(transcript.index.badLines == 3)
            #expect(transcript.index.endsInsideALine)
            #expect(transcript.index.recordCounts == ["user": 1, "assistant": 1])
        }
    }

    @Test("tokens count once a message, the last line's; tools once a call")
    func statistics() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        builder.answer("m1", "x")
        builder.call("m1", "t1", "Edit", #"{"file_path":"/a"}"#)
        builder.call("m1", "t1", "Edit", #"{"file_path":"/b"}"#)
        builder.result("t1", "ok")
        builder.answer("m2", "y")
        try withTranscript(builder.bytes) { transcript in
            let statistics = try transcript.statistics()
            #expect(statistics.tokens.input == 20)
            #expect(statistics.tokens.output == 10)
            #expect(statistics.tokens.cacheRead == 4)
            #expect(statistics.tokens.cacheWrite == 2)
            #expect(statistics.toolCounts == ["Edit": 1])
            #expect(statistics.files == ["/a"])
            #expect(statistics.model == "claude-sonnet-4-5")
        }
    }
}
