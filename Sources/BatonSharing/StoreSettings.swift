internal import Age
internal import Platform

/// How a store is configured: its kind and the values that the kind asks for.
public struct StoreSettings: Sendable, Equatable {
    /// A value of a setting.
    public enum Value: Sendable, Equatable {
        /// A text.
        case text(String)
        /// A whole number.
        case number(Int)
        /// Yes or no.
        case flag(Bool)
        /// Names with texts.
        case texts([String: String])
    }

    /// Its kind, such as `x0`.
    public var type: String
    /// Its values by the names of the settings.
    public var values: [String: Value]

    /// Settings from their parts.
    public init(type: String, _ values: [String: Value] = [:]) {
        self.type = type
        self.values = values
    }

    /// Settings of a store that has no more than an address or a folder.
    public init(type: String, url: String? = nil, path: String? = nil, allowsPlainHTTP: Bool = false) {
        self.type = type
        values = [:]
        if let url { values["url"] = .text(url) }
        if let path { values["path"] = .text(path) }
        if allowsPlainHTTP { values["allow_http"] = .flag(true) }
    }

    /// A text among the values.
    public func text(_ name: String) -> String? {
        if case .text(let text) = values[name] { text } else { nil }
    }

    /// A number among the values.
    public func number(_ name: String) -> Int? {
        if case .number(let number) = values[name] { number } else { nil }
    }

    /// A flag among the values; false where there is none.
    public func flag(_ name: String) -> Bool { values[name] == .flag(true) }

    /// Names with texts among the values; none where there are none.
    public func texts(_ name: String) -> [String: String] {
        if case .texts(let texts) = values[name] { texts } else { [:] }
    }
}

/// A store that is about to be made: its name, its settings, its surroundings.
struct StoreSource {
    let name: String
    let settings: StoreSettings
    let context: Context

    func problem(_ text: String) -> SharingError { .badStoreSettings(name: name, problem: text) }

    /// A text that must be there.
    func text(_ setting: String) throws -> String {
        guard let text = settings.text(setting), !text.isEmpty else {
            throw problem("a store of type \(settings.type) needs '\(setting)'")
        }
        return text
    }

    /// Where a secret is found: `NAME_env` names a variable, `NAME_file` a file.
    func secret(_ setting: String) throws -> SecretSource {
        let (variable, file) = (settings.text(setting + "_env"), settings.text(setting + "_file"))
        guard variable == nil || file == nil else {
            throw problem("give '\(setting)_env' or '\(setting)_file', not both")
        }
        return SecretSource(
            store: name,
            variable: variable,
            path: file.map { context.path($0) },
            context: context
        )
    }
}

/// Where a secret is, which is looked up when it is needed and not before.
struct SecretSource {
    let store: String
    let variable: String?
    let path: String?
    let context: Context

    /// Whether the settings name a place.
    var isNamed: Bool { variable != nil || path != nil }

    /// The secret, or nil when no place is named.
    ///
    /// - Throws: ``SharingError/noCredentials(store:problem:)``.
    func value() throws -> SecretText? {
        if let variable {
            guard let text = context.variable(variable) else {
                throw problem("the variable '\(variable)' is not set")
            }
            return try checked(SecretText(utf8: text), "the variable '\(variable)'")
        }
        guard let path else { return nil }
        guard var bytes = try? Files.read(path, limit: 1 << 16) else {
            throw problem("the file '\(path)' cannot be read")
        }
        while let last = bytes.last, last == 0x0a || last == 0x0d || last == 0x20 { bytes.removeLast() }
        return try checked(SecretText(moving: &bytes), "the file '\(path)'")
    }

    /// One that can stand in a header: one line of visible characters.
    private func checked(_ secret: SecretText, _ place: String) throws -> SecretText {
        let isFit = secret.withBytes { bytes in
            bytes.count > 0 && bytes.indices.allSatisfy { (0x20...0x7e).contains(bytes[$0]) }
        }
        guard isFit else { throw problem("\(place) does not hold one line of visible characters") }
        return secret
    }

    private func problem(_ text: String) -> SharingError { .noCredentials(store: store, problem: text) }
}
