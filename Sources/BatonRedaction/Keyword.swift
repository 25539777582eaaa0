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
        /// The value is a social security number.
        case number
        /// The value is the base32 seed of one-time passwords.
        case seed
    }

    /// The expression, caseless; a match may be part of a longer name.
    let expression: String
    let kind: Kind
    /// Whether it counts only where a word begins: `pass` in `DB_PASS`, not in `compass`.
    let beginsWord: Bool

    init(_ expression: String, _ kind: Kind, beginsWord: Bool = false) {
        self.expression = expression
        self.kind = kind
        self.beginsWord = beginsWord
    }

    static let passwords = [
        "passw(?:or)?d", "passphrase", "passcode", "pwd", "pass",
        "pw",
        "identified by", "identified with [a-z0-9_]{1,32} by", "requirepass", "masterauth", "bindpw",
        "psk",
        "(?:ssh|db|user|admin|root|my|pg|sql|smtp|mail|ftp|login|become)pass",
        // The same word in other languages; the engine reads bytes, so that capitals beyond ASCII are listed.
        "contrase(?:ñ|\\\\u00f1|n)a", "mot de passe", "passwort", "kennwort", "senha", "wachtwoord", "hasło",
        "lösenord", "parola", "(?:П|п)ароль", "密码", "密碼", "パスワード", "비밀번호", "암호",
    ].map { Keyword($0, .password, beginsWord: ["pass", "pw", "psk"].contains($0)) }
    static let secrets = [
        "secret", "token", "api[_\\- ]?key", "access[_\\-]?key", "auth[_\\-]?key", "private[_\\-]?key",
        "encryption[_\\-]?key", "signing[_\\-]?key", "account[_\\-]?key", "master[_\\-]?key",
        "shared[_\\-]?key",
        "service[_\\-]?key", "credentials?", "[_\\-\"']auth", "app[_\\-]?key", "session[_\\-]?key",
        "admin[_\\-]?key", "subscription[_\\-]?key", "preshared-?key", "secret key", "access token",
        "bearer_?auth",
    ].map { Keyword($0, .secret) }
    static let keys = [
        "[a-z][_.\\-]key", "webhook_?url", "[_.]sid", "[?&]sig", "[?&]key", "phpsessid", "jsessionid",
        "amz-signature", "goog-signature", "[?&]signature", "salt", "[?&]code",
        "code_verifier",
        "device_code", "(?:the|this|my|your|our) key", "sonar\\.login",
    ].map { Keyword($0, .key, beginsWord: $0 == "salt") }
    /// The US number in words and as programs name it.
    static let socialSecurity = ["ssn", "social[_ ]security(?:[_ ](?:number|no\\.?))?"]
        .map { Keyword($0, .number, beginsWord: $0 == "ssn") }
    static let seeds = [
        "[?&]secret", "t?otp[_ ]?(?:secret|seed|key)", "(?:2fa|mfa)[_ ](?:secret|seed|key)(?:[_ ]key)?",
        "setup key",
    ].map { Keyword($0, .seed) }
}
