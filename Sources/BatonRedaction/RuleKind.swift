extension Rule {
    /// What tells a secret of a rule.
    public enum Kind: String, Sendable, CaseIterable {
        /// Its own form: a prefix, a mark, a checksum.
        case form
        /// What stands before it: a name, a vendor, a command.
        case context
        /// Its first line; it goes over several.
        case block
        /// It is about a person.
        case personal
        /// A pattern of the user.
        case custom
    }
}

extension Finder {
    /// What tells a secret of this finder.
    var kind: Rule.Kind {
        switch self {
        case .prefixed, .exact, .shaped, .run, .located, .named: .form
        case .assignment, .urlPassword, .authorization: .context
        case .privateKey: .block
        case .card, .account: .personal
        case .search: .custom
        }
    }
}
