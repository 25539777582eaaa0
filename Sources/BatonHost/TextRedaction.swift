public import BatonRedaction
internal import JSON

/// Redacts whole texts: JSON as one record, JSON Lines record by record, anything else as text.
///
/// A text, or a line, that is valid JSON stays valid JSON. What stands between such lines is redacted together, since a
/// key block may go over several lines.
public struct TextRedaction {
    /// A finding with its place in the text.
    public struct Place {
        /// What was found.
        public let finding: Finding
        /// The line, from 1.
        public let line: Int
        /// The column in bytes, from 1.
        public let column: Int
        /// The path in the JSON value, such as `message.content[2].input.command`; `nil` in other texts.
        public let field: String?
    }

    private let redactor: Redactor
    private let honoursMarks: Bool
    /// What was found so far, in the order of the text.
    public private(set) var findings: [Place] = []

    /// The word that keeps a line as it is, in files of the person's own.
    public static let mark = "baton:allow"

    /// A redaction that shares its placeholders with all else that `redactor` redacts.
    ///
    /// With `honoursMarks`, lines of text that hold ``mark`` stay as they are: for files that the person names and wrote,
    /// never for what an agent or a program said. Lines of JSON are such texts, so a mark means nothing in them.
    public init(_ redactor: Redactor, honoursMarks: Bool = false) {
        self.redactor = redactor
        self.honoursMarks = honoursMarks
    }

    /// The text without its secrets.
    public mutating func redact(_ bytes: [UInt8]) throws -> [UInt8] {
        let pieces = Self.pieces(of: bytes)
        for piece in pieces {
            let span = bytes.span.extracting(piece.range)
            if piece.isRecord {
                try redactor.learn(record: span)
            } else {
                try redactor.learn(text: span, sparing: marked(bytes, piece))
            }
        }
        // Where nothing is known nothing is replaced.
        guard redactor.hasSecrets else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for piece in pieces {
            let span = bytes.span.extracting(piece.range)
            let redaction =
                piece.isRecord
                ? try redactor.redact(record: span)
                : try redactor.redact(text: span, sparing: marked(bytes, piece))
            if let redaction {
                note(redaction.findings, in: bytes, from: piece)
                result.append(contentsOf: redaction.bytes)
            } else {
                result.append(contentsOf: bytes[piece.range])
            }
        }
        return result
    }

    private mutating func note(_ found: [Finding], in bytes: [UInt8], from piece: Piece) {
        var line = piece.line
        var start = piece.range.lowerBound
        var scanned = start
        let found = found.sorted { $0.offset < $1.offset }
        let fields =
            piece.isRecord
            ? FieldPath.paths(
                of: found.map(\.offset),
                in: bytes.span.extracting(piece.range),
                hiding: found.map { $0.offset..<$0.offset + $0.length }
            ) : []
        for (number, finding) in found.enumerated() {
            let place = piece.range.lowerBound + finding.offset
            while scanned < place {
                if bytes[scanned] == 0x0a {
                    line += 1
                    start = scanned + 1
                }
                scanned += 1
            }
            findings.append(
                Place(
                    finding: finding,
                    line: line,
                    column: place - start + 1,
                    field: piece.isRecord ? fields[number] : nil
                )
            )
        }
    }

    private func marked(_ bytes: [UInt8], _ piece: Piece) -> [Range<Int>] {
        honoursMarks ? Self.marked(bytes, piece.range) : []
    }

    /// The lines of a part of a text that its owner has marked, in places of the part.
    static func marked(_ bytes: [UInt8], _ part: Range<Int>) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = part.lowerBound
        let word = Array(Self.mark.utf8)
        while start < part.upperBound {
            let end = bytes[start..<part.upperBound].firstIndex(of: 0x0a) ?? part.upperBound
            if Self.holds(bytes[start..<end], word) {
                ranges.append(start - part.lowerBound..<end - part.lowerBound)
            }
            start = end + 1
        }
        return ranges
    }

    private static func holds(_ line: ArraySlice<UInt8>, _ word: [UInt8]) -> Bool {
        var rest = line
        while let place = rest.firstIndex(of: word[0]) {
            if rest[place...].starts(with: word) { return true }
            rest = rest[(place + 1)...]
        }
        return false
    }

    /// A JSON value on a line of its own without its newline, all between two such lines, or the whole text.
    private struct Piece {
        var range: Range<Int>
        let isRecord: Bool
        let line: Int
    }

    private static func pieces(of bytes: [UInt8]) -> [Piece] {
        var pieces: [Piece] = []
        var parser = JSONParser()
        if isJSON(bytes, 0..<bytes.count, &parser) {
            return [Piece(range: 0..<bytes.count, isRecord: true, line: 1)]
        }
        var start = 0
        var line = 1
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0a) ?? bytes.count
            let isRecord = isJSON(bytes, start..<end, &parser)
            if isRecord {
                pieces.append(Piece(range: start..<end, isRecord: true, line: line))
                if end < bytes.count {
                    pieces.append(Piece(range: end..<end + 1, isRecord: false, line: line))
                }
            } else if let last = pieces.last, !last.isRecord {
                pieces[pieces.count - 1].range = last.range.lowerBound..<min(end + 1, bytes.count)
            } else {
                pieces.append(Piece(range: start..<min(end + 1, bytes.count), isRecord: false, line: line))
            }
            start = end + 1
            line += 1
        }
        return pieces
    }

    /// Whether a part of a text is one JSON value.
    static func isJSON(_ bytes: [UInt8], _ range: Range<Int>, _ parser: inout JSONParser) -> Bool {
        // Most lines of a text are told by their first byte.
        canBeJSON(bytes[range]) && (try? parser.parse(bytes.span.extracting(range))) != nil
    }

    /// Whether a text may be a JSON value, as its first byte tells.
    static func canBeJSON(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0a && $0 != 0x0d })
        else { return false }
        switch first {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "-"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            return true
        default: return false
        }
    }
}
