/// A place in a text that may be escaped at any depth, and the steps that lead on from it.
///
/// Reading past the end gives zero bytes, so that no step needs a check of its own.
struct TextReader {
    /// The next byte to read.
    var index: Int

    init(at index: Int) { self.index = index }

    /// The byte so far ahead; 0 behind the end.
    func byte(_ bytes: Span<UInt8>, _ offset: Int = 0) -> UInt8 {
        index + offset < bytes.count ? bytes[index + offset] : 0
    }

    /// Skips spaces, tabs and the marks of bold text.
    mutating func skipSpaces(_ bytes: Span<UInt8>, atMost limit: Int = 8) {
        let start = index
        while index - start < limit {
            switch byte(bytes) {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): index += 1
            case UInt8(ascii: "*") where byte(bytes, 1) == UInt8(ascii: "*"): index += 2
            case UInt8(ascii: "_") where byte(bytes, 1) == UInt8(ascii: "_"): index += 2
            default: return
            }
        }
    }

    /// Skips spaces, new lines (escaped ones too) and tabs; tells whether there was a new line.
    mutating func skipSpacing(_ bytes: Span<UInt8>, atMost limit: Int = 48) -> Bool {
        let start = index
        var isNewLine = false
        while index - start < limit {
            if skipNewLine(bytes) {
                isNewLine = true
                continue
            }
            switch byte(bytes) {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): index += 1
            default: return isNewLine
            }
        }
        return isNewLine
    }

    /// Skips one new line: a raw one, or its escape at any depth.
    mutating func skipNewLine(_ bytes: Span<UInt8>) -> Bool {
        switch byte(bytes) {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
            index += 1
            return true
        case UInt8(ascii: "\\"):
            var end = index
            while end < bytes.count, bytes[end] == UInt8(ascii: "\\"), end - index < 32 { end += 1 }
            guard end < bytes.count, bytes[end] == UInt8(ascii: "n") || bytes[end] == UInt8(ascii: "r") else {
                return false
            }
            index = end + 1
            return true
        default: return false
        }
    }

    /// Skips closing quotes at any depth of escaping, brackets and spaces behind a name; tells whether there was a
    /// quote.
    mutating func skipClosers(_ bytes: Span<UInt8>) -> Bool {
        var quoted = false
        var spaced = false
        for _ in 0..<6 {
            // Behind a space a quote opens.
            if !spaced, let quote = quote(bytes) {
                quoted = true
                index = quote.end
                continue
            }
            switch byte(bytes) {
            case UInt8(ascii: " "), UInt8(ascii: "\t"):
                spaced = true
                index += 1
            case UInt8(ascii: "?") where byte(bytes, 1) != UInt8(ascii: "?"): index += 1
            case UInt8(ascii: "]"), UInt8(ascii: "*"): index += 1
            case UInt8(ascii: "[") where byte(bytes, 1) == UInt8(ascii: "]"): index += 2
            default: return quoted
            }
        }
        return quoted
    }

    /// The quote that stands here, with the backslashes before it.
    func quote(_ bytes: Span<UInt8>) -> (character: UInt8, depth: Int, end: Int)? {
        var end = index
        while end < bytes.count, bytes[end] == UInt8(ascii: "\\"), end - index < 32 { end += 1 }
        guard end < bytes.count else { return nil }
        switch bytes[end] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
            return (bytes[end], end - index, end + 1)
        case UInt8(ascii: "&"), UInt8(ascii: "%"):
            // As HTML and addresses have it.
            guard end == index else { return nil }
            var ahead = self
            return ahead.skipAny(
                ["&quot;", "&#34;", "&#39;", "&#x27;", "&#x22;", "&apos;", "%22", "%27"],
                bytes
            )
                ? (bytes[end], 0, ahead.index) : nil
        default: return nil
        }
    }

    /// Skips an opening quote and the letter before it that some languages have.
    mutating func openQuote(_ bytes: Span<UInt8>) -> (character: UInt8, depth: Int)? {
        // The string prefixes of Python, Rust, C# and SQL.
        switch byte(bytes) {
        case UInt8(ascii: "b"), UInt8(ascii: "r"), UInt8(ascii: "f"), UInt8(ascii: "u"), UInt8(ascii: "@"),
            UInt8(ascii: "N"):
            var next = self
            next.index += 1
            if next.quote(bytes) != nil { self = next }
        default: break
        }
        guard let quote = quote(bytes) else { return nil }
        index = quote.end
        return (quote.character, quote.depth)
    }

    /// Skips a text if it stands here; ASCII letters match in both cases.
    mutating func skip(_ text: StaticString, _ bytes: Span<UInt8>) -> Bool {
        let count = text.utf8CodeUnitCount
        guard index + count <= bytes.count,
            unsafe asciiLower(bytes[index]) == asciiLower(text.utf8Start.pointee)
        else { return false }
        let isThere = text.withUTF8Buffer { text in
            for offset in 0..<count
            where unsafe asciiLower(bytes[index + offset]) != asciiLower(text[offset]) {
                return false
            }
            return true
        }
        if isThere { index += count }
        return isThere
    }

    /// Skips the first of these texts that stands here.
    mutating func skipAny(_ texts: [StaticString], _ bytes: Span<UInt8>) -> Bool {
        for text in texts where skip(text, bytes) { return true }
        return false
    }

    /// Skips a run of a class, and gives its range.
    mutating func run(_ characters: ByteClass, _ bytes: Span<UInt8>, atMost limit: Int) -> Range<Int> {
        let start = index
        index = characters.end(in: bytes, from: start, limit: start + limit)
        return start..<max(start, index)
    }

    /// Reads a word as a shell takes it, quoted or not; nil when there is none, or when it is longer than `limit`.
    ///
    /// A quoted word may hold spaces; without quotes it ends before white space, a quote and what separates commands.
    mutating func word(_ bytes: Span<UInt8>, atMost limit: Int = 200) -> Range<Int>? {
        if let quote = openQuote(bytes) {
            let start = index
            let end = TextReader.quotedEnd(bytes, from: start, quote: quote, limit: limit)
            index = end
            return start < end && end - start < limit ? start..<end : nil
        }
        let start = index
        while index < bytes.count, index - start < limit {
            switch bytes[index] {
            case 0...0x20, 0x7F, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "\\"),
                UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "<"), UInt8(ascii: ">"):
                return start < index ? start..<index : nil
            default: index += 1
            }
        }
        return start < index && index - start < limit ? start..<index : nil
    }

    /// Where a quoted text ends that begins at `start`, just behind its opening quote.
    ///
    /// An escaped new line ends it too: no secret on one line has one.
    static func quotedEnd(
        _ bytes: Span<UInt8>,
        from start: Int,
        quote: (character: UInt8, depth: Int),
        limit: Int
    ) -> Int {
        let limit = min(bytes.count, start + limit)
        var index = start
        while index < limit {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\\") {
                var run = index
                while run < limit, bytes[run] == UInt8(ascii: "\\") { run += 1 }
                guard run < limit else { break }
                if bytes[run] == quote.character, run - index <= quote.depth { break }
                switch bytes[run] {
                case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): return index
                default: index = run + 1
                }
                continue
            }
            if byte == UInt8(ascii: "\"") || byte < 0x20 { break }
            if byte == quote.character, quote.depth == 0,
                byte != UInt8(ascii: "%") || TextReader(at: index).quote(bytes) != nil
            {
                break
            }
            index += 1
        }
        return index
    }
}
