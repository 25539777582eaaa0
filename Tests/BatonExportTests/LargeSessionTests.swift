import BatonExport
import BatonRedaction
import BatonSessions
import JSON
import Platform
import TestSupport
import Testing

/// What several threads do to a large session must be what one would do to it record by record.
struct LargeSessionTests {
    @Test(arguments: [UInt64(1), 2, 3])
    func `records sorted out in parallel lose no secret`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let password = "Zk7" + base62(11, &random)
        let token = "ghp_" + base62(36, &random)
        var builder = TranscriptBuilder()
        for turn in 0..<700 {
            // Long before anything tells what it is, and long after.
            let repeated = turn == 3 || turn == 650 ? "then type \(password) and go" : ""
            let told = turn == 300 ? "DB_PASSWORD=\(password) and \(token)" : ""
            let escaped = turn == 640 ? "\\u0067hp_\(token.dropFirst(4))" : ""
            builder.prompt("turn \(turn) \(repeated)")
            let text = String(repeating: "words of turn \(turn) ", count: 90)
            let block = #"{"type":"text","text":"\#(text) \#(told) \#(escaped)"}"#
            builder.assistant("msg_\(turn)", blocks: block)
        }
        #expect(builder.bytes.count > 1 << 20, "the session is large enough for several threads")
        try withTemporaryDirectory { root in
            let path = root + "/11111111-2222-4333-8444-555555555555.jsonl"
            try Files.write(builder.bytes, to: path)
            let transcript = try transcript(at: path)
            var options = ExportOptions(exportedAt: exportTime)
            options.messages = nil
            for format in ExportFormat.allCases {
                let export = Exporter(transcript, options, redaction: ExportRedaction(try Redactor()))
                let document = try export.document(format)
                #expect(!document.text.contains(password), "\(format)")
                #expect(!document.text.contains(token), "\(format)")
                #expect(!document.text.contains(token.dropFirst(4)), "\(format)")
                #expect(document.summary.findings.map(\.rule) == ["github-token", "password"])
                #expect(document.summary.findings.map(\.count) == [2, 3])
            }
            // The same, record by record on one thread.
            let redactor = try Redactor()
            let conversation = try transcript.conversation(.full)
            try conversation.forEachRawRecord { try redactor.learn(record: $0) }
            var plain = ""
            try conversation.forEach(rewriting: { try redactor.redact(record: $0)?.bytes }) { message in
                for case .text(let text) in message.blocks { plain += (text.string ?? "") + "\n" }
            }
            var ahead = ""
            let learned = try Redactor()
            try conversation.forEachRawRecord { try learned.learn(record: $0) }
            try conversation.forEachReadingAhead(
                rewriting: { record, _ in try learned.redact(record: record)?.bytes }
            ) {
                for case .text(let text) in $0.blocks { ahead += (text.string ?? "") + "\n" }
            }
            #expect(plain == ahead)
            #expect(plain.contains("[redacted:password:1] and [redacted:github-token:1]"))
        }
    }

    @Test func `a failure while reading ahead ends the export with that failure`() throws {
        struct Refusal: Error {}
        var builder = TranscriptBuilder()
        for turn in 0..<700 { builder.prompt("turn \(turn) " + String(repeating: "words ", count: 400)) }
        let bytes = builder.bytes
        let session = try withTemporaryDirectory { root in
            try Files.write(bytes, to: root + "/s.jsonl")
            return try transcript(at: root + "/s.jsonl").session
        }
        let conversation = try Transcript(session, bytes: bytes).conversation(.full)
        var seen = 0
        #expect(throws: Refusal.self) {
            try conversation.forEachReadingAhead(rewriting: { _, number in
                if number == 500 { throw Refusal() }
                return nil
            }) { _ in seen += 1 }
        }
        #expect(seen <= 500)
        #expect(throws: Refusal.self) {
            try conversation.forEachReadingAhead(rewriting: { _, _ in nil }) { _ in throw Refusal() }
        }
    }

    private func base62(_ count: Int, _ random: inout SeededGenerator) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        return String((0..<count).map { _ in alphabet[random.below(alphabet.count)] })
    }
}
