/// Markdown that is being written, as UTF-8: parts with a blank line between them.
struct MarkdownPage {
    /// What was written so far; a caller may take it away between sections.
    var bytes: [UInt8] = []
    private var isWithinSection = false

    /// Writes a part, with a blank line before it unless it is the first of its section.
    ///
    /// One that writes nothing leaves nothing.
    mutating func part(_ write: (inout [UInt8]) -> Void) {
        let end = bytes.count
        if isWithinSection { bytes.put("\n\n") }
        let start = bytes.count
        write(&bytes)
        if bytes.count == start {
            bytes.removeLast(start - end)
        } else {
            isWithinSection = true
        }
    }

    /// Writes a part that is one text.
    mutating func part(_ text: String) { part { $0.put(text) } }

    /// Hands what was written to `sink` when it is worth it.
    mutating func drain(to sink: inout some ByteSink) throws {
        guard bytes.count > 1 << 18 else { return }
        try sink.append(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Ends a section with a rule.
    mutating func endSection() {
        bytes.put("\n\n---\n\n")
        isWithinSection = false
    }

    /// Ends a section with a blank line.
    mutating func endPart() {
        bytes.put("\n\n")
        isWithinSection = false
    }
}

extension [UInt8] {
    /// Appends the UTF-8 of a text.
    mutating func put(_ text: String) { append(contentsOf: text.utf8) }
}

extension ArraySlice<UInt8> {
    /// The bytes without ASCII white space at both ends.
    var trimmed: ArraySlice<UInt8> {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
        guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) })
        else {
            return []
        }
        return self[first...last]
    }

    /// At most `count` bytes from the front, and whether there were more; no character is cut.
    func cut(_ count: Int) -> (part: ArraySlice<UInt8>, isCut: Bool) {
        guard self.count > count else { return (self, false) }
        var end = startIndex + count
        while end > startIndex, self[end] & 0xc0 == 0x80 { end -= 1 }
        return (self[..<end], true)
    }
}
