internal import BatonHost
internal import JSON
public import Platform

/// What the person has approved, kept outside every repository and bound to content.
///
/// One file stands for one approval: its name is the hash of the real path, the kind, and the hash of the recipe with
/// all files it names. So a changed recipe is another one, and nothing in a repository can approve itself.
public struct TrustStore: Sendable {
    /// What can be approved: a file with all that it brings along.
    public struct Subject: Sendable {
        /// The recipe's path; links are resolved when it is made.
        public let path: String
        /// The hash of the content: that of the recipe, or, when it names files, of the list that `sha256sum` prints
        /// of the recipe and those files.
        public let fingerprint: String
        /// The recipe's text, kept to show what has changed since.
        let text: String
    }

    /// One approval, or a denial.
    public struct Approval: Sendable, Hashable {
        /// The recipe's real path.
        public let path: String
        /// The hash of the approved content; `nil` when the path is approved, or denied, whatever it holds.
        public let fingerprint: String?
        /// Whether it is denied.
        public let isDenial: Bool
        /// When it was approved, as in RFC 3339.
        public let time: String
        /// The permissions that were shown.
        public let permissions: [String]
        /// The recipe's text as it was approved.
        public let text: String
    }

    private let directory: String
    private let context: Context
    private let sha256: @Sendable ([UInt8]) -> String

    /// The store in the person's state folder.
    ///
    /// - Parameters:
    ///   - context: the surroundings, which say where that is.
    ///   - sha256: gives the SHA-256 of bytes in lower-case hexadecimal.
    public init(_ context: Context, sha256: @escaping @Sendable ([UInt8]) -> String) {
        directory = Paths.join(Configuration.stateDirectory(context), "trust")
        self.context = context
        self.sha256 = sha256
    }

    /// What would be approved with these bytes.
    ///
    /// `scripts` are the files that the recipe names.
    public func subject(path: String, _ bytes: [UInt8], scripts: [String: [UInt8]] = [:]) -> Subject {
        var fingerprint = sha256(bytes)
        if !scripts.isEmpty {
            var list = "\(fingerprint)  \(Paths.name(path))\n"
            for (name, content) in scripts.sorted(by: { $0.key < $1.key }) {
                list += "\(sha256(content))  \(name)\n"
            }
            fingerprint = sha256(Array(list.utf8))
        }
        return Subject(
            path: Paths.real(path) ?? path,
            fingerprint: fingerprint,
            text: String(decoding: bytes, as: UTF8.self)
        )
    }

    /// Whether this content at this path, or the path whatever it holds, was approved.
    ///
    /// `BATON_TRUST_SHA256` approves content by its hash for machines where nobody can be asked; it may list several,
    /// with commas between.
    public func isApproved(_ subject: Subject) -> Bool {
        if let listed = context.variable("BATON_TRUST_SHA256"),
            listed.split(separator: ",").contains(where: { $0.lowercased() == subject.fingerprint })
        {
            return true
        }
        return [file(subject.path, subject.fingerprint), file(subject.path, nil)].contains { path in
            Files.linkStatus(path)?.kind == .file
        }
    }

    /// Approves the content.
    ///
    /// `permissions` are what was shown to the person.
    ///
    /// - Throws: `PlatformError` when it cannot be kept.
    public func approve(_ subject: Subject, permissions: [String]) throws(PlatformError) {
        try write(
            Approval(
                path: subject.path,
                fingerprint: subject.fingerprint,
                isDenial: false,
                time: context.now().iso8601,
                permissions: permissions,
                text: subject.text
            )
        )
    }

    /// Approves a path whatever it holds: for the person who is writing that file.
    ///
    /// - Throws: `PlatformError` when it cannot be kept.
    public func approvePath(_ path: String) throws(PlatformError) {
        try write(
            Approval(
                path: Paths.real(path) ?? path,
                fingerprint: nil,
                isDenial: false,
                time: context.now().iso8601,
                permissions: [],
                text: ""
            )
        )
    }

    /// Denies a path whatever it holds, and takes back its approvals.
    ///
    /// - Throws: `PlatformError` when it cannot be kept.
    public func deny(path: String) throws(PlatformError) {
        try revoke(path: path)
        try write(
            Approval(
                path: Paths.real(path) ?? path,
                fingerprint: nil,
                isDenial: true,
                time: context.now().iso8601,
                permissions: [],
                text: ""
            )
        )
    }

    /// Whether a path is denied.
    public func isDenied(_ path: String) -> Bool {
        Files.linkStatus(denial(Paths.real(path) ?? path)) != nil
    }

    /// Takes back all approvals and denials of a path.
    ///
    /// - Returns: how many there were.
    @discardableResult
    public func revoke(path: String) throws(PlatformError) -> Int {
        // The path as it was given counts, too: the file may be gone.
        let paths = [Paths.real(path), Paths.realAsFarAsThere(path), path]
        var count = 0
        for approval in try list() where paths.contains(approval.path) {
            try Files.remove(file(of: approval))
            count += 1
        }
        return count
    }

    /// All approvals, by path and then time.
    ///
    /// A file that cannot be read is passed over.
    public func list() throws(PlatformError) -> [Approval] {
        var result: [Approval] = []
        for name in try Files.names(in: directory) {
            let path = Paths.join(directory, name)
            guard Files.linkStatus(path)?.kind == .file, let bytes = try? Files.read(path, limit: 4 << 20),
                let approval = Self.approval(bytes), file(of: approval) == path
            else { continue }
            result.append(approval)
        }
        return result.sorted { ($0.path, $0.time) < ($1.path, $1.time) }
    }

    /// The latest approval of other content at the path, to show what has changed since.
    public func lastApproval(of subject: Subject) throws(PlatformError) -> Approval? {
        try list().last { $0.path == subject.path && $0.fingerprint != nil }
    }

    private func file(_ path: String, _ fingerprint: String?) -> String {
        let kind = fingerprint == nil ? "path" : "content"
        let key = Array("\(path)\0\(kind)\0\(fingerprint ?? "")".utf8)
        return Paths.join(directory, sha256(key))
    }

    private func denial(_ path: String) -> String {
        Paths.join(directory, sha256(Array("\(path)\0denial\0".utf8)))
    }

    private func file(of approval: Approval) -> String {
        approval.isDenial ? denial(approval.path) : file(approval.path, approval.fingerprint)
    }

    private func write(_ approval: Approval) throws(PlatformError) {
        var writer = JSONWriter(pretty: true)
        writer.object { writer in
            writer.member("path", approval.path)
            if let fingerprint = approval.fingerprint { writer.member("fingerprint", fingerprint) }
            if approval.isDenial { writer.member("denied", true) }
            writer.member("time", approval.time)
            writer.key("permissions")
            writer.array { writer in for permission in approval.permissions { writer.string(permission) } }
            writer.member("text", approval.text)
        }
        try Files.makeDirectory(directory, mode: 0o700)
        // Who approves has thought again.
        if !approval.isDenial, isDenied(approval.path) { try Files.remove(denial(approval.path)) }
        try Files.write(writer.bytes, to: file(of: approval), mode: 0o600)
    }

    private static func approval(_ bytes: [UInt8]) -> Approval? {
        guard let json = try? JSONParser.parse(bytes), let path = json["path"]?.string,
            let time = json["time"]?.string
        else { return nil }
        return Approval(
            path: path,
            fingerprint: json["fingerprint"]?.string,
            isDenial: json["denied"]?.bool ?? false,
            time: time,
            permissions: json["permissions"]?.elements.compactMap(\.string) ?? [],
            text: json["text"]?.string ?? ""
        )
    }
}
