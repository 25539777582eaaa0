import BatonSessions
import Platform
import TestSupport
import Testing

@Suite struct RobustnessTests {
    @Test("a transcript with any byte changed, removed or added is read to its end")
    func mutations() throws {
        var builder = TranscriptBuilder()
        builder.line(#"{"type":"summary","summary":"x","leafUuid":"y"}"#)
        let prompt = builder.prompt("go \u{1F600} é")
        builder.call("m1", "t1")
        builder.result("t1", "r", parent: .uuid(prompt))
        let old = builder.answer("m2", "x")
        builder.boundary(logicalParent: old)
        builder.prompt("s", #""isCompactSummary":true"#)
        builder.user(
            content: #"[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]"#
        )
        let seed: UInt64 = 99
        var random = SeededGenerator(seed: seed)
        for round in 0..<400 {
            var bytes = builder.bytes
            for _ in 0...random.below(3) {
                let place = random.below(bytes.count)
                switch random.below(3) {
                case 0: bytes[place] = UInt8(random.below(256))
                case 1: bytes.remove(at: place)
                default: bytes.insert([0x22, 0x0a, 0x5c, 0x7b, 0xff, 0x30][random.below(6)], at: place)
                }
            }
            try withTranscript(bytes) { transcript in
                for history in History.allCases {
                    guard let conversation = try? transcript.conversation(history) else { continue }
                    let count = try sketch(conversation).count
                    #expect(count == conversation.count, "seed \(seed), round \(round)")
                    let part = try sketch(conversation.last(2)).count
                    #expect((1...conversation.count).contains(part), "seed \(seed), round \(round)")
                }
            }
        }
    }
}
