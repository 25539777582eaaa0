import Patterns
import Testing
import TestSupport

@Suite struct ByteChunkTests {
    private static let alphabet = Array("aAzZ09 -._/+bQ7\n\u{e9}".utf8)

    /// Random bytes with long stretches of one kind, as texts have.
    private func text(_ random: inout SeededGenerator) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            let kind = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                Self.alphabet[Int.random(in: 0..<Self.alphabet.count, using: &random)]
            }
            for _ in 0..<Int.random(in: 0...30, using: &random) {
                bytes.append(kind[Int.random(in: 0..<kind.count, using: &random)])
            }
        }
        return bytes
    }

    private func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }

    private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private func isMixed(_ bytes: ArraySlice<UInt8>) -> Bool {
        let capitals = bytes.count { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        return bytes.count == 8 && bytes.allSatisfy(isWord)
            && (bytes.contains(where: isDigit) || (2...7).contains(capitals))
    }

    /// The rows of 13 and more digits and single separators between them.
    private func numbers(_ bytes: [UInt8]) -> [Range<Int>] {
        let isPart = bytes.indices.map { index in
            if isDigit(bytes[index]) { return true }
            guard bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "-") else { return false }
            return index > 0 && index + 1 < bytes.count && isDigit(bytes[index - 1])
                && isDigit(bytes[index + 1])
        }
        var rows: [Range<Int>] = []
        var start = 0
        for index in 0...bytes.count where index == bytes.count || !isPart[index] {
            if index - start >= 13 { rows.append(start..<index) }
            start = index + 1
        }
        return rows
    }

    @Test func `every eighth of letters and digits that is mixed is told, and no other`() {
        var random = SeededGenerator(seed: 71)
        for _ in 0..<3000 {
            let bytes = text(&random)
            let start = Int.random(in: 0...min(9, bytes.count), using: &random)
            var told: Set<Int> = []
            var index = start
            while let chunk = ByteChunk(in: bytes.span, from: index) {
                for eighth in 0..<8 where chunk.mixed >> eighth & 1 == 1 {
                    told.insert(chunk.start + eighth * ByteChunk.eighth)
                }
                index = chunk.start + ByteChunk.size
            }
            let expected = stride(from: start, to: bytes.count, by: 8)
                .filter { isMixed(bytes[$0..<min(bytes.count, $0 + 8)]) }
            #expect(told == Set(expected))
        }
    }

    @Test func `of every long number a chunk is told, and none has no number`() {
        var random = SeededGenerator(seed: 72)
        for _ in 0..<6000 {
            var bytes = text(&random)
            let digits = (0..<Int.random(in: 11...24, using: &random)).map { _ in
                UInt8(ascii: "0") + UInt8.random(in: 0...9, using: &random)
            }
            var number: [UInt8] = []
            let group = Int.random(in: 3...6, using: &random)
            for (index, digit) in digits.enumerated() {
                if index > 0, index % group == 0, group < 6 { number.append(UInt8(ascii: "-")) }
                number.append(digit)
            }
            let place = Int.random(in: 0...bytes.count, using: &random)
            bytes.insert(contentsOf: number, at: place)
            var chunks: [Range<Int>] = []
            var index = 0
            while let chunk = ByteChunk(in: bytes.span, from: index) {
                index = chunk.start + ByteChunk.size
                if chunk.hasNumber { chunks.append(chunk.start..<index) }
            }
            let rows = numbers(bytes)
            for row in rows { #expect(chunks.contains { $0.overlaps(row) }, "\(bytes) \(row)") }
            for chunk in chunks { #expect(rows.contains { $0.overlaps(chunk) }, "\(bytes) \(chunk)") }
        }
    }

    @Test func `runs end and begin where their bytes do`() {
        var random = SeededGenerator(seed: 73)
        for _ in 0..<2000 {
            let bytes = text(&random)
            let start = Int.random(in: 0...bytes.count, using: &random)
            for (run, signs) in [(ByteRun.word, ""), (.base64, "+/_-")] {
                func isIn(_ byte: UInt8) -> Bool { isWord(byte) || signs.utf8.contains(byte) }
                let end = bytes[start...].firstIndex { !isIn($0) } ?? bytes.count
                #expect(run.end(in: bytes.span, from: start) == end)
                #expect(run.end(in: bytes.span, from: start, limit: start + 3) == min(end, start + 3))
                let first = bytes[..<start].lastIndex { !isIn($0) }.map { $0 + 1 } ?? 0
                #expect(run.start(in: bytes.span, before: start, limit: 0) == first)
                #expect(run.start(in: bytes.span, before: start, limit: start / 2) == max(first, start / 2))
            }
        }
    }
}
