internal import BatonRedaction
internal import JSON

/// Redacts a whole text, or JSON Lines record by record.
///
/// Every line that is a JSON object stays one; what stands between such lines is redacted together, since a key block
/// may go over several lines.
struct TextRedaction {
    /// A finding with its place in the text.
    struct Place {
        let finding: Finding
        /// From 1.
        let line: Int
        /// From 1, in bytes.
        let column: Int
    }

    private let redactor: Redactor
    private(set) var findings: [Place] = []

    init(_ redactor: Redactor) { self.redactor = redactor }

    mutating func redact(_ bytes: [UInt8]) throws -> [UInt8] {
        let pieces = Self.pieces(of: bytes)
        for piece in pieces {
            let span = bytes.span.extracting(piece.range)
            if piece.isRecord { try redactor.learn(record: span) } else { try redactor.learn(text: span) }
        }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for piece in pieces {
            let span = bytes.span.extracting(piece.range)
            let redaction = piece.isRecord ? try redactor.redact(record: span) : try redactor.redact(text: span)
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
        for finding in found.sorted(by: { $0.offset < $1.offset }) {
            let place = piece.range.lowerBound + finding.offset
            while scanned < place {
                if bytes[scanned] == 0x0a {
                    line += 1
                    start = scanned + 1
                }
                scanned += 1
            }
            findings.append(Place(finding: finding, line: line, column: place - start + 1))
        }
    }

    /// A JSON object on a line of its own without its newline, or all between two such lines.
    private struct Piece {
        var range: Range<Int>
        let isRecord: Bool
        let line: Int
    }

    private static func pieces(of bytes: [UInt8]) -> [Piece] {
        var pieces: [Piece] = []
        var parser = JSONParser()
        var start = 0
        var line = 1
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0a) ?? bytes.count
            let isRecord = bytes[start] == UInt8(ascii: "{") && (try? parser.parse(bytes.span.extracting(start..<end))) != nil
            if isRecord {
                pieces.append(Piece(range: start..<end, isRecord: true, line: line))
                if end < bytes.count { pieces.append(Piece(range: end..<end + 1, isRecord: false, line: line)) }
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
}
