internal import Age
internal import HTTP
public import Platform

/// The keys that a person's words stand for: `age1…`, an SSH public key, a file of such lines, or `github:NAME`.
public struct RecipientList {
    /// Where keys of `github:NAME` are, unless the settings say otherwise.
    public static let github = "https://github.com"
    /// The most bytes of a file or an answer with keys.
    private static let byteLimit = 1 << 20
    /// The most keys of one file or answer; each makes a header longer.
    private static let keyLimit = 1000

    private let context: Context
    private let github: String
    /// The keys, each once, in the order in which they were named.
    public private(set) var recipients: [SealRecipient] = []
    /// What a person should know of where they come from, such as how many keys were found at GitHub.
    public private(set) var notes: [String] = []
    private var seen: Set<String> = []

    /// An empty list.
    ///
    /// - Parameters:
    ///   - context: where files are, and the network's settings.
    ///   - github: the address of the server whose `NAME.keys` are read for `github:NAME`.
    public init(_ context: Context, github: String = github) {
        self.context = context
        self.github = github
    }

    /// Adds the keys that `text` stands for.
    ///
    /// - Throws: ``SharingError``, ``PlatformError``; nothing of a file's or an answer's content is in it.
    public mutating func add(_ text: String) throws {
        let text = String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
        if text.hasPrefix("github:") { return try addGitHub(String(text.dropFirst(7))) }
        if text.uppercased().hasPrefix("AGE-SECRET-KEY-") {
            // Not repeated: it is a secret.
            throw SharingError.badRecipient(
                text: "AGE-SECRET-KEY-…",
                reason: "it is the secret half; its other half begins with 'age1'"
            )
        }
        if Self.isKey(text) {
            return try add(key: text) { SharingError.badRecipient(text: Self.shown(text), reason: $0) }
        }
        try addFile(text)
    }

    /// Whether a text names a file, and not a key or a person.
    public static func namesFile(_ text: String) -> Bool {
        !text.hasPrefix("github:") && !text.uppercased().hasPrefix("AGE-SECRET-KEY-") && !isKey(text)
    }

    private static func isKey(_ line: String) -> Bool {
        line.lowercased().hasPrefix("age1") || SSHPublicKey.type(inLine: line) != nil
    }

