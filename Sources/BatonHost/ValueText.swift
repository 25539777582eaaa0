internal import JSON
internal import Lua

/// Values in a notation like Lua's, for people who look for a mistake: the same text for equal values, without
/// addresses, control characters or script code that runs.
struct ValueText {
    /// The most columns of a table on one line.
    private let columns: Int
    /// The most entries of a table.
    private let items: Int
    /// Bytes that may still be written.
    private var left: Int
    private let display: (String) -> String?

    /// A notation; `display` says what is shown of handles of a type.
    init(columns: Int, items: Int, bytes: Int, display: @escaping (String) -> String?) {
        self.columns = columns
        self.items = items
        left = bytes
        self.display = display
    }

    /// The text of a value.
    mutating func text(_ value: LuaGlimpse, indentation: Int = 0) -> String {
        guard left > 0 else { return "…" }
        switch value {
        case .value(let value): return spend(scalar(value))
        case .string(let bytes, let count): return spend(string(bytes, count))
        case .cycle(let levels): return spend(levels == 0 ? "<this table>" : "<the table \(levels) up>")
        case .cut: return spend("{…}")
        case .opaque(let name): return spend(display(name) ?? "<\(name)>")
        case .table(let elements, let count, let entries, let entryCount):
            var parts = elements.map { text($0, indentation: indentation + 2) }
            if count > elements.count { parts.append("… \(count - elements.count) more") }
            // Ordered before they are cut, so that always the same ones are shown.
            let sorted = entries.sorted { Self.isBefore($0.key, $1.key) }
            for entry in sorted.prefix(items) {
                let key = key(entry.key)
                parts.append("\(key) = \(text(entry.value, indentation: indentation + 2))")
            }
            let shown = min(entries.count, items)
            if entryCount > shown { parts.append("… \(entryCount - shown) more") }
            return layout(parts, indentation)
        }
    }

    private mutating func spend(_ text: String) -> String {
        left -= text.utf8.count + 2
        return text
    }

    private func layout(_ parts: [String], _ indentation: Int) -> String {
        if parts.isEmpty { return "{}" }
        let line = "{ " + parts.joined(separator: ", ") + " }"
        if line.utf8.count + indentation <= columns, !line.utf8.contains(UInt8(ascii: "\n")) { return line }
        let margin = String(repeating: " ", count: indentation + 2)
        return "{\n" + parts.map { margin + $0 }.joined(separator: ",\n") + "\n"
            + String(repeating: " ", count: indentation) + "}"
    }

    private mutating func key(_ key: LuaGlimpse) -> String {
        if case .string(let bytes, let count) = key, count == bytes.count, Self.isName(bytes) {
            return spend(String(decoding: bytes, as: UTF8.self))
        }
        return "[" + text(key) + "]"
    }

    private func scalar(_ value: LuaValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let flag): "\(flag)"
        case .int(let number): "\(number)"
        case .number(let number): LuaNumberText.of(number)
        default: value.typeName
        }
    }

    private func string(_ bytes: [UInt8], _ count: Int) -> String {
        var bytes = bytes
        // A character that was cut in two is left out.
        if bytes.count < count {
            var tail = 0
            while tail < 3, tail < bytes.count, bytes[bytes.count - 1 - tail] & 0xc0 == 0x80 { tail += 1 }
            if tail < bytes.count, bytes[bytes.count - 1 - tail] >= 0xc0 { bytes.removeLast(tail + 1) }
        }
        let quoted = Self.quoted(bytes)
        return bytes.count < count ? quoted + "… (\(count) bytes)" : quoted
    }

    /// A string as Lua's source has it.
    private static func quoted(_ bytes: [UInt8]) -> String {
        var result = "\""
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                offset += encoded.count
                let scalar = Unicode.UTF8.decode(encoded)
                switch scalar {
                case "\n": result += "\\n"
                case "\r": result += "\\r"
                case "\t": result += "\\t"
                case "\"": result += "\\\""
                case "\\": result += "\\\\"
                default:
                    if PrintableText.isPrintable(scalar) {
                        result.unicodeScalars.append(scalar)
                    } else {
                        result +=
                            scalar.isASCII
                            ? hex(UInt8(scalar.value)) : "\\u{" + String(scalar.value, radix: 16) + "}"
                    }
                }
            case .error(let length):
                for byte in bytes[offset..<offset + length] { result += hex(byte) }
                offset += length
            case .emptyInput: return result + "\""
            }
        }
    }

    private static func hex(_ byte: UInt8) -> String {
        "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }

    private static let words: Set<String> = [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in",
        "local", "nil",
        "not", "or", "repeat", "return", "then", "true", "until", "while",
    ]

    private static func isName(_ bytes: [UInt8]) -> Bool {
        func isLetter(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }
        guard let first = bytes.first, isLetter(first),
            bytes.allSatisfy({ isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return false }
        return !words.contains(String(decoding: bytes, as: UTF8.self))
    }

    /// Booleans, numbers, texts, then all else by its kind.
    private static func isBefore(_ first: LuaGlimpse, _ second: LuaGlimpse) -> Bool {
        switch (first, second) {
        case (.string(let a, let m), .string(let b, let n)):
            return a == b ? m < n : a.lexicographicallyPrecedes(b)
        case (.value(let a), .value(let b)) where rank(first) == rank(second):
            return (try? ValueOrder.isBefore(a, b)) ?? false
        case (.opaque(let a), .opaque(let b)): return a < b
        default: return rank(first) < rank(second)
        }
    }

    private static func rank(_ value: LuaGlimpse) -> Int {
        switch value {
        case .value(.bool): 0
        case .value: 1
        case .string: 2
        case .opaque: 3
        case .table, .cut, .cycle: 4
        }
    }
}

extension LuaGlimpse {
    /// A look at a value that has already left the script, or never was there.
    init(_ value: HostValue, _ limits: Limits, _ level: Int = 0) {
        switch value {
        case .nil, .null, .bool, .int, .number: self = .value(value)
        case .string(let string):
            self = .string(Array(string.bytes.prefix(limits.bytes)), count: string.bytes.count)
        case .function: self = .opaque("function")
        case .handle(let handle):
            self = .opaque(
                HostHandles.all.first { $0.number == handle.type }.map { "baton." + $0.name } ?? "handle"
            )
        case .array where level >= limits.depth, .table where level >= limits.depth: self = .cut
        case .array(let elements):
            self = .table(
                elements: elements.prefix(limits.items).map { LuaGlimpse($0, limits, level + 1) },
                count: elements.count,
                entries: [],
                entryCount: 0
            )
        case .table(let table):
            let entries = table.map { key, value in
                let key: HostValue =
                    switch key {
                    case .string(let string): .string(string)
                    case .int(let number): .int(number)
                    case .bool(let flag): .bool(flag)
                    }
                return Entry(key: LuaGlimpse(key, limits), value: LuaGlimpse(value, limits, level + 1))
            }
            self = .table(elements: [], count: 0, entries: entries, entryCount: entries.count)
        }
    }
}
