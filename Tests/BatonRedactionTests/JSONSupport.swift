/// A JSON string literal of the text.
func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        case "\u{0}"..<"\u{20}":
            let digits = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}

/// A tool result of Claude Code with this text, in which it is written as JSON once more for each level of `depth`.
func record(_ text: String, depth: Int = 0) -> String {
    var text = text
    for _ in 0..<depth { text = "{\"output\": \(quoted(text))}" }
    return
        #"{"parentUuid":null,"sessionId":"11111111-2222-4333-8444-555555555555","type":"user","message":{"role":"#
        + #""user","content":[{"tool_use_id":"toolu_01AbCdEfGhIjKlMnOpQrStUv","type":"tool_result","content":"#
        + quoted(text)
        + #"}]},"uuid":"66666666-7777-4888-9999-000000000000","timestamp":"2026-02-28T10:30:15.000Z"}"#
}

/// Checks that bytes are one JSON value, by the grammar of RFC 8259 and nothing else.
struct JSONChecker {
    private let bytes: [UInt8]
    private var index = 0

    static func isValid(_ bytes: [UInt8]) -> Bool {
        var checker = JSONChecker(bytes: bytes)
        guard checker.value(depth: 0) else { return false }
        checker.space()
        return checker.index == bytes.count && String(validating: bytes, as: UTF8.self) != nil
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func space() {
        while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { index += 1 }
    }

    private mutating func take(_ text: String) -> Bool {
        guard bytes[index...].starts(with: text.utf8) else { return false }
        index += text.utf8.count
        return true
    }

    private mutating func value(depth: Int) -> Bool {
        guard depth < 500 else { return false }
        space()
        switch current {
        case UInt8(ascii: "{"): return members(depth)
        case UInt8(ascii: "["): return elements(depth)
        case UInt8(ascii: "\""): return string()
        case UInt8(ascii: "t"): return take("true")
        case UInt8(ascii: "f"): return take("false")
        case UInt8(ascii: "n"): return take("null")
        default: return number()
        }
    }

    private mutating func members(_ depth: Int) -> Bool {
        index += 1
        space()
        if take("}") { return true }
        while true {
            space()
            guard string() else { return false }
            space()
            guard take(":"), value(depth: depth + 1) else { return false }
            space()
            if take("}") { return true }
            guard take(",") else { return false }
        }
    }

    private mutating func elements(_ depth: Int) -> Bool {
        index += 1
        space()
        if take("]") { return true }
        while true {
            guard value(depth: depth + 1) else { return false }
            space()
            if take("]") { return true }
            guard take(",") else { return false }
        }
    }

    private mutating func string() -> Bool {
        guard take("\"") else { return false }
        while let byte = current {
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return true
            case 0..<0x20: return false
            case UInt8(ascii: "\\"):
                guard let escape = current else { return false }
                index += 1
                if escape == UInt8(ascii: "u") {
                    for _ in 0..<4 {
                        guard let digit = current, Character(Unicode.Scalar(digit)).isHexDigit else {
                            return false
                        }
                        index += 1
                    }
                } else if !Array("\"\\/bfnrt".utf8).contains(escape) {
                    return false
                }
            default: break
            }
        }
        return false
    }

    private mutating func number() -> Bool {
        _ = take("-")
        guard run() else { return false }
        if take(".") { guard run() else { return false } }
        if take("e") || take("E") {
            _ = take("+") || take("-")
            guard run() else { return false }
        }
        return true
    }

    private mutating func run() -> Bool {
        let start = index
        while let byte = current, byte >= 0x30, byte <= 0x39 { index += 1 }
        return index > start
    }
}
