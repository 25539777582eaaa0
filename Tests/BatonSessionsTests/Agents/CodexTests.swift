import BatonSessions
import JSON
import Platform
import TestSupport
import Testing

@Suite struct CodexTests {
    @Test(
        "of the two logs of a rollout each message is told once, and what the agent wrote is not the user's"
    )
    func sample() throws {
        #expect(
            try agentSketch(Codex.sample) == [
                "U:list the files", "A:other,I look.,call c1,call c2", "U:result c1", "U:result c2",
                "A:Done.",
            ]
        )
    }

    @Test("a list shows the rollout's own facts")
    func facts() throws {
        try withAgentFile(Array(Codex.sample.joined(separator: "\n").utf8)) { transcript in
            let session = transcript.session
            #expect(session.agent == "codex")
            #expect(session.id == Codex.id)
            #expect(session.title == "list the files")
            #expect(session.cwd == "/home/dev/demo")
            #expect(session.project == "demo")
            #expect(session.branch == "main")
            #expect(session.model == "gpt-9-codex")
            #expect(session.started == Timestamp("2026-07-13T18:51:00Z"))
        }
    }

    @Test("the first prompt is found behind long instructions")
    func longInstructions() throws {
        let lines = [
            Codex.meta(), Codex.message("developer", String(repeating: "rules ", count: 30_000)),
            Codex.message("user", "the prompt"),
        ]
        try withAgentFile(Array(lines.joined(separator: "\n").utf8)) {
            #expect($0.session.title == "the prompt")
        }
    }

    @Test("tokens are counted once, cached ones apart, and belong to the answer before")
    func tokens() throws {
        try withAgentFile(Array(Codex.sample.joined(separator: "\n").utf8)) { transcript in
            let tokens = try transcript.statistics().tokens
            #expect([tokens.input, tokens.output, tokens.cacheRead, tokens.cacheWrite] == [110, 10, 40, 0])
            var usages: [Int64?] = []
            try transcript.conversation(.full).forEach { usages.append($0.usage?["output_tokens"]?.int) }
            #expect(usages == [nil, 7, nil, nil, 3])
        }
    }

    @Test("lines that no message needs are counted by their kind")
    func counts() throws {
        let more = [Codex.event(#"{"type":"made_up"}"#), #"{"type":"next_year","payload":{}}"#, "not json"]
        try withAgentFile(Array((Codex.sample + more).joined(separator: "\n").utf8)) { transcript in
            let counts = transcript.index.recordCounts
            #expect(counts["event_msg/token_count"] == 3)
            #expect(counts["event_msg/made_up"] == 1)
            #expect(counts["next_year"] == 1)
            #expect(counts["session_meta"] == 1)
            #expect(counts["system"] == 1)
        }
    }

    @Test("a rollout with events only is read from them")
    func eventsOnly() throws {
        let lines = [
            Codex.meta(), Codex.said("user_message", "hello"),
            Codex.event(#"{"type":"agent_reasoning","text":"think"}"#), Codex.said("agent_message", "hi"),
            Codex.said("user_message", "hello"), Codex.said("agent_message", "hi again"),
        ]
        #expect(try agentSketch(lines) == ["U:hello", "A:other,hi", "U:hello", "A:hi again"])
    }

    @Test("a prompt that was sent twice is told twice")
    func repeated() throws {
        let lines = [
            Codex.meta(), Codex.message("user", "go on"), Codex.said("user_message", "go on"),
            Codex.message("assistant", "a"), Codex.said("agent_message", "a"),
            Codex.message("user", "go on"), Codex.said("user_message", "go on"),
            Codex.message("assistant", "a"), Codex.said("agent_message", "a"),
        ]
        #expect(try agentSketch(lines) == ["U:go on", "A:a", "U:go on", "A:a"])
    }

    @Test("the oldest rollouts, without envelopes, are read too")
    func oldest() throws {
        let lines = [
            #"{"id":"s-1","timestamp":"2025-05-07T17:24:21.597Z","instructions":"be good"}"#,
            #"{"type":"message","role":"user","content":[{"type":"input_text","text":"hello"}]}"#,
            #"{"record_type":"state"}"#,
            #"{"type":"reasoning","id":"r","summary":[]}"#,
            #"{"type":"function_call","id":"f","name":"shell","arguments":"{\"command\":[\"ls\",\"a b\"]}","call_id":"c"}"#,
            #"{"type":"function_call_output","call_id":"c","output":"{\"output\":\"none\",\"metadata\":{\"exit_code\":2}}"}"#,
            #"{"type":"message","role":"assistant","content":[{"type":"output_text","text":"bye"}]}"#,
        ]
        #expect(try agentSketch(lines) == ["U:hello", "A:call c", "U:result c", "A:bye"])
        let blocks = try agentBlocks(lines)
        #expect(blocks[1].contains(#""input":{"command":"ls 'a b'","argv":["ls","a b"]}"#))
        #expect(blocks[2].contains(#""content":"none","is_error":true"#))
        try withAgentFile(Array(lines.joined(separator: "\n").utf8)) { #expect($0.session.id == "s-1") }
    }

    @Test(
        "a call keeps its input; a shell's command becomes a text",
        arguments: [
            (#"{"cmd":"ls","workdir":"/tmp"}"#, "exec_command", #"{"command":"ls","workdir":"/tmp"}"#),
            (
                #"{"command":["bash","-lc","a | b"],"timeout":5}"#, "shell",
                #"{"command":"a | b","argv":["bash","-lc","a | b"],"timeout":5}"#
            ),
            (#"{"cmd":"x"}"#, "other_tool", #"{"cmd":"x"}"#),
            ("no json {", "exec_command", #"{"arguments":"no json {"}"#),
            ("[1,2]", "tool", #"{"arguments":"[1,2]"}"#),
        ]
    )
    func inputs(arguments: String, name: String, expected: String) throws {
        let lines = [Codex.meta(), Codex.call("c", name, arguments)]
        #expect(try agentBlocks(lines).first?.contains("\"input\":" + expected) == true)
    }

    @Test("a nest of arguments as deep as a reader allows stays text")
    func deepArguments() throws {
        let deep = String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000)
        let lines = [Codex.meta(), Codex.call("c", "tool", "{\"a\":\(deep)}"), Codex.output("c", "fine")]
        #expect(try agentSketch(lines) == ["A:call c", "U:result c"])
        #expect(try agentBlocks(lines)[0].contains(#"{"arguments":"{\"a\":[[["#))
    }

    @Test("a patch over several files counts for each of them")
    func patchFiles() throws {
        let item =
            #"{"type":"custom_tool_call","call_id":"p","name":"apply_patch","input":"*** Begin Patch\n*** Update File: a.txt\n"#
            + #"@@\n-x\n+y\n*** Add File: b c.txt\n+*** Add File: no\n*** Delete File: d\n*** Update File: a.txt\n*** End Patch"}"#
        let lines = [Codex.meta(), Codex.item(item)]
        try withAgentFile(Array(lines.joined(separator: "\n").utf8)) { transcript in
            let statistics = try transcript.statistics()
            #expect(statistics.files == ["a.txt", "b c.txt", "d"])
            #expect(statistics.fileUses.map(\.edits) == [1, 1, 1])
        }
    }

    @Test("other calls: patches, searches, servers' tools, the API's own shell")
    func otherCalls() throws {
        let lines = [
            Codex.meta(),
            Codex.item(
                #"{"type":"custom_tool_call","call_id":"p","name":"apply_patch","input":"*** Begin Patch\n*** Update File: a.txt\n*** End Patch"}"#
            ),
            Codex.item(
                #"{"type":"custom_tool_call_output","call_id":"p","output":[{"type":"input_text","text":"ok"},{"type":"input_image","image_url":"data:image/png;base64,AAAA"}]}"#
            ),
            Codex.item(
                #"{"type":"web_search_call","status":"completed","action":{"type":"search","query":"swift"}}"#
            ),
            Codex.item(
                #"{"type":"function_call","namespace":"mcp__github","name":"_open","arguments":"{}","call_id":"m"}"#
            ),
            Codex.item(
                #"{"type":"function_call_output","call_id":"m","output":{"content":"no","success":false}}"#
            ),
            Codex.item(
                #"{"type":"local_shell_call","call_id":"l","status":"completed","action":{"type":"exec","command":["ls"]}}"#
            ),
        ]
        let blocks = try agentBlocks(lines)
        #expect(blocks[0].contains(#""name":"apply_patch""#) && blocks[0].contains(#""file_path":"a.txt""#))
        #expect(
            blocks[1].contains(
                #"[{"type":"text","text":"ok"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]"#
            )
        )
        #expect(blocks[2].contains(#""name":"web_search","input":{"type":"search","query":"swift"}"#))
        #expect(blocks[3].contains(#""name":"mcp__github_open""#))
        #expect(blocks[4].contains(#""content":"no","is_error":true"#))
        #expect(
            blocks[5].contains(#""name":"local_shell","input":{"command":"ls","argv":["ls"],"type":"exec"}"#)
        )
        try withAgentFile(Array(lines.joined(separator: "\n").utf8)) {
            let statistics = try $0.statistics()
            #expect(statistics.files == ["a.txt"])
            #expect(statistics.toolCounts["web_search"] == 1)
        }
    }

    @Test("calls that share an id stay apart")
    func sharedIDs() throws {
        let lines = [
            Codex.meta(), Codex.call("c", "a", "{}"), Codex.output("c", "1"), Codex.call("c", "b", "{}"),
            Codex.output("c", "2"),
        ]
        #expect(try agentSketch(lines) == ["A:call c", "U:result c", "A:call c_2", "U:result c_2"])
    }

    @Test("a picture of the user's is a picture, without the texts that frame it")
    func pictures() throws {
        let content =
            #"[{"type":"input_text","text":"look"},{"type":"input_text","text":"<image name=[Image #1]>"},"#
            + #"{"type":"input_image","image_url":"data:image/png;base64,QUJD"},{"type":"input_text","text":"</image>"}]"#
        let lines = [Codex.meta(), Codex.item(#"{"type":"message","role":"user","content":\#(content)}"#)]
        #expect(
            try agentBlocks(lines) == [
                #"{"type":"text","text":"look"}"#,
                #"{"type":"image","source":{"type":"base64","media_type":"image/png","data":"QUJD"}}"#,
            ]
        )
    }

    @Test("a command of the user's own is one of theirs")
    func userShell() throws {
        let text =
            "<user_shell_command>\n<command>\nls\n</command>\n<result>\nExit code: 0\nOutput:\na\n</result>\n</user_shell_command>"
        let lines = [Codex.meta(), Codex.message("user", text)]
        #expect(
            try agentSketch(lines) == [
                "U:<bash-input>ls</bash-input>\n<bash-stdout>Exit code: 0\nOutput:\na</bash-stdout>"
            ]
        )
    }

    @Test("a compaction that can be read begins what is resumed; an encrypted one changes nothing")
    func compaction() throws {
        func lines(_ summary: String) -> [String] {
            [
                Codex.meta(), Codex.message("user", "old"), Codex.message("assistant", "a"),
                Codex.line("compacted", #"{"message":"\#(summary)","replacement_history":[]}"#),
                Codex.message("user", "new"), Codex.message("assistant", "b"),
            ]
        }
        #expect(try agentSketch(lines("so far"), .resume) == ["| U:so far", "U:new", "A:b"])
        #expect(try agentSketch(lines("so far"), .full) == ["U:old", "A:a", "| U:so far", "U:new", "A:b"])
        #expect(try agentSketch(lines(""), .resume) == ["U:old", "A:a", "U:new", "A:b"])
    }

    @Test("turns that were taken back are gone, with their tokens")
    func rollback() throws {
        let lines = [
            Codex.meta(), Codex.message("user", "one"), Codex.message("assistant", "a"),
            Codex.tokens(5, 0, 1, total: 6),
            Codex.message("user", "two"), Codex.message("assistant", "b"), Codex.tokens(7, 0, 1, total: 14),
            Codex.event(#"{"type":"thread_rolled_back","num_turns":1}"#),
            Codex.message("user", "three"), Codex.message("assistant", "c"), Codex.tokens(9, 0, 1, total: 24),
        ]
        #expect(try agentSketch(lines) == ["U:one", "A:a", "U:three", "A:c"])
        try withAgentFile(Array(lines.joined(separator: "\n").utf8)) {
            let statistics = try $0.statistics()
            #expect(statistics.tokens.input == 14)
        }
        let all = lines.prefix(7) + [Codex.event(#"{"type":"thread_rolled_back","num_turns":99}"#)]
        #expect(throws: SessionError.self) { try agentSketch(Array(all)) }
    }

    @Test("a compressed rollout is the same as the plain one")
    func compressed() throws {
        let bytes = Array((Codex.sample.joined(separator: "\n") + "\n").utf8)
        let plain = try withAgentFile(bytes) { try sketch($0.conversation(.full)) }
        try withAgentFile(zstandard(bytes), name: "rollout.jsonl.zst") { transcript in
            #expect(transcript.session.agent == "codex")
            #expect(transcript.session.title == "list the files")
            let unpacked = try sketch(transcript.conversation(.full))
            #expect(unpacked == plain)
        }
    }

    @Test("a compressed rollout that is cut is refused, and says why")
    func cut() throws {
        let bytes = Array((0..<5000).map { Codex.message("user", "line \($0)") }.joined(separator: "\n").utf8)
        try withTemporaryDirectory { root in
            let path = root + "/x.jsonl.zst"
            try Files.write(
                Array(zstandard(Array(Codex.meta().utf8) + [0x0a] + bytes).dropLast(20)),
                to: path
            )
            #expect(throws: SessionError.damaged(path: path, reason: "its compressed data is cut short")) {
                try Transcript(SessionStores.session(atPath: path))
            }
        }
    }

    @Test("records have the same uuids each time, one chain, and no doubles")
    func uuids() throws {
        let uuids = try (0..<2).map { _ in
            try withAgentFile(Array(Codex.sample.joined(separator: "\n").utf8)) { transcript in
                var uuids: [String] = []
                try transcript.conversation(.full).forEach { message in
                    uuids += message.records.compactMap(\.uuid)
                }
                return uuids
            }
        }
        #expect(uuids[0] == uuids[1])
        #expect(Set(uuids[0]).count == uuids[0].count)
        #expect(uuids[0].allSatisfy { UniqueID.isLowercaseUUID($0) })
    }
}
