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

    @Test(
        "so is one with every kind of call and of text",
        arguments: ["tools-claude", "tools-others", "prompts", "odd", "streamed"]
    )
    func kinds(name: String) throws {
        let original = try Files.read(GoldenTests.folder + "/kinds/\(name).jsonl")
        var random = SeededGenerator(seed: 11)
        for round in 0..<12 {
            var bytes = original
            for _ in 0..<20 {
                let place = random.below(bytes.count)
                switch random.below(3) {
                case 0: bytes[place] = UInt8(random.below(256))
                case 1: bytes.remove(at: place)
                default: bytes.insert([0x22, 0x0a, 0x5c, 0x3c, 0x3e, 0x60, 0x5b][random.below(7)], at: place)
                }
            }
            try withTemporaryDirectory { root in
                try Files.write(bytes, to: root + "/x.jsonl")
                let opened = try transcript(at: root + "/x.jsonl")
                guard (try? opened.conversation(.full)) != nil else { return }
                for audience in Audience.allCases {
                    let document = try export(opened, .markdown) { $0.audience = audience }
                    #expect(headings(document.text).count == document.summary.messageCount, "round \(round)")
                    #expect(!linesOutsideFences(document.text).contains("an open fence"), "round \(round)")
                }
                let page = try export(opened, .html)
                let messages = try HTMLReader(page.content).classed("message")
                #expect(messages.count == page.summary.messageCount, "round \(round)")
            }
        }
    }
}
