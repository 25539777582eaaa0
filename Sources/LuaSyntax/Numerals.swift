extension Lexer {
    /// Reads a number as far as Lua takes bytes for one, then judges it.
    mutating func numeral() -> Token.Kind {
        let start = index
        var exponent: UInt8 = UInt8(ascii: "e")
        if peek() == UInt8(ascii: "0"), let next = peek(1), next | 0x20 == UInt8(ascii: "x") {
            exponent = UInt8(ascii: "p")
            index += 2
        }
        while let byte = peek() {
            if byte | 0x20 == exponent {
                index += 1
                if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { index += 1 }
            } else if Self.hexadecimal(byte) != nil || byte == UInt8(ascii: ".") {
                index += 1
            } else {
                break
            }
        }
        // A letter that touches a number belongs to it and spoils it.
        if let byte = peek(), Self.continuesName(byte) { index += 1 }
        if let kind = Self.number(bytes[start..<index]) { return kind }
        return fail("malformed number near \(quotedText(start..<index))", start..<index)
    }

    /// The value of a numeral; `nil` when it is none.
    static func number(_ text: ArraySlice<UInt8>) -> Token.Kind? {
        let isHexadecimal =
            text.count > 2 && text[text.startIndex] == UInt8(ascii: "0")
            && text[text.startIndex + 1] | 0x20 == UInt8(ascii: "x")
        let digits = isHexadecimal ? text.dropFirst(2) : text
        let isDigit: (UInt8) -> Bool = { isHexadecimal ? hexadecimal($0) != nil : Self.isDigit($0) }
        if !digits.isEmpty, digits.allSatisfy(isDigit) {
            if isHexadecimal {
                // Wraps around, as in Lua.
                return .integer(
                    digits.reduce(0) { $0 &<< 4 | Int64(hexadecimal($1) ?? 0) }
                )
            }
            if let value = Int64(String(decoding: digits, as: UTF8.self)) { return .integer(value) }
        }
        var rest = digits
        let whole = rest.prefix(while: isDigit)
        rest = rest.dropFirst(whole.count)
        var fraction: ArraySlice<UInt8> = []
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix(while: isDigit)
            rest = rest.dropFirst(1 + fraction.count)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        var power: ArraySlice<UInt8> = []
        if let letter = rest.first, letter | 0x20 == (isHexadecimal ? UInt8(ascii: "p") : UInt8(ascii: "e")) {
            power = rest.dropFirst()
            let sign = power.first == UInt8(ascii: "-") || power.first == UInt8(ascii: "+") ? 1 : 0
            let amount = power.dropFirst(sign)
            guard !amount.isEmpty, amount.allSatisfy(Self.isDigit) else { return nil }
            rest = []
        }
        guard rest.isEmpty else { return nil }
        let form = (isHexadecimal ? "0x" : "") + digitText(whole, "0") + "." + digitText(fraction, "0")
        let scale =
            power.isEmpty ? (isHexadecimal ? "p0" : "") : (isHexadecimal ? "p" : "e") + digitText(power, "0")
        return .float(Double(form + scale) ?? .infinity)
    }

    private static func digitText(_ bytes: ArraySlice<UInt8>, _ fallback: String) -> String {
        bytes.isEmpty ? fallback : String(decoding: bytes, as: UTF8.self)
    }

    /// The value of a hexadecimal digit.
    static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
