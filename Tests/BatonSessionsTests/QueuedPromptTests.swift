import BatonSessions
import TestSupport
import Testing

@Suite struct QueuedPromptTests {
    func queue(
        _ builder: inout TranscriptBuilder,
        _ prompt: String,
        mode: String = "prompt",
        _ fields: String = ""
    ) {
        builder.record(
            "attachment",
            #""attachment":{"type":"queued_command","prompt":\#(prompt),"commandMode":"\#(mode)"}"#
                + (fields.isEmpty ? "" : "," + fields)
        )
    }

    @Test("a prompt that was queued stands behind the results it came with", arguments: History.allCases)
    func behindResults(history: History) throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        builder.call("m1", "t1")
        builder.result("t1", "r")
        queue(&builder, #""and also this""#)
        queue(&builder, #"[{"type":"text","text":"and that"}]"#)
        builder.answer("m2", "done")
        #expect(
            try sketch(builder, history)
                == ["U:go", "A:call t1", "U:result t1,and also this,and that", "A:done"]
        )
        try withTranscript(builder.bytes) { transcript in
            var modes: [[String?]] = []
            try transcript.conversation(history).forEach { modes.append($0.records.map(\.queuedMode)) }
            #expect(modes == [[nil], [nil], [nil, "prompt", "prompt"], [nil]])
        }
    }

    @Test("behind an answer, and at the end, it is a message of its own", arguments: History.allCases)
    func ownMessage(history: History) throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        builder.answer("m1", "done")
        queue(&builder, #""<task-notification>x</task-notification>""#, mode: "task-notification")
        #expect(
            try sketch(builder, history)
                == ["U:go", "A:done", "U:<task-notification>x</task-notification>"]
        )
        try withTranscript(builder.bytes) { transcript in
            let conversation = try transcript.conversation(history)
            #expect(conversation.roleCounts.user == 2 && conversation.roleCounts.assistant == 1)
            var last: Message?
            try conversation.forEach { last = $0 }
            #expect(last?.role == .user && last?.records[0].queuedMode == "task-notification")
        }
    }

    @Test(
        "a command between two queued prompts does not part them in one view only",
        arguments: History.allCases
    )
    func commandBetween(history: History) throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        builder.record(
            "system",
            #""subtype":"local_command","content":"<command-name>/cost</command-name>""#
        )
        queue(&builder, #""and also this""#)
        builder.answer("m1", "done")
        #expect(try sketch(builder, history) == ["U:go,and also this", "A:done"])
        try withTranscript(builder.bytes) { transcript in
            var commands: [Int] = []
            try transcript.conversation(history).forEach { commands.append($0.commands.count) }
            #expect(commands == (history == .full ? [0, 1] : [0, 0]))
        }
    }

    @Test("a prompt that stands there as a line too is told once")
    func doubled() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        builder.answer("m1", "working")
        queue(&builder, #""more""#)
        builder.prompt("more")
        builder.answer("m2", "done")
        #expect(try sketch(builder, .full) == ["U:go", "A:working", "U:more", "A:done"])
        // With the same id an answer may stand between.
        var other = TranscriptBuilder()
        other.prompt("go")
        queue(&other, #""more""#, #""promptId":"p1""#)
        other.answer("m1", "working")
        other.prompt("more", #""promptId":"p1""#)
        #expect(try sketch(other, .full) == ["U:go", "A:working", "U:more"])
    }

    @Test("a prompt that was given again later is told twice")
    func twice() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        queue(&builder, #""continue""#)
        builder.answer("m1", "working")
        builder.prompt("continue")
        #expect(try sketch(builder, .full) == ["U:go,continue", "A:working", "U:continue"])
    }

    @Test("what the agent queued for itself, other attachments, and odd prompts are not shown")
    func hidden() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        builder.record(
            "attachment",
            #""attachment":{"type":"queued_command","prompt":"x","isMeta":true}"#
        )
        builder.record("attachment", #""attachment":{"type":"date","prompt":"x"}"#)
        builder.record("attachment", #""attachment":{"type":"queued_command","prompt":7}"#)
        builder.record("attachment", #""attachment":"queued_command""#)
        queue(&builder, #""side""#, #""isSidechain":true"#)
        builder.answer("m2", "done")
        #expect(try sketch(builder, .full) == ["U:go", "A:done"])
    }

    @Test("commands of the agent's own go with the message behind them, in the full history only")
    func localCommands() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        builder.answer("m1", "done")
        builder.record(
            "system",
            #""subtype":"local_command","content":"<command-name>/model</command-name>""#
        )
        builder.record(
            "system",
            #""subtype":"local_command","content":"<local-command-stdout>Set</local-command-stdout>""#
        )
        builder.prompt("on")
        let lines = ["U:go", "A:done", "U:on"]
        #expect(try sketch(builder, .full) == lines && sketch(builder, .resume) == lines)
        try withTranscript(builder.bytes) { transcript in
            for (history, expected) in [(History.full, [0, 0, 2]), (.resume, [0, 0, 0])] {
                var counts: [Int] = []
                try transcript.conversation(history).forEach { counts.append($0.commands.count) }
                #expect(counts == expected)
            }
        }
    }
}
