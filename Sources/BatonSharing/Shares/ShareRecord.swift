public import Age
internal import JSON
public import Platform

/// One share, as the list of shares on this machine keeps it.
///
/// It never holds content or a title, and the key only when the person wants keys to be remembered.
public struct ShareRecord: Sendable, Equatable {
    /// How far a share came.
    public enum State: String, Sendable, CaseIterable {
        /// The upload has begun and its end was not written down: it runs, or its process was killed.
        case pending
        /// The store gave a link.
        case shared
        /// All was sent, and no answer says whether it arrived.
        case unknown
        /// It did not arrive.
        case failed
        /// A person stopped it before it arrived.
        case cancelled
        /// The store removed it when asked to.
        case revoked
        /// The store said that it was not there any more.
        case gone
        /// The person wants it off the list.
        case forgotten
    }

    /// A UUID in lower case.
    public var id: String
    /// Its number in the list, from 1; it never changes.
    public var number: Int
    /// How far it came.
    public var state: State
    /// The store's name.
    public var store: String
    /// The store's address or folder, so that a token goes to no other place later.
    public var place: String
    /// Where it is, without a key.
    public var url: String?
    /// The key of the link, where keys are remembered.
    public var key: SecretText?
    /// When it was uploaded.
    public var created: Timestamp
    /// When the store removes it, as far as that is known.
    public var expires: Timestamp?
    /// Size as uploaded, in bytes.
    public var bytes: Int
    /// The session that it holds, where it holds one.
    public var session: String?
    /// The name of the file that was shared, without secrets.
    public var name: String
    /// How it is sealed: `none`, `link` and so on.
    public var sealed: String
    /// What the store wants to see before it deletes or extends it.
    public var token: SecretText?
    /// By what the store knows it, where that is not its address.
    public var reference: String?
    /// The process that uploads it, while it does.
    public var process: Int32?

    /// What to hand on, with the key where it is remembered; nil without a link.
    public var link: String? { url.map { url in key.map { url + "#" + $0.revealedText() } ?? url } }

    /// The file as its store knows it; nil without a link.
    public var file: StoredFile? {
        url.map { StoredFile(url: $0, expires: expires, token: token, reference: reference) }
    }

    /// Whether it is still under way.
    public var isRunning: Bool { state == .pending && process.map(ProcessTree.isRunning) ?? false }

    /// Whether the store may have something of it now.
    ///
    /// What the store said it keeps until a moment is over with that moment.
    public func mayBeThere(at time: Timestamp) -> Bool {
        switch state {
        case .failed, .cancelled, .revoked, .gone, .forgotten: false
        case .pending, .shared, .unknown: expires.map { $0 > time } ?? true
        }
    }
}

extension ShareRecord {
    /// The version of the lines that this program writes.
    private static let version = 1

    /// The record as one line of JSON without a newline.
    var line: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("version", Self.version)
            writer.member("id", id)
            writer.member("number", number)
            writer.member("state", state.rawValue)
            writer.member("store", store)
            writer.member("place", place)
            if let url { writer.member("url", url) }
            if let key { writer.member("key", key) }
            writer.member("created", created.iso8601)
            if let expires { writer.member("expires", expires.iso8601) }
            writer.member("bytes", bytes)
            if let session { writer.member("session", session) }
            writer.member("name", name)
            writer.member("sealed", sealed)
            if let token { writer.member("token", token) }
            if let reference { writer.member("reference", reference) }
            if let process { writer.member("process", Int(process)) }
        }
        return writer.bytes
    }

    /// Reads a line; nil when it is none of this version.
    init?(_ line: [UInt8]) {
        guard let json = try? JSONParser.parse(line), json["version"]?.int == Int64(Self.version),
            let id = json["id"]?.string, UniqueID.isLowercaseUUID(id),
            let number = json["number"]?.int, number >= 1,
            let state = json["state"]?.string.flatMap({ State(rawValue: $0) }),
            let store = json["store"]?.string, let place = json["place"]?.string,
            let created = json["created"]?.string.flatMap({ Timestamp($0) })
        else { return nil }
        self.id = id
        self.number = Int(number)
        self.state = state
        self.store = store
        self.place = place
        self.created = created
        url = json["url"]?.string
        key = Self.secret(json["key"])
        expires = json["expires"]?.string.flatMap { Timestamp($0) }
        bytes = Int(json["bytes"]?.int ?? 0)
        session = json["session"]?.string
        name = json["name"]?.string ?? ""
        sealed = json["sealed"]?.string ?? ""
        token = Self.secret(json["token"])
        reference = json["reference"]?.string
        process = json["process"]?.int.flatMap { Int32(exactly: $0) }
    }

    private static func secret(_ value: JSONValue?) -> SecretText? {
        guard var bytes = value?.utf8 else { return nil }
        return SecretText(moving: &bytes)
    }
}

extension JSONWriter {
    /// Writes a key and a secret in the clear.
    fileprivate mutating func member(_ key: String, _ secret: SecretText) {
        self.key(key)
        secret.withBytes { string(utf8: $0) }
    }
}