    /// The beginning of a person's own words, for a message.
    private static func shown(_ text: String) -> String {
        let line = text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }
        return String(String.UnicodeScalarView(line.prefix(40))) + (line.count > 40 ? "…" : "")
    }

    private mutating func add(key text: String, _ failure: (String) -> SharingError) throws {
        let recipient: any AgeRecipient
        do throws(AgeError) {
            recipient =
                text.lowercased().hasPrefix("age1")
                ? try X25519Recipient(text) : try SSHPublicKey.recipient(inLine: text)
        } catch .postQuantum {
            throw SharingError.postQuantum
        } catch {
            throw failure(error.message)
        }
        // The same key counts once, whatever comment stands behind it.
        let name = SSHPublicKey.key(inLine: text) ?? text
        if seen.insert(name).inserted { recipients.append(SealRecipient(recipient: recipient, text: name)) }
    }

    // MARK: Files

    private mutating func addFile(_ name: String) throws {
        let path = context.path(name)
        guard let status = Files.status(path) else {
            throw SharingError.badRecipient(
                text: Self.shown(name),
                reason: "there is no such file, and it is no key"
            )
        }
        guard status.kind == .file else {
            throw SharingError.badRecipient(text: Self.shown(name), reason: "it is no file")
        }
        let bytes = try Files.read(path, limit: Self.byteLimit)
        let before = recipients.count
        var unusable: [String] = []
        for (index, line) in Self.lines(bytes).enumerated() {
            guard let line else { continue }
            func bad(_ reason: String) -> SharingError {
                .badRecipient(text: Self.shown(name), reason: "line \(index + 1): \(reason)")
            }
            // A secret key in the place of a public one must not be called mistyped.
            if line.uppercased().hasPrefix("AGE-SECRET-KEY-") || line.hasPrefix("-----BEGIN") {
                throw bad("it is a secret key; a file of public ones is needed")
            }
            guard Self.isKey(line) else { throw bad("neither age1… nor an SSH public key") }
            if let type = unusableType(line) { unusable.append(type) } else { try add(key: line, bad) }
            guard recipients.count - before <= Self.keyLimit else {
                throw bad("more than \(Self.keyLimit) keys")
            }
        }
        guard recipients.count > before || !seen.isEmpty && unusable.isEmpty else {
            throw SharingError.badRecipient(text: Self.shown(name), reason: Self.nothing(unusable))
        }
        tell("'\(Self.shown(name))'", recipients.count - before, unusable)
    }

    /// The lines of a file that say something; nil for the others.
    private static func lines(_ bytes: [UInt8]) -> [String?] {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            let line = line.drop { $0 == 32 || $0 == 9 }
            let end = line.lastIndex { $0 != 32 && $0 != 9 && $0 != 13 }
            guard let end, line.first != UInt8(ascii: "#") else { return nil }
            return String(decoding: line[...end], as: UTF8.self)
        }
    }

    /// The type of an SSH key that nothing can be sealed to.
    private func unusableType(_ line: String) -> String? {
        guard !line.lowercased().hasPrefix("age1"), let type = SSHPublicKey.type(inLine: line) else {
            return nil
        }
        return type == "ssh-ed25519" || type == "ssh-rsa" ? nil : type
    }

    private static func nothing(_ unusable: [String]) -> String {
        unusable.isEmpty
            ? "it holds no key"
            : "its keys are of types that nothing can be sealed to: \(Set(unusable).sorted().joined(separator: ", "))"
    }

    private mutating func tell(_ place: String, _ count: Int, _ unusable: [String]) {
        var note = "\(count) \(count == 1 ? "key" : "keys") from \(place)"
        if !unusable.isEmpty {
            note += ", \(unusable.count) left out (\(Set(unusable).sorted().joined(separator: ", ")))"
        }
        notes.append(note)
    }

    // MARK: GitHub

    /// Adds the SSH keys that a person of GitHub has made public, by the address `https://github.com/NAME.keys`.
    private mutating func addGitHub(_ name: String) throws {
        func bad(_ reason: String) -> SharingError {
            .badRecipient(text: "github:" + Self.shown(name), reason: reason)
        }
        // GitHub's rule for names; it also keeps a name from being a path.
        guard (1...39).contains(name.utf8.count), name.utf8.first != UInt8(ascii: "-"),
            name.utf8.allSatisfy({ byte in
                byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            })
        else { throw bad("that is no name of a person there") }
        let bytes = try download(name, bad)
        let before = recipients.count
        var unusable: [String] = []
        for case let line? in Self.lines(bytes) {
            guard SSHPublicKey.type(inLine: line) != nil else {
                throw bad("the server sent something other than keys")
            }
            if let type = unusableType(line) {
                unusable.append(type)
            } else {
                try add(key: line) { _ in bad("the server sent a broken key") }
            }
            guard recipients.count - before <= Self.keyLimit else {
                throw bad("more than \(Self.keyLimit) keys")
            }
        }
        guard recipients.count > before || !seen.isEmpty && unusable.isEmpty && !bytes.isEmpty else {
            throw bad(unusable.isEmpty ? "this person has no public SSH keys there" : Self.nothing(unusable))
        }
        tell("github:\(name)", recipients.count - before, unusable)
    }

    private func download(_ name: String, _ bad: (String) -> SharingError) throws -> [UInt8] {
        let base = github.hasSuffix("/") ? String(github.dropLast()) : github
        guard let url = try? HTTPURL("\(base)/\(name).keys") else {
            throw bad("the settings name no usable address as 'github'")
        }
        // Who can change the answer can read what is sealed.
        let isLocal = ["127.0.0.1", "localhost", "::1", "[::1]"].contains(url.host)
        guard url.scheme == "https" || isLocal else { throw SharingError.plainHTTP(host: url.host) }
        var request = HTTPRequest(.get, url.text, allowsPlainHTTP: isLocal)
        request.limits.responseBytes = Self.byteLimit
        request.limits.total = .seconds(30)
        let response = try Network.send(request, context, host: url.host) { _ in }
        switch response.status {
        case 200: return response.body
        case 404: throw bad("there is no such person")
        default: throw bad("'\(url.host)' answered with status \(response.status)")
        }
    }
}
