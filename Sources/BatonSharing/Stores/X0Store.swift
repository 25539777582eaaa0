internal import HTTP
public import Platform

/// A service that speaks as x0.at does: one form field, one line with a link back, no accounts.
///
/// Facts from the service's page and its server software (Rouji/single_php_filehost): `POST /` with field `file`,
/// `id_length` 3 to 24, at most 100 MiB, kept 3 to 100 days by size; an answer of 200 can be an HTML page when the
/// form did not arrive.
public struct X0Store: Store {
    /// The service's own limit in bytes.
    public static let maxBytes = 100 << 20

    /// What is known of the store.
    public let description: StoreDescription
    private let url: HTTPURL
    private let allowsPlainHTTP: Bool
    private let context: Context

    /// A store at `address`.
    ///
    /// - Throws: ``SharingError/badStoreSettings(name:problem:)`` when the address is no https URL, or an http one
    ///   that was not allowed.
    public init(name: String, address: String, allowsPlainHTTP: Bool, _ context: Context) throws {
        guard let url = try? HTTPURL(address) else {
            throw SharingError.badStoreSettings(name: name, problem: "url must be an http or https address")
        }
        guard url.scheme == "https" || allowsPlainHTTP else {
            throw SharingError.badStoreSettings(
                name: name,
                problem: "a plain http url needs 'allow_http: true'"
            )
        }
        self.url = url
        self.allowsPlainHTTP = allowsPlainHTTP
        self.context = context
        description = StoreDescription(
            name: name,
            type: "x0",
            place: "\(url.scheme)://\(url.host)",
            maxBytes: Self.maxBytes,
            retention: "3 to 100 days by size, readable by everybody with the link, cannot be deleted",
            canDelete: false,
            isRemote: true
        )
    }

    /// The days that the service keeps a file of that size.
    public func retention(forBytes bytes: Int, at time: Timestamp, asking expires: Timestamp?) -> Retention {
        let kept = Self.retention(bytes: bytes)
        let days = max(1, Int((Double(kept) / 86_400_000).rounded()))
        return Retention(
            words: "kept about \(days) days, readable by everybody with the link, cannot be deleted",
            expires: time.advanced(byMilliseconds: kept)
        )
    }

    /// Uploads with an id of 24 characters, which nobody guesses.
    public func put(_ upload: Upload, progress: @escaping (TransferProgress) -> Void) throws -> StoredFile {
        let name = description.name
        guard upload.content.count > 0 else { throw SharingError.empty }
        guard upload.content.count <= Self.maxBytes else {
            throw SharingError.tooLarge(store: name, bytes: upload.content.count, limit: Self.maxBytes)
        }
        var request = HTTPRequest(.post, url.text, allowsPlainHTTP: allowsPlainHTTP)
        request.body = .multipart([
            HTTPPart(name: "id_length", value: "24"),
            HTTPPart(
                name: "file",
                filename: upload.filename,
                contentType: upload.mediaType,
                content: Self.body(of: upload.content)
            ),
        ])
        request.limits.responseBytes = 1 << 20
        let total = upload.content.count
        let response = try Network.send(
            request,
            context,
            host: url.host,
            repeats: .never,
            waiting: { progress(TransferProgress(done: 0, total: total, pause: $0)) },
            progress: { progress(TransferProgress(done: $0.sent, total: $0.sentTotal)) }
        )
        let link = try self.link(in: response)
        return StoredFile(
            url: link,
            expires: upload.time.advanced(byMilliseconds: Self.retention(bytes: upload.content.count))
        )
    }

    /// The content as the form's field sends it.
    private static func body(of content: UploadContent) -> HTTPContent {
        switch content {
        case .bytes(let bytes): .bytes(bytes)
        case .file(_, let count): .restartable(length: count) { try content.reader() }
        }
    }

    /// The one link that an answer holds.
    private func link(in response: HTTPResponse) throws -> String {
        let name = description.name
        let text = String(decoding: response.body.prefix(4096), as: UTF8.self)
        guard response.status == 200 else {
            throw SharingError.refused(store: name, status: response.status, reason: Self.reason(text))
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        if text.contains("<html") || text.contains("<!DOCTYPE") || text.contains("<pre>") {
            throw SharingError.badAnswer(
                store: name,
                reason: "it sent a page instead of a link; the upload did not arrive"
            )
        }
        guard lines.count == 1, let line = lines.first, response.body.count <= 4096,
            let link = try? HTTPURL(String(line))
        else {
            throw SharingError.badAnswer(store: name, reason: "it did not send exactly one link")
        }
        guard link.host == url.host, link.scheme == "https" || link.scheme == url.scheme, link.path.count > 1
        else {
            throw SharingError.badAnswer(store: name, reason: "its link leads to another host")
        }
        return link.text
    }

    /// The service's own words for a refusal, in one short line without control characters.
    private static func reason(_ text: String) -> String {
        guard !text.contains("<") else { return "" }
        let line =
            text.replacing("\\n", with: " ").split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return String(
            line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }.prefix(200).map(
                Character.init
            )
        )
    }

    /// How long a file of that size is kept, in milliseconds: `MIN + (MAX - MIN) * (1 - size / MAX_SIZE)²` days.
    static func retention(bytes: Int) -> Int64 {
        let share = 1 - Double(bytes) / Double(maxBytes)
        return Int64((3 + 97 * share * share) * 86_400_000)
    }
}
