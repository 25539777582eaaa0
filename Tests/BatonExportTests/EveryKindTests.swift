import BatonExport
import BatonRedaction
import BatonSessions
import JSON
import Platform
import TestSupport
import Testing

@Suite struct EveryKindTests {
    /// An export of bytes in memory; the bundle with its sidecars.
    private func document(_ bytes: [UInt8], _ session: Session, _ format: ExportFormat) throws -> Document {
        var options = ExportOptions(exportedAt: exportTime)
        options.messages = nil
        options.sidecars = true
        return try Exporter(Transcript(session, bytes: bytes), options, redaction: ExportRedaction(nil))
            .document(format)
    }

    @Test("a session with every kind of line is exported in every format, and its bundle can be read")
    func formats() throws {
        let bytes = TranscriptBuilder.everyKind().bytes
        let session = try session(bytes)
        var counts: Set<Int> = []
        for format in [ExportFormat.markdown, .html] {
            counts.insert(try document(bytes, session, format).summary.messageCount)
        }
        #expect(counts.count == 1)
        let bundle = try document(bytes, session, .json)
        let read = try Bundle.read(bundle.content)
        #expect(read.messages.count == bundle.summary.messageCount && read.unreadableMessages == 0)
    }

    @Test("with any byte changed, removed or added the export ends, or gives its one clear error")
    func mutations() throws {
        let original = TranscriptBuilder.everyKind().bytes
        let session = try session(original)
        let seed: UInt64 = 77
        var random = SeededGenerator(seed: seed)
        for round in 0..<2_000 {
            var bytes = original
            for _ in 0...random.below(3) {
                let place = random.below(bytes.count)
                switch random.below(4) {
                case 0: bytes[place] = UInt8(random.below(256))
                case 1: bytes.remove(at: place)
                case 2: bytes[place] ^= UInt8(1 << random.below(8))
                default: bytes.insert([0x22, 0x0a, 0x5c, 0x7b, 0xff, 0x60, 0x3c][random.below(7)], at: place)
                }
            }
            let format = ExportFormat.allCases[round % 3]
            do {
                let found = try document(bytes, session, format)
                if format == .json {
                    let bundle = try JSONParser.parse(found.content)
                    let count = bundle["messages"]?.elements.map { _ in 1 }.count
                    #expect(count == found.summary.messageCount, "seed \(seed), round \(round)")
                }
            } catch is SessionError {
                continue
            }
        }
    }

    private func session(_ bytes: [UInt8]) throws -> Session {
        try withTemporaryDirectory { root in
            try Files.write(bytes, to: root + "/11111111-2222-4333-8444-555555555555.jsonl")
            return try transcript(at: root + "/11111111-2222-4333-8444-555555555555.jsonl").session
        }
    }
}
