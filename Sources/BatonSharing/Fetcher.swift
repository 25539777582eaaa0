internal import Age
public import HTTP
public import Platform

/// Fetches a shared file and opens its seal.
public struct Fetcher {
    private let context: Context
    private let allowsPlainHTTP: Bool
    private let maxBytes: Int
    /// Header lines for a link, such as the credentials of the store that it belongs to.
    public var headers: (HTTPURL) throws -> [(name: String, value: String)] = { _ in [] }

    /// The largest file that is fetched unless told otherwise, in bytes.
    public static let defaultMaxBytes = 512 << 20

    /// A fetcher.
    public init(_ context: Context, allowsPlainHTTP: Bool = false, maxBytes: Int = defaultMaxBytes) {
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
            return try opened(try download(url, progress), key)
        case .git(let link, let key):
            return try opened(try GitDownload(context, allowsPlainHTTP).bytes(of: link, limit: maxBytes), key)
        case .file(let path, let key):
            return try opened(try Files.read(context.path(path), limit: maxBytes), key)
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

    private func download(_ url: String, _ progress: @escaping (TransferProgress) -> Void) throws -> [UInt8] {
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
        return try download.bytes(context, progress: progress)
    }

    /// The content of a file that was fetched in another way, its seal opened with the key of its link.
    ///
    /// - Throws: ``SharingError``.
    public func opened(_ bytes: [UInt8], _ key: String?) throws -> [UInt8] {
        guard Self.isSealed(bytes) else { return bytes }
        guard let key else { throw SharingError.keyMissing }
        do throws(AgeError) {
            return try Age.open(bytes, with: [X25519Identity(key)])
        } catch {
            throw SharingError.cannotOpen(reason: error.message)
        }
    }

    /// Whether a file begins as age files do, binary or armored.
    static func isSealed(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: Array("age-encryption.org/v1\n".utf8))
            || bytes.starts(with: Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8))
    }
}
