internal import BatonRedaction
internal import JSON
public import Lua

/// A value that scripts pass on without being able to see it.
final class SecretText {
    let text: String

    init(_ text: String) { self.text = text }
}

/// `Secret`: the values that scripts hold and cannot look into.
enum SecretHandle {
    static let number: Int32 = 40

    static let type = HostHandle(
        "Secret",
        number: number,
        "A value that scripts can pass on and not see: request headers, stores and the environment of programs take it.",
        display: "<secret>"
    )
}

extension HostRun {
    // MARK: Secrets

    /// The value that scripts hold a secret by; from now on it is masked in all that is shown, written or sent.
    ///
    /// - Throws: ``HostError`` when it is too short to be told from other text.
    func secret(_ text: String, called name: String) throws -> HostValue {
        guard effects.secrets.add(Array(text.utf8)) else {
            throw HostError(
                "secrets.too_short",
                "\(name) has fewer than \(SecretMask.shortest) bytes, which is too short for a secret"
            )
        }
        return handle(SecretText(text), type: SecretHandle.number)
    }

    /// The text of a value that may be a secret; `nil` when it is neither a text nor a secret.
    public func sensitiveText(_ value: HostValue) -> String? {
        if let text = value.text { return text }
        let secret: SecretText? = object(value, type: SecretHandle.number)
        return secret?.text
    }

    /// Takes note of a variable that the run reads: its value may be a secret that only the variable's name tells.
    public func note(variable name: String, _ value: String) throws {
        // No secret is as short as most values, which need no rules.
        if value.utf8.count >= SecretMask.shortest {
            try redactor().learn(text: Array("\(name)=\(value)".utf8))
        }
    }

    /// A text with placeholders for the secrets that this run was given.
    public func masked(_ text: String) -> String { effects.secrets.masked(text) }

    /// A failure with placeholders for the secrets that this run was given.
    public func masked(_ error: any Error) -> any Error {
        if effects.secrets.isEmpty { return error }
        guard var error = error as? LuaError else { return FailureDescription.changed(error, masked) }
        error.change(masked)
        error.value = maskedTexts(in: error.value)
        return error
    }

    /// A failure that is to be shown, without secrets: a script may put any text into its own.
    public func redacted(_ error: any Error) -> any Error {
        let clean = { (try? self.redacted($0)) ?? FailureDescription.withheld }
        guard var error = masked(error) as? LuaError else { return FailureDescription.changed(error, clean) }
        error.change(clean)
        return error
    }

    /// What a recipe or script gives to the outside, without secrets; links that this run made stay.
    ///
    /// - Parameters:
    ///   - value: what it gives.
    ///   - unredacted: whether it may leave in what looks like a secret and was not given as one.
    /// - Returns: the value with placeholders.
    /// - Throws: ``HostError`` when a secret is among it.
    public func outputs(_ value: HostValue, unredacted: Bool = false) throws -> HostValue {
        if let path = SecretSearch.path(to: value) {
            throw HostError(
                "secret",
                "the output\(path.isEmpty ? "" : " '\(path)'") is a secret, which cannot leave the script",
                hint: "pass it to a request header, a store or the environment of a program"
            )
        }
        let masked = effects.secrets.isEmpty ? value : maskedTexts(in: value)
        return unredacted ? masked : try withoutSecrets(in: masked)
    }

    /// A value whose texts hold no secrets, also none that is known by the name it has in a table.
    private func withoutSecrets(in value: HostValue) throws -> HostValue {
        // In a table of its own, so that nothing in it looks like a record's identifiers, which are never changed.
        let json = String(decoding: ValueJSON.encode(.record(["value": value]), pretty: false), as: UTF8.self)
        // No secret is as short as most results, which need no rules.
        if json.utf8.count < 28 { return value }
        let mask = LinkMask(madeLinks, in: json)
        let bytes = Array(mask.text.utf8)
        var redaction = TextRedaction(try redactor())
        let clean = try redaction.redact(bytes)
        if redaction.findings.isEmpty { return value }
        let text = mask.restored(String(decoding: clean, as: UTF8.self))
        guard case .table(let table) = ValueJSON.decode(try JSONParser.parse(Array(text.utf8))) else {
            throw HostError(
                "redaction",
                "the outputs are not shown, since their secrets could not be removed"
            )
        }
        return table[LuaKey.string(LuaString("value"))] ?? .null
    }

