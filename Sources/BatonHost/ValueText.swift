internal import JSON
internal import Lua

/// Values in a notation like Lua's, for people who look for a mistake: the same text for equal values, without
/// addresses, control characters or script code that runs.
struct ValueText {
    /// The most columns of a table on one line.
    private let columns: Int
    /// The most entries of a table.
    private let items: Int
    /// The most bytes of the text.
    private let most: Int
    private let display: (String) -> String?
    private var result = ""

    /// A notation; `display` says what is shown of handles of a type.
    init(columns: Int, items: Int, bytes: Int, display: @escaping (String) -> String?) {
        self.columns = columns
        self.items = items
        most = bytes
        self.display = display
    }

    /// The text of a value.
    mutating func text(_ value: LuaGlimpse) -> String {
        result = ""
        write(value, indentation: 0)
        return isFull ? result + " …" : result
    }

    private var isFull: Bool { result.utf8.count >= most }

    // Written from front to back, so that the time is that of the text however deep it is nested.
    private mutating func write(_ value: LuaGlimpse, indentation: Int) {
        if isFull { return }
        var room = columns - indentation
        guard case .table(let elements, let count, _, let entryCount) = value else {
            result += scalar(value)
            return
        }
        if let line = line(value, &room) {
            result += line
            return
        }
        let margin = "\n" + String(repeating: " ", count: indentation + 2)
        var separator = "{"
        for element in elements {
            if isFull { return }
            result += separator + margin
            separator = ","
            write(element, indentation: indentation + 2)
        }
        if count > elements.count { result += separator + margin + "… \(count - elements.count) more" }
        if count > 0 { separator = "," }
        let entries = shownEntries(value)
        for entry in entries {
            if isFull { return }
            result += separator + margin + key(entry.key) + " = "
            separator = ","
            write(entry.value, indentation: indentation + 2)
        }
        if entryCount > entries.count {
            result += separator + margin + "… \(entryCount - entries.count) more"
        }
        result += margin.dropLast(2) + "}"
    }

    /// A value on one line, if there is room for it; takes the room that it needs.
    private func line(_ value: LuaGlimpse, _ room: inout Int) -> String? {
        guard case .table(let elements, let count, let entries, let entryCount) = value else {
            if case .string(let bytes, _) = value, bytes.count > room { return nil }
            let text = scalar(value)
            room -= text.utf8.count
            return room >= 0 ? text : nil
        }
        // Each takes two columns at least.
        guard elements.count + min(entries.count, items) <= room / 2 else { return nil }
        var parts: [String] = []
        room -= 2
        for element in elements {
            room -= 2
            guard let part = line(element, &room) else { return nil }
            parts.append(part)
        }
        if count > elements.count { parts.append("… \(count - elements.count) more") }
        let shown = shownEntries(value)
        for entry in shown {
            let key = key(entry.key)
            room -= key.utf8.count + 5
            guard let part = line(entry.value, &room) else { return nil }
            parts.append("\(key) = \(part)")
        }
        if entryCount > shown.count { parts.append("… \(entryCount - shown.count) more") }
        return room < 0 ? nil : parts.isEmpty ? "{}" : "{ " + parts.joined(separator: ", ") + " }"
    }

    /// The entries that are shown: ordered before they are cut, so that they are always the same ones.
    private func shownEntries(_ value: LuaGlimpse) -> ArraySlice<LuaGlimpse.Entry> {
        guard case .table(_, _, let entries, _) = value else { return [] }
        return entries.sorted { Self.isBefore($0.key, $1.key) }.prefix(items)
    }

    private func key(_ key: LuaGlimpse) -> String {
        if case .string(let bytes, let count) = key, count == bytes.count, Self.isName(bytes) {
            return String(decoding: bytes, as: UTF8.self)
        }
        if case .string = key { return "[" + scalar(key) + "]" }
        var room = Self.keyColumns
        return "[" + (line(key, &room) ?? "{…}") + "]"
    }

    /// The most columns of a table as a key.
    private static let keyColumns = 200

    private func scalar(_ value: LuaGlimpse) -> String {
        switch value {
        case .value(let value): scalar(value)
        case .string(let bytes, let count): string(bytes, count)
        case .cycle(let levels): levels == 0 ? "<this table>" : "<the table \(levels) up>"
        case .cut, .table: "{…}"
        case .opaque(let name): display(name) ?? "<\(name)>"
        }
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
        var bytes = Array(bytes.prefix(most))
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
        var index = 0
        while index < bytes.count {
            let plain = bytes[index...].prefix {
                (0x20..<0x7f).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
            }
            result += String(decoding: plain, as: UTF8.self)
            index = plain.endIndex
            if index == bytes.count { break }
            var parser = Unicode.UTF8.ForwardParser()
            var iterator = bytes[index...].makeIterator()
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                result += escaped(Unicode.UTF8.decode(encoded))
                index += encoded.count
            case .error(let length):
                for byte in bytes[index..<index + length] { result += hex(byte) }
                index += length
            case .emptyInput: index = bytes.count
            }
        }
        return result + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case "\"": "\\\""
        case "\\": "\\\\"
        default:
            PrintableText.isPrintable(scalar)
                ? String(Character(scalar))
                : scalar.isASCII ? hex(UInt8(scalar.value)) : "\\u{" + String(scalar.value, radix: 16) + "}"
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
