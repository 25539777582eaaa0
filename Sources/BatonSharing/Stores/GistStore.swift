internal import Age
internal import HTTP
internal import JSON
internal import Platform

/// Secret gists at GitHub, or at a server of GitHub Enterprise: not listed, but readable by everybody with the link.
///
/// Facts from GitHub's REST documentation ("Gists"): `POST /gists` with `public: false` gives the gist's id and each
/// file's `raw_url`, `DELETE /gists/ID` answers 204; a raw file is given whole up to 10 MB; gists hold text. The token that
/// workflows of GitHub Actions have cannot make gists.
public struct GistStore: Store {
    /// The largest file that its raw address gives whole, in bytes.
    public static let maxBytes = 10 << 20

    /// What is known of the store.
    public let description: StoreDescription
    private let url: HTTPURL
    private let token: SecretSource
    private let context: Context

    init(_ source: StoreSource) throws {
        url = try source.address("url", default: "https://api.github.com")
        token = try source.secret("token")
        context = source.context
        description = StoreDescription(
            name: source.name,
            type: "gist",
            place: url.host == "api.github.com" ? "https://gist.github.com" : url.origin,
            maxBytes: Self.maxBytes,
            retention: "kept until it is deleted, not listed, readable by everybody with the link",
            canDelete: true,
            isTextOnly: true,
            isRemote: true
        )
    }

    /// Makes a gist of one file.
    public func put(_ upload: Upload, progress: @escaping (TransferProgress) -> Void) throws -> StoredFile {
        let name = description.name
        let count = upload.content.count
        guard count > 0 else { throw SharingError.empty }
        guard count <= Self.maxBytes else {
            throw SharingError.tooLarge(store: name, bytes: count, limit: Self.maxBytes)
        }
        guard let text = String(validating: try upload.content.bytes(), as: UTF8.self), !text.utf8.contains(0)
        else {
            throw SharingError.badAnswer(store: name, reason: "gists hold text, and the content is none")
        }
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("description", "")
            writer.member("public", false)
            writer.key("files")
            writer.object { writer in
                writer.key(upload.filename)
                writer.object { $0.member("content", text) }
            }
        }
        // Asked with no more than the token: it goes nowhere else, since redirects are not followed.
        let response = try ask(.post, "gists", body: writer.bytes) { transfer in
            progress(TransferProgress(done: transfer.sent, total: transfer.sentTotal))
        }
        guard response.status == 201 else {
            throw SharingError.refused(
                store: name,
                status: response.status,
                reason: Self.message(response.body)
            )
        }
        guard let root = try? JSONParser.parse(response.body), let id = root["id"]?.string, Self.isID(id),
            let file = root["files"]?.members.first(where: { _ in true })?.value,
            let raw = file["raw_url"]?.string
        else { throw SharingError.badAnswer(store: name, reason: "it did not name the gist and its file") }
        guard let link = try? HTTPURL(raw), link.scheme == "https" || link.scheme == url.scheme,
            isOwn(link.host), !link.text.contains("?")
        else { throw SharingError.badAnswer(store: name, reason: "its link leads to another host") }
        return StoredFile(url: link.text, expires: nil, reference: id)
    }

    /// Deletes the gist; its raw file may be given from caches for some minutes.
    public func delete(_ file: StoredFile) throws -> Removal {
        guard let id = file.reference, Self.isID(id) else {
            throw SharingError.badLink(reason: "the id of the gist is not known")
        }
        let response = try ask(.delete, "gists/" + id) { _ in }
        switch response.status {
        case 204: return .removed
        case 404: return .gone
        default:
            throw SharingError.notDone(
                store: description.name,
                action: "delete the gist",
                status: response.status,
                reason: Self.message(response.body)
            )
        }
    }

    private func ask(
        _ method: HTTPMethod,
        _ path: String,
        body: [UInt8]? = nil,
        progress: @escaping (HTTPProgress) -> Void
    ) throws -> HTTPResponse {
        var headers = [
            (name: "Accept", value: "application/vnd.github+json"),
            (name: "Authorization", value: "Bearer " + (try credentials()).revealedText()),
            (name: "X-GitHub-Api-Version", value: "2022-11-28"),
        ]
        if body != nil { headers.append((name: "Content-Type", value: "application/json")) }
        var request = HTTPRequest(
            method,
            url.appending(path),
            headers: headers,
            allowsPlainHTTP: url.scheme == "http"
        )
        if let body { request.body = .bytes(body) }
        // The answer holds the content once more.
        request.limits.responseBytes = 8 * Self.maxBytes
        return try Network.send(
            request,
            context,
            host: url.host,
            repeats: method == .post ? .never : .safe,
            progress: progress
        )
    }
    /// Looks up the credentials.
    public func checkCredentials() throws { _ = try credentials() }

    /// The token: where the settings say, else where gh(1) looks, else gh's own.
    ///
    /// A token for github.com is never sent to another host.
    private func credentials() throws -> SecretText {
        if let token = try token.value() { return token }
        let isPublic = url.host == "api.github.com"
        let names =
            isPublic ? ["GH_TOKEN", "GITHUB_TOKEN"] : ["GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"]
        for name in names where context.variable(name) != nil {
            let source = SecretSource(store: description.name, variable: name, path: nil, context: context)
            if let token = try source.value() { return token }
        }
        let host = isPublic ? "github.com" : url.host
        var program = Program("gh", ["auth", "token", "--hostname", host], timeout: 20)
        program.outputLimit = 4096
        if context.programs.find("gh") != nil, let result = try? context.programs.run(program),
            result.status == 0
        {
            var bytes = result.output
            while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
            if !bytes.isEmpty, bytes.allSatisfy({ (0x21...0x7e).contains($0) }) {
                return SecretText(moving: &bytes)
            }
        }
        throw SharingError.noCredentials(
            store: description.name,
            problem: "there is no token: run 'gh auth login', or set \(names[0]), 'token_env' or 'token_file'"
        )
    }

    /// Whether files of the service may be at a host.
    private func isOwn(_ host: String) -> Bool {
        if url.host == "api.github.com" { return host == "gist.githubusercontent.com" }
        return host == url.host || host.hasSuffix("." + url.host)
    }

    private static func isID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            }
    }

    /// What the API says of a failure.
    private static func message(_ body: [UInt8]) -> String {
        guard body.count <= 1 << 16, let root = try? JSONParser.parse(body) else { return "" }
        return ServerAnswer.line(root["message"]?.string ?? "")
    }
}
