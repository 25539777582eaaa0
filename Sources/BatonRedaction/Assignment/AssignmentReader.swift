extension Assignment {
    /// Reads what is between a name and its value.
    struct Reader {
        var index: Int

        init(bytes index: Int) { self.index = index }

        func byte(_ bytes: Span<UInt8>, _ offset: Int = 0) -> UInt8 {
            index + offset < bytes.count ? bytes[index + offset] : 0
        }

        func touched(_ nameEnd: Int) -> Bool { index <= nameEnd + 2 }

        mutating func skipSpaces(_ bytes: Span<UInt8>, atMost limit: Int = 8) {
            let start = index
            while index - start < limit {
                switch byte(bytes) {
                case UInt8(ascii: " "), UInt8(ascii: "\t"): index += 1
                case UInt8(ascii: "*") where byte(bytes, 1) == UInt8(ascii: "*"): index += 2
                default: return
                }
            }
        }

        /// Skips closing quotes at any depth of escaping, brackets and spaces; tells whether there was a quote.
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
                case UInt8(ascii: "]"), UInt8(ascii: "?"), UInt8(ascii: "*"): index += 1
                default: return quoted
                }
            }
            return quoted
        }

        /// A quote with the backslashes before it.
        func quote(_ bytes: Span<UInt8>) -> (character: UInt8, depth: Int, end: Int)? {
            var end = index
            while end < bytes.count, bytes[end] == UInt8(ascii: "\\"), end - index < 32 { end += 1 }
            guard end < bytes.count else { return nil }
            switch bytes[end] {
            case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
                return (bytes[end], end - index, end + 1)
            default: return nil
            }
        }

        mutating func openQuote(_ bytes: Span<UInt8>) -> (character: UInt8, depth: Int)? {
            // The string prefixes of Python and Rust.
            switch byte(bytes) {
            case UInt8(ascii: "b"), UInt8(ascii: "r"), UInt8(ascii: "f"), UInt8(ascii: "u"),
                UInt8(ascii: "@"):
                var next = self
                next.index += 1
                if next.quote(bytes) != nil { self = next }
            default: break
            }
            guard let quote = quote(bytes) else { return nil }
            index = quote.end
            return (quote.character, quote.depth)
        }

        mutating func skip(_ text: StaticString, _ bytes: Span<UInt8>) -> Bool {
            let text = text.description.utf8
            guard index + text.count <= bytes.count else { return false }
            for (offset, expected) in text.enumerated() where bytes[index + offset] | 0x20 != expected | 0x20
            {
                return false
            }
            index += text.count
            return true
        }
    }
}
