internal import Age
internal import Digest
public import HTTP
internal import Platform

/// A server that takes files by PUT: a folder of WebDAV (RFC 4918), or a service that answers as transfer.sh does.
///
/// Facts from transfer.sh's README: the answer to `PUT /NAME` is the link, its header `X-Url-Delete` an address at which `DELETE`
/// removes the file; `Max-Days` and `Max-Downloads` are request headers.
public struct PutStore: Store {
    /// What is known of the store.
    public let description: StoreDescription
    private let url: HTTPURL
    private let publicURL: HTTPURL?
    private let isTransfer: Bool
    private let lines: [(name: String, value: String)]
    private let maxDownloads: Int?
    private let username: String?
    private let password: SecretSource
    private let token: SecretSource
    private let context: Context

    init(_ source: StoreSource) throws {
        let settings = source.settings
        url = try source.address("url")
        publicURL = settings.text("public_url") == nil ? nil : try source.address("public_url")
        isTransfer = settings.text("style") == "transfer.sh"
        maxDownloads = settings.number("max_downloads")
        guard maxDownloads == nil || isTransfer else {
            throw source.problem("'max_downloads' is for the style transfer.sh")
        }
        for name in settings.texts("headers").keys {
            let low = name.lowercased()
            guard !["authorization", "cookie", "proxy-authorization"].contains(low), !low.hasSuffix("token"),
                !low.hasSuffix("key"), !low.hasSuffix("secret")
            else {
                throw source.problem(
                    "the header '\(name)' is a secret; use 'token_env', 'token_file' or 'password_env'"
                )
            }
        }
        lines = settings.texts("headers").sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
        username = settings.text("username")
        password = try source.secret("password")
        token = try source.secret("token")
        guard !(token.isNamed && (username != nil || password.isNamed)) else {
            throw source.problem("give a token, or a username with a password, not both")
        }
        guard (username != nil) == password.isNamed else {
            throw source.problem(
                "'username' needs 'password_env' or 'password_file', and the other way round"
            )
        }
        context = source.context
        let isClosed = token.isNamed || password.isNamed
        let readers =
            isClosed && publicURL == nil
            ? "everybody with the link whom the server lets in" : "everybody with the link"
        description = StoreDescription(
            name: source.name,
            type: "put",
            place: url.origin,
            maxBytes: settings.number("max_mib").map { $0 << 20 },
            retention: (isTransfer ? "kept as long as the server says" : "kept until it is deleted")
                + ", readable by " + readers,
            readers: readers,
            canDelete: true,
            canExpire: isTransfer,
            isRemote: true
        )
    }

    /// Puts the file under a name that nobody guesses.
    public func put(_ upload: Upload, progress: @escaping (TransferProgress) -> Void) throws -> StoredFile {
        let count = upload.content.count
        guard count > 0 else { throw SharingError.empty }
        if let limit = description.maxBytes, count > limit {
            throw SharingError.tooLarge(store: description.name, bytes: count, limit: limit)
        }
        let name = UniqueID.make() + Self.ending(of: upload.filename)
        var headers = lines + (try credentials())
        headers.append((name: "Content-Type", value: upload.mediaType))
        var expires: Timestamp?
        if isTransfer {
            if let asked = upload.expires {
                let day: Int64 = 86_400_000
                let days = max(1, (asked.milliseconds - upload.time.milliseconds) / day)
                headers.append((name: "Max-Days", value: "\(days)"))
                expires = upload.time.advanced(byMilliseconds: days * day)
            }
            if let maxDownloads { headers.append((name: "Max-Downloads", value: "\(maxDownloads)")) }
        }
        var response = try send(.put, url.appending(name), headers, upload.content, progress)
        // A collection that is not there is a conflict (RFC 4918, section 9.7.1); some servers say 404.
        if !isTransfer, [404, 409].contains(response.status), try makeFolder() {
            response = try send(.put, url.appending(name), headers, upload.content, progress)
        }
        guard [200, 201, 204].contains(response.status) else {
            throw SharingError.refused(
                store: description.name,
                status: response.status,
                reason: ServerAnswer.reason(response.body)
            )
        }
        let base = publicURL ?? url
        let link =
            isTransfer
            ? try ServerAnswer.link(in: response, from: base, store: description.name) : base.appending(name)
        return StoredFile(
            url: link,
            expires: expires,
            token: try deletionToken(response),
            reference: isTransfer ? nil : name
        )
    }

