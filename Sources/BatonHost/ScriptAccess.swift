public import Lua

/// What a host function can ask of the script that called it.
public protocol ScriptAccess: AnyObject {
    /// Calls a function that the script gave, and gives its results.
    ///
    /// - Throws: `LuaError`; a limit that was reached ends the script whatever the host function does with the error.
    func call(_ function: LuaFunction, _ arguments: [HostValue]) throws -> [HostValue]

    /// Where the script is that called the host function which now runs.
    var place: LuaPlace? { get }

    /// Ends the script as soon as the host function returns; nothing in the script can stop that.
    func end()
}
