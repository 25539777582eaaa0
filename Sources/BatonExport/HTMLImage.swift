internal import BatonSessions
internal import HTML
internal import JSON

/// Pictures in a page: a copy of those that are what they say and not too large, the names of the others.
enum HTMLImage {
    /// The largest picture that is shown when not all are asked for, in bytes of its file.
    static let sizeLimit = 1 << 20
    /// The most pixels that a picture may have: a small file can unfold to more than a browser holds.
    static let pixelLimit = 50_000_000

    /// Writes the picture of a block, or a line that names it.
    static func write(_ block: JSONValue, _ images: ImageDetail, number: Int, to page: inout HTMLWriter) {
        let source = block["source"]
        let type = source?["media_type"]?.string ?? ""
        let count = source?["data"]?.utf8Count ?? 0
        let size = HTMLText.size(count / 4 * 3)
        guard images != .none, images == .all || count <= sizeLimit / 3 * 4, let data = source?["data"],
            let picture = data.withText({ Picture($0, type: type) }) ?? nil
        else {
            page.markup("<p class=\"left-out\">[image ")
            page.number(number)
            page.text(": \(type.isEmpty ? "of no type" : type), \(size), not shown]")
            page.markup("</p>\n")
            return
        }
        page.markup("<p><img loading=\"lazy\" decoding=\"async\"")
        page.attribute("width", picture.width)
        page.attribute("height", picture.height)
        page.attribute(
            "alt",
            "Image \(number): \(picture.format.name), \(picture.width) × \(picture.height), \(size)"
        )
        page.attribute("src") { value in
            value.text("data:\(picture.format.mediaType);base64,")
            _ = data.withText { value.text($0) }
        }
        page.markup("></p>\n")
    }

    /// A picture that can be shown.
    private struct Picture {
        let format: ImageHeader.Format
        let width: Int
        let height: Int

        /// - Returns: `nil` when the data are no base 64, or no picture of the type they claim to be.
        init?(_ base64: Span<UInt8>, type: String) {
            // A photograph's camera data stand before its size.
            guard let head = Base64Text.head(of: base64, count: 1 << 17), let header = ImageHeader(head),
                header.format.mediaType == type, header.width > 0, header.height > 0,
                header.width.multipliedReportingOverflow(by: header.height).partialValue <= pixelLimit
            else { return nil }
            format = header.format
            width = header.width
            height = header.height
        }
    }
}
