import BatonSessions
import JSON
import Platform
import TestSupport
import Testing

@Suite struct RecordKindTests {
    /// Blocks of the messages by their kinds.
    func kinds(_ builder: TranscriptBuilder) throws -> [[String]] {
        try withTranscript(builder.bytes) { transcript in
            var result: [[String]] = []
            try transcript.conversation(.full).forEach { message in
                result.append(
                    message.blocks.map { block in
                        switch block {
                        case .text(let text): text.string ?? "?"
                        case .toolUse(_, let name, _): name
                        case .toolResult(_, let content, _):
                            "result \(content.map { "\($0.kind)" } ?? "none")"
                        case .thinking(let text): "thinking \(text?.string ?? "-")"
                        case .image(let type, _): type
                        case .document(let type): type
                        case .unknown(let type): "? \(type)"
                        }
                    }
                )
            }
            return result
        }
    }

    @Test("content in every form is read: strings, blocks, both mixed, objects, none")
    func contents() throws {
        var builder = TranscriptBuilder()
        builder.user(content: #"["a",{"type":"text","text":"b"},7,null]"#)
        builder.record("assistant", #""message":{"id":"m1","role":"assistant","content":"plain"}"#)
        builder.user(
            content: #"[{"type":"tool_result","tool_use_id":"t","content":{"a":1}},{"type":"tool_result"}]"#
        )
        builder.record("assistant", #""message":{"id":"m2","role":"assistant","content":{"a":1}}"#)
        builder.record("user", #""message":null"#)
        #expect(
            try kinds(builder) == [
                ["a", "b", "? ?", "? ?"], ["plain"], ["result object", "result none"], [], [],
            ]
        )
    }

    @Test("blocks of kinds that are not known are named, and stay as they are in the raw line")
    func unknownBlocks() throws {
        var builder = TranscriptBuilder()
        builder.assistant(
            "m1",
            blocks:
                #"{"type":"thinking","thinking":"","signature":"x"},{"type":"redacted_thinking","data":"y"},"#
                + #"{"type":"server_tool_use","id":"s","name":"web_search"},{"type":"web_search_tool_result"},"#
                + #"{"type":"fallback"},{"type":"text","text":7},{"x":1}"#
        )
        #expect(
            try kinds(builder) == [
                [
                    "thinking ", "thinking -", "? server_tool_use", "? web_search_tool_result", "? fallback",
                    "? text", "? ?",
                ]
            ]
        )
        try withTranscript(builder.bytes) { transcript in
            let content = try transcript.conversation(.full).message(at: 0).content
            let types = content.map { $0["type"]?.string ?? "-" }
            #expect(types.count == 7 && types.contains("web_search_tool_result"))
        }
    }

    @Test("lines of one answer are joined though results of its parallel calls lie between")
    func streamed() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        builder.answer("m1", "I look at both.")
        let first = builder.call("m1", "t1")
        builder.result("t1", "1", parent: .uuid(first))
        let second = builder.call("m1", "t2", parent: .uuid(first))
        let last = builder.result("t2", "2", parent: .uuid(second))
        builder.answer("m2", "done", parent: .uuid(last))
        #expect(
            try sketch(builder, .full) == [
                "U:go", "A:I look at both.,call t1,call t2", "U:result t1", "U:result t2", "A:done",
            ]
        )
    }

