internal import Age
public import Platform

/// Tries a store out with a tiny sealed file: uploads it, fetches it back by its link, opens it, deletes it.
///
/// The file holds random text and nothing else. It is not kept in any list of shares, since it is gone again, or tells nothing.
public struct StoreTrial {
    /// What was done.
    public struct Outcome: Sendable, Equatable {
        /// The link without its key.
        public let url: String
        /// Bytes that were stored.
        public let bytes: Int
        /// What deleting gave; nil where the store cannot delete.
        public let removal: Removal?
        /// Whether the link stopped working; nil where nothing was deleted.
        public let isGone: Bool?
        /// When the store removes what is left, as far as that is known.
        public let expires: Timestamp?
    }

    private let store: any Store
    private let time: Timestamp
    private let fetch: (Link) throws -> [UInt8]

    /// About how large the sealed file is, in bytes.
    public static let bytes = 300

    /// A trial of `store`.
    ///
    /// - Parameters:
    ///   - store: the store.
    ///   - time: the time of the upload.
    ///   - fetch: gets and opens what is behind a link, as a clone does.
    public init(_ store: any Store, time: Timestamp, fetch: @escaping (Link) throws -> [UInt8]) {
        self.store = store
        self.time = time
        self.fetch = fetch
    }

    /// Tries it.
    ///
    /// - Parameter step: told what is being done, in words such as `uploaded`.
    /// - Returns: what was done.
    /// - Throws: ``SharingError``, and what fetching fails with; what was uploaded is deleted before, where that is
    ///   possible.
    public func run(_ step: (String) -> Void) throws -> Outcome {
        let identity = X25519Identity.generate()
        let plain = Array("a trial of this store: \(UniqueID.make())\n".utf8)
        let sealed = try Age.seal(plain, to: [identity.recipient], armored: store.description.isTextOnly)
        let file = try store.put(
            Upload(
                content: .bytes(sealed),
                filename: "session.age",
                mediaType: "application/octet-stream",
                time: time
            ),
            progress: { _ in }
        )
        step("uploaded \(sealed.count) bytes")
        let link = try Link(file.url + "#" + identity.secretText.revealedText())
        do {
            guard try fetch(link) == plain else {
                throw SharingError.badAnswer(
                    store: store.description.name,
                    reason: "what came back is not what was sent"
                )
            }
        } catch {
            if store.description.canDelete { _ = try? store.delete(file) }
            throw error
        }
        step("fetched it back by its link and opened it")
        guard store.description.canDelete else {
            return Outcome(
                url: file.url,
                bytes: sealed.count,
                removal: nil,
                isGone: nil,
                expires: file.expires
            )
        }
        let removal = try store.delete(file)
        step("deleted it")
        let isGone = (try? fetch(link)) == nil
        step(
            isGone
                ? "the link does not work any more"
                : "the link still works; a cache may keep it for some minutes"
        )
        return Outcome(
            url: file.url,
            bytes: sealed.count,
            removal: removal,
            isGone: isGone,
            expires: isGone ? nil : file.expires
        )
    }
}
