internal import Platform

/// The text around what a search found.
enum SearchExcerpt {
    /// Bytes of a text on either side of a place that are kept: enough for whoever removes secrets to know them.
    private static let margin = 4096
    /// Characters of an excerpt, about, and how many of them stand before the words.
    private static let width = 120
    private static let lead = 40

    /// The part of a text around a place, without halves of characters at its ends.
    static func passage(of text: Span<UInt8>, around place: Int) -> String {
        var start = max(0, place - margin)
        var end = min(text.count, place + margin)
        while start < place, text[start] & 0xc0 == 0x80 { start += 1 }
        while end < text.count, end > place, text[end] & 0xc0 == 0x80 { end -= 1 }
        return unsafe text.extracting(start..<end).withUnsafeBufferPointer {
            unsafe String(decoding: $0, as: UTF8.self)
        }
    }

    /// A piece of a passage on one line, with the words of a query in it as far as they are near each other.
    static func of(_ passage: String, _ query: SearchQuery) -> String {
        let bytes = Array(passage.utf8)
        let place = query.words.compactMap { $0.firstMatch(in: bytes.span)?.lowerBound }.min()
        // What was removed may have been the word.
        let middle = passage.utf8.index(passage.startIndex, offsetBy: place ?? min(bytes.count / 2, margin))
        let border = String.Index(middle, within: passage.unicodeScalars) ?? passage.startIndex
        var before = words(passage[..<border], most: lead, fromEnd: true)
        let after = words(passage[border...], most: width - before.text.count, fromEnd: false)
        if before.endsInSpace || passage[border...].unicodeScalars.first?.properties.isWhitespace == true,
            !before.text.isEmpty
        {
            before.text += " "
        }
        return (before.isCut ? "…" : "") + before.text + after.text + (after.isCut ? "…" : "")
    }

    /// Words of a text on one line, at most so many characters from one end of it.
    private static func words(_ text: Substring, most: Int, fromEnd: Bool) -> (
        text: String, isCut: Bool, endsInSpace: Bool
    ) {
        // A character is of few scalars; more white space than this is rare.
        let near = most * 8
        let scalars = text.unicodeScalars
        let part = fromEnd ? String(scalars.suffix(near)) : String(scalars.prefix(near))
        let line = PromptText.words(of: part)
        let isShort = line.count <= most
        let cut = isShort ? line : fromEnd ? String(line.suffix(most)) : String(line.prefix(most))
        let isCut = !isShort || part.unicodeScalars.count < scalars.count
        return (cut, isCut, text.unicodeScalars.last?.properties.isWhitespace == true)
    }
}
