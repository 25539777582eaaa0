internal import HTTP

/// Reads what services answer with; nothing of it is believed.
enum ServerAnswer {
    /// The one link that an answer is: one line, a URL on the host that was asked.
    ///
    /// - Throws: ``SharingError/badAnswer(store:reason:)``.
    static func link(in response: HTTPResponse, from url: HTTPURL, store: String) throws -> String {
        let text = String(decoding: response.body.prefix(4096), as: UTF8.self)
        if text.contains("<html") || text.contains("<!DOCTYPE") || text.contains("<pre>") {
            throw SharingError.badAnswer(
                store: store,
                reason: "it sent a page instead of a link, so that the upload has hardly arrived"
            )
        }
        let lines = text.split(whereSeparator: \.isNewline)
        guard lines.count == 1, let line = lines.first, response.body.count <= 4096,
            let link = try? HTTPURL(String(line))
        else {
            throw SharingError.badAnswer(store: store, reason: "it did not send exactly one link")
        }
        guard link.host == url.host, link.scheme == "https" || link.scheme == url.scheme, link.path.count > 1
        else {
            throw SharingError.badAnswer(store: store, reason: "its link leads to another host")
        }
        return link.text
    }

    /// The service's own words for a refusal, in one short line without control characters.
    static func reason(_ body: [UInt8]) -> String {
        let text = String(decoding: body.prefix(4096), as: UTF8.self)
        guard !text.contains("<") else { return "" }
        return line(
            text.replacing("\\n", with: " ").split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        )
    }

    /// A text in one short line of visible characters.
    static func line(_ text: String) -> String {
        String(
            text.unicodeScalars.prefix(400).filter { scalar in
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: false
                default: true
                }
            }.prefix(200).map(Character.init)
        )
    }
}

extension UploadContent {
    /// The content as a request's body or a form's field sends it.
    func httpContent() -> HTTPContent {
        switch self {
        case .bytes(let bytes): .bytes(bytes)
        case .file(_, let count): .restartable(length: count) { try reader() }
        }
    }
}
