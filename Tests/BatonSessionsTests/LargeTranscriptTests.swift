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
        while text.utf8.count < 5 << 20 {
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
            let parallel = try TranscriptIndex(scanning: FileReader(path)) { record, _ in
                seen.append(record.uuid)
            }
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

    @Test func `a file indexed in parts has the records, the facts and the tokens of the whole`() throws {
        var random = SeededGenerator(seed: 21)
        var builder = TranscriptBuilder()
        var number = 0
        while builder.lines.count < 900 {
            number += 1
            let filler = String(repeating: "words and words ", count: random.below(400))
            builder.prompt("turn \(number) \(filler)")
            if random.oneIn(9) {
                builder.record(
                    "attachment",
                    #""attachment":{"type":"queued_command","prompt":"queued \#(number)"}"#
                )
                builder.prompt("queued \(number)")
            }
            let calls = (0..<random.below(3)).map { "toolu_\(number)_\($0)" }
            builder.answer("msg_\(number)", "an answer")
            for call in calls { builder.call("msg_\(number)", call, "Bash", #"{"command":"true"}"#) }
            for call in calls { builder.result(call, "done") }
            if random.oneIn(40) { builder.boundary(logicalParent: builder.last) }
            // A copy of an old answer, as a resumed session repeats them.
            if random.oneIn(20) {
                builder.answer("msg_\(max(1, number - random.below(90)))", "an answer again")
            }
        }
        let bytes = [0xef, 0xbb, 0xbf] + builder.bytes + Array("{\"type\":\"use".utf8)
        #expect(bytes.count > 10 << 16, "the file has several parts")
        try withTemporaryDirectory { root in
            let path = root + "/parts.jsonl"
            try Files.write(bytes, to: path)
            let (parts, facts) = try TranscriptIndex.inParts(of: FileReader(path), partSize: 1 << 16)
            var plainFacts = TranscriptFacts()
            var statistics = TranscriptStatistics()
            let plain = TranscriptIndex(scanning: bytes.span) { record, fields in
                plainFacts.add(fields)
                statistics.add(record, fields)
            }
            #expect(parts.entries.count == plain.entries.count)
            #expect(parts.entries.map(\.offset) == plain.entries.map(\.offset))
            #expect(parts.entries.map(\.count) == plain.entries.map(\.count))
            #expect(parts.entries.map(\.flags) == plain.entries.map(\.flags))
            #expect(parts.recordCounts == plain.recordCounts)
            #expect(parts.endsInsideALine && plain.endsInsideALine)
            #expect(Set(parts.promptTexts.keys) == Set(plain.promptTexts.keys))
            for history in History.allCases {
                let one = ConversationOrder(parts, history: history, scope: .session).messages()
                let other = ConversationOrder(plain, history: history, scope: .session).messages()
                #expect(one.map(\.records) == other.map(\.records))
                #expect(one.map(\.before) == other.map(\.before))
            }
            #expect(
                (facts.cwd, facts.branch, facts.model) == (
                    plainFacts.cwd, plainFacts.branch, plainFacts.model
                )
            )
            #expect(facts.tokens == plainFacts.tokens)
            #expect(facts.tokens == statistics.tokens)
            #expect(facts.model == statistics.model && facts.branch == statistics.branch)
        }
    }

    @Test func `parts of a file begin at lines, and no line is read twice`() throws {
        // Lines that end right before, at and behind the border of a part, and one that is longer than a part.
        let part = 1 << 10
        for first in [part - 2, part - 1, part, part + 1, 2 * part + 5] {
            let line = #"{"type":"user","uuid":"a","parentUuid":null,"message":{"role":"user","content":""#
            let end = #""}}"#
            let filler = String(repeating: "x", count: first - line.utf8.count - end.utf8.count)
            let text = line + filler + end + "\n" + line.replacingFirstA() + end + "\n" + line + end
            try withTemporaryDirectory { root in
                let path = root + "/border.jsonl"
                try Files.write(Array(text.utf8), to: path)
                let (index, _) = try TranscriptIndex.inParts(of: FileReader(path), partSize: part)
                #expect(
                    index.entries.map(\.offset) == [
                        0, first + 1, first + 1 + line.utf8.count + end.utf8.count + 1,
                    ]
                )
                #expect(index.badLines == 0 && !index.endsInsideALine)
            }
        }
    }

    @Test func `lines are read whole wherever a window ends, in any order`() throws {
        var builder = TranscriptBuilder()
        for turn in 0..<60 { builder.prompt("turn \(turn) " + String(repeating: "x", count: turn * 1_500)) }
        try withTemporaryDirectory { root in
            let path = root + "/windows.jsonl"
            try Files.write(builder.bytes, to: path)
            let session = Session(
                id: "s",
                agent: "claude-code",
                path: path,
                project: "p",
                updated: Timestamp(seconds: 0),
                modified: Timestamp(seconds: 0),
                bytes: builder.bytes.count
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

extension String {
    fileprivate func replacingFirstA() -> String {
        guard let range = firstRange(of: #""uuid":"a""#) else { return self }
        return self[..<range.lowerBound] + #""uuid":"b""# + self[range.upperBound...]
    }
}
