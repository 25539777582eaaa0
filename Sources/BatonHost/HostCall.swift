public import BatonSessions
public import Lua

/// One call of a host function with its checked arguments.
public struct HostCall {
    /// The run that the call belongs to.
    public let run: HostRun
    /// The function that is called.
    public let function: HostFunction
    private let arguments: [String: HostValue]

    init(run: HostRun, function: HostFunction, arguments: [String: HostValue]) {
        self.run = run
        self.function = function
        self.arguments = arguments
    }

    /// The value of a field, or its default; `nil` and `null` count as not given.
    public subscript(name: String) -> HostValue {
        let value = arguments[name] ?? .nil
        return value.isPresent ? value : function.fields.first { $0.name == name }?.fallback ?? value
    }

    /// A text.
    public func text(_ name: String) throws -> String {
        guard let text = self[name].text else { throw problem(name, "must be a text in UTF-8") }
        return text
    }

    /// A text that may be missing.
    public func optionalText(_ name: String) -> String? { self[name].text }

    /// Any bytes.
    public func bytes(_ name: String) throws -> [UInt8] {
        guard case .string(let string) = self[name] else { throw problem(name, "must be a string") }
        return string.bytes
    }

    /// A whole number that may be missing.
    public func integer(_ name: String) -> Int? {
        if case .int(let value) = self[name] { return Int(value) }
        return nil
    }

    /// A truth value.
    public func flag(_ name: String) -> Bool { self[name] == .bool(true) }

    /// A list of texts; empty when it is not given.
    public func texts(_ name: String) -> [String] { self[name].list?.compactMap(\.text) ?? [] }

    /// A count: a number, or `nil` for `all`.
    public func count(_ name: String) throws -> Int? {
        switch self[name] {
        case .int(let value):
            guard value >= 1 else { throw problem(name, "must be 1 or more, or 'all'") }
            return Int(value)
        case .string("all"): return nil
        default: throw problem(name, "must be 1 or more, or 'all'")
        }
    }

    /// A session, found by its selector or handle.
    public func session(_ name: String) throws -> Session { try run.session(self[name]) }

    /// The content and the name of a document, or of a plain text.
    public func content(_ name: String) throws -> (bytes: [UInt8], filename: String?, session: String?) {
        switch self[name] {
        case .string(let string): return (string.bytes, nil, nil)
        case .table:
            guard case .string(let string)? = self[name].field("content") else { break }
            return (string.bytes, self[name].field("filename")?.text, self[name].field("session_id")?.text)
        default: break
        }
        throw problem(name, "must be a text or a document")
    }

    /// A failure that blames an argument.
    public func problem(_ name: String, _ message: String) -> HostError {
        HostError("arg", "baton.\(function.path): argument '\(name)' \(message)")
    }
}
