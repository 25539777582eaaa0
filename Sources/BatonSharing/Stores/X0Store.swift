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
                content: upload.content.httpContent()
            ),
        ])
        request.limits.responseBytes = 1 << 20
        let response = try Network.send(
            request,
            context,
            host: url.host,
            repeats: .never,
            uploading: upload,
            progress: progress
        )
        guard response.status == 200 else {
            throw SharingError.refused(
                store: name,
                status: response.status,
                reason: ServerAnswer.reason(response.body)
            )
        }
        let link = try ServerAnswer.link(in: response, from: url, store: name)
        return StoredFile(
            url: link,
            expires: upload.time.advanced(byMilliseconds: Self.retention(bytes: upload.content.count))
        )
    }

    /// How long a file of that size is kept, in milliseconds: `MIN + (MAX - MIN) * (1 - size / MAX_SIZE)²` days.
    static func retention(bytes: Int) -> Int64 {
        let share = 1 - Double(bytes) / Double(maxBytes)
        return Int64((3 + 97 * share * share) * 86_400_000)
    }
}
