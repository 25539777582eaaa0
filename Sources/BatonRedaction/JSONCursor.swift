/// Tells in which JSON token of a record an offset lies, for offsets asked in rising order.
///
/// Only records with a hit are walked, and each at most once. What is not JSON gets a usable answer too: the
/// walk never fails.
struct JSONCursor {
    enum Place {
        /// In a string with this content (the quotes not counted).
        case string(content: Range<Int>, isProtected: Bool)
        /// In a number or a name such as `true`.
        case scalar(Range<Int>, isProtected: Bool)
        /// In punctuation or white space.
        case between
    }

    /// Paths this deep are known; deeper levels only count as array or object.
    private static let knownDepth = 16

    private var position = 0
    private var isObject: [Bool] = []
    private var keys: [Range<Int>] = []
    private var expectsKey = false
    private var token: (range: Range<Int>, isString: Bool, isKey: Bool)?

    /// Where `offset` is; it must not be smaller than at the last call.
    mutating func place(of offset: Int, in bytes: Span<UInt8>) -> Place {
        while true {
            if let token {
                if offset < token.range.lowerBound { return .between }
                if offset < token.range.upperBound {
                    let isProtected = !token.isKey && ProtectedPaths.contains(path, in: bytes)
                    return token.isString
                        ? .string(content: token.range, isProtected: isProtected)
                        : .scalar(token.range, isProtected: isProtected)
                }
            }
            guard position < bytes.count, position <= offset else { return .between }
            step(bytes)
        }
    }

    /// The keys from the record down to the token; nil for a level of an array.
    private var path: [Range<Int>?] {
        guard isObject.count <= Self.knownDepth else { return [] }
        return isObject.indices.map { isObject[$0] ? keys[$0] : nil }
    }

    private mutating func step(_ bytes: Span<UInt8>) {
        let byte = bytes[position]
        token = nil
        switch byte {
        case UInt8(ascii: "\""):
            let start = position + 1
            let end = stringEnd(bytes, from: start)
            let isKey = expectsKey && isObject.last == true
            if isKey {
                if isObject.count <= Self.knownDepth { keys[isObject.count - 1] = start..<end }
                expectsKey = false
            }
            token = (start..<end, true, isKey)
            position = end + 1
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            isObject.append(byte == UInt8(ascii: "{"))
            if isObject.count <= Self.knownDepth { keys.append(0..<0) }
            expectsKey = byte == UInt8(ascii: "{")
            position += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            if isObject.popLast() != nil, isObject.count < Self.knownDepth { keys.removeLast() }
            expectsKey = false
            position += 1
        case UInt8(ascii: ","):
            expectsKey = isObject.last == true
            position += 1
        case UInt8(ascii: ":"), UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
            position += 1
        default:
            let start = position
            while position < bytes.count, !Self.endsScalar(bytes[position]) { position += 1 }
            token = (start..<position, false, false)
        }
    }

    private func stringEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index, bytes.count)
    }

    private static func endsScalar(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "["),
            UInt8(ascii: "\""), UInt8(ascii: ":"), UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"),
            UInt8(ascii: "\r"):
            true
        default: false
        }
    }
}
