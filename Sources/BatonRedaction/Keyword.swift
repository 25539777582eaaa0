/// A word that names a secret, to be followed by an operator and the secret.
struct Keyword: Sendable {
    /// How much the word says, and so how little the value must.
    enum Kind: Sendable {
        /// People choose the value: short ones count.
        case password
        /// Machines make the value: it must look so.
        case secret
        /// The word alone says little: the value must be long and random.
        case key
    }

    /// The expression, caseless; a match may be part of a longer name.
    let expression: String
    let kind: Kind

    init(_ expression: String, _ kind: Kind) {
        self.expression = expression
        self.kind = kind
    }

    static let passwords = ["passw(?:or)?d", "passphrase", "pwd", "[_\\-.\"' ]pass", "identified by"]
        .map { Keyword($0, .password) }
    static let secrets = [
        "secret", "token", "api[_\\- ]?key", "access[_\\-]?key", "auth[_\\-]?key", "private[_\\-]?key",
        "encryption[_\\-]?key", "signing[_\\-]?key", "account[_\\-]?key", "master[_\\-]?key",
        "shared[_\\-]?key",
        "service[_\\-]?key", "credentials?", "[_\\-\"']auth", "app[_\\-]?key", "session[_\\-]?key",
        "admin[_\\-]?key",
    ].map { Keyword($0, .secret) }
    static let keys = [
        "[a-z]_key", "webhook_?url", "[_.]sid", "[?&]sig", "[?&]key", "phpsessid", "jsessionid",
        "amz-signature", "goog-signature",
    ].map { Keyword($0, .key) }
}
