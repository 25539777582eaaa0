import BatonSessions
import Platform
import TestSupport
import Testing

@Suite struct AgentMutationTests {
    private static let samples: [(name: String, bytes: [UInt8])] = [
        ("codex.jsonl", Array(Codex.sample.joined(separator: "\n").utf8)),
        ("codex.jsonl.zst", zstandard(Array(Codex.sample.joined(separator: "\n").utf8))),
        ("gemini.jsonl", Array(Gemini.sample.joined(separator: "\n").utf8)),
        ("opencode.json", OpenCode.export()),
    ]

    @Test("a file with any byte changed, removed or added is read or refused", arguments: samples.indices)
    func mutations(sample: Int) throws {
        let (name, original) = Self.samples[sample]
        let seed: UInt64 = 4_711
        var random = SeededGenerator(seed: seed)
        var read = 0
        for round in 0..<300 {
            var bytes = original
            for _ in 0...random.below(3) {
                let place = random.below(bytes.count)
                switch random.below(3) {
                case 0: bytes[place] = UInt8(random.below(256))
                case 1: bytes.remove(at: place)
                default: bytes.insert([0x22, 0x0a, 0x5c, 0x7b, 0x5b, 0xff, 0x30][random.below(7)], at: place)
                }
            }
            do {
                try withAgentFile(bytes, name: name) { transcript in
                    #expect(transcript.index.badLines == 0 || transcript.session.agent == "claude-code")
                    for history in History.allCases {
                        guard let conversation = try? transcript.conversation(history) else { continue }
                        let count = try sketch(conversation).count
                        #expect(count == conversation.count, "seed \(seed), round \(round)")
                        read += 1
                    }
                }
            } catch is SessionError {}
        }
        if !name.hasSuffix(".zst") { #expect(read > 100) }
    }
}

@Suite struct AgentCostTests {
    @Test("members, calls and messages by the ten thousand take no more than their number")
    func many() throws {
        let count = 40_000
        let keys = (0..<count).map { _ in #"\"cmd\":\"x\""# }.joined(separator: ",")
        let calls = (0..<count / 2).map { #"{"id":"c\#($0)","name":"n\#($0)","args":{}}"# }.joined(
            separator: ","
        )
        let parts = (0..<count / 2).map { #"{"functionCall":{"id":"d\#($0)","name":"n"}}"# }.joined(
            separator: ","
        )
        let codex = [
            Codex.meta(),
            Codex.item(#"{"type":"function_call","name":"shell","arguments":"{\#(keys)}","call_id":"c"}"#),
        ]
        let gemini = [
            Gemini.metadata, Gemini.message("1", "gemini", "[\(parts)]", #""toolCalls":[\#(calls)]"#),
        ]
        let rewinds = (0..<count / 4).flatMap {
            [Gemini.message("m\($0)", "user", #""x""#), #"{"$rewindTo":"m\#($0)"}"#]
        }
        let turns = (0..<count / 4).flatMap { number in
            [
                Codex.message("user", "\(number)"),
                Codex.event(#"{"type":"thread_rolled_back","num_turns":1}"#),
            ]
        }
        let clock = ContinuousClock()
        let time = try clock.measure {
            for lines in [
                codex, gemini, [Gemini.metadata] + rewinds + [Gemini.sample[1]],
                [Codex.meta()] + turns + Codex.sample,
            ] {
                try withAgentFile(Array(lines.joined(separator: "\n").utf8)) { transcript in
                    _ = try transcript.conversation(.full).count
                }
            }
        }
        // A few seconds without optimization; what grows with the square takes hours.
        #expect(time < .seconds(120))
    }
}
