internal import Platform

/// Where lines of a transcript are, in terms that people know.
struct SearchPlaces {
    /// Numbers of messages by the place of their lines, from 1, as in a full export.
    private let messages: [Int: Int]
    private let lines: [Int: Int]

    /// Places in a transcript that was translated, whose lines stand in no file.
    init(of offsets: [Int], in bytes: [UInt8]) {
        messages = Self.messages(
            of: Set(offsets),
            TranscriptIndex(scanning: bytes.span, visitFields: { _, _ in })
        )
        lines = [:]
    }

    /// Places of the lines that begin at these offsets; an offset below 0 is none.
    init(of offsets: [Int], in file: FileReader) throws {
        let wanted = Set(offsets.filter { $0 >= 0 })
        guard !wanted.isEmpty else {
            (messages, lines) = ([:], [:])
            return
        }
        // The other processors have files of their own to search, unless this one is what all will wait for.
        let isHuge = file.size > 64 << 20
        messages = Self.messages(
            of: wanted,
            isHuge ? try TranscriptIndex.inParts(of: file).0 : try TranscriptIndex(scanning: file)
        )
        lines = try Self.lines(of: wanted, in: file)
    }

    /// Numbers of lines by their offsets.
    static func lines(of wanted: Set<Int>, in file: FileReader) throws -> [Int: Int] {
        var lines: [Int: Int] = [:]
        var number = 1
        var start = 0
        var buffer = [UInt8](repeating: 0, count: 256 << 10)
        for offset in wanted.sorted() {
            while start < offset {
                let count = try file.read(
                    into: &buffer,
                    at: 0,
                    from: start,
                    count: min(buffer.count, offset - start)
                )
                if count == 0 { break }
                number += buffer.span.extracting(0..<count).occurrences(of: 0x0a)
                start += count
            }
            lines[offset] = number
        }
        return lines
    }

    private static func messages(of wanted: Set<Int>, _ index: TranscriptIndex) -> [Int: Int] {
        var messages: [Int: Int] = [:]
        for (place, message) in ConversationOrder(index, history: .full).messages().enumerated() {
            for record in message.records {
                let offset = index.entries[Int(record)].offset
                if wanted.contains(offset) {
                    messages[offset] = place + 1
                } else if offset == 3, wanted.contains(0) {
                    // Behind a byte order mark.
                    messages[0] = place + 1
                }
            }
        }
        return messages
    }

    /// The number of the message that the line at an offset belongs to; `nil` when it is in none.
    func message(at offset: Int) -> Int? { messages[offset] }

    /// The number of the line at an offset, from 1; `nil` when it stands in no file.
    func line(at offset: Int) -> Int? { lines[offset] }
}
