import BatonSessions
import Platform
import TestSupport
import Testing

@Suite struct LastMessagesTests {
    func last(_ builder: TranscriptBuilder, _ limit: Int) throws -> [String] {
        try withTranscript(builder.bytes) { try sketch($0.conversation(.full).last(limit)) }
    }

    func turn(_ builder: inout TranscriptBuilder, _ name: String, calls: Int) {
        builder.prompt(name)
        for number in 0..<calls {
            builder.call("\(name)m\(number)", "\(name)t\(number)")
            builder.result("\(name)t\(number)", "r")
        }
        builder.answer("\(name)end", "\(name) done")
    }

    @Test("the last messages begin with a prompt")
    func prompts() throws {
        var builder = TranscriptBuilder()
        turn(&builder, "a", calls: 1)
        turn(&builder, "b", calls: 1)
        #expect(try last(builder, 8).count == 8)
        #expect(try last(builder, 7) == ["U:b", "A:call bt0", "U:result bt0", "A:b done"])
        #expect(try last(builder, 4) == ["U:b", "A:call bt0", "U:result bt0", "A:b done"])
        #expect(try last(builder, 0) == [])
    }

    @Test("in the middle of a long turn its prompt stands before the latest messages")
    func longTurn() throws {
        var builder = TranscriptBuilder()
        turn(&builder, "a", calls: 10)
        #expect(try last(builder, 4) == ["U:a", "A:call at9", "U:result at9", "A:a done"])
        #expect(try last(builder, 3) == ["U:a", "A:a done"])
        #expect(try last(builder, 1) == ["U:a"])
        builder.prompt("b")
        #expect(try last(builder, 6) == ["U:a", "A:call at9", "U:result at9", "A:a done", "U:b"])
    }

    @Test("messages that are left out in the middle are counted at the message behind them")
    func omitted() throws {
        var builder = TranscriptBuilder()
        turn(&builder, "a", calls: 10)
        try withTranscript(builder.bytes) { transcript in
            func gaps(_ conversation: Conversation) throws -> [Int] {
                var gaps: [Int] = []
                try conversation.forEach { gaps.append($0.omittedBefore) }
                return gaps
            }
            let all = try transcript.conversation(.full)
            #expect(try gaps(all.last(4)) == [0, 18, 0, 0])
            #expect(try gaps(all.last(1)) == [0])
            #expect(try gaps(all).allSatisfy { $0 == 0 })
        }
    }

    @Test("without any prompt the latest messages are those that need none before")
    func withoutPrompt() throws {
        var builder = TranscriptBuilder()
        builder.answer("m1", "one")
        builder.call("m2", "t1")
        builder.call("m2", "t2")
        builder.result("t1", "r")
        builder.result("t2", "r")
        #expect(try last(builder, 1) == ["A:call t1,call t2", "U:result t1", "U:result t2"])
        builder.answer("m3", "two")
        #expect(try last(builder, 1) == ["A:two"])
        var orphan = TranscriptBuilder()
        orphan.result("t7", "r")
        orphan.result("t8", "r")
        #expect(try last(orphan, 1) == ["U:result t8"])
    }

    @Test("what is left out is told")
    func facts() throws {
        var builder = TranscriptBuilder()
        turn(&builder, "a", calls: 2)
        try withTranscript(builder.bytes) { transcript in
            let all = try transcript.conversation(.full)
            #expect(!all.isLimited && all.count == 6 && all.totalCount == 6)
            let part = all.last(2)
            #expect(part.isLimited && part.count == 2 && part.totalCount == 6)
            #expect(part.firstTime == all.firstTime)
            #expect(part.lastTime == all.lastTime)
        }
    }

    @Test("the last n messages are at most n, begin with a prompt, and hold no result without its call")
    func property() throws {
        for seed in UInt64(1)...150 {
            var random = SeededGenerator(seed: seed)
            var builder = TranscriptBuilder()
            var open: [String] = []
            var number = 0
            builder.prompt("p")
            for _ in 0..<(5 + random.below(30)) {
                number += 1
                switch random.below(6) {
                case 0: builder.prompt("p\(number)")
                case 1: builder.answer("m\(number)", "a")
                case 2, 3:
                    for part in 0...random.below(3) {
                        builder.call("m\(number)", "t\(number)-\(part)")
                        open.append("t\(number)-\(part)")
                    }
                default:
                    if !open.isEmpty { builder.result(open.remove(at: random.below(open.count)), "r") }
                }
            }
            try withTranscript(builder.bytes) { transcript in
                let all = try transcript.conversation(.full)
                for limit in 1...all.count {
                    let part = all.last(limit)
                    let lines = try sketch(part)
                    #expect(lines.count == part.count && lines.count <= limit, "seed \(seed), last \(limit)")
                    #expect(lines.first?.hasPrefix("U:p") == true, "seed \(seed), last \(limit)")
                    var made: Set<Substring> = []
                    for line in lines {
                        for block in line.dropFirst(2).split(separator: ",") {
                            if block.hasPrefix("call ") { made.insert(block.dropFirst(5)) }
                            if block.hasPrefix("result ") {
                                #expect(made.contains(block.dropFirst(7)), "seed \(seed), last \(limit)")
                            }
                        }
                    }
                }
            }
        }
    }
}
