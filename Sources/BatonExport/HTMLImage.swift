internal import HTML
internal import JSON

/// Pictures in a page: a copy of those that can be shown, the names of the others.
enum HTMLImage {
    /// Writes the picture of a block, or a line that names it.
    static func write(_ block: JSONValue, _ images: ImageDetail, number: Int, to page: inout HTMLWriter) {
        guard let picture = Picture(block, images) else {
            let source = block["source"]
            let type = source?["media_type"]?.string ?? ""
            let size = HTMLText.size((source?["data"]?.utf8Count ?? 0) / 4 * 3)
            page.markup("<p class=\"left-out\">[image ")
            page.number(number)
            page.text(": \(type.isEmpty ? "of no type" : type), \(size), not shown]")
            page.markup("</p>\n")
            return
        }
        page.markup("<p><img loading=\"lazy\" decoding=\"async\"")
        page.attribute("width", picture.width)
        page.attribute("height", picture.height)
        page.attribute("alt", picture.description(number: number))
        page.attribute("src") { value in
            value.text("data:\(picture.format.mediaType);base64,")
            _ = picture.data.withText { value.text($0) }
        }
        page.markup("></p>\n")
    }
}
