public import JSON

/// Text of a foreign file, made fit for one line of a terminal and for names.
public enum BundleText {
    /// The text without control, format and bidirectional characters, on one line, cut at `limit` characters.
    ///
    /// - Returns: `nil` when nothing is left.
    public static func oneLine(_ value: JSONValue?, limit: Int = 200) -> String? {
        guard let value, let count = value.utf8Count else { return nil }
        // The beginning is enough: no character that is kept needs more than some dozens of bytes.
        if count <= limit * 32 { return value.string.flatMap { oneLine($0, limit: limit) } }
        guard let bytes = value.utf8 else { return nil }
        return oneLine(String(decoding: bytes.prefix(limit * 32), as: UTF8.self), limit: limit)
    }

    /// The text without control, format and bidirectional characters, on one line, cut at `limit` characters.
    public static func oneLine(_ text: String, limit: Int = 200) -> String? {
        var result = String.UnicodeScalarView()
        var blank = true
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace || isLineBreaking(scalar) {
                if !blank { result.append(" ") }
                blank = true
            } else if isVisible(scalar) {
                result.append(scalar)
                blank = false
            }
        }
        while result.last == " " { result.removeLast() }
        var kept = String(result)
        if kept.count > limit { kept = String(kept.prefix(limit)) }
        // One character may be any number of combining marks.
        if kept.utf8.count > limit * 32 {
            var cut = String.UnicodeScalarView()
            cut.append(contentsOf: kept.unicodeScalars.prefix(limit))
            kept = String(cut)
        }
        while kept.last == " " { kept.removeLast() }
        return kept.isEmpty ? nil : kept
    }

    private static func isLineBreaking(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\u{2028}" || scalar == "\u{2029}" || scalar == "\u{85}"
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        // Format characters hide and reorder text; the joiner that builds emoji is harmless.
        case .format: scalar == "\u{200d}"
        default: true
        }
    }
}
