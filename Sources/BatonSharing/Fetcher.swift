public import HTTP
public import Platform

/// Fetches a shared file and opens its seal.
public struct Fetcher {
    private let context: Context
    private let allowsPlainHTTP: Bool
    private let maxBytes: Int
    private let keys: OpeningKeys
    /// Header lines for a link, such as the credentials of the store that it belongs to.
    public var headers: (HTTPURL) throws -> [(name: String, value: String)] = { _ in [] }

    /// The largest file that is fetched unless told otherwise, in bytes.
    public static let defaultMaxBytes = 512 << 20

    /// A fetcher.
    public init(
        _ context: Context,
        allowsPlainHTTP: Bool = false,
        maxBytes: Int = defaultMaxBytes,
        keys: OpeningKeys = OpeningKeys()
    ) {
        self.keys = keys
        self.context = context
        self.allowsPlainHTTP = allowsPlainHTTP
        self.maxBytes = maxBytes
    }

    /// The opened content behind a link.
    ///
    /// Standard input may hold the file itself or a link to it.
    ///
    /// - Throws: ``SharingError``, ``PlatformError``.
    public func fetch(_ link: Link, progress: @escaping (TransferProgress) -> Void = { _ in }) throws
        -> [UInt8]
    {
        switch link {
        case .remote(let url, let key):
            let spool = try download(url, progress)
            defer { withExtendedLifetime(spool) {} }
            return try opened(try spool.content(), key)
        case .git(let link, let key):
            return try opened(try GitDownload(context, allowsPlainHTTP).bytes(of: link, limit: maxBytes), key)
        case .file(let path, let key):
            // Sealed bytes are never all in memory.
            let status = Files.status(context.path(path))
            let content = UploadContent.file(path: context.path(path), count: status?.size ?? 0)
            return try opened(content, key)
        case .input:
            // A person pastes one line; a pipe may carry a whole file.
            if context.console.isInteractive {
                guard let line = try context.console.readLine(prompt: "link (not shown): ", echo: false)
                else { throw SharingError.badLink(reason: "it is empty") }
                return try fetch(try Link(line), progress: progress)
            }
            let bytes = try context.console.readInput(limit: maxBytes)
            guard Link.isLink(bytes) else { return try opened(bytes, nil) }
            return try fetch(try Link(String(decoding: bytes, as: UTF8.self)), progress: progress)
        }
    }

    private func download(_ url: String, _ progress: @escaping (TransferProgress) -> Void) throws -> Spool {
        guard let address = try? HTTPURL(url) else {
            throw SharingError.badLink(reason: "it is not a usable URL")
        }
        guard address.scheme == "https" || allowsPlainHTTP else {
            throw SharingError.plainHTTP(host: address.host)
        }
        let download = Download(
            url: url,
            host: address.host,
            headers: try headers(address),
            allowsPlainHTTP: allowsPlainHTTP,
            maxBytes: maxBytes
        )
        return try download.fetch(context, progress: progress)
    }

    /// The content of a file that was fetched in another way, its seal opened with the key of its link, or another one.
    ///
    /// - Throws: ``SharingError``, ``PlatformError``.
    public func opened(_ bytes: [UInt8], _ key: SecretText?) throws -> [UInt8] {
        try opened(.bytes(bytes), key)
    }

    /// The content of a file, its seal opened with the key of its link, or another one.
    private func opened(_ content: UploadContent, _ key: SecretText?) throws -> [UInt8] {
        var plain: [UInt8] = []
        // What is not sealed comes out as it is; the room behind it lets a parser read it where it is.
        plain.reserveCapacity(min(content.count, maxBytes) + 128)
        try open(content, key) { plain.append($0) }
        return plain
    }

    /// Opens a file piece by piece, in memory that does not depend on its size, and calls `put` with what is in it.
    ///
    /// Until this returns, what `put` was given may be only a part, or a forgery.
    ///
    /// - Throws: ``SharingError``, ``PlatformError``, and what `put` throws.
    public func open(_ content: UploadContent, _ key: SecretText?, _ put: (Span<UInt8>) throws -> Void) throws
    {
        let opener = SealOpener(linkKey: key, keys: keys, limit: maxBytes, context)
        try content.forEachPiece { try opener.update($0.span, put) }
        try opener.finish(put)
    }
}
