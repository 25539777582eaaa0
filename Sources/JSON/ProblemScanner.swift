/// Walks over a JSON text in valid UTF-8 and stops at the first thing that is wrong.
struct ProblemScanner {
    /// What is wrong, and where.
    struct Problem: Error {
        let message: String
        let offset: Int
    }

    private let bytes: [UInt8]
    private let depth: Int
    private var index = 0
    /// The opening brackets around the current place.
    private var open: [Int] = []

    init(_ bytes: [UInt8], depth: Int) {
        self.bytes = bytes
        self.depth = depth
    }

    private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// Goes through the whole text.
    mutating func scan() throws(Problem) {
        skipSpace()
        if byte == nil { throw problem("the text is empty") }
        while true {
            // A value is expected here.
            if try scanValue() { continue }
            // A value has ended; close what ends with it, and find out whether another follows.
            if try !scanFollowing() { return }
        }
    }

    /// Reads a value, or the opening of one with the key of its first member; true when another value must follow.
    private mutating func scanValue() throws(Problem) -> Bool {
        switch byte {
        case UInt8(ascii: "{"):
            try push()
            if byte == UInt8(ascii: "}") {
                pop()
                return false
            }
            try scanKey()
            return true
        case UInt8(ascii: "["):
            try push()
            if byte == UInt8(ascii: "]") {
                pop()
                return false
            }
            return true
        case UInt8(ascii: "\""): try scanString()
        case let byte? where byte == UInt8(ascii: "-") || Self.isDigit(byte): try scanNumber()
        case UInt8(ascii: "t"): try scanWord("true")
        case UInt8(ascii: "f"): try scanWord("false")
        case UInt8(ascii: "n"): try scanWord("null")
        default: throw unexpected()
        }
        return false
    }

    /// Goes from the end of a value to the next one; false at the end of the text.
    private mutating func scanFollowing() throws(Problem) -> Bool {
        while true {
            skipSpace()
            guard let bracket = open.last else {
                if byte != nil { throw problem("there is more text behind the value") }
                return false
            }
            let isObject = bytes[bracket] == UInt8(ascii: "{")
            switch byte {
            case nil: throw unclosed(bracket)
            case UInt8(ascii: ","):
                let comma = index
                index += 1
                skipSpace()
                if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                    throw Problem(message: "a comma must be followed by another value", offset: comma)
                }
                if isObject { try scanKey() }
                return true
            case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject: pop()
            default: throw problem(isObject ? "',' or '}' expected" : "',' or ']' expected")
            }
        }
    }

    private mutating func push() throws(Problem) {
        if open.count == depth { throw problem("nested deeper than \(depth) levels") }
        open.append(index)
        index += 1
        skipSpace()
        if byte == nil, let bracket = open.last { throw unclosed(bracket) }
    }

    private mutating func pop() {
        open.removeLast()
        index += 1
    }

    private mutating func scanKey() throws(Problem) {
        guard byte == UInt8(ascii: "\"") else {
            if byte == nil, let bracket = open.last { throw unclosed(bracket) }
            throw problem("a key in double quotes expected")
        }
        try scanString()
        skipSpace()
        guard byte == UInt8(ascii: ":") else { throw problem("':' expected behind the key") }
        index += 1
        skipSpace()
        if byte == nil { throw problem("a value expected behind ':'") }
    }

    private mutating func scanWord(_ word: String) throws(Problem) {
        guard bytes[index...].starts(with: word.utf8) else { throw unexpected() }
        index += word.utf8.count
    }

    private mutating func scanNumber() throws(Problem) {
        let start = index
        if byte == UInt8(ascii: "-") { index += 1 }
        let whole = index
        guard skipDigits() else { throw problem("a digit expected") }
        if bytes[whole] == UInt8(ascii: "0"), index - whole > 1 {
            throw Problem(message: "a number must not begin with a zero", offset: whole)
        }
        if byte == UInt8(ascii: ".") {
            index += 1
            guard skipDigits() else { throw problem("a digit expected behind '.'") }
        }
        if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
            index += 1
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { index += 1 }
            guard skipDigits() else { throw problem("a digit expected in the exponent") }
        }
        if Double(String(decoding: bytes[start..<index], as: UTF8.self))?.isFinite != true {
            throw Problem(message: "the number is too large", offset: start)
        }
    }

    private mutating func scanString() throws(Problem) {
        let start = index
        index += 1
        while let byte {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return
            case UInt8(ascii: "\\"): try scanEscape(from: start)
            case 0..<0x20:
                throw problem(
                    byte == UInt8(ascii: "\n")
                        ? "a line break in a string must be written as \\n"
                        : "a control character in a string must be escaped"
                )
            default: index += 1
            }
        }
        throw Problem(message: "this string is never closed", offset: start)
    }

    private mutating func scanEscape(from start: Int) throws(Problem) {
        guard index + 1 < bytes.count else {
            throw Problem(message: "this string is never closed", offset: start)
        }
        switch bytes[index + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
            UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            index += 2
        case UInt8(ascii: "u"):
            guard let unit = codeUnit(at: index) else {
                throw problem("four hexadecimal digits expected behind \\u")
            }
            if UTF16.isLeadSurrogate(unit), let next = codeUnit(at: index + 6), UTF16.isTrailSurrogate(next) {
                index += 12
            } else if UTF16.isSurrogate(unit) {
                throw problem("an escaped surrogate has no partner")
            } else {
                index += 6
            }
        default: throw problem("there is no such escape")
        }
    }

    private func codeUnit(at index: Int) -> UInt16? {
        guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u")
        else { return nil }
        var unit: UInt16 = 0
        for byte in bytes[index + 2..<index + 6] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    /// Whether there was at least one digit.
    private mutating func skipDigits() -> Bool {
        let start = index
        while let byte, Self.isDigit(byte) { index += 1 }
        return index > start
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private mutating func skipSpace() {
        while let byte, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { index += 1 }
    }

    private func unexpected() -> Problem {
        switch byte {
        case nil: problem("the text ends where a value is expected")
        case UInt8(ascii: "'"): problem("strings are written in double quotes")
        case UInt8(ascii: "/"), UInt8(ascii: "#"): problem("JSON has no comments")
        case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: ":"):
            problem("a value expected")
        case 0xef where bytes[index...].starts(with: [0xef, 0xbb, 0xbf]):
            problem("a byte order mark must not stand in JSON")
        default: problem("a value expected: a number, a string, true, false, null, '[' or '{'")
        }
    }

    private func unclosed(_ bracket: Int) -> Problem {
        Problem(
            message: bytes[bracket] == UInt8(ascii: "{")
                ? "this '{' is never closed" : "this '[' is never closed",
            offset: bracket
        )
    }

    private func problem(_ message: String) -> Problem { Problem(message: message, offset: index) }
}
