internal import BatonGit
internal import Platform

/// Gets the file behind a link to a git repository, by the git program.
struct GitDownload {
    private let context: Context
    private let allowsPlainHTTP: Bool

    init(_ context: Context, _ allowsPlainHTTP: Bool) {
        self.context = context
        self.allowsPlainHTTP = allowsPlainHTTP
    }

    /// The file's bytes.
    ///
    /// - Throws: ``SharingError``, ``PlatformError``.
    func bytes(of link: GitLink, limit: Int) throws -> [UInt8] {
        guard let address = GitAddress(link.address, allowsPlainHTTP: allowsPlainHTTP) else {
            throw SharingError.plainHTTP(host: link.place)
        }
        let directory = context.variable("TMPDIR") ?? "/tmp"
        let refs = FileRefs(directory: directory, allowsPlainHTTP: allowsPlainHTTP, context)
        do {
            switch try refs.get(ref: link.ref, from: address, limit: limit) {
            case .bytes(let bytes): return bytes
            case .missing: throw SharingError.notThere(host: link.place, status: 404)
            case .tooLarge: throw SharingError.downloadTooLarge(limit: limit)
            }
        } catch let error as GitError {
            throw SharingError.transfer(host: link.place, reason: "\(error)")
        }
    }
}
