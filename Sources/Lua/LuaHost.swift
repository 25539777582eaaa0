/// Where printed text goes.
public enum LuaStream: Sendable {
    /// Text of `print`.
    case print
    /// Text of `warn`.
    case warn
}

/// The source of a module.
public struct LuaSource: Sendable {
    /// The text.
    public var bytes: [UInt8]
    /// The name that messages show, usually a path.
    public var name: String

    /// Makes a source.
    public init(bytes: [UInt8], name: String) {
        self.bytes = bytes
        self.name = name
    }
}

/// What an engine needs from its host.
///
/// The engine keeps its host alive.
public protocol LuaHost: AnyObject {
    /// Runs a host function and writes its results.
    ///
    /// A host has this function or the one that returns values, which costs a call more time.
    ///
    /// - Throws: `LuaFailure` to raise an error table; a `LuaError` of a call inside goes on unchanged; any other
    ///   error becomes an error table of the kind "host" with its description as the message.
    func call(_ function: Int32, _ arguments: LuaArguments, reply: LuaReply, in engine: LuaEngine) throws

    /// Runs a host function.
    ///
    /// - Returns: its results.
    /// - Throws: `LuaFailure` to raise an error table; a `LuaError` of a call inside goes on unchanged; any other
    ///   error becomes an error table of the kind "host" with its description as the message.
    func call(_ function: Int32, _ arguments: LuaArguments, in engine: LuaEngine) throws -> [LuaValue]

    /// Finds the module of a name that has been checked: lower-case words with dots between.
    ///
    /// - Returns: its source, or nil when there is none.
    /// - Throws: as `call`.
    func source(ofModule name: String, in engine: LuaEngine) throws -> LuaSource?

    /// Takes printed text, line end included. May not call the engine.
    func write(_ bytes: [UInt8], to stream: LuaStream)

    /// Says that no script holds the handle any more. May not call the engine.
    func release(_ handle: LuaHandle)
}

extension LuaHost {
    /// Writes what the function that returns values gives.
    public func call(
        _ function: Int32,
        _ arguments: LuaArguments,
        reply: LuaReply,
        in engine: LuaEngine
    ) throws {
        for value in try call(function, arguments, in: engine) { try reply.add(value) }
    }

    /// Fails: a host without this function writes its results.
    public func call(
        _ function: Int32,
        _ arguments: LuaArguments,
        in engine: LuaEngine
    ) throws -> [LuaValue] {
        throw LuaFailure(kind: "host", message: "the host function \(function) has no body")
    }
}
