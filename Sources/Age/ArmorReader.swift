/// Reads an armor that comes in pieces of any size.
///
/// Lines end with LF or CR LF. White space may stand before the begin marker and behind the end marker, nowhere else.
struct ArmorReader {
    private enum Place {
        case before, begin, body, afterShortLine, after
    }

    private var place = Place.before
    /// The line so far, without its end.
    private var line: [UInt8] = []
    /// Number of lines that are complete.
    private var lines = 0

    /// Takes text and appends the bytes of every complete line.
    mutating func update(_ text: Span<UInt8>, into bytes: inout [UInt8]) throws(AgeError) {
        var position = 0
        while position < text.count {
            switch place {
            case .before:
                guard Self.isSpace(text[position]) else {
                    place = .begin
                    continue
                }
                if text[position] == UInt8(ascii: "\n") { lines += 1 }
                position += 1
            case .after:
                guard Self.isSpace(text[position]) else { throw fault(.trailingData) }
                if text[position] == UInt8(ascii: "\n") { lines += 1 }
                position += 1
            case .begin, .body, .afterShortLine:
                if place == .body, line.isEmpty {
                    lines += Base64.decodeLines(text, from: &position, into: &bytes)
                    if position == text.count { return }
                }
                let isWhole = try takeLine(text, from: &position)
                guard isWhole else { return }
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                try readLine(into: &bytes)
                line.removeAll(keepingCapacity: true)
                lines += 1
            }
        }
    }

    /// Reads a last line that has no end, and checks that it was the end marker.
    mutating func finish(into bytes: inout [UInt8]) throws(AgeError) {
        switch place {
        case .before: throw fault(.badBegin)
        case .after: return
        case .begin, .body, .afterShortLine:
            if !line.isEmpty { try readLine(into: &bytes) }
            guard place == .after else { throw fault(.missingEnd) }
        }
    }

    /// Moves `position` behind the end of the line and returns true, or takes all there is and returns false.
    private mutating func takeLine(_ text: Span<UInt8>, from position: inout Int) throws(AgeError) -> Bool {
        // A full line and a carriage return: a longer one is wrong whatever it holds.
        let limit = Armor.columns + 1
        var end = position
        while end < text.count, text[end] != UInt8(ascii: "\n"), line.count + end - position <= limit {
            end += 1
        }
        line.append(text.extracting(position..<end))
        position = end
        guard line.count <= limit else { throw fault(place == .begin ? .badBegin : .badLine) }
        guard end < text.count else { return false }
        position += 1
        return true
    }

    private mutating func readLine(into bytes: inout [UInt8]) throws(AgeError) {
        if place == .begin {
            guard line == Armor.begin else { throw fault(.badBegin) }
            place = .body
        } else if line == Armor.end {
            place = .after
        } else {
            guard place == .body, (1...Armor.columns).contains(line.count) else { throw fault(.badLine) }
            guard Base64.decode(line.span, isPadded: true, into: &bytes) else { throw fault(.badBase64) }
            // Padding ends the data as surely as a short line does.
            if line.count < Armor.columns || line.last == UInt8(ascii: "=") { place = .afterShortLine }
        }
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

    private func fault(_ fault: AgeError.ArmorFault) -> AgeError { .armor(fault, line: lines + 1) }
}
