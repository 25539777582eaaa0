/// A failure that a script can look at: what kind it is, one sentence, and what to do next.
public struct HostError: Error, Sendable, Equatable {
    /// A stable name such as `arg`, `denied`, `session.not_found`.
    public let kind: String
    /// One sentence; never text of a transcript, a secret or a key.
    public let message: String
    /// What to do next.
    public let hint: String?

    /// A failure.
    public init(_ kind: String, _ message: String, hint: String? = nil) {
        self.kind = kind
        self.message = message
        self.hint = hint
    }

    /// A script asked for something that no file may do that nobody approved.
    static func notApproved(_ function: HostFunction) -> HostError {
        HostError("denied", "\(function.fullName) is not for files that were not approved")
    }

    /// A script asked for something it did not declare.
    static func denied(_ permission: Permission, _ function: HostFunction, name: String? = nil) -> HostError {
        let subject = name.map { " '\($0)'" } ?? ""
        return HostError(
            "denied",
            "\(function.fullName) needs the permission '\(permission.rawValue)'\(subject)",
            hint: "declare it under 'permissions:' in the recipe"
        )
    }
}

extension HostError: CustomStringConvertible {
    /// The sentence.
    public var description: String { message }
}
