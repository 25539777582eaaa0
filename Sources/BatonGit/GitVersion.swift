/// A release of git.
public struct GitVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// First number, such as 2.
    public let major: Int
    /// Second number, such as 39.
    public let minor: Int
    /// Third number; 0 when there is none.
    public let patch: Int

    /// A version from its numbers.
    public init(_ major: Int, _ minor: Int, _ patch: Int = 0) {
        self.major = major
        self.minor = minor
        self.patch = patch
    }

    /// Reads what `git version` prints, such as `git version 2.39.5 (Apple Git-154)`.
    public init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count >= 3, words[0] == "git", words[1] == "version" else { return nil }
        let parts = words[2].split(separator: ".")
        guard parts.count >= 2, let major = Int(parts[0]), let minor = Int(parts[1]) else { return nil }
        // `2.54.rc1` has no third number.
        self.init(major, minor, parts.count > 2 ? Int(parts[2]) ?? 0 : 0)
    }

    /// The first release that takes hooks from its configuration (git-hook(1)).
    public static let withConfiguredHooks = GitVersion(2, 54)

    /// The earlier release is the smaller one.
    public static func < (left: GitVersion, right: GitVersion) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }

    /// The numbers with dots between.
    public var description: String { "\(major).\(minor).\(patch)" }
}
