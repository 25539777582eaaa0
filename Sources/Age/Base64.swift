/// Strict base64 (RFC 4648 section 4): one text for each value, nothing skipped, nothing forgiven.
///
/// Only public bytes pass here (stanzas, the MAC, the armored file), so the tables need not hide their timing.
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )
    private static let invalid: UInt8 = 0xff
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: invalid, count: 256)
        for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
        return table
    }()

    /// Appends the text of `bytes`, filled up to a multiple of four with `=` when `isPadded`.
    static func encode(_ bytes: Span<UInt8>, isPadded: Bool, into text: inout [UInt8]) {
        let alphabet = alphabet
        var index = 0
        while index + 3 <= bytes.count {
            let group = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
            text.append(alphabet[Int(group >> 18)])
            text.append(alphabet[Int(group >> 12 & 63)])
            text.append(alphabet[Int(group >> 6 & 63)])
            text.append(alphabet[Int(group & 63)])
            index += 3
        }
        let rest = bytes.count - index
        guard rest > 0 else { return }
        let group = UInt32(bytes[index]) << 16 | (rest == 2 ? UInt32(bytes[index + 1]) << 8 : 0)
        text.append(alphabet[Int(group >> 18)])
        text.append(alphabet[Int(group >> 12 & 63)])
        if rest == 2 { text.append(alphabet[Int(group >> 6 & 63)]) }
        if isPadded { for _ in rest..<3 { text.append(UInt8(ascii: "=")) } }
    }

    /// The unpadded text of `bytes`.
    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        encode(bytes.span, isPadded: false, into: &text)
        return text
    }

    /// Appends the bytes of `text`, or returns false and appends nothing when it is not the one canonical text of any.
    static func decode(_ text: Span<UInt8>, isPadded: Bool, into bytes: inout [UInt8]) -> Bool {
        var count = text.count
        if isPadded {
            guard count % 4 == 0 else { return false }
            // At most two: a third `=` stays and is no letter of the alphabet.
            for _ in 0..<2 where count > 0 && text[count - 1] == UInt8(ascii: "=") { count -= 1 }
        }
        let rest = count % 4
        guard rest != 1 else { return false }

        let start = bytes.count
        let whole = count / 4
        // All room at once, then stores by index: appending byte by byte takes three times as long.
        bytes.append(contentsOf: repeatElement(0, count: whole * 3 + max(0, rest - 1)))
        // The letters' values or 0xff, all in one: one look at the end instead of one at each letter.
        var seen: UInt8 = 0
        let values = values
        for group in 0..<whole {
            let first = values[Int(text[4 * group])]
            let second = values[Int(text[4 * group + 1])]
            let third = values[Int(text[4 * group + 2])]
            let fourth = values[Int(text[4 * group + 3])]
            seen |= first | second | third | fourth
            bytes[start + 3 * group] = first << 2 | second >> 4
            bytes[start + 3 * group + 1] = second << 4 | third >> 2
            bytes[start + 3 * group + 2] = third << 6 | fourth
        }
        // Bits of the last letter that belong to no byte.
        var leftover: UInt8 = 0
        if rest > 0 {
            let first = values[Int(text[4 * whole])]
            let second = values[Int(text[4 * whole + 1])]
            let third = rest == 3 ? values[Int(text[4 * whole + 2])] : 0
            seen |= first | second | third
            bytes[start + 3 * whole] = first << 2 | second >> 4
            if rest == 3 { bytes[start + 3 * whole + 1] = second << 4 | third >> 2 }
            leftover = rest == 3 ? third & 3 : second & 15
        }
        guard seen != invalid, leftover == 0 else {
            bytes.removeSubrange(start...)
            return false
        }
        return true
    }

    /// The bytes of an unpadded `text`, or nil when it is not canonical or not of `count` bytes.
    static func decode(_ text: String, count: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        let characters = Array(text.utf8)
        guard decode(characters.span, isPadded: false, into: &bytes), bytes.count == count else { return nil }
        return bytes
    }

    // MARK: Lines of an armor

    /// What each letter gives at each of the four places of a group, in bits 0 to 23; bit 31 for no letter.
    private static let groups: [UInt32] = {
        var table = [UInt32](repeating: 1 << 31, count: 4 * 256)
        for (value, character) in alphabet.enumerated() {
            for place in 0..<4 {
                table[256 * place + Int(character)] = UInt32(value) << UInt32(18 - 6 * place)
            }
        }
        return table
    }()

    /// Appends the bytes of the full lines, 64 letters and a line feed each, that stand at `position`, and moves it behind
    /// the last of them.
    ///
    /// - Returns: how many lines that were; the next one is shorter, has padding or another end, or is wrong.
    static func decodeLines(_ text: Span<UInt8>, from position: inout Int, into bytes: inout [UInt8]) -> Int {
        let most = (text.count - position) / (Armor.columns + 1)
        guard most > 0 else { return 0 }
        let (start, first, groups) = (bytes.count, position, groups)
        bytes.append(contentsOf: repeatElement(0, count: most * Armor.lineSize))
        var lines = 0
        // Three buffers without checks at each letter: this is three quarters of the time of opening an armored file.
        unsafe text.withUnsafeBufferPointer { source in
            unsafe bytes.withUnsafeMutableBufferPointer { target in
                unsafe groups.withUnsafeBufferPointer { table in
                    while lines < most {
                        var from = first + lines * (Armor.columns + 1)
                        var to = start + lines * Armor.lineSize
                        guard unsafe source[from + Armor.columns] == UInt8(ascii: "\n") else { return }
                        var seen: UInt32 = 0
                        for _ in 0..<Armor.columns / 4 {
                            let group =
                                unsafe table[Int(source[from])] | table[256 + Int(source[from + 1])]
                                | table[512 + Int(source[from + 2])] | table[768 + Int(source[from + 3])]
                            seen |= group
                            unsafe target[to] = UInt8(truncatingIfNeeded: group >> 16)
                            unsafe target[to + 1] = UInt8(truncatingIfNeeded: group >> 8)
                            unsafe target[to + 2] = UInt8(truncatingIfNeeded: group)
                            from += 4
                            to += 3
                        }
                        guard seen >> 31 == 0 else { return }
                        lines += 1
                    }
                }
            }
        }
        bytes.removeLast((most - lines) * Armor.lineSize)
        position += lines * (Armor.columns + 1)
        return lines
    }

    /// Appends the full lines that `bytes` from `position` on fill, and moves it behind the bytes of the last of them.
    static func encodeLines(_ bytes: Span<UInt8>, from position: inout Int, into text: inout [UInt8]) {
        let lines = (bytes.count - position) / Armor.lineSize
        guard lines > 0 else { return }
        let (start, first, alphabet) = (text.count, position, alphabet)
        text.append(contentsOf: repeatElement(UInt8(ascii: "\n"), count: lines * (Armor.columns + 1)))
        unsafe bytes.withUnsafeBufferPointer { source in
            unsafe text.withUnsafeMutableBufferPointer { target in
                unsafe alphabet.withUnsafeBufferPointer { letters in
                    for line in 0..<lines {
                        var from = first + line * Armor.lineSize
                        var to = start + line * (Armor.columns + 1)
                        for _ in 0..<Armor.columns / 4 {
                            let group =
                                unsafe UInt32(source[from]) << 16 | UInt32(source[from + 1]) << 8
                                | UInt32(source[from + 2])
                            unsafe target[to] = letters[Int(group >> 18)]
                            unsafe target[to + 1] = letters[Int(group >> 12 & 63)]
                            unsafe target[to + 2] = letters[Int(group >> 6 & 63)]
                            unsafe target[to + 3] = letters[Int(group & 63)]
                            from += 3
                            to += 4
                        }
                    }
                }
            }
        }
        position += lines * Armor.lineSize
    }
}
