#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Platform
import TestSupport
import Testing

@Suite struct LineReaderTests {
    struct Line: Equatable {
        var bytes: [UInt8]
        var offset: Int
        var count: Int
        var isTerminated: Bool
    }

    /// The lines as the reader gives them.
    func lines(_ bytes: [UInt8], limit: Int, from start: Int = 0) throws -> [Line] {
        try withTemporaryDirectory { root in
            try Files.write(bytes, to: root + "/lines")
            var result: [Line] = []
            try LineReader(FileReader(root + "/lines"), lineLimit: limit).forEachLine(from: start) {
                span,
                place in
                result.append(
                    Line(
                        bytes: span.withUnsafeBufferPointer { Array($0) },
                        offset: place.offset,
                        count: place.count,
                        isTerminated: place.isTerminated
                    )
                )
            }
            return result
        }
    }

    /// The lines as they should be.
    func split(_ bytes: [UInt8], limit: Int, from start: Int = 0) -> [Line] {
        var result: [Line] = []
        var offset = start
        while offset < bytes.count {
            let newline = bytes[offset...].firstIndex(of: 0x0a)
            let end = newline ?? bytes.count
            let line = Array(bytes[offset..<end])
            result.append(
                Line(
                    bytes: line.count > limit ? [] : line,
                    offset: offset,
                    count: line.count,
                    isTerminated: newline != nil
                )
            )
            offset = end + 1
        }
        return result
    }

    @Test(
        "small files are split",
        arguments: ["", "\n", "\n\n", "a", "a\n", "a\nb", "\na", "a\n\n\nb\n", "\r\n", "abc\ndefg\nhi"]
    )
    func small(text: String) throws {
        let bytes = Array(text.utf8)
        for limit in [0, 1, 3, 100] {
            #expect(try lines(bytes, limit: limit) == split(bytes, limit: limit), "limit \(limit)")
        }
        for start in 0...bytes.count {
            #expect(
                try lines(bytes, limit: 9, from: start) == split(bytes, limit: 9, from: start),
                "from \(start)"
            )
        }
    }

    @Test("random small files are split as a simple splitter does")
    func property() throws {
        for seed in UInt64(1)...60 {
            var random = SeededGenerator(seed: seed)
            let bytes = (0..<random.below(80)).map { _ in UInt8(random.oneIn(4) ? 0x0a : random.below(256)) }
            let limit = random.below(20)
            #expect(try lines(bytes, limit: limit) == split(bytes, limit: limit), "seed \(seed)")
        }
    }

    /// Reads a file whose lines have these lengths, each of one byte repeated, and checks every line.
    func check(_ lengths: [Int], limit: Int, endsWithNewline: Bool, _ comment: Comment) throws {
        try withTemporaryDirectory { root in
            let writer = try FileWriter(beside: root + "/lines", mode: 0o600)
            for (number, length) in lengths.enumerated() {
                var line = [UInt8](repeating: UInt8(0x61 + number % 26), count: length)
                if endsWithNewline || number < lengths.count - 1 { line.append(0x0a) }
                try writer.append(line.span)
            }
            try writer.commit(replacing: false)
            var number = 0
            var offset = 0
            try LineReader(FileReader(root + "/lines"), lineLimit: limit).forEachLine { span, place in
                let length = lengths[number]
                let isTerminated = endsWithNewline || number < lengths.count - 1
                #expect(
                    place.offset == offset && place.count == length && place.isTerminated == isTerminated,
                    comment
                )
                #expect(span.count == (length > limit ? 0 : length), comment)
                let expected = [UInt8](repeating: UInt8(0x61 + number % 26), count: span.count)
                let isEqual = span.withUnsafeBytes { bytes in
                    bytes.baseAddress.map { memcmp($0, expected, bytes.count) == 0 } ?? true
                }
                #expect(isEqual, comment)
                offset += length + 1
                number += 1
            }
            // A file that ends with an empty line without a newline is one that ends with a newline.
            let isOpen = !endsWithNewline && lengths.last == 0
            #expect(number == lengths.count - (isOpen ? 1 : 0), comment)
        }
    }

    @Test("lines across the borders of what is read at once are whole", arguments: [-2, -1, 0, 1, 2])
    func borders(shift: Int) throws {
        let chunk = 1 << 20
        for lengths in [
            [chunk + shift, 5], [3, chunk - 4 + shift, 2 * chunk], [2 * chunk + shift],
            [chunk / 2, chunk + shift, 1],
        ] {
            for limit in [10, chunk, 8 * chunk] {
                for endsWithNewline in [true, false] {
                    try check(lengths, limit: limit, endsWithNewline: endsWithNewline, "\(lengths) \(limit)")
                }
            }
        }
    }

    @Test("files of many long lines are split, whatever the limit")
    func long() throws {
        for seed in UInt64(1)...10 {
            var random = SeededGenerator(seed: seed)
            let lengths = (0..<40).map { _ in random.oneIn(8) ? random.below(1_500_000) : random.below(60_000)
            }
            try check(
                lengths,
                limit: 1 << (8 + random.below(15)),
                endsWithNewline: random.oneIn(2),
                "seed \(seed)"
            )
        }
    }

    @Test("a reader keeps to the file that it opened")
    func replaced() throws {
        try withTemporaryDirectory { root in
            let path = root + "/a"
            try Files.write(Array("one\ntwo".utf8), to: path)
            let reader = try FileReader(path)
            try Files.write(Array("other".utf8), to: path)
            var seen: [Int] = []
            try LineReader(reader, lineLimit: 10).forEachLine { _, place in seen.append(place.count) }
            #expect(seen == [3, 3])
        }
    }
}
