import BatonSessions
import Platform
import TestSupport
import Testing

@Suite struct RobustnessTests {
    @Test("a transcript of every kind of line with any byte changed, removed or added is read to its end")
    func mutations() throws {
        let original = TranscriptBuilder.everyKind().bytes
        let seed: UInt64 = 20_260_228
        var random = SeededGenerator(seed: seed)
        let session = try withTranscript(original) { $0.session }
        for round in 0..<2_000 {
            var bytes = original
            for _ in 0...random.below(3) {
                let place = random.below(bytes.count)
                switch random.below(4) {
                case 0: bytes[place] = UInt8(random.below(256))
                case 1: bytes.remove(at: place)
                case 2: bytes[place] ^= UInt8(1 << random.below(8))
                default: bytes.insert([0x22, 0x0a, 0x5c, 0x7b, 0xff, 0x30, 0x00][random.below(7)], at: place)
                }
            }
            let transcript = Transcript(session, bytes: bytes)
            for history in History.allCases {
                guard let conversation = try? transcript.conversation(history) else { continue }
                let count = try sketch(conversation).count
                #expect(count == conversation.count, "seed \(seed), round \(round)")
                let part = try sketch(conversation.last(2)).count
                #expect((1...conversation.count).contains(part), "seed \(seed), round \(round)")
            }
            for agent in try transcript.subagents() { _ = try? agent.conversation().count }
            _ = try transcript.statistics().totalUsage
            _ = transcript.activity(parts: 10)
            // A shared transcript is hostile: it is read, or there is one clear error.
            do { _ = try Bundle.read(bytes) } catch is BundleError {}
        }
    }
}