    @Test("an answer that failed is marked, a summary and titles are no messages")
    func marks() throws {
        var builder = TranscriptBuilder()
        builder.line(#"{"type":"summary","summary":"Old","leafUuid":"x"}"#)
        builder.line(#"{"type":"custom-title","customTitle":"Mine"}"#)
        builder.line(#"{"type":"ai-title","aiTitle":"Its"}"#)
        builder.prompt("go")
        builder.answer("e1", "API Error", #""isApiErrorMessage":true"#)
        try withTranscript(builder.bytes) { transcript in
            let conversation = try transcript.conversation(.full)
            #expect(conversation.count == 2)
            #expect(try conversation.message(at: 0).isAPIError == false)
            #expect(try conversation.message(at: 1).isAPIError)
            #expect(transcript.session.title == "Mine")
        }
    }

    @Test(
        "half a character, bytes that are no Unicode, NUL and numbers too large do not lose the line",
        arguments: [
            (#"half \ud83d"#, "half \u{fffd}"), (#"\udc00 other half"#, "\u{fffd} other half"),
            (#"nul \u0000"#, "nul \u{0}"),
        ]
    )
    func oddText(json: String, text: String) throws {
        var builder = TranscriptBuilder()
        builder.user(content: "\"\(json)\"")
        #expect(try sketch(builder, .full) == ["U:" + text])
    }

    @Test("bytes that are no Unicode become replacement characters; raw NUL bytes cost their line only")
    func badBytes() throws {
        var builder = TranscriptBuilder()
        builder.prompt("before")
        builder.prompt("bad X byte")
        builder.answer("m1", "after")
        var bytes = builder.bytes
        let place = try #require(bytes.firstIndex(of: UInt8(ascii: "X")))
        bytes[place] = 0xff
        #expect(try sketch(bytes, .full) == ["U:before", "U:bad \u{fffd} byte", "A:after"])
        try withTranscript(builder.bytes + [0, 0, 0, 0x0a]) { transcript in
            let conversation = try transcript.conversation(.full)
            #expect(conversation.count == 3 && transcript.index.badLines == 1)
        }
    }

    @Test("times that are missing, equal, or go backwards leave the order of the chain")
    func times() throws {
        let times = [#""2026-01-01T10:00:00.000Z""#, #""2026-01-01T09:00:00.000Z""#, "null", "7", #""soon""#]
        var text = ""
        for (number, time) in times.enumerated() {
            let parent = number == 0 ? "null" : "\"u\(number - 1)\""
            text +=
                #"{"type":"user","uuid":"u\#(number)","parentUuid":\#(parent),"timestamp":\#(time),"message":{"content":"\#(number)"}}"#
                + "\n"
        }
        try withTranscript(Array(text.utf8)) { transcript in
            let conversation = try transcript.conversation(.resume)
            #expect(try sketch(conversation) == ["U:0", "U:1", "U:2", "U:3", "U:4"])
            #expect(conversation.lastTime?.iso8601 == "2026-01-01T09:00:00.000Z")
        }
    }

    @Test("a file whose lines are in reverse is read in the order of its chain", arguments: History.allCases)
    func reversed(history: History) throws {
        var builder = TranscriptBuilder()
        builder.prompt("one")
        builder.call("m1", "t1")
        builder.result("t1", "r")
        builder.answer("m2", "two")
        let text = builder.lines.reversed().map { $0 + "\n" }.joined()
        // The last leaf in the file's order is the only one here, though it stands first.
        #expect(try sketch(Array(text.utf8), history) == ["U:one", "A:call t1", "U:result t1", "A:two"])
    }

    @Test("a call's id that is used twice keeps the first call of a message, and every result")
    func duplicateCalls() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        builder.call("m1", "t1")
        builder.call("m1", "t1")
        builder.result("t1", "a")
        builder.result("t1", "b")
        #expect(try sketch(builder, .full) == ["U:go", "A:call t1", "U:result t1", "U:result t1"])
    }

    @Test("several directories and branches are told, the first and the last count")
    func directories() throws {
        var text = ""
        for (cwd, branch) in [("/a", "main"), ("/b", "topic"), ("/a", "topic")] {
            text +=
                #"{"type":"user","cwd":"\#(cwd)","gitBranch":"\#(branch)","message":{"content":"x"}}"# + "\n"
        }
        try withTranscript(Array(text.utf8)) { transcript in
            let statistics = try transcript.statistics()
            #expect(statistics.directories == ["/a", "/b"] && statistics.branches == ["main", "topic"])
            #expect(statistics.cwd == "/a" && statistics.branch == "topic")
        }
    }

    @Test("a line longer than the limit is counted and left out")
    func oversized() throws {
        var builder = TranscriptBuilder()
        builder.prompt("before")
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: TranscriptIndex.lineLimit)
        let bytes =
            Array(#"{"type":"user","message":{"content":""#.utf8) + long + Array("\"}}\n".utf8)
            + builder.bytes
        try withTranscript(bytes) { transcript in
            let found = try sketch(transcript.conversation(.full))
            #expect(found == ["U:before"])
            #expect(transcript.index.oversizedLines == 1 && transcript.index.badLines == 0)
        }
    }

    @Test("of a transcript with every kind of line each message is read, in both histories")
    func everyKind() throws {
        try withTranscript(TranscriptBuilder.everyKind().bytes) { transcript in
            for history in History.allCases {
                let conversation = try transcript.conversation(history)
                #expect(try sketch(conversation).count == conversation.count)
            }
            #expect(transcript.index.unknownRecords == ["brand-new": 1, "?": 2])
            #expect(transcript.index.badLines == 5)
            #expect(try transcript.subagents().map(\.toolUseID) == ["t5"])
            let statistics = try transcript.statistics()
            #expect(statistics.apiErrors == 1 && statistics.interruptions == 1)
        }
    }
}
