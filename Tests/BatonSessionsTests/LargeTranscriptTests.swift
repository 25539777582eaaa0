#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Platform
import TestSupport
import Testing

@testable import BatonSessions

struct LargeTranscriptTests {
    @Test func `a file read by two threads gives what its bytes in memory give`() throws {
        var random = SeededGenerator(seed: 5)
        var builder = TranscriptBuilder()
        var text = ""
        var bad = 0
        while text.utf8.count < 6 << 20 {
            for _ in 0..<50 {
                builder.prompt(String(repeating: "w ", count: Int.random(in: 0..<3_000, using: &random)))
                builder.answer("msg_\(builder.lines.count)", String(repeating: "a ", count: 40))
            }
            text = builder.text
        }
        var lines = text.split(separator: "\n").map(String.init)
        for place in stride(from: 10, to: lines.count, by: 97) {
            lines[place] = ["not JSON", "", "[1]", "\"\\ud83d\"", "null"][place % 5]
            bad += lines[place].isEmpty ? 0 : 1
        }
        text = "\u{feff}" + lines.joined(separator: "\n") + "\n{\"type\":\"us"
        try withTemporaryDirectory { root in
            let path = root + "/large.jsonl"
            try Files.write(Array(text.utf8), to: path)
            var seen: [String?] = []
            let parallel = try TranscriptIndex(scanning: FileReader(path)) { seen.append($0.uuid) }
            var expected: [String?] = []
            let bytes = Array(text.utf8)
            let plain = TranscriptIndex(scanning: bytes.span) { record, _ in expected.append(record.uuid) }
            #expect(seen == expected)
            #expect(parallel.entries.map(\.offset) == plain.entries.map(\.offset))
            #expect(parallel.entries.map(\.count) == plain.entries.map(\.count))
            #expect(parallel.entries.map(\.parent) == plain.entries.map(\.parent))
            #expect(parallel.recordCounts == plain.recordCounts)
            #expect((parallel.badLines, parallel.endsInsideALine) == (bad, true))
            #expect((plain.badLines, plain.endsInsideALine) == (bad, true))
        }
    }

    @Test func `lines are read whole wherever a window ends, in any order`() throws {
        var builder = TranscriptBuilder()
        for turn in 0..<60 { builder.prompt("turn \(turn) " + String(repeating: "x", count: turn * 1_500)) }
        try withTemporaryDirectory { root in
            let path = root + "/windows.jsonl"
            try Files.write(builder.bytes, to: path)
            let session = Session(
                id: "s", agent: "claude-code", path: path, project: "p", updated: Timestamp(seconds: 0),
                modified: Timestamp(seconds: 0), bytes: builder.bytes.count
            )
            let transcript = try Transcript(session)
            var reader = RecordReader(transcript)
            var random = SeededGenerator(seed: 9)
            for number in Array(0..<60) + (0..<200).map({ _ in Int.random(in: 0..<60, using: &random) }) {
                let line = try reader.withRecord(number) { span in span.indices.map { span[$0] } }
                #expect(line == Array(builder.lines[number].utf8), "line \(number)")
            }
            // A file that was cut meanwhile gives what is left.
            #expect(truncate(path, 100) == 0)
            var late = RecordReader(transcript)
            #expect(try late.withRecord(0) { $0.count } == 100)
            #expect(try late.withRecord(50) { $0.count } == 0)
        }
    }
}
