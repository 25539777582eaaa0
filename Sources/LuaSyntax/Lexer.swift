/// Splits a Lua source into tokens.
///
/// It accepts any bytes: what is no token becomes one of the kind `invalid`, with an error in ``errors``.
public struct Lexer: Sendable {
    let bytes: [UInt8]
    /// The next byte.
    var index: Int
    /// What was found wrong, in the order of the source.
    public internal(set) var errors: [SyntaxError] = []
    private var lineStart: Int
    private var isAtLineStart = true
    /// Levels of long brackets that have no end behind a place: not looked for again.
    var unclosedLevels: Set<Int> = []

    /// A lexer of a whole source.
    ///
    /// A byte order mark and a first line that begins with `#` are passed over.
    public init(_ bytes: [UInt8]) {
        self.init(bytes, from: 0)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        if index < bytes.count, bytes[index] == UInt8(ascii: "#") {
            while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
        }
    }

    /// A lexer that begins at a byte.
    public init(_ bytes: [UInt8], from start: Int) {
        self.bytes = bytes
        index = start
        lineStart = start
    }

    /// The place behind the last token.
    public var offset: Int { index }

    /// Goes on at another place.
    public mutating func move(to offset: Int) { index = min(max(0, offset), bytes.count) }

    /// The next token; `end` from the end on.
    public mutating func next() -> Token {
        skipSpace()
        let start = index
        let startsLine = isAtLineStart
        let indentation = start - lineStart
        isAtLineStart = false
        let kind = scan(start)
        return Token(
            kind: kind,
            range: start..<index,
            startsLine: startsLine,
            indentation: indentation
        )
    }

    private mutating func scan(_ start: Int) -> Token.Kind {
        guard let byte = peek() else { return .end }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return quoted(byte)
        case UInt8(ascii: "["):
            if let level = longBracketLevel() {
                guard level >= 0 else {
                    index += 1
                    while peek() == UInt8(ascii: "=") { index += 1 }
                    return fail("invalid long string delimiter", start..<index)
                }
                return longString(level, start)
            }
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return numeral()
        case UInt8(ascii: "."):
            if let next = peek(1), Self.isDigit(next) { return numeral() }
        case _ where Self.startsName(byte):
            while let byte = peek(), Self.continuesName(byte) { index += 1 }
            let text = String(decoding: bytes[start..<index], as: UTF8.self)
            return Keyword.byName[text].map { .keyword($0) } ?? .name(text)
        default: break
        }
        return symbol(start)
    }

    private mutating func symbol(_ start: Int) -> Token.Kind {
        for length in [3, 2, 1] where start + length <= bytes.count {
            // No longer sign begins with one that is no sign itself, so bytes beyond ASCII fall through.
            let text = String(decoding: bytes[start..<start + length], as: UTF8.self)
            if let symbol = Self.symbols[text] {
                index = start + length
                return .symbol(symbol)
            }
        }
        index += 1
        if bytes[start] == UInt8(ascii: "!") {
            // Read as what is meant, so that the rest is checked.
            let isUnequal = peek() == UInt8(ascii: "=")
            if isUnequal { index += 1 }
            let hint = isUnequal ? "write '~='" : "write 'not'"
            _ = fail("unexpected symbol near \(quotedText(start..<index))", hint: hint, start..<index)
            return isUnequal ? .symbol(.unequal) : .keyword(.not)
        }
        // One error for a whole character.
        while let byte = peek(), bytes[start] >= 0xC0, byte & 0xC0 == 0x80, index - start < 4 { index += 1 }
        return fail("unexpected symbol near \(quotedText(start..<index))", start..<index)
    }

    private static let symbols = Dictionary(uniqueKeysWithValues: Symbol.allCases.map { ($0.rawValue, $0) })

    // MARK: Space

    private mutating func skipSpace() {
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                index += 1
                newLine()
            case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0B, 0x0C: index += 1
            case UInt8(ascii: "-") where peek(1) == UInt8(ascii: "-"): comment()
            default: return
            }
        }
    }

    private mutating func newLine() {
        lineStart = index
        isAtLineStart = true
    }

    private mutating func comment() {
        let start = index
        index += 2
        if peek() == UInt8(ascii: "["), let level = longBracketLevel(), level >= 0 {
            _ = longBracket(level, "unfinished long comment", start)
            return
        }
        while let byte = peek(), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") { index += 1 }
    }

    /// The number of `=` in a long bracket that opens here; -1 for one that is none behind its `=`.
    private func longBracketLevel() -> Int? {
        var end = index + 1
        while end < bytes.count, bytes[end] == UInt8(ascii: "=") { end += 1 }
        let level = end - index - 1
        if end < bytes.count, bytes[end] == UInt8(ascii: "[") { return level }
        return level == 0 ? nil : -1
    }

    private mutating func longString(_ level: Int, _ start: Int) -> Token.Kind {
        guard let content = longBracket(level, "unfinished long string", start) else { return .invalid }
        return .string(Self.content(bytes[content]))
    }

    /// Passes over a long bracket; gives what is in it.
    private mutating func longBracket(_ level: Int, _ message: String, _ start: Int) -> Range<Int>? {
        let content = index + level + 2
        var end = unclosedLevels.contains(level) ? bytes.count : content
        while end < bytes.count {
            if bytes[end] == UInt8(ascii: "]"), closes(level, at: end) {
                index = end + level + 2
                if let last = bytes[content..<end].lastIndex(where: Self.endsLine) { lineStart = last + 1 }
                return content..<end
            }
            end += 1
        }
        unclosedLevels.insert(level)
        index = bytes.count
        let closing = "]" + String(repeating: "=", count: min(level, 40)) + "]"
        errors.append(
            SyntaxError(message: message, hint: "close it with '\(closing)'", range: start..<content)
        )
        return nil
    }

    private func closes(_ level: Int, at place: Int) -> Bool {
        let last = place + level + 1
        guard last < bytes.count, bytes[last] == UInt8(ascii: "]") else { return false }
        return bytes[place + 1..<last].allSatisfy { $0 == UInt8(ascii: "=") }
    }

    /// What a long string holds: without a first line end, and with all line ends as LF.
    private static func content(_ raw: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(raw.count)
        var index = raw.startIndex
        while index < raw.endIndex {
            let byte = raw[index]
            index += 1
            guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
                result.append(byte)
                continue
            }
            let isFirst = index == raw.startIndex + 1
            if index < raw.endIndex, raw[index] != byte,
                raw[index] == UInt8(ascii: "\n") || raw[index] == UInt8(ascii: "\r")
            {
                index += 1
            }
            if !isFirst { result.append(UInt8(ascii: "\n")) }
        }
        return result
    }

    // MARK: Helpers

    func peek(_ distance: Int = 0) -> UInt8? {
        index + distance < bytes.count ? bytes[index + distance] : nil
    }

    mutating func fail(_ message: String, hint: String? = nil, _ range: Range<Int>) -> Token.Kind {
        errors.append(SyntaxError(message: message, hint: hint, range: range))
        return .invalid
    }

    /// A piece of the source as messages show it.
    func quotedText(_ range: Range<Int>) -> String {
        let shown = bytes[range].prefix(40).prefix { !Self.endsLine($0) }
        return "'" + String(decoding: shown, as: UTF8.self) + (range.count > shown.count ? "…" : "") + "'"
    }

    static func endsLine(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    static func startsName(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    static func continuesName(_ byte: UInt8) -> Bool { startsName(byte) || isDigit(byte) }
}
