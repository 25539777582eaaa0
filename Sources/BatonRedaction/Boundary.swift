/// Whether a secret may begin at `start`: it is not the middle of a longer word.
///
/// In raw JSON the letter before may belong to an escape (`\n`, `%3D`, `\u003d`, the `m` of a colour code); it is
/// then no part of a word. This is what a plain `\b` gets wrong.
func isLeftBoundary(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
    guard start > 0, ByteClass.base62.contains(bytes[start - 1]) else { return true }
    return isEscapeTail(bytes, before: start)
}

/// Whether no letter stands before `start`, but that of an escape sequence.
func beginsWord(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
    guard start > 0, ByteClass.letters.contains(bytes[start - 1]) else { return true }
    return isEscapeTail(bytes, before: start)
}

/// Whether the letter or digit before `start` ends an escape sequence.
func isEscapeTail(_ bytes: Span<UInt8>, before start: Int) -> Bool {
    let last = bytes[start - 1]
    if start >= 2, bytes[start - 2] == UInt8(ascii: "\\") {
        switch last {
        case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"):
            return true
        default: break
        }
    }
    if start >= 3, bytes[start - 3] == UInt8(ascii: "%"), ByteClass.hex.contains(last),
        ByteClass.hex.contains(bytes[start - 2])
    {
        return true
    }
    if start >= 6, bytes[start - 6] == UInt8(ascii: "\\"), bytes[start - 5] == UInt8(ascii: "u"),
        (1...4).allSatisfy({ ByteClass.hex.contains(bytes[start - $0]) })
    {
        return true
    }
    return endsTerminalSequence(bytes, before: start)
}

/// Whether the letter before `start` ends a terminal's control sequence (ECMA-48): `ESC [ 0 m`, `ESC [ K`, `ESC ( B`.
///
/// The escape itself may be raw or written as in JSON or source text (`\u001b`, `\x1b`, `\033`, `\e`). Colours count
/// without it too: tools that drop it leave `[0m`.
private func endsTerminalSequence(_ bytes: Span<UInt8>, before start: Int) -> Bool {
    let last = bytes[start - 1]
    guard !ByteClass.digits.contains(last) else { return false }
    if start >= 3, bytes[start - 2] == UInt8(ascii: "("), last == UInt8(ascii: "B") {
        return endsWithEscape(bytes, before: start - 2)
    }
    var index = start - 2
    let limit = max(0, start - 16)
    while index >= limit,
        ByteClass.digits.contains(bytes[index]) || bytes[index] == UInt8(ascii: ";")
            || bytes[index] == UInt8(ascii: "?")
    {
        index -= 1
    }
    guard index >= limit, bytes[index] == UInt8(ascii: "[") else { return false }
    return last == UInt8(ascii: "m") || endsWithEscape(bytes, before: index)
}

/// Whether the character before `index` is ESC, in one of the forms that texts have for it.
private func endsWithEscape(_ bytes: Span<UInt8>, before index: Int) -> Bool {
    guard index > 0 else { return false }
    if bytes[index - 1] == 0x1b { return true }
    for form: StaticString in ["u001b", "u001B", "x1b", "x1B", "033", "e"] {
        let count = form.utf8CodeUnitCount
        guard index > count, bytes[index - count - 1] == UInt8(ascii: "\\") else { continue }
        let isThere = form.withUTF8Buffer { text in
            (0..<count).allSatisfy { unsafe bytes[index - count + $0] == text[$0] }
        }
        if isThere { return true }
    }
    return false
}

/// The range widened so that a JSON string may be cut there, with no half escape and no half character, and kept
/// within `content`, the bytes between the quotes of that string.
func aligned(_ range: Range<Int>, in bytes: Span<UInt8>, content: Range<Int>) -> Range<Int> {
    var low = max(range.lowerBound, content.lowerBound)
    var high = min(range.upperBound, content.upperBound)
    guard low < high else { return content.lowerBound..<content.lowerBound }
    low = escapeStart(at: low, in: bytes, content: content) ?? low
    while low > content.lowerBound, bytes[low] & 0xC0 == 0x80 { low -= 1 }
    if high < content.upperBound, let start = escapeStart(at: high, in: bytes, content: content) {
        high = min(content.upperBound, start + (bytes[start + 1] == UInt8(ascii: "u") ? 6 : 2))
    }
    while high < content.upperBound, bytes[high] & 0xC0 == 0x80 { high += 1 }
    return low..<high
}

/// Where the escape begins that `index` is in the middle of, if it is.
private func escapeStart(at index: Int, in bytes: Span<UInt8>, content: Range<Int>) -> Int? {
    // `\u00e9` has five bytes behind its backslash, every other escape one.
    for distance in 1...5 where index - distance >= content.lowerBound {
        let start = index - distance
        guard bytes[start] == UInt8(ascii: "\\"), start + 1 < content.upperBound else { continue }
        var backslashes = 0
        while start - backslashes > content.lowerBound,
            bytes[start - backslashes - 1] == UInt8(ascii: "\\")
        {
            backslashes += 1
        }
        guard backslashes.isMultiple(of: 2) else { continue }
        if distance == 1 || bytes[start + 1] == UInt8(ascii: "u") { return start }
    }
    return nil
}
