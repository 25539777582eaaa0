/// The text of a comment: the marker, and the page folded behind one line.
///
/// A page may quote anything. Outside of code no tag of it is one in the comment, so that nothing ends the fold or hides the
/// rest; nobody is mentioned, no issue is linked, and no line is a command to the forge by it: where `@name`, `#12`, `!12`,
/// `GH-12` or `/close` stand, a zero-width space comes between.
public enum CommentText {
    /// The whole comment.
    ///
    /// - Parameters:
    ///   - marker: how it is found again.
    ///   - summary: the line that is shown while the rest is folded.
    ///   - page: Markdown; a code fence that it leaves open is closed.
    ///   - forge: whose limits hold.
    ///   - limit: the most code points; `nil` for the forge's usual limit.
    /// - Returns: the comment, no longer than the limit.
    /// - Throws: ``ForgeError/tooLong(count:limit:unit:)``.
    public static func text(
        _ marker: CommentMarker,
        summary: String,
        page: String,
        for forge: Forge,
        limit: Int? = nil
    ) throws(ForgeError) -> String {
        var quiet = QuietMarkdown()
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) { quiet.append(line) }
        let body = quiet.finish()
        let text =
            "\(marker.text)\n<details>\n<summary>\(line(summary))</summary>\n\n\(body)\n\n</details>\n"
        let count = text.unicodeScalars.count
        let most = limit ?? forge.defaultLimit
        guard count <= most else { throw .tooLong(count: count, limit: most, unit: "characters") }
        guard text.utf8.count <= forge.mostBytes else {
            throw .tooLong(count: text.utf8.count, limit: forge.mostBytes, unit: "bytes")
        }
        return text
    }

    /// Whether a comment says the same as another: forges change line ends, and blanks at the end.
    public static func areSame(_ left: String, _ right: String) -> Bool {
        normalized(left) == normalized(right)
    }

    private static func normalized(_ text: String) -> [UInt8] {
        var bytes = text.utf8.filter { $0 != 0x0d }
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        return bytes
    }

    private static func line(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars.prefix(300) {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            // Neither the Markdown nor a mention of anybody begins with these.
            case "@", "#", "!", "`", "*", "_", "[", "]", "\\": result += "&#\(scalar.value);"
            default: result.unicodeScalars.append(scalar.value < 0x20 || scalar.value == 0x7f ? " " : scalar)
            }
        }
        // What an entity stands for can still be taken for a mention.
        return result.replacing("&#64;", with: "&#64;\u{200b}").replacing("&#35;", with: "&#35;\u{200b}")
    }
}
