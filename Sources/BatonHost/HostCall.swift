public import BatonSessions
public import Lua

/// One call of a host function with its checked arguments.
public struct HostCall {
    /// The run that the call belongs to.
    public let run: HostRun
    /// The function that is called.
    public let function: HostFunction
    /// The handle that a method was called on; `nil` for a function.
    public let this: HostValue
    /// Values behind the parameters, of a function that takes any number of them.
    public let rest: [HostValue]
    /// Values in the order of the function's fields.
    private let values: [HostValue]
    /// The arguments where they are read in place, which saves copying them.
    private let arguments: LuaArguments?
    /// Where the first parameter is among the arguments.
    private let first: Int

    init(
        run: HostRun,
        function: HostFunction,
        values: [HostValue],
        rest: [HostValue] = [],
        this: HostValue = .nil
    ) {
        self.run = run
        self.function = function
        self.values = values
        self.rest = rest
        self.this = this
        arguments = nil
        first = 0
    }

    /// A call whose arguments are scalars that were checked where they stand.
    init(run: HostRun, function: HostFunction, scalars: LuaArguments, this: HostValue) {
        self.run = run
        self.function = function
        arguments = scalars
        values = []
        rest = []
        self.this = this
        first = function.handle == nil ? 0 : 1
    }

    /// The value of a field, or its default; `nil` and `null` count as not given.
    public subscript(name: String) -> HostValue {
        guard let index = function.index(of: name) else { return .nil }
        let value = self[index]
        return value.isPresent ? value : function.fields[index].fallback ?? value
    }

    private subscript(index: Int) -> HostValue {
        guard let arguments else { return index < values.count ? values[index] : .nil }
        guard index < function.parameters.count else { return .nil }
        return (try? arguments[first + index]) ?? .nil
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

    /// The bytes of a parameter by its place, which spares looking for its name; it must have no default.
    func bytes(at index: Int) throws -> [UInt8] {
        if let arguments, let string = arguments.string(first + index) { return string.bytes }
        guard case .string(let string) = self[index] else {
            throw problem(function.fields[index].name, "must be a string")
        }
        return string.bytes
    }

    /// The text of a parameter by its place, as ``bytes(at:)``.
    func text(at index: Int) throws -> String {
        if let arguments, let text = arguments.text(first + index) { return text }
        guard let text = self[index].text else {
            throw problem(function.fields[index].name, "must be a text in UTF-8")
        }
        return text
    }

    /// A whole number that may be missing.
    public func integer(_ name: String) -> Int? {
        if case .int(let value) = self[name] { return Int(value) }
        return nil
    }

    /// A number that may be missing.
    public func number(_ name: String) -> Double? {
        switch self[name] {
        case .int(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// A truth value.
    public func flag(_ name: String) -> Bool { self[name] == .bool(true) }

    /// A list of texts; empty when it is not given.
    public func texts(_ name: String) -> [String] { self[name].list?.compactMap(\.text) ?? [] }

    /// A function of the script.
    public func callback(_ name: String) throws -> LuaFunction {
        guard case .function(let function) = self[name] else { throw problem(name, "must be a function") }
        return function
    }

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

    /// A session, or a part of one, found by its selector or handle.
    func sessionObject(_ name: String) throws -> SessionObject { try run.sessionObject(self[name]) }

    /// Whether a field was given, and is not just its default.
    func isGiven(_ name: String) -> Bool {
        guard let index = function.index(of: name) else { return false }
        return self[index].isPresent
    }

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

    /// The script that made the call.
    ///
    /// - Throws: `HostError` when a recipe's step made it, which has no functions to call.
    public func script() throws -> any ScriptAccess {
        guard let script = run.script else {
            throw HostError("arg", "\(function.fullName): can be called from Lua only")
        }
        return script
    }

    /// A failure that blames an argument.
    public func problem(_ name: String, _ message: String) -> HostError {
        HostError("arg", "\(function.fullName): argument '\(name)' \(message)")
    }
}
