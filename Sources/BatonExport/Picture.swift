internal import JSON

/// A picture that a page can show: one that is what it says and not too large.
struct Picture {
    /// The largest picture that is shown when not all are asked for, in bytes of its file.
    static let sizeLimit = 1 << 20
    /// The most pixels that a picture may have: a small file can unfold to more than a viewer holds.
    static let pixelLimit = 50_000_000

    let format: ImageHeader.Format
    let width: Int
    let height: Int
    /// The picture in base 64, of which every byte was looked at.
    let data: JSONValue

    /// The picture of a block.
    ///
    /// - Returns: `nil` when the data are no base 64, or no picture of the type they claim to be, or `images` leaves it out.
    init?(_ block: JSONValue, _ images: ImageDetail) {
        guard images != .none, let source = block["source"], let data = source["data"],
            let count = data.utf8Count, images == .all || count <= Self.sizeLimit / 3 * 4
        else { return nil }
        let type = source["media_type"]?.string ?? ""
        // A photograph's camera data stand before its size.
        guard let head = data.withText({ Base64Text.head(of: $0, count: 1 << 17) }) ?? nil,
            let header = ImageHeader(head), header.format.mediaType == type, header.width > 0,
            header.height > 0,
            header.width.multipliedReportingOverflow(by: header.height).partialValue <= Self.pixelLimit
        else { return nil }
        format = header.format
        width = header.width
        height = header.height
        self.data = data
    }

    /// `Image 3: PNG, 2 × 3, 33 bytes`.
    func description(number: Int) -> String {
        "Image \(number): \(format.name), \(width) × \(height), \(HTMLText.size((data.utf8Count ?? 0) / 4 * 3))"
    }
}
