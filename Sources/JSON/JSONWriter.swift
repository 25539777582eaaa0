/// Writes JSON piece by piece into a buffer: compact, or indented by two spaces.
///
/// Non-ASCII text stays as it is; control characters, quotes and backslashes are escaped. Doubles take the
/// shortest form that reads back the same; those without a JSON form become `null`.
public struct JSONWriter {
    /// What was written so far; a caller may take it away between values.
    public var bytes: [UInt8] = []
    private let pretty: Bool
    private var counts: [Int] = []
    private var afterKey = false

    /// A writer with an empty buffer.
    public init(pretty: Bool = false) { self.pretty = pretty }

    /// Opens an object, writes its members by `body` and closes it.
    public mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
        beginObject()
        try body(&self)
        endObject()
    }

    /// Opens an array, writes its elements by `body` and closes it.
    public mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
        beginArray()
        try body(&self)
        endArray()
    }

    /// Writes `{`.
    public mutating func beginObject() { open(UInt8(ascii: "{")) }

    /// Writes `}`.
    public mutating func endObject() { close(UInt8(ascii: "}")) }

    /// Writes `[`.
    public mutating func beginArray() { open(UInt8(ascii: "[")) }

    /// Writes `]`.
    public mutating func endArray() { close(UInt8(ascii: "]")) }

    /// Writes the key of the next value.
    public mutating func key(_ text: String) {
        separate()
        var text = text
        text.withUTF8 { unsafe appendString($0) }
        finishKey()
    }

    /// Writes a key and its text.
    public mutating func member(_ key: String, _ text: String?) {
        self.key(key)
        if let text { string(text) } else { null() }
    }

    /// Writes a key and its integer.
    public mutating func member(_ key: String, _ value: Int) {
        self.key(key)
        int(Int64(value))
    }

    /// Writes a key and its truth value.
    public mutating func member(_ key: String, _ value: Bool) {
        self.key(key)
        bool(value)
    }

    /// Writes a key and a copy of its value; nothing when there is none.
    public mutating func member(_ key: String, copying value: JSONValue?) {
        guard let value else { return }
        self.key(key)
        copy(value)
    }

    /// Writes a text.
    public mutating func string(_ text: String) {
        separate()
        var text = text
        text.withUTF8 { unsafe appendString($0) }
    }

    /// Writes a text from its UTF-8 bytes, which must be valid.
    public mutating func string(utf8: Span<UInt8>) {
        separate()
        unsafe utf8.withUnsafeBufferPointer { unsafe appendString($0) }
    }

    /// Writes an integer.
    public mutating func int(_ value: Int64) {
        separate()
        bytes.append(contentsOf: Array(String(value).utf8))
    }

    /// Writes an integer without a sign.
    public mutating func uint(_ value: UInt64) {
        separate()
        bytes.append(contentsOf: Array(String(value).utf8))
    }

    /// Writes a number.
    public mutating func double(_ value: Double) {
        separate()
        bytes.append(contentsOf: Array((value.isFinite ? "\(value)" : "null").utf8))
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) {
        separate()
        bytes.append(contentsOf: Array((value ? "true" : "false").utf8))
    }

    /// Writes `null`.
    public mutating func null() {
        separate()
        bytes.append(contentsOf: Array("null".utf8))
    }

    /// Writes a value that is JSON already.
    public mutating func raw(_ json: [UInt8]) {
        separate()
        bytes.append(contentsOf: json)
    }

    /// Writes a copy of a parsed value.
    public mutating func copy(_ value: JSONValue) {
        switch value.kind {
        case .object:
            beginObject()
            for member in value.members {
                separate()
                _ = unsafe member.key.withUTF8 { unsafe appendString($0) }
                finishKey()
                copy(member.value)
            }
            endObject()
        case .array:
            beginArray()
            for element in value.elements { copy(element) }
            endArray()
        case .string:
            separate()
            _ = unsafe value.withUTF8 { unsafe appendString($0) }
        case .integer:
            if let number = value.int { int(number) } else { uint(value.document.word(value.index + 1)) }
        case .double:
            double(value.double ?? .nan)
        case .bool:
            bool(value.bool ?? false)
        case .null:
            null()
        }
    }

    // MARK: Form

    private mutating func open(_ byte: UInt8) {
        separate()
        bytes.append(byte)
        counts.append(0)
    }

    private mutating func close(_ byte: UInt8) {
        let count = counts.removeLast()
        if pretty, count > 0 { breakLine() }
        bytes.append(byte)
    }

    /// Writes what must stand between the value before and the next one.
    private mutating func separate() {
        if afterKey {
            afterKey = false
            return
        }
        guard !counts.isEmpty else { return }
        if counts[counts.count - 1] > 0 { bytes.append(UInt8(ascii: ",")) }
        counts[counts.count - 1] += 1
        if pretty { breakLine() }
    }

    private mutating func finishKey() {
        bytes.append(UInt8(ascii: ":"))
        if pretty { bytes.append(UInt8(ascii: " ")) }
        afterKey = true
    }

    private mutating func breakLine() {
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: counts.count * 2))
    }

    private mutating func appendString(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        var start = 0
        for index in 0..<text.count {
            let byte = unsafe text[index]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            unsafe bytes.append(contentsOf: text[start..<index])
            start = index + 1
            bytes.append(UInt8(ascii: "\\"))
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
            case UInt8(ascii: "\n"): bytes.append(UInt8(ascii: "n"))
            case UInt8(ascii: "\r"): bytes.append(UInt8(ascii: "r"))
            case UInt8(ascii: "\t"): bytes.append(UInt8(ascii: "t"))
            default:
                let digits = Array("0123456789abcdef".utf8)
                bytes.append(contentsOf: Array("u00".utf8))
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            }
        }
        unsafe bytes.append(contentsOf: text[start...])
        bytes.append(UInt8(ascii: "\""))
    }
}
