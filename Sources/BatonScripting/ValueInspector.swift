public import BatonHost
public import Lua

/// Values as a person reads them, in the notation of Lua.
public struct ValueInspector {
    private let run: HostRun
    /// The longest table that stands on one line, in characters.
    private let width = 76
    /// The most entries that are shown of one table.
    private let entries = 200

    /// An inspector that can look at the objects of a run.
    public init(_ run: HostRun) { self.run = run }

    /// The value on one line, or on several when it is a big table.
    ///
    /// Control characters are escaped, objects show their facts, and a long table shows how it begins.
    public func text(_ value: HostValue) -> String { text(value, indent: 0) }

    /// The value with objects replaced by tables of their facts, as JSON can hold it.
    public func facts(_ value: HostValue) -> HostValue {
        switch value {
        case .handle(let handle):
            guard let type = run.registry.handles.first(where: { $0.number == handle.type }) else {
                return .nil
            }
            if let display = type.display { return .text(display) }
            return .record(
                Dictionary(
                    type.members.map { ($0.field.name, fact($0, value)) },
                    uniquingKeysWith: { first, _ in first }
                )
            )
        case .array(let elements): return .array(elements.map(facts))
        case .table(let table): return .table(table.mapValues(facts))
        default: return value
        }
    }

    private func text(_ value: HostValue, indent: Int) -> String {
        switch value {
        case .string(let string): return Self.quoted(string)
        case .function: return "function"
        case .null: return "baton.null"
        case .nil: return "nil"
        case .bool(let flag): return "\(flag)"
        case .int(let number): return "\(number)"
        case .number(let number): return Self.number(number)
        case .handle(let handle): return object(handle, value, indent: indent)
        case .array(let elements):
            return table(elements.prefix(entries).map { (nil, $0) }, count: elements.count, indent: indent)
        case .table(let table):
            let sorted = table.map { (Self.key($0.key), $0.value) }.sorted { $0.0 < $1.0 }
            return self.table(
                sorted.prefix(entries).map { ($0.0, $0.1) },
                count: sorted.count,
                indent: indent
            )
        }
    }

    private func object(_ handle: LuaHandle, _ value: HostValue, indent: Int) -> String {
        guard let type = run.registry.handles.first(where: { $0.number == handle.type }) else {
            return "handle"
        }
        if let display = type.display { return display }
        let facts = type.members.map { ($0.field.name as String?, fact($0, value)) }.filter { $0.1 != .nil }
        guard !facts.isEmpty, indent < 8 else { return "baton." + type.name }
        return "baton.\(type.name) " + table(facts, count: facts.count, indent: indent)
    }

    private func fact(_ member: HostHandle.Member, _ value: HostValue) -> HostValue {
        guard let fact = try? member.read(run, value) else { return .nil }
        // An object in an object is shown by its type only: they may name each other.
        if case .handle = fact { return .nil }
        return fact
    }

    private func table(_ fields: [(String?, HostValue)], count: Int, indent: Int) -> String {
        if fields.isEmpty { return "{}" }
        let inner = String(repeating: " ", count: indent + 2)
        var parts = fields.map { name, value in
            (name.map { "\($0) = " } ?? "") + text(value, indent: indent + 2)
        }
        if count > fields.count { parts.append("-- … \(count - fields.count) more") }
        let line = "{ " + parts.joined(separator: ", ") + " }"
        if line.count + indent <= width, !line.contains("\n"), count == fields.count { return line }
        let lines = parts.enumerated().map { index, part in
            inner + part + (part.hasPrefix("--") ? "" : ",") + "\n"
        }
        return "{\n" + lines.joined() + String(repeating: " ", count: indent) + "}"
    }

    private static func key(_ key: LuaKey) -> String {
        switch key {
        case .int(let number): return "[\(number)]"
        case .bool(let flag): return "[\(flag)]"
        case .string(let string):
            guard let text = string.text, isName(text) else { return "[\(quoted(string))]" }
            return text
        }
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
                || $0 == UInt8(ascii: "_")
        }
    }

    private static func number(_ number: Double) -> String {
        if number.isNaN { return "nan" }
        if number.isInfinite { return number < 0 ? "-inf" : "inf" }
        return "\(number)"
    }

    /// A text in quotes; bytes that are no text, and all that a terminal might obey, as escapes.
    private static func quoted(_ string: LuaString) -> String {
        var result = "\""
        guard let text = string.text else {
            for byte in string.bytes {
                let isPlain = (0x20..<0x7f).contains(byte) && byte != 0x22 && byte != 0x5c
                result += isPlain ? String(Character(UnicodeScalar(byte))) : "\\x" + hex(byte)
            }
            return result + "\""
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where PrintableText.line(String(scalar)) != String(scalar):
                result +=
                    scalar.value < 0x80
                    ? "\\x" + hex(UInt8(scalar.value)) : "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count < 2 ? "0" + digits : digits
    }
}
