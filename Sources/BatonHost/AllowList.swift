internal import Digest
internal import Platform

/// Values that the person has looked at and lets stay.
public struct AllowList: Sendable {
    /// One thing that is allowed; what is not given holds for all.
    public struct Entry: Sendable, Hashable {
        /// SHA-256 of the value, as 64 lower-case hexadecimal digits.
        public var hash: String?
        /// The rule.
        public var rule: String?
        /// A pattern of paths of files that `baton redact` is given by name.
        public var path: String?

        /// An entry from its parts.
        public init(hash: String? = nil, rule: String? = nil, path: String? = nil) {
            self.hash = hash
            self.rule = rule
            self.path = path
        }
    }

    /// All entries.
    public private(set) var entries: [Entry] = []
    /// Those that ask for a hash and hold everywhere.
    private var hashes: [String: [String?]] = [:]

    /// Nothing allowed.
    public init() {}

    /// Adds an entry; one that says nothing is left out.
    public mutating func add(_ entry: Entry) {
        guard entry.hash != nil || entry.rule != nil || entry.path != nil else { return }
        entries.append(entry)
        if entry.path == nil, let hash = entry.hash { hashes[hash, default: []].append(entry.rule) }
    }

    /// Adds all entries of another list.
    public mutating func add(_ other: AllowList) { for entry in other.entries { add(entry) } }

    /// Rules of which nothing is replaced anywhere.
    var rules: Set<String> {
        Set(entries.filter { $0.hash == nil && $0.path == nil }.compactMap(\.rule))
    }

    /// Whether nothing depends on a value.
    var isEmpty: Bool { hashes.isEmpty }

    /// Whether a value that a rule found may stay, wherever it stands.
    ///
    /// A value that is escaped, as in JSON, counts like the same value without backslashes.
    func allows(_ rule: String, _ value: [UInt8]) -> Bool {
        if hashes.isEmpty { return false }
        return Self.digests(of: value).contains { digest in
            hashes[digest]?.contains { $0 == nil || $0 == rule } == true
        }
    }

    /// What holds for one file, `path` being absolute, on top of what holds everywhere.
    func list(forFile path: String, _ context: Context) -> [Entry] {
        entries.filter { entry in
            guard let pattern = entry.path else { return false }
            return PathPattern(context.path(pattern)).matches(path)
        }
    }

    /// SHA-256 of a value as it is, and as it is without its escapes.
    static func digests(of value: [UInt8]) -> [String] {
        let plain = unescaped(value)
        return plain == value ? [SHA256.hex(value)] : [SHA256.hex(value), SHA256.hex(plain)]
    }

    /// The digest that a person's allow-list keeps of a value.
    public static func digest(of value: [UInt8]) -> String { SHA256.hex(unescaped(value)) }

    private static func unescaped(_ value: [UInt8]) -> [UInt8] {
        value.contains(UInt8(ascii: "\\")) ? value.filter { $0 != UInt8(ascii: "\\") } : value
    }
}