    /// Removes the file, at the address that the server gave for that where it gave one.
    public func delete(_ file: StoredFile) throws -> Removal {
        let place: String
        if let token = file.token {
            place = token.revealedText()
        } else if let name = file.reference, Self.isName(name) {
            place = url.appending(name)
        } else {
            throw SharingError.notDone(
                store: description.name,
                action: "delete the file",
                status: 0,
                reason: "the server gave no address for that"
            )
        }
        guard let address = try? HTTPURL(place), address.isSameOrigin(as: url) else {
            throw SharingError.badLink(reason: "it leads to another host than store '\(description.name)'")
        }
        let response = try send(.delete, address.text, lines + (try credentials()), nil) { _ in }
        switch response.status {
        case 200, 202, 204: return .removed
        case 404, 410: return .gone
        default:
            throw SharingError.notDone(
                store: description.name,
                action: "delete the file",
                status: response.status,
                reason: ServerAnswer.reason(response.body)
            )
        }
    }

    /// The credentials, for an address below the store's own.
    public func headers(toGet url: HTTPURL) throws -> [(name: String, value: String)] {
        let base = self.url.path.hasSuffix("/") ? self.url.path : self.url.path + "/"
        // A step up, encoded or not, would lead out of the folder.
        let path = url.path.lowercased().replacing("%2e", with: ".") + "/"
        guard url.isSameOrigin(as: self.url), url.path.hasPrefix(base), !path.contains("/../")
        else { return [] }
        return try credentials()
    }

    private func send(
        _ method: HTTPMethod,
        _ address: String,
        _ headers: [(name: String, value: String)],
        _ content: UploadContent?,
        _ progress: @escaping (TransferProgress) -> Void
    ) throws -> HTTPResponse {
        var request = HTTPRequest(method, address, headers: headers, allowsPlainHTTP: url.scheme == "http")
        if let content { request.body = .content(content.httpContent()) }
        request.limits.responseBytes = 1 << 20
        let total = content?.count
        return try Network.send(
            request,
            context,
            host: url.host,
            // A server in the style of transfer.sh gives each upload a place of its own.
            repeats: method == .delete ? .safe : method == .put && !isTransfer ? .replacing : .never,
            waiting: { progress(TransferProgress(done: 0, total: total, pause: $0)) },
            progress: { progress(TransferProgress(done: $0.sent, total: $0.sentTotal)) }
        )
    }

    /// Makes the store's own folder; false when that did not work.
    private func makeFolder() throws -> Bool {
        try send(.makeCollection, url.appending(""), lines + (try credentials()), nil) { _ in }.status == 201
    }
    /// Looks up the credentials.
    public func checkCredentials() throws { _ = try credentials() }

    private func credentials() throws -> [(name: String, value: String)] {
        if let token = try token.value() {
            return [(name: "Authorization", value: "Bearer " + token.revealedText())]
        }
        guard let username, let password = try password.value() else { return [] }
        let pair = Array((username + ":" + password.revealedText()).utf8)
        return [
            (name: "Authorization", value: "Basic " + String(decoding: Base64.encode(pair), as: UTF8.self))
        ]
    }

    /// The address at which the file is removed, if the server gives one of its own.
    private func deletionToken(_ response: HTTPResponse) throws -> SecretText? {
        guard isTransfer, let text = response.headers["X-Url-Delete"] else { return nil }
        guard text.utf8.count <= 2048, let address = try? HTTPURL(text), address.host == url.host,
            address.scheme == "https" || address.scheme == url.scheme
        else {
            throw SharingError.badAnswer(
                store: description.name,
                reason: "the file is there, but the address that deletes it leads to another host"
            )
        }
        return SecretText(utf8: address.text)
    }

    /// The extension of a name with its dot, if it is short and plain.
    private static func ending(of filename: String) -> String {
        let text = Paths.fileExtension(filename)
        guard (1...8).contains(text.utf8.count), text.utf8.allSatisfy({ isPlain($0) }) else { return "" }
        return "." + text
    }

    private static func isName(_ text: String) -> Bool {
        UniqueID.isLowercaseUUID(String(text.prefix { $0 != "." })) && text.utf8.count <= 45
            && text.utf8.allSatisfy { isPlain($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
