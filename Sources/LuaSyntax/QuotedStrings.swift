extension Lexer {
    /// Reads a string in quotes; several bad escapes give several errors.
    mutating func quoted(_ quote: UInt8) -> Token.Kind {
        let start = index
        var content: [UInt8] = []
        var isGood = true
        index += 1
        while true {
            guard let byte = peek(), !Self.endsLine(byte) else {
                return fail(
                    "unfinished string",
                    hint: "close it with \(quote == UInt8(ascii: "'") ? "\"'\"" : "'\"'")",
                    start..<index
                )
            }
            index += 1
            if byte == quote { break }
            if byte == UInt8(ascii: "\\") {
                if !escape(&content) { isGood = false }
            } else {
                content.append(byte)
            }
        }
        return isGood ? .string(content) : .invalid
    }

    /// Reads what follows a backslash; false for what is no escape.
    private mutating func escape(_ content: inout [UInt8]) -> Bool {
        let start = index - 1
        // At the end the string itself is unfinished.
        guard let byte = peek() else { return true }
        index += 1
        switch byte {
        case UInt8(ascii: "a"): content.append(0x07)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "v"): content.append(0x0B)
        case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): content.append(byte)
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
            if let next = peek(), Self.endsLine(next), next != byte { index += 1 }
            content.append(0x0A)
        case UInt8(ascii: "z"):
            while let space = peek(), space == 0x20 || (0x09...0x0D).contains(space) { index += 1 }
        case UInt8(ascii: "x"): return hexadecimalEscape(&content, start)
        case UInt8(ascii: "u"): return unicodeEscape(&content, start)
        case _ where Self.isDigit(byte): return decimalEscape(byte, &content, start)
        default:
            index = start + 1
            if let next = peek(), next >= 0x80 || next < 0x20 { return bad("invalid escape sequence", start) }
            index += 1
            return bad("invalid escape sequence \(quotedText(start..<index))", start)
        }
        return true
    }

    private mutating func hexadecimalEscape(_ content: inout [UInt8], _ start: Int) -> Bool {
        guard let high = peek().flatMap(Self.hexadecimal), let low = peek(1).flatMap(Self.hexadecimal) else {
            return bad("hexadecimal digit expected behind '\\x'", start, hint: "two of them, such as '\\x41'")
        }
        content.append(high << 4 | low)
        index += 2
        return true
    }

    private mutating func decimalEscape(_ first: UInt8, _ content: inout [UInt8], _ start: Int) -> Bool {
        var value = Int(first - UInt8(ascii: "0"))
        var count = 1
        while count < 3, let byte = peek(), Self.isDigit(byte) {
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
            index += 1
            count += 1
        }
        guard let byte = UInt8(exactly: value) else {
            return bad(
                "decimal escape too large near \(quotedText(start..<index))",
                start,
                hint: "at most '\\255'"
            )
        }
        content.append(byte)
        return true
    }

    private mutating func unicodeEscape(_ content: inout [UInt8], _ start: Int) -> Bool {
        guard peek() == UInt8(ascii: "{") else {
            return bad("missing '{' in '\\u{…}'", start, hint: "such as '\\u{20AC}'")
        }
        index += 1
        var value: UInt64 = 0
        var count = 0
        while let digit = peek().flatMap(Self.hexadecimal) {
            value = value << 4 | UInt64(digit)
            guard value <= 0x7FFF_FFFF else { return bad("the number in '\\u{…}' is too large", start) }
            index += 1
            count += 1
        }
        guard count > 0 else { return bad("hexadecimal digit expected in '\\u{…}'", start) }
        guard peek() == UInt8(ascii: "}") else { return bad("missing '}' in '\\u{…}'", start) }
        index += 1
        Self.encode(value, &content)
        return true
    }

    /// Up to 31 bits, as Lua has it: in the form that UTF-8 once had.
    private static func encode(_ value: UInt64, _ content: inout [UInt8]) {
        if value < 0x80 { return content.append(UInt8(value)) }
        var rest = value
        var tail: [UInt8] = []
        var most: UInt64 = 0x3F
        repeat {
            tail.append(UInt8(0x80 | rest & 0x3F))
            rest >>= 6
            most >>= 1
        } while rest > most
        content.append(UInt8(truncatingIfNeeded: (~most << 1) | rest))
        content += tail.reversed()
    }

    private mutating func bad(_ message: String, _ start: Int, hint: String? = nil) -> Bool {
        errors.append(SyntaxError(message: message, hint: hint, range: start..<max(index, start + 2)))
        return false
    }
}
