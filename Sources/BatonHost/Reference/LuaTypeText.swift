internal import Lua

/// Types of the registry in the notation of LuaCATS, which editors read.
struct LuaTypeText {
    /// What stands in front of the names of records and handles.
    var prefix = "baton."
    /// Types of handles that there are.
    var handles: Set<String> = []

    /// A value that a function takes.
    func taken(_ type: HostType) -> String {
        switch type {
        case .session: "\(prefix)Session|string"
        case .content: "string|\(prefix)Document"
        default: text(type, taken)
        }
    }

    /// A value that a function gives or a record holds.
    func given(_ type: HostType) -> String {
        switch type {
        case .session: "\(prefix)Session"
        case .content: "string"
        default: text(type, given)
        }
    }

    /// A value that may be absent.
    func optional(_ text: String) -> String {
        text == "any" ? text : (text.contains("|") || text.hasPrefix("fun(") ? "(\(text))?" : text + "?")
    }

    private func text(_ type: HostType, _ inner: (HostType) -> String) -> String {
        switch type {
        case .any: "any"
        case .boolean: "boolean"
        case .integer: "integer"
        case .count: "integer|\"all\""
        case .number: "number"
        case .string, .bytes: "string"
        case .duration: "number|string"
        case .session, .content: prefix + type.name
        case .choice(let words): words.map { LuaLiteral.quoted($0) }.joined(separator: "|")
        case .list(let element): grouped(inner(element)) + "[]"
        case .map(let value): "table<string, \(inner(value))>"
        case .record(let name), .handle(let name): prefix + name
        case .function: "fun(...): any"
        case .iterator(let element): "fun(): \(optional(inner(element)))"
        case .sensitive: handles.contains("Secret") ? "string|\(prefix)Secret" : "string|userdata"
        }
    }

    private func grouped(_ text: String) -> String {
        text.contains("|") || text.hasPrefix("fun(") ? "(\(text))" : text
    }
}

/// Values in the notation of Lua.
enum LuaLiteral {
    /// The value as it could stand in a script; what has no notation is `nil`.
    static func text(_ value: HostValue) -> String {
        switch value {
        case .nil, .handle, .function: return "nil"
        case .null: return "baton.null"
        case .bool(let flag): return "\(flag)"
        case .int(let number): return "\(number)"
        case .number(let number): return "\(number)"
        case .string(let string): return quoted(String(decoding: string.bytes, as: UTF8.self))
        case .array(let elements):
            return elements.isEmpty ? "{}" : "{ " + elements.map(text).joined(separator: ", ") + " }"
        case .table(let table):
            let fields = table.map { (Self.key($0.key), text($0.value)) }.sorted { $0.0 < $1.0 }
            return fields.isEmpty
                ? "{}" : "{ " + fields.map { "\($0.0) = \($0.1)" }.joined(separator: ", ") + " }"
        }
    }

    /// A text in double quotes.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7f:
                let digits = "\(scalar.value)"
                result += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// A key of a table constructor.
    static func key(_ key: LuaKey) -> String {
        switch key {
        case .int(let number): return "[\(number)]"
        case .bool(let flag): return "[\(flag)]"
        case .string(let string):
            let name = String(decoding: string.bytes, as: UTF8.self)
            return isName(name) ? name : "[\(quoted(name))]"
        }
    }

    /// Whether a text can stand as a name in Lua.
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(0x30...0x39).contains(first), !keywords.contains(text) else {
            return false
        }
        return text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
                || $0 == UInt8(ascii: "_")
        }
    }

    /// Words that cannot be names.
    static let keywords: Set<String> = [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in",
        "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
    ]
}
