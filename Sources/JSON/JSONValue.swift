/// A value inside a document: a place on the tape, cheap to copy.
public struct JSONValue: Sendable {
    let document: JSONDocument
    let index: Int

    /// The sorts of JSON values; integers and floats are told apart as they were written.
    public enum Kind: Sendable, Equatable {
        /// `{…}`
        case object
        /// `[…]`
        case array
        /// A text.
        case string
        /// A number without fraction or exponent that fits in 64 bits.
        case integer
        /// Any other number.
        case double
        /// `true` or `false`
        case bool
        /// `null`
        case null
    }

    /// What sort of value this is.
    public var kind: Kind {
        switch tag {
        case UInt8(ascii: "{"): .object
        case UInt8(ascii: "["): .array
        case UInt8(ascii: "\""): .string
        case UInt8(ascii: "l"), UInt8(ascii: "u"): .integer
        case UInt8(ascii: "d"): .double
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
        default: .null
        }
    }

    /// The text of a string value.
    public var string: String? {
        unsafe withUTF8 { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// The UTF-8 bytes of a string value.
    public var utf8: [UInt8]? {
        unsafe withUTF8 { unsafe Array($0) }
    }

    /// Length of a string value in bytes of UTF-8.
    public var utf8Count: Int? {
        unsafe withUTF8 { $0.count }
    }

    /// Whether this is the string `text`.
    public func equals(_ text: StaticString) -> Bool {
        unsafe withUTF8 { unsafe Self.areEqual($0, text) } ?? false
    }

    /// Calls `body` with the UTF-8 bytes of a string value, where they are; `nil` for other kinds.
    public func withText<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result? {
        try unsafe withUTF8 { try unsafe body($0.span) }
    }

    /// Appends the UTF-8 bytes of a string value to `buffer`; other kinds add nothing.
    public func appendUTF8(to buffer: inout [UInt8]) {
        _ = unsafe withUTF8 { unsafe buffer.append(contentsOf: $0) }
    }

    /// The value of an integer that fits in 64 signed bits.
    public var int: Int64? {
        switch tag {
        case UInt8(ascii: "l"): Int64(bitPattern: document.word(index + 1))
        case UInt8(ascii: "u"): Int64(exactly: document.word(index + 1))
        default: nil
        }
    }

    /// The value of any number.
    public var double: Double? {
        switch tag {
        case UInt8(ascii: "l"): Double(Int64(bitPattern: document.word(index + 1)))
        case UInt8(ascii: "u"): Double(document.word(index + 1))
        case UInt8(ascii: "d"): Double(bitPattern: document.word(index + 1))
        default: nil
        }
    }

    /// The value of `true` or `false`.
    public var bool: Bool? {
        switch tag {
        case UInt8(ascii: "t"): true
        case UInt8(ascii: "f"): false
        default: nil
        }
    }

    /// Whether this is `null`.
    public var isNull: Bool { tag == UInt8(ascii: "n") }

    /// The value of the last member named `key`; `nil` when there is none or this is no object.
    ///
    /// The last of several equal keys wins, as in most readers of RFC 8259 section 4.
    public subscript(key: StaticString) -> JSONValue? {
        unsafe lastMember { unsafe Self.areEqual($0, key) }
    }

    /// The value of the last member named `key`, byte for byte.
    public subscript(key key: String) -> JSONValue? {
        unsafe lastMember { unsafe $0.elementsEqual(key.utf8) }
    }

    /// The members of an object in their order; empty for other kinds.
    public var members: JSONMembers {
        tag == UInt8(ascii: "{")
            ? JSONMembers(document: document, cursor: index + 1, end: closing)
            : JSONMembers(document: document, cursor: 0, end: 0)
    }

    /// The elements of an array in their order; empty for other kinds.
    public var elements: JSONElements {
        tag == UInt8(ascii: "[")
            ? JSONElements(document: document, cursor: index + 1, end: closing)
            : JSONElements(document: document, cursor: 0, end: 0)
    }

    // MARK: The tape

    var tag: UInt8 { UInt8(truncatingIfNeeded: document.word(index) >> 56) }

    /// For `{` and `[`: the place of the closing word.
    private var closing: Int { Int(UInt32(truncatingIfNeeded: document.word(index))) - 1 }

    /// The place of the word behind this value.
    var following: Int { document.place(behind: index) }

    func withUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result? {
        let word = document.word(index)
        guard UInt8(truncatingIfNeeded: word >> 56) == UInt8(ascii: "\"") else { return nil }
        return try unsafe document.withString(of: word, body)
    }

    /// The value of the last member whose key matches.
    ///
    /// It walks the tape itself: this is how every field of every record is found.
    @inline(__always)
    private func lastMember(_ matches: (UnsafeBufferPointer<UInt8>) -> Bool) -> JSONValue? {
        guard tag == UInt8(ascii: "{") else { return nil }
        let end = closing
        var found = 0
        var cursor = index + 1
        while cursor < end {
            if unsafe document.withString(of: document.word(cursor), matches) { found = cursor + 1 }
            cursor = document.place(behind: cursor + 1)
        }
        return found == 0 ? nil : JSONValue(document: document, index: found)
    }

    @inline(__always)
    private static func areEqual(_ bytes: UnsafeBufferPointer<UInt8>, _ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard bytes.count == count else { return false }
        let expected = unsafe text.utf8Start
        for index in 0..<count where unsafe bytes[index] != expected[index] { return false }
        return true
    }
}

/// The members of an object, one after another.
public struct JSONMembers: Sequence, IteratorProtocol {
    let document: JSONDocument
    var cursor: Int
    let end: Int

    /// The next member, or `nil` behind the last.
    public mutating func next() -> (key: JSONValue, value: JSONValue)? {
        guard cursor < end else { return nil }
        let key = JSONValue(document: document, index: cursor)
        let value = JSONValue(document: document, index: cursor + 1)
        cursor = value.following
        return (key, value)
    }
}

/// The elements of an array, one after another.
public struct JSONElements: Sequence, IteratorProtocol {
    let document: JSONDocument
    var cursor: Int
    let end: Int

    /// The next element, or `nil` behind the last.
    public mutating func next() -> JSONValue? {
        guard cursor < end else { return nil }
        let value = JSONValue(document: document, index: cursor)
        cursor = value.following
        return value
    }
}
