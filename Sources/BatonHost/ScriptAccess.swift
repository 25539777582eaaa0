public import Lua

/// What a host function can ask of the script that called it.
public protocol ScriptAccess: AnyObject {
    /// Calls a function that the script gave, and gives its results.
    ///
    /// - Throws: `LuaError`; a limit that was reached ends the script whatever the host function does with the error.
    func call(_ function: LuaFunction, _ arguments: [HostValue]) throws -> [HostValue]

    /// Where the script is that called the host function which now runs.
    var place: LuaPlace? { get }

    /// Seconds until the script must end; `nil` for no limit.
    var secondsLeft: Double? { get }

    /// The function of the registry that a script's function is; `nil` for one that is written in Lua.
    func hostFunction(_ function: LuaFunction) -> HostFunction?

    /// Ends the script as soon as the host function returns; nothing in the script can stop that.
    func end()
}

extension ScriptAccess {
    /// None is known.
    public func hostFunction(_ function: LuaFunction) -> HostFunction? { nil }

    /// No limit.
    public var secondsLeft: Double? { nil }
}
