/// The few fields that answers of S3 are asked for.
///
/// They are texts without markup in elements of known names. So no XML parser is needed, nor one's entities, nesting and
/// outside documents: the first `<Name>`, what stands up to the next `<`, and that must be `</Name>`. Time grows with the
/// length of the answer, which is limited before.
enum XMLField {
    /// The text of the first element of that name; nil when there is none, or when it holds more than text.
    static func first(_ name: String, in document: [UInt8]) -> String? {
        let mark = Array("<\(name)>".utf8)
        let end = Array("</\(name)>".utf8)
        var place = 0
        while place + mark.count + end.count <= document.count {
            guard document[place] == mark[0] else {
                place += 1
                continue
            }
            guard document[place...].starts(with: mark) else {
                place += 1
                continue
            }
            let text = document[(place + mark.count)...].prefix { $0 != UInt8(ascii: "<") }
            guard document[text.endIndex...].starts(with: end), text.count <= 4096 else { return nil }
            return String(validating: text, as: UTF8.self).map(resolved)
        }
        return nil
    }

    /// A text with the characters that XML itself requires to be escaped.
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    private static func resolved(_ text: String) -> String {
        guard text.contains("&") else { return text }
        return text.replacing("&quot;", with: "\"").replacing("&#34;", with: "\"").replacing(
            "&apos;",
            with: "'"
        )
        .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }
}
