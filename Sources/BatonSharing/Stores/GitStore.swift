internal import BatonGit
public import Platform

/// A repository that the team has already, where each share stands under a ref of its own, `refs/baton/shares/ID`.
///
/// Such a ref has no history and is on no branch; neither `git clone` nor `git fetch` brings it along. Who can read the
/// repository can read the shares.
public struct GitStore: Store {
    /// What is known of the store.
    public let description: StoreDescription
    private let address: GitAddress
    private let refs: FileRefs
    private let directory: String

    /// A store in the repository at `address`.
    ///
    /// - Throws: ``SharingError/badStoreSettings(name:problem:)`` when git cannot be given the address.
    public init(name: String, address text: String, allowsPlainHTTP: Bool, _ context: Context) throws {
        let text = text.hasPrefix("~/") || text.hasPrefix("/") ? context.path(text) : text
        guard let address = GitAddress(text, allowsPlainHTTP: allowsPlainHTTP),
            GitLink(address, id: UniqueID.make()).text != nil
        else {
            throw SharingError.badStoreSettings(
                name: name,
                problem:
                    "url must be https://…, ssh://…, user@host:path or an absolute path, without a password"
            )
        }
        self.address = address
        directory = context.variable("TMPDIR") ?? "/tmp"
        refs = FileRefs(directory: directory, allowsPlainHTTP: allowsPlainHTTP, context)
        description = StoreDescription(
            name: name,
            type: "git",
            place: address.text,
            // What the large hosts take of one file.
            maxBytes: 100 << 20,
            retention: "kept until it is deleted, readable by everybody who can read the repository",
            readers: "everybody who can read the repository",
            canDelete: true,
            isRemote: address.host != nil
        )
    }

    /// Pushes the file under a ref of its own.
    public func put(_ upload: Upload, progress: @escaping (TransferProgress) -> Void) throws -> StoredFile {
        let count = upload.content.count
        guard count > 0 else { throw SharingError.empty }
        if let limit = description.maxBytes, count > limit {
            throw SharingError.tooLarge(store: description.name, bytes: count, limit: limit)
        }
        let link = GitLink(address, id: UniqueID.make())
        guard let url = link.text else {
            preconditionFailure("the address was tried when the store was made")
        }
        progress(TransferProgress(done: 0, total: count))
        let folder = try TemporaryFolder(in: directory, prefix: "baton-share-")
        defer { folder.remove() }
        // Git is another program, to which a file without a name means nothing.
        let path = Paths.join(folder.path, "content")
        let writer = try FileWriter(beside: path, mode: 0o600)
        try upload.content.forEachPiece { try writer.append($0.span) }
        try writer.commit(replacing: false, isDurable: false)
        try translated("take the file") {
            try refs.put(
                path: path,
                name: Self.name(upload.filename),
                ref: link.ref,
                to: address,
                time: upload.time
            )
        }
        progress(TransferProgress(done: count, total: count))
        return StoredFile(url: url, expires: nil, reference: link.ref)
    }

    /// Removes the ref; the repository's host may keep what nothing leads to for some time.
    public func delete(_ file: StoredFile) throws -> Removal {
        let link = try GitLink(file.url)
        // Both as a link says them: a path and its file: URL are one place.
        guard let own = GitLink(address, id: link.id).text, try GitLink(own).address == link.address else {
            throw SharingError.badLink(
                reason: "it leads to another repository than store '\(description.name)'"
            )
        }
        return try translated("delete the file") { try refs.delete(ref: link.ref, at: address) }
            ? .removed : .gone
    }

    private func translated<Result>(_ action: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as GitError {
            throw SharingError.notDone(store: description.name, action: action, status: 0, reason: "\(error)")
        }
    }

    /// The name in the commit's tree: a plain form of the file's own.
    private static func name(_ filename: String) -> String {
        let plain = Paths.name(filename).unicodeScalars.map { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                || [".", "_", "-"].contains(scalar) ? Character(scalar) : "-"
        }
        let text = String(plain.drop { $0 == "." || $0 == "-" }.suffix(100))
        return text.isEmpty ? "share" : text
    }
}
