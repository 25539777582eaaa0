/// A secret that was found, told without telling it.
public struct Finding: Sendable, Hashable {
    /// The rule that found it, such as `github-token`.
    public let rule: String
    /// What stands in its place, such as `[redacted:github-token:1]`.
    public let placeholder: String
    /// Where the replaced part begins in the input (bytes).
    public let offset: Int
    /// How long the replaced part is in the input (bytes).
    public let length: Int
    /// At most the public beginning that tells the kind of secret, such as `ghp_`; often empty.
    public let hint: String
}

/// An input without its secrets.
public struct Redaction: Sendable, Hashable {
    /// The input with placeholders.
    public let bytes: [UInt8]
    /// What was replaced, in the order of the input.
    public let findings: [Finding]
}
