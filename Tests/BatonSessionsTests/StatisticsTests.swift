import BatonSessions
import TestSupport
import Testing

@Suite struct StatisticsTests {
    func statistics<Result>(
        _ builder: TranscriptBuilder,
        _ body: (TranscriptStatistics) throws -> Result
    ) throws -> Result {
        try withTranscript(builder.bytes) { try body(try $0.statistics()) }
    }

    /// An answer with its own usage.
    func answer(
        _ builder: inout TranscriptBuilder,
        _ id: String?,
        _ usage: String,
        model: String = "claude-a",
        _ fields: String = ""
    ) {
        let id = id.map { #""id":"\#($0)","# } ?? ""
        builder.record(
            "assistant",
            #""message":{\#(id)"role":"assistant","model":"\#(model)","content":[],"usage":{\#(usage)}}"#
                + (fields.isEmpty ? "" : "," + fields)
        )
    }

    @Test("tokens are counted by model, once a message, its last line's")
    func usage() throws {
        var builder = TranscriptBuilder()
        answer(&builder, "m1", #""input_tokens":1,"output_tokens":1"#)
        answer(
            &builder,
            "m2",
            #""input_tokens":10,"output_tokens":20,"cache_read_input_tokens":3,"cache_creation_input_tokens":7,"#
                + #""service_tier":"standard","cache_creation":{"ephemeral_5m_input_tokens":5,"#
                + #""ephemeral_1h_input_tokens":2},"#
                + #""server_tool_use":{"web_search_requests":4,"web_fetch_requests":1}"#,
            model: "claude-b"
        )
        answer(&builder, "m1", #""input_tokens":2,"output_tokens":9"#)
        answer(&builder, nil, #""input_tokens":100,"output_tokens":-5"#)
        answer(&builder, "e1", #""input_tokens":0"#, model: "<synthetic>", #""isApiErrorMessage":true"#)
        try statistics(builder) { statistics in
            let usage = statistics.usageByModel
            #expect(usage.map(\.model) == ["claude-a", "claude-b"])
            #expect(usage[0].usage.input == 102 && usage[0].usage.output == 9)
            let other = usage[1].usage
            #expect(other.input == 10 && other.output == 20 && other.cacheRead == 3 && other.cacheWrite == 7)
            #expect(other.cacheWrite5m == 5 && other.cacheWrite1h == 2)
            #expect(other.webSearches == 4 && other.webFetches == 1)
            #expect(statistics.serviceTiers == ["standard": 1])
            #expect(statistics.tokens.input == 112 && statistics.apiErrors == 1)
            #expect(statistics.model == "claude-a")
        }
    }

    @Test("a message that comes again after thousands of others counts once")
    func manyAnswers() throws {
        var builder = TranscriptBuilder()
        for round in 0..<2 {
            for number in 0..<3_000 {
                answer(&builder, "m\(number)", #""input_tokens":\#(round + 1),"output_tokens":1"#)
            }
        }
        try statistics(builder) { statistics in
            // The copies of old messages stand too far behind to replace them.
            #expect(statistics.tokens.output == 3_000)
            #expect((3_000...6_000).contains(statistics.tokens.input))
        }
    }

    @Test("failed calls are counted by tool, changes by file")
    func tools() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        builder.call("m1", "t1", "Edit", #"{"file_path":"/a"}"#)
        builder.call("m1", "t2", "Write", #"{"file_path":"/a"}"#)
        builder.call("m1", "t3", "NotebookEdit", #"{"notebook_path":"/n"}"#)
        builder.call("m1", "t4")
        builder.result("t1", "no", isError: true)
        builder.result("t1", "no", isError: true)
        builder.result("t4", "ok")
        builder.result("t9", "whose", isError: true)
        try statistics(builder) { statistics in
            #expect(statistics.toolUses["Edit"]?.calls == 1 && statistics.toolUses["Edit"]?.errors == 1)
            #expect(statistics.toolUses["Bash"]?.calls == 1 && statistics.toolUses["Bash"]?.errors == 0)
            #expect(statistics.fileUses.map(\.path) == ["/a", "/n"])
            #expect(statistics.fileUses[0].edits == 1 && statistics.fileUses[0].writes == 1)
        }
    }

    @Test("times: turns from prompts, gaps as pauses, what goes backwards adds nothing")
    func times() throws {
        var builder = TranscriptBuilder()
        func line(_ type: String, _ time: String, _ content: String, _ fields: String = "") {
            builder.line(
                #"{"type":"\#(type)","timestamp":"2026-01-01T\#(time)Z","message":{"role":"\#(type)","content":\#(content)}\#(fields)}"#
            )
        }
        line("user", "10:00:00.000", #""go""#)
        line("assistant", "10:00:10.000", "[]")
        line("user", "09:00:00.000", #""<local-command-stdout>x</local-command-stdout>""#)
        line("user", "10:20:10.000", #""more""#)
        line("user", "10:20:11.000", #"[{"type":"text","text":"[Request interrupted by user]"}]"#)
        line("assistant", "10:20:40.000", "[]")
        line("user", "10:20:41.000", #""meta""#, #","isMeta":true"#)
        builder.line(
            #"{"type":"system","subtype":"turn_duration","durationMs":1234,"timestamp":"2026-01-01T11:00:00.000Z"}"#
        )
        try statistics(builder) { statistics in
            let times = statistics.times
            #expect(times.wall == 3_600_000 && times.active == 10_000 + 31_000 && times.measured == 1234)
            #expect(times.turns == 2 && times.medianTurn == 20_000 && statistics.interruptions == 1)
        }
        try statistics(TranscriptBuilder()) { #expect($0.times == SessionTimes()) }
    }

    @Test("times at the ends of what a number holds do not overflow")
    func extremeTimes() throws {
        var builder = TranscriptBuilder()
        for time in ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "-9999-01-01T00:00:00Z"] {
            builder.line(
                #"{"type":"user","timestamp":"\#(time)","message":{"role":"user","content":"x"}}"#
            )
        }
        try withTranscript(builder.bytes) { transcript in
            let statistics = try transcript.statistics()
            #expect(statistics.times.turns == 3)
            let parts = transcript.activity(parts: 7)
            #expect(parts.isEmpty || parts.count == 7)
        }
    }

    @Test("what else happened is counted")
    func events() throws {
        var builder = TranscriptBuilder()
        let prompt = builder.prompt("go")
        builder.user(
            content: #"[{"type":"image","source":{"type":"base64"}},{"type":"document"},{"type":"sound"}]"#
        )
        builder.user(
            content:
                #"[{"type":"tool_result","tool_use_id":"t","content":[{"type":"image"},{"type":"text","text":""}]}]"#
        )
        builder.assistant(
            "m1",
            blocks: #"{"type":"server_tool_use","id":"s"},{"type":"redacted_thinking"},{"type":"fallback"}"#
        )
        builder.record("system", #""subtype":"api_error""#)
        builder.boundary(logicalParent: prompt)
        builder.prompt("<task-notification>done</task-notification>")
        builder.record(
            "attachment",
            #""attachment":{"type":"queued_command","prompt":"x","commandMode":"prompt"}"#
        )
        builder.line(#"{"type":"pr-link","prUrl":"https://example.org/1"}"#)
        builder.line(#"{"type":"pr-link","prUrl":"https://example.org/1"}"#)
        builder.line(#"{"type":"brand-new","x":1}"#)
        builder.line(#"{"x":1}"#)
        try withTranscript(builder.bytes) { transcript in
            let statistics = try transcript.statistics()
            #expect(statistics.images == 2 && statistics.documents == 1 && statistics.apiRetries == 1)
            #expect(statistics.unknownBlocks == ["sound": 1, "server_tool_use": 1, "fallback": 1])
            #expect(statistics.compactionCount == 1)
            #expect(
                statistics.compactions
                    == [.init(trigger: "auto", tokensBefore: 1000, tokensAfter: nil)]
            )
            #expect(statistics.taskNotifications == 1 && statistics.queuedPrompts == 1)
            #expect(statistics.pullRequests == ["https://example.org/1"])
            #expect(transcript.index.unknownRecords == ["brand-new": 1, "?": 1])
            #expect(statistics.versions == ["2.1.80"] && statistics.directories == ["/home/dev/demo"])
        }
    }

    @Test("what subagents did is counted apart, wherever their lines are")
    func subagents() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        let side = #""isSidechain":true"#
        builder.prompt("look", side, parent: .root)
        builder.call("s1", "st1", "Grep", "{}", side)
        try withSessionFolder(builder) { folder in
            try folder.write(
                agentLines("a1", "x").text,
                SessionFolder.id + "/subagents/agent-a1.jsonl"
            )
            try folder.write(
                #"{"type":"user","isMeta":true,"message":{"content":"x"}}"#,
                SessionFolder.id + "/subagents/agent-none.jsonl"
            )
            let transcript = try folder.transcript()
            let counts = try transcript.subagentCounts()
            #expect(counts.agents == 3 && counts.messages == 2 + 4 && counts.calls == 2)
            #expect(counts.usage.input == 30 && counts.leftOut == 0)
            #expect(try transcript.conversation(.full).count == 1)
        }
    }

    @Test("activity is spread over the session's time")
    func activity() throws {
        var builder = TranscriptBuilder()
        for number in 0..<10 { builder.prompt("p\(number)") }
        try withTranscript(builder.bytes) { transcript in
            #expect(transcript.activity(parts: 5) == [2, 2, 2, 2, 2])
            #expect(transcript.activity(parts: 0) == [])
        }
    }
}
