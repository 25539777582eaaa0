/// The byte with an ASCII letter in lower case.
func asciiLower(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}

/// Whether `needle` is in `text`, byte by byte.
func contains(_ text: [UInt8], _ needle: StaticString) -> Bool {
    contains(text.span, needle)
}

/// Whether `needle` is in `text`, byte by byte.
func contains(_ text: Span<UInt8>, _ needle: StaticString) -> Bool {
    needle.withUTF8Buffer { needle in
        guard let first = unsafe needle.first, text.count >= needle.count else { return false }
        for start in 0...(text.count - needle.count) where text[start] == first {
            var length = 1
            while length < needle.count, unsafe text[start + length] == needle[length] { length += 1 }
            if length == needle.count { return true }
        }
        return false
    }
}

/// Whether `text` ends with `suffix`, byte by byte.
func ends(_ text: [UInt8], _ suffix: StaticString) -> Bool {
    suffix.withUTF8Buffer { suffix in
        guard text.count >= suffix.count else { return false }
        let start = text.count - suffix.count
        for offset in 0..<suffix.count where unsafe text[start + offset] != suffix[offset] { return false }
        return true
    }
}

/// Whether `text` ends with `suffix`, which is in lower case; letters of the text match in both cases.
func ends(_ text: Span<UInt8>, _ suffix: StaticString) -> Bool {
    suffix.withUTF8Buffer { suffix in
        guard text.count >= suffix.count else { return false }
        let start = text.count - suffix.count
        for offset in 0..<suffix.count where unsafe asciiLower(text[start + offset]) != suffix[offset] {
            return false
        }
        return true
    }
}
