import BatonSessions
import JSON
import Platform
import TestSupport
import Testing

/// Lines of a made-up Gemini CLI session.
enum Gemini {
    static let metadata =
        #"{"sessionId":"aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee","projectHash":"abc","startTime":"2026-01-01T10:00:00Z","kind":"main"}"#

    static func message(_ id: String, _ type: String, _ content: String, _ more: String = "") -> String {
        let rest = more.isEmpty ? "" : "," + more
        return
            #"{"id":"\#(id)","timestamp":"2026-01-01T10:00:01Z","type":"\#(type)","content":\#(content)\#(rest)}"#
    }

    static let call =
        #""toolCalls":[{"id":"c1","name":"run_shell_command","args":{"command":"ls"},"status":"success","result":"#
        + #"[{"functionResponse":{"id":"c1","name":"run_shell_command","response":{"output":"a.txt"}}}]}]"#

    static let sample = [
        metadata, message("1", "user", #"[{"text":"list files"}]"#), message("2", "info", #""hint""#),
        message("3", "gemini", #""Looking.""#),
        message(
            "3",
            "gemini",
            #""Looking.""#,
            #""model":"gemini-9","thoughts":[{"subject":"Plan","description":"use ls"}],"#
                + #""tokens":{"input":100,"output":5,"cached":60,"thoughts":3,"tool":2,"total":108},"# + call
        ),
        #"{"$set":{"lastUpdated":"2026-01-01T10:00:09Z","summary":"Listing of files"}}"#,
        message("4", "gemini", #""One file.""#, #""model":"gemini-9""#),
    ]
}

@Suite struct GeminiTests {
    @Test("messages, thoughts, calls and answers of a session")
    func sample() throws {
        #expect(
            try agentSketch(Gemini.sample) == [
                "U:list files", "A:other,Looking.,call c1", "U:result c1", "A:One file.",
            ]
        )
        let blocks = try agentBlocks(Gemini.sample)
        #expect(blocks[1] == #"{"type":"thinking","thinking":"**Plan**\nuse ls"}"#)
        #expect(blocks[3].contains(#""name":"run_shell_command","input":{"command":"ls"}"#))
        #expect(blocks[4] == #"{"type":"tool_result","tool_use_id":"c1","content":"a.txt"}"#)
        try withAgentFile(Array(Gemini.sample.joined(separator: "\n").utf8)) { transcript in
            let session = transcript.session
            #expect(session.agent == "gemini-cli")
            #expect(session.id == "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee")
            #expect(session.title == "Listing of files")
            #expect(session.model == "gemini-9")
            #expect(session.updated == Timestamp("2026-01-01T10:00:09Z"))
            let tokens = try transcript.statistics().tokens
            #expect([tokens.input, tokens.output, tokens.cacheRead] == [42, 8, 60])
            #expect(transcript.index.recordCounts["set"] == 1)
        }
    }

    @Test("going back takes the message and all behind it; an unknown one takes all")
    func rewind() throws {
        let start = [
            Gemini.metadata, Gemini.message("1", "user", #""one""#), Gemini.message("2", "gemini", #""a""#),
        ]
        let more = [Gemini.message("3", "user", #""two""#), Gemini.message("4", "gemini", #""b""#)]
        let end = [Gemini.message("5", "user", #""three""#)]
        #expect(try agentSketch(start + more + [#"{"$rewindTo":"3"}"#] + end) == ["U:one", "A:a", "U:three"])
        #expect(try agentSketch(start + more + [#"{"$rewindTo":"?"}"#] + end) == ["U:three"])
        // An id that was taken back is new again.
        #expect(try agentSketch(start + [#"{"$rewindTo":"2"}"#, start[2]]) == ["U:one", "A:a"])
    }

    @Test("a list of messages replaces those before, and an answer in the history is told once")
    func replaced() throws {
        let user = Gemini.message(
            "9",
            "user",
            #"[{"functionResponse":{"id":"c1","name":"x","response":{"output":"a.txt"}}}]"#
        )
        let lines =
            Gemini.sample + [#"{"$set":{"messages":[\#(Gemini.sample[1]),\#(Gemini.sample[4]),\#(user)]}}"#]
        #expect(try agentSketch(lines) == ["U:list files", "A:other,Looking.,call c1", "U:result c1"])
    }

    @Test("the older form, one object, is the same session")
    func document() throws {
        let messages = Gemini.sample.dropFirst().filter {
            !$0.hasPrefix(#"{"$set"#) && $0 != Gemini.sample[3]
        }
        let text =
            "{\n  \"sessionId\": \"aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee\",\n  \"projectHash\": \"abc\",\n  \"messages\": ["
            + messages.joined(separator: ",\n") + "]\n}\n"
        try withAgentFile(Array(text.utf8), name: "session.json") { transcript in
            #expect(transcript.session.agent == "gemini-cli")
            #expect(transcript.session.title == "list files")
            let older = try sketch(transcript.conversation(.full))
            let newer = try agentSketch(Gemini.sample)
            #expect(older == newer)
        }
    }

    @Test("pictures and failed calls")
    func parts() throws {
        let lines = [
            Gemini.metadata,
            Gemini.message("1", "user", #"["see",{"inlineData":{"mimeType":"image/png","data":"QUJD"}}]"#),
            Gemini.message(
                "2",
                "gemini",
                #""""#,
                #""toolCalls":[{"name":"f","args":{},"status":"error","resultDisplay":"broken"},{"name":"g","args":{},"status":"executing"}]"#
            ),
        ]
        let blocks = try agentBlocks(lines)
        #expect(blocks[1].contains(#""media_type":"image/png","data":"QUJD""#))
        #expect(
            blocks.last
                == #"{"type":"tool_result","tool_use_id":"call_1","content":"broken","is_error":true}"#
        )
        #expect(try agentSketch(lines).count == 3)
    }

    @Test("a session of notices only holds no conversation")
    func notices() throws {
        #expect(throws: SessionError.self) {
            try agentSketch([Gemini.metadata, Gemini.message("1", "error", #""no""#)])
        }
    }
}
