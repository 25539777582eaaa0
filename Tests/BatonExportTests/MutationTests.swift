import BatonExport
import BatonSessions
import JSON
import Platform
import TestSupport
import Testing

@Suite struct MutationTests {
    @Test("a transcript with any byte changed, removed or added is exported, if it still has a conversation")
    func mutations() throws {
        let original = try Files.read(GoldenTests.folder + "/sample.jsonl")
        let seed: UInt64 = 7
        var random = SeededGenerator(seed: seed)
        for round in 0..<60 {
            var bytes = original
            for _ in 0..<8 {
                let place = random.below(bytes.count)
                switch random.below(3) {
                case 0: bytes[place] = UInt8(random.below(256))
                case 1: bytes.remove(at: place)
                default: bytes.insert([0x22, 0x0a, 0x5c, 0x7b, 0xff, 0x60][random.below(6)], at: place)
                }
            }
            try withTemporaryDirectory { root in
                try Files.write(bytes, to: root + "/x.jsonl")
                let opened = try transcript(at: root + "/x.jsonl")
                for format in ExportFormat.allCases {
                    let document: Document
                    do { document = try export(opened, format) } catch is SessionError { continue }
                    if format == .json {
                        let bundle = try JSONParser.parse(document.content)
                        #expect(
                            bundle["messages"]?.elements.map { _ in 1 }.count
                                == document.summary.messageCount,
                            "seed \(seed), round \(round)"
                        )
                    } else if format == .html {
                        let page = try HTMLReader(document.content)
                        #expect(
                            page.classed("message").count == document.summary.messageCount,
                            "seed \(seed), round \(round)"
                        )
                    } else {
                        #expect(
                            headings(document.text).count == document.summary.messageCount,
                            "seed \(seed), round \(round)"
                        )
                    }
                }
            }
        }
    }
}
