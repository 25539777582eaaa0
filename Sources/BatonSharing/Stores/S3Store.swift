internal import HTTP
public import Platform

/// A bucket of S3, or of a service that speaks as it does.
///
/// The link is a signed address that works for 7 days at most, which is the limit of Signature Version 4; the file stays until
/// it is deleted. Facts from the S3 API reference: `PutObject`, multipart uploads (parts of 5 MiB to 5 GiB, 10 000 at
/// most; completing one may answer 200 with an error in it), `DeleteObject`.
public struct S3Store: Store {
    /// The largest file, in bytes.
    public static let maxBytes = 5 << 40
    /// How long a signed address works at most, in seconds.
    static let longestLink = 7 * 86_400

    /// What is known of the store.
    public let description: StoreDescription
    private let place: S3Place
    private let prefix: String
    private let publicURL: HTTPURL?
    private let partSize: Int
    private let multipartAbove: Int
    private let keys: AWSKeys
    private let context: Context

    init(_ source: StoreSource) throws {
        let settings = source.settings
        keys = try AWSKeys(source)
        place = try S3Place(source, profile: keys.profile)
        let prefix = settings.text("prefix") ?? ""
        guard !prefix.hasPrefix("/"), prefix.utf8.count <= 512,
            !prefix.split(separator: "/").contains(where: { $0 == "." || $0 == ".." }),
            prefix.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f })
        else { throw source.problem("'prefix' must not begin with '/', nor hold '..' or control characters") }
        self.prefix = prefix
        publicURL = settings.text("public_url") == nil ? nil : try source.address("public_url")
        partSize = (settings.number("part_mib") ?? 16) << 20
        multipartAbove = (settings.number("multipart_above_mib") ?? 64) << 20
        context = source.context
        let isPublic = publicURL != nil
        description = StoreDescription(
            name: source.name,
            type: "s3",
            place: "\(place.endpoint.origin)/\(place.bucket)",
            maxBytes: Self.maxBytes,
            retention: isPublic
                ? "kept until it is deleted, readable by everybody with the link"
                : "kept until it is deleted, readable by everybody with the link, which works for 7 days at most",
            canDelete: true,
            canExtend: !isPublic,
            canExpire: !isPublic,
            isRemote: true
        )
    }

    /// The time until which the link works.
    public func retention(forBytes bytes: Int, at time: Timestamp, asking expires: Timestamp?) -> Retention {
        guard publicURL == nil else { return Retention(words: description.retention, expires: nil) }
        let end = time.advanced(byMilliseconds: Int64(Self.longestLink) * 1000)
        return Retention(words: description.retention, expires: min(expires ?? end, end))
    }

    /// Uploads in one request, or in parts above a size; parts of an upload that fails are removed again.
    public func put(_ upload: Upload, progress: @escaping (TransferProgress) -> Void) throws -> StoredFile {
        let count = upload.content.count
        guard count > 0 else { throw SharingError.empty }
        guard count <= Self.maxBytes else {
            throw SharingError.tooLarge(store: description.name, bytes: count, limit: Self.maxBytes)
        }
        let seconds = try linkSeconds(until: upload.expires, from: upload.time)
        let key = prefix + UniqueID.make() + Self.ending(of: upload.filename)
        let client = try client()
        progress(TransferProgress(done: 0, total: count))
        if count > multipartAbove {
            try S3Multipart(client: client, key: key, upload: upload, partSize: partSize).send(progress)
        } else {
            let response = try client.send(
                .put,
                key,
                headers: [(name: "content-type", value: upload.mediaType)],
                part: S3Client.Part(content: upload.content, start: 0, count: count)
            ) { progress(TransferProgress(done: min($0.sent, count), total: count)) }
            guard response.status == 200 else {
                throw SharingError.refused(
                    store: description.name,
                    status: response.status,
                    reason: client.reason(response)
                )
            }
        }
        return file(key, client, seconds)
    }

    /// Deletes the object.
    public func delete(_ file: StoredFile) throws -> Removal {
        let (client, key) = (try client(), try key(of: file))
        // Deleting answers alike whether something was there; asking first tells. Who may not list gets 403 here.
        if try client.send(.head, key).status == 404 { return .gone }
        let response = try client.send(.delete, key)
        switch response.status {
        case 200, 204: return .removed
        case 404: return .gone
        default:
            throw SharingError.notDone(
                store: description.name,
                action: "delete the file",
                status: response.status,
                reason: client.reason(response)
            )
        }
    }

    /// Signs a new link, which works until that time.
    public func extend(_ file: StoredFile, to time: Timestamp) throws -> StoredFile {
        guard publicURL == nil else { throw SharingError.cannotExtend(store: description.name) }
        let key = try key(of: file)
        return self.file(key, try client(), try linkSeconds(until: time, from: context.now()))
    }

    private func file(_ key: String, _ client: S3Client, _ seconds: Int) -> StoredFile {
        if let publicURL {
            return StoredFile(
                url: publicURL.appending(SignatureV4.encodedPath(key)),
                expires: nil,
                reference: key
            )
        }
        return StoredFile(
            url: client.link(to: key, seconds: seconds),
            expires: context.now().advanced(byMilliseconds: Int64(seconds) * 1000),
            reference: key
        )
    }
    /// Looks up the credentials.
    public func checkCredentials() throws { _ = try client() }

    private func client() throws -> S3Client {
        S3Client(
            store: description.name,
            place: place,
            credentials: try keys.credentials(),
            context: context
        )
    }

    /// How long the link is to work.
    private func linkSeconds(until expires: Timestamp?, from time: Timestamp) throws -> Int {
        guard let expires, publicURL == nil else { return Self.longestLink }
        let seconds = (expires.milliseconds - time.milliseconds) / 1000
        // A minute more, for the time that an upload takes between the question and this.
        guard seconds > 0, seconds <= Self.longestLink + 60 else {
            throw SharingError.badExpiry(
                store: description.name,
                problem: "a signed link works for 7 days at most"
            )
        }
        return min(Int(seconds), Self.longestLink)
    }

    /// The key of a file of this store.
    private func key(of file: StoredFile) throws -> String {
        guard let key = file.reference, key.hasPrefix(prefix),
            UniqueID.isLowercaseUUID(String(key.dropFirst(prefix.count).prefix { $0 != "." })),
            !key.dropFirst(prefix.count).contains("/")
        else { throw SharingError.badLink(reason: "it names no file of store '\(description.name)'") }
        return key
    }

    private static func ending(of filename: String) -> String {
        let text = Paths.fileExtension(filename)
        let isPlain = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }
        return (1...8).contains(text.utf8.count) && isPlain ? "." + text : ""
    }
}
