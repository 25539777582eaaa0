/// The form of a credential that has no prefix of its own: so many characters of an alphabet.
///
/// Digests, ids and names have such forms too, so that it tells nothing where its vendor is not named.
struct ValueShape: Sendable, Hashable {
    /// What it begins with, often nothing.
    let prefix: StaticStringValue
    let bytes: ByteClass
    /// How many bytes follow the prefix.
    let count: ClosedRange<Int>
    private let isUUID: Bool

    private init(_ prefix: String, _ bytes: ByteClass, _ count: ClosedRange<Int>, isUUID: Bool = false) {
        self.prefix = StaticStringValue(prefix)
        self.bytes = bytes
        self.count = count
        self.isUUID = isUUID
    }

    /// A number of characters of a class.
    static func run(_ bytes: ByteClass, _ count: ClosedRange<Int>, prefix: String = "") -> ValueShape {
        ValueShape(prefix, bytes, count)
    }

    /// A number of characters of a class.
    static func run(_ bytes: ByteClass, _ count: Int, prefix: String = "") -> ValueShape {
        ValueShape(prefix, bytes, count...count)
    }

    /// Hexadecimal digits in small letters.
    static func hex(_ count: Int) -> ValueShape { ValueShape("", .lowerHex, count...count) }

    /// Hexadecimal digits in groups of 8, 4, 4, 4 and 12.
    static let uuid = ValueShape("", ByteClass("0-9A-Fa-f-"), 36...36, isUUID: true)

    /// The form in words.
    var text: String {
        if isUUID { return "a UUID" }
        let number =
            count.lowerBound == count.upperBound
            ? "\(count.lowerBound)" : "\(count.lowerBound) to \(count.upperBound)"
        let run = "\(number) of `\(bytes.text)`"
        return prefix.text.isEmpty ? run : "`\(prefix.text)` and \(run)"
    }

    /// Where a value of this form that begins at `start` ends; nil when there is none, or what is there is a word, a
    /// path or a stand-in.
    func end(in text: Span<UInt8>, from start: Int) -> Int? {
        let body = start + prefix.bytes.count
        guard body < text.count, prefix.bytes.indices.allSatisfy({ text[start + $0] == prefix.bytes[$0] })
        else { return nil }
        let end = bytes.end(in: text, from: body, limit: body + count.upperBound + 1)
        guard count.contains(end - body), !goesOn(text, end) else { return nil }
        let value = Value(text, start..<end)
        if isUUID { return value.isUUID && value.distinct >= 6 ? end : nil }
        guard value.distinct >= 6, value.letters > 0,
            value.digits > 0 || (value.lower > 1 && value.upper > 1),
            !value.isWords, !value.isPath, !value.isPlaceholder,
            // Amazon's own examples.
            !contains(value.text, "EXAMPLE")
        else { return nil }
        // A short name with a number, such as `production2024`, is none.
        return value.count >= 24 || value.turns >= 2 ? end : nil
    }

    /// Whether the run of characters is part of a longer one.
    private func goesOn(_ text: Span<UInt8>, _ end: Int) -> Bool {
        guard end < text.count else { return false }
        if ByteClass.base62.contains(text[end]) { return true }
        switch text[end] {
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "+"),
            UInt8(ascii: "("), UInt8(ascii: "@"):
            return end + 1 < text.count && ByteClass.base62.contains(text[end + 1])
        default: return false
        }
    }
}

/// A text and its bytes.
struct StaticStringValue: Sendable, Hashable {
    let text: String
    let bytes: [UInt8]

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }
}
