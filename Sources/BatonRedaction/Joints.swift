/// Leaves out what cuts a secret in two, and resolves percent-encoding, in a copy that is searched besides.
///
/// Left out are the control sequences of terminals, what stands between two literals that a program puts together
/// (`"abc" + "def"`, or on two lines), continued lines, and what is between two text blocks of a message. Everything is
/// left out at once: a text may have several of them.
enum Joints {
    /// One of these, or of ``literalMarkers``, is in every text for which a copy is worth its time.
    static let markers: [String] =
        TerminalSequence.markers + [
            // A line that goes on.
            #"\\\\\\n"#, #"[^\\]\\\r?\n"#,
            // Two text blocks.
            #""\s?\},\s?\{\s?"type":\s?"text","#, #""type":\s?"text"\s?\},\s?\{\s?"text":"#,
            // An encoded character that can belong to a secret or stand beside one; spaces cannot.
            "%(?:2[1-9A-Fa-f]|3[A-Fa-f]|40|5[BbDdEeFf]|7[B-Eb-e])",
        ]

    /// What stands where a literal ends to which another may be added, from its quote on: an operator, or the end of a line.
    ///
    /// Patterns that say more are slow; ``joinsLiterals(_:quote:)`` tells which hits count.
    static let literalMarkers: [String] =
        ["\"", "'", "`"].flatMap { quote in [" +", "+", " .", " &"].map { quote + $0 } }
        + ["\"\"", "''", "\"'", "'\"", #""\""#, #"'\""#]
        + ["\"", "'"].flatMap { quote in [#"\n"#, #"\\n"#, "\n", "\r\n"].map { quote + $0 } }

    /// Whether another literal is added to the one that ends with the quote at `index`.
    static func joinsLiterals(_ bytes: Span<UInt8>, quote index: Int) -> Bool {
        var start = index
        while start > 0, index - start < 16, bytes[start - 1] == UInt8(ascii: "\\") { start -= 1 }
        if touches(bytes, behind: index), start == 0 || !ByteClass.wordOfText.contains(bytes[start - 1]) {
            return false
        }
        return literalStart(bytes, behind: start) != nil
    }

    /// Whether the quote at `index` is followed by another, so that both must stand in one word to join something.
    private static func touches(_ bytes: Span<UInt8>, behind index: Int) -> Bool {
        var next = index + 1
        while next < bytes.count, next - index < 16, bytes[next] == UInt8(ascii: "\\") { next += 1 }
        return next < bytes.count && ByteClass.quotes.contains(bytes[next])
    }

    private static let prefixes = ByteClass("BFRUbfru@")

    /// So much before and behind a marker is searched again (bytes): more than names and values take.
    private static let before = 200
    private static let behind = 320
    /// A token that goes on there is taken whole up to so much (bytes).
    private static let longestToken = 16 << 10
    /// No marker is longer, a joint begins within it.
    private static let longestMarker = 64

    /// A copy of the neighbourhoods of markers, which end at `ends` in rising order; nil when nothing is left out.
    static func joined(_ original: Span<UInt8>, markers ends: ArraySlice<Int>) -> SearchedText? {
        guard !ends.isEmpty else { return nil }
        var text = SearchedText(bytes: [])
        /// The end of what was copied, and of what is to be copied of this neighbourhood.
        var done = 0
        var limit = 0
        var hasJoint = false
        func copy(to end: Int) {
            guard done < end else { return }
            unsafe original.extracting(done..<end).withUnsafeBufferPointer {
                unsafe text.bytes.append(contentsOf: $0)
            }
            done = end
        }
        for end in ends {
            let low = max(0, end - before)
            if low > limit || text.bytes.isEmpty {
                copy(to: limit)
                // Nothing goes from one neighbourhood to the next.
                text.bytes.append(0x0a)
                text.map.skip(at: text.bytes.count, done..<low, isGap: true)
                done = low
            }
            let high = min(original.count, end + behind)
            limit = max(limit, ByteClass.wordOfText.end(in: original, from: high, limit: high + longestToken))
            copy(to: max(done, end - longestMarker))
            while done < min(end + 1, original.count) {
                if leaveOut(original, &done, &text) { hasJoint = true }
            }
        }
        copy(to: limit)
        return hasJoint ? text : nil
    }

    /// Copies what is at `index`, or leaves it out when it is a joint; moves on behind it.
    private static func leaveOut(
        _ original: Span<UInt8>,
        _ index: inout Int,
        _ text: inout SearchedText
    ) -> Bool {
        let byte = original[index]
        guard ByteClass.startsOfJoints.contains(byte) else {
            text.bytes.append(byte)
            index += 1
            return false
        }
        if byte == UInt8(ascii: "%") {
            guard let (character, end) = encoded(original, at: index) else {
                text.bytes.append(byte)
                index += 1
                return false
            }
            text.map.resolve(at: text.bytes.count, index..<end)
            text.bytes.append(character)
            index = end
            return true
        }
        if let end = TerminalSequence.end(in: original, at: index)
            ?? LineEnd.continuationEnd(in: original, at: index).map({
                LineEnd.textStart(in: original, from: $0)
            })
            ?? literalStart(original, behind: index)
        {
            text.map.skip(at: text.bytes.count, index..<end)
            index = end
            return true
        }
        if byte == UInt8(ascii: "\""), endsBlock(original, at: index),
            let end = nextBlock(original, behind: index)
        {
            text.map.skip(at: text.bytes.count, index..<end, isGap: true)
            index = end
            return true
        }
        // A run of backslashes is looked at once, with what it escapes.
        var end = index + max(1, LineEnd.backslashes(in: original, at: index))
        if byte == UInt8(ascii: "\\"), end < original.count { end += 1 }
        for offset in index..<end { text.bytes.append(original[offset]) }
        index = end
        return false
    }

    /// The character that `%XX` stands for, encoded up to three times.
    private static func encoded(_ bytes: Span<UInt8>, at index: Int) -> (character: UInt8, end: Int)? {
        var end = index + 1
        for _ in 0..<3 {
            guard end + 1 < bytes.count, let high = hexValue(bytes[end]), let low = hexValue(bytes[end + 1])
            else { return nil }
            end += 2
            let character = high << 4 | low
            guard character > 0x20, character < 0x7F, character != UInt8(ascii: "\\") else { return nil }
            // A quote of another kind does as well, and is none of the record's own.
            if character == UInt8(ascii: "\"") { return (UInt8(ascii: "'"), end) }
            // An encoded percent sign is encoded once more when digits follow it.
            guard character == UInt8(ascii: "%"), end + 1 < bytes.count, hexValue(bytes[end]) != nil,
                hexValue(bytes[end + 1]) != nil
            else { return (character, end) }
        }
        return nil
    }

    /// Where the next literal's text begins when the quote at `index`, with the backslashes before it, ends one to
    /// which another is added.
    private static func literalStart(_ bytes: Span<UInt8>, behind index: Int) -> Int? {
        let depth = LineEnd.backslashes(in: bytes, at: index)
        let quote = index + depth
        guard depth < 16, quote < bytes.count, ByteClass.quotes.contains(bytes[quote]) else { return nil }
        var reader = Gap(index: quote + 1)
        reader.skipSpace(bytes)
        let hasOperator = reader.skipOperator(bytes)
        if hasOperator { reader.skipSpace(bytes) }
        // Without anything between, as a shell puts words together, both sides must look like one word.
        let isTouching = reader.index == quote + 1
        guard
            hasOperator || reader.lines > 0
                || isTouching && index > 0 && ByteClass.wordOfText.contains(bytes[index - 1]),
            reader.lines <= 2
        else { return nil }
        // The prefixes of Python's and others' literals.
        if reader.index + 1 < bytes.count, prefixes.contains(bytes[reader.index]) {
            reader.index += 1
        }
        guard LineEnd.backslashes(in: bytes, at: reader.index) == depth else { return nil }
        let next = reader.index + depth
        guard next + 1 < bytes.count, ByteClass.quotes.contains(bytes[next]),
            hasOperator || isTouching || bytes[next] == bytes[quote],
            !isTouching || ByteClass.wordOfText.contains(bytes[next + 1]),
            // An empty literal, or the end of a long one.
            bytes[next + 1] != bytes[next]
        else { return nil }
        return next + 1
    }

    /// What is between two literals.
    private struct Gap {
        var index: Int
        var lines = 0
        private static let longest = 160

        init(index: Int) { self.index = index }

        mutating func skipSpace(_ bytes: Span<UInt8>) {
            let limit = index + Self.longest
            while index < bytes.count, index < limit {
                if bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t") {
                    index += 1
                } else if let end = LineEnd.end(in: bytes, at: index)
                    ?? LineEnd.continuationEnd(in: bytes, at: index)
                {
                    lines += 1
                    let start = LineEnd.textStart(in: bytes, from: end)
                    // A mark of a diff is skipped, an operator is not.
                    index =
                        start > end && bytes[start - 1] == UInt8(ascii: "+") && start - end > 1
                        ? start - 1 : start
                } else {
                    return
                }
            }
        }

        mutating func skipOperator(_ bytes: Span<UInt8>) -> Bool {
            guard index < bytes.count else { return false }
            switch bytes[index] {
            case UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "&"), UInt8(ascii: "|"),
                UInt8(ascii: "<"):
                break
            default: return false
            }
            for text: StaticString in ["++", "+", "..", ".", "& _", "&", "||", "<>"]
            where matches(bytes, at: index, text) {
                index += text.utf8CodeUnitCount
                return true
            }
            return false
        }
    }

    /// Whether a brace or another member follows the quote at `index`.
    private static func endsBlock(_ bytes: Span<UInt8>, at index: Int) -> Bool {
        var next = index + 1
        while next < bytes.count, next - index < 200, isSpace(bytes[next]) { next += 1 }
        guard next < bytes.count else { return false }
        return bytes[next] == UInt8(ascii: "}")
            || bytes[next] == UInt8(ascii: ",") && next + 1 < bytes.count
                && (bytes[next + 1] == UInt8(ascii: "\"") || isSpace(bytes[next + 1]))
    }

    /// Where the text of the next text block begins when the quote at `index` ends that of one.
    private static func nextBlock(_ bytes: Span<UInt8>, behind index: Int) -> Int? {
        var index = index + 1
        func skip(_ tokens: [StaticString]) -> Bool {
            let start = index
            for token in tokens {
                while index < bytes.count, index - start < 200, isSpace(bytes[index]) { index += 1 }
                guard matches(bytes, at: index, token) else {
                    index = start
                    return false
                }
                index += token.utf8CodeUnitCount
            }
            return true
        }
        let text: [StaticString] = ["\"text\"", ":", "\""]
        let type: [StaticString] = ["\"type\"", ":", "\"text\""]
        if skip(["}", ",", "{"] + type + [","] + text) { return index }
        if skip([","] + type + ["}", ",", "{"] + text) { return index }
        return nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == 0x0a || byte == 0x0d || byte == 0x09
    }
}
