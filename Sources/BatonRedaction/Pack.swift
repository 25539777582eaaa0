/// Rules for what is no secret but does not belong in public; none is on unless it is asked for.
public enum Pack: String, Sendable, CaseIterable {
    /// Addresses of electronic mail.
    case email
    /// Addresses of machines, IPv4 and IPv6.
    case ip
    /// Telephone numbers.
    case phone
    /// Names of people and machines: user names in paths of home directories, the person's own names, the machine's.
    case names
    /// Words that a company keeps to itself, as the person's settings list them.
    case words

    /// What it removes, in a few words.
    public var about: String {
        switch self {
        case .email: "e-mail addresses"
        case .ip: "IP addresses"
        case .phone: "telephone numbers"
        case .names: "user names in paths, your own names and the machine's"
        case .words: "the words of your settings"
        }
    }

    /// The rules of the pack.
    public func rules(_ names: PersonalNames) -> [Rule] {
        switch self {
        case .email: [emailRule]
        case .ip: [ipAddressRule]
        case .phone: [phoneRule]
        case .names: personalNameRules(names)
        case .words: names.words.isEmpty ? [] : [wordRule("word", "Word of your own list", names.words)]
        }
    }
}

/// Names that only the person's surroundings and settings know.
public struct PersonalNames: Sendable, Hashable {
    /// The name that the person logs in by.
    public var loginName: String
    /// The person's name.
    public var fullName: String
    /// The machine's name.
    public var hostName: String
    /// Words that a company keeps to itself.
    public var words: [String]

    /// Names from their parts; empty ones are not looked for.
    public init(loginName: String = "", fullName: String = "", hostName: String = "", words: [String] = []) {
        self.loginName = loginName
        self.fullName = fullName
        self.hostName = hostName
        self.words = words
    }
}