    private func maskedTexts(in value: HostValue) -> HostValue {
        switch value {
        case .string(let string):
            effects.secrets.masked(string.bytes).map { .string(LuaString(bytes: $0.bytes)) } ?? value
        case .array(let elements): .array(elements.map(maskedTexts))
        case .table(let table):
            .table(
                Dictionary(
                    table.map { (maskedKey($0.key), maskedTexts(in: $0.value)) },
                    uniquingKeysWith: { first, _ in first }
                )
            )
        default: value
        }
    }

    /// A key, too, may be a text that a server sent.
    private func maskedKey(_ key: LuaKey) -> LuaKey {
        guard case .string(let text) = key, let masked = effects.secrets.masked(text.bytes) else {
            return key
        }
        return .string(LuaString(bytes: masked.bytes))
    }
}

extension LuaError {
    /// Changes each of its texts.
    fileprivate mutating func change(_ text: (String) -> String) {
        message = text(message)
        hint = hint.map(text)
        trace = trace.map(text)
    }
}

extension FailureDescription {
    /// What stands in place of a message that could not be searched for secrets.
    public static let withheld = "it failed, and why is not shown, since it could not be searched for secrets"

    /// A failure with each of its texts changed; the same one when none is.
    fileprivate static func changed(_ error: any Error, _ text: (String) -> String) -> any Error {
        let failure = FailureDescription(error)
        let (message, hint) = (text(failure.message), failure.hint.map(text))
        if message == failure.message, hint == failure.hint { return error }
        return HostError(failure.kind, message, hint: hint)
    }
}

/// Finds secrets inside values.
enum SecretSearch {
    /// The place of the first secret in a value, such as `headers.Authorization`, empty for the value itself; `nil` when
    /// there is none.
    static func path(to value: HostValue) -> String? {
        switch value {
        case .handle(let handle): return handle.type == SecretHandle.number ? "" : nil
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                if let rest = path(to: element) { return join("[\(index + 1)]", rest) }
            }
        case .table(let table):
            for (key, element) in table {
                guard let rest = path(to: element) else { continue }
                switch key {
                case .string(let name): return join(PrintableText.line(name.text ?? "?"), rest)
                case .int(let number): return join("[\(number)]", rest)
                case .bool(let flag): return join("[\(flag)]", rest)
                }
            }
        default: break
        }
        return nil
    }

    private static func join(_ head: String, _ rest: String) -> String {
        rest.isEmpty || rest.hasPrefix("[") ? head + rest : head + "." + rest
    }

    /// Modules whose functions pass any value on without writing it: a secret stays one there.
    private static let passing: Set<String> = ["", "log", "task", "iter", "testing"]

    /// Refuses secrets where any value is taken.
    ///
    /// - Throws: ``HostError`` of the kind `secret`.
    static func check(_ arguments: ArgumentCheck.Values, _ function: HostFunction) throws {
        guard !passing.contains(function.module) else { return }
        for (field, value) in zip(function.fields, arguments.values) {
            try check(value, field, function)
        }
        if let rest = function.rest { for value in arguments.rest { try check(value, rest, function) } }
    }

    private static func check(_ value: HostValue, _ field: HostField, _ function: HostFunction) throws {
        guard !takesSecrets(field.type), let path = path(to: value) else { return }
        throw HostError(
            "secret",
            "\(function.fullName): argument '\(join(field.name, path))' is a secret, which cannot be seen or written",
            hint: "pass it to a request header, a store or the environment of a program"
        )
    }

    private static func takesSecrets(_ type: HostType) -> Bool {
        switch type {
        case .sensitive: true
        case .list(let element), .map(let element): takesSecrets(element)
        case .handle(let name): name == SecretHandle.type.name
        default: false
        }
    }
}
