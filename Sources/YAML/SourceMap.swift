/// A text proven to be UTF-8 without forbidden characters, and where its lines and characters are.
///
/// libyaml counts characters, ends lines at NEL, LS and PS too, and has no place at all for a byte that is not
/// UTF-8. Editors agree with none of that, so every place given to a person is computed here.
struct SourceMap {
    /// Where a line starts.
    private struct Line {
        let offset: Int
        let character: Int
    }

    /// One byte offset is kept for so many characters.
    private static let stride = 64

    let bytes: [UInt8]
    /// The offset behind a byte order mark, where character 0 is.
    let start: Int

    private var lines: [Line]
    /// The offsets of every 64th character.
    private var checkpoints: [Int] = []
    private var characterCount = 0

    /// Reads all bytes once.
    ///
    /// The characters allowed are those of YAML 1.2.2, section 5.1 ("c-printable"), without U+FEFF in the middle.
    init(_ bytes: [UInt8]) throws(YAMLError) {
        self.bytes = bytes
        start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        lines = [Line(offset: start, character: 0)]

        var iterator = bytes[start...].makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        var offset = start
        var afterReturn = false
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .emptyInput:
                return
            case .error:
                throw encodingError(at: offset)
            case .valid(let encoded):
                let scalar = Unicode.UTF8.decode(encoded)
                guard Self.isAllowed(scalar) else { throw characterError(scalar, at: offset) }
                if characterCount.isMultiple(of: Self.stride) { checkpoints.append(offset) }
                offset += encoded.count
                characterCount += 1
                if afterReturn && scalar == "\n" { lines.removeLast() }
                afterReturn = scalar == "\r"
                if scalar == "\n" || scalar == "\r" {
                    lines.append(Line(offset: offset, character: characterCount))
                }
            }
        }
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD,
            0x10000...0x10FFFF:
            true
        default:
            false
        }
    }

    private func encodingError(at offset: Int) -> YAMLError {
        let wide = offset == 0 && (bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]))
        return YAMLError(
            .encoding,
            wide ? "the file is UTF-16, not UTF-8" : "these bytes are not UTF-8",
            hint: "save the file as UTF-8",
            at: mark(offset: offset)
        )
    }

    private func characterError(_ scalar: Unicode.Scalar, at offset: Int) -> YAMLError {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return YAMLError(
            .character,
            "the character \(name) cannot stand in a file",
            hint: "write it as an escape in double quotes",
            at: mark(offset: offset)
        )
    }

    // MARK: Places

    /// The place of a character counted from 0, as libyaml counts; one too far is the end.
    func mark(character: Int) -> YAMLMark {
        let character = min(max(0, character), characterCount)
        let line = lastLine { $0.character <= character }
        return YAMLMark(
            line: line + 1,
            column: character - lines[line].character + 1,
            offset: offset(character: character)
        )
    }

    /// The place of a byte; the time grows with the length of its line.
    func mark(offset: Int) -> YAMLMark {
        let line = lastLine { $0.offset <= offset }
        let before = bytes[lines[line].offset..<max(offset, lines[line].offset)]
        return YAMLMark(line: line + 1, column: before.count { !Self.continues($0) } + 1, offset: offset)
    }

    /// The index of the last line that has not passed a place; the first line when all have.
    private func lastLine(_ isBefore: (Line) -> Bool) -> Int {
        var low = 0
        var high = lines.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if isBefore(lines[middle]) { low = middle } else { high = middle }
        }
        return low
    }

    private func offset(character: Int) -> Int {
        guard character < characterCount else { return bytes.count }
        var offset = checkpoints[character / Self.stride]
        for _ in 0..<(character % Self.stride) {
            offset += 1
            while offset < bytes.count, Self.continues(bytes[offset]) { offset += 1 }
        }
        return offset
    }

    /// Whether a byte is the second or a later one of a character.
    private static func continues(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

    // MARK: Text around a place

    /// The byte at an offset, nil outside the text.
    func byte(_ offset: Int) -> UInt8? {
        offset >= start && offset < bytes.count ? bytes[offset] : nil
    }

    /// The bytes of the line of a place, up to the place.
    func lineBefore(_ mark: YAMLMark) -> ArraySlice<UInt8> {
        bytes[lines[mark.line - 1].offset..<mark.offset]
    }

    /// The bytes from a place to the end of its line.
    func lineAfter(_ mark: YAMLMark) -> ArraySlice<UInt8> {
        bytes[mark.offset...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    }

    /// The place of the first character of a line that is no space; the line counts from 1.
    func firstText(line: Int) -> YAMLMark {
        let offset = lines[line - 1].offset
        let blanks = bytes[offset...].prefix { $0 == UInt8(ascii: " ") }.count
        return YAMLMark(line: line, column: blanks + 1, offset: offset + blanks)
    }
}
