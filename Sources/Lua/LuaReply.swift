internal import CBatonLua

/// The results of a host call, written one after the other.
///
/// It may be written until the host function returns, not later. What was written counts only when the function does
/// not throw. The memory behind it is used again for the next call.
@safe public struct LuaReply {
    // Both outlive the call that this belongs to; counting their users would cost as much as a short call.
    private unowned(unsafe) let engine: LuaEngine
    private let tree: OpaquePointer

    init(_ tree: OpaquePointer, engine: LuaEngine) {
        unsafe self.tree = tree
        unsafe self.engine = engine
    }

    /// Adds any value.
    ///
    /// - Throws: `LuaError` of the kind `conversion` for a value that cannot be passed on.
    public func add(_ value: LuaValue) throws(LuaError) {
        switch value {
        case .function, .array, .table: unsafe engine.pin(value)
        default: break
        }
        unsafe try engine.encode(value, into: tree)
    }

    /// Adds an integer.
    public func add(int: Int64) { unsafe bl_put_int(tree, int) }

    /// Adds a number.
    public func add(number: Double) { unsafe bl_put_number(tree, number) }

    /// Adds a boolean.
    public func add(bool: Bool) { unsafe bl_put_bool(tree, bool) }

    /// Adds a text.
    public func add(text: String) { unsafe engine.encode(text, into: tree) }

    /// Adds a string of bytes.
    public func add(string: LuaString) { unsafe engine.encode(string, into: tree) }

    /// Adds a nil.
    public func addNil() { unsafe bl_put_nil(tree) }
}
