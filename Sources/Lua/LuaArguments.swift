internal import CBatonLua

/// The arguments of a host call.
///
/// They may be read until the host function returns, not later.
/// Scalars are read in place. A table is copied, and a function kept, when it is asked for.
@safe public struct LuaArguments {
    /// The number of arguments, trailing nils included.
    public let count: Int
    // It outlives the call; counting its users would cost as much as a short call.
    private unowned(unsafe) let engine: LuaEngine
    private let serial: UInt64
    // Part of the engine's state; the numbers tell whether the call still runs.
    private let frame: UnsafePointer<bl_arguments>

    init(_ frame: UnsafePointer<bl_arguments>, engine: LuaEngine) {
        unsafe count = Int(frame.pointee.count)
        unsafe serial = frame.pointee.serial
        unsafe self.frame = frame
        unsafe self.engine = engine
    }

    /// The head of an argument; nil when there are fewer.
    private func head(_ index: Int) -> bl_value? {
        guard index >= 0, index < count else { return nil }
        precondition(unsafe frame.pointee.serial == serial, "arguments are read after their call")
        return unsafe frame.pointee.values[index]
    }

    private func kind(_ index: Int) -> bl_kind {
        guard let head = unsafe head(index) else { return BL_NIL }
        return unsafe bl_kind(rawValue: head.kind)
    }

    /// An argument, from 0; nil when there are fewer.
    ///
    /// - Throws: `LuaError` of the kind `conversion` or `limit(.copy)` for a table that cannot leave the script.
    public subscript(index: Int) -> LuaValue {
        get throws(LuaError) {
            guard let head = unsafe head(index) else { return .nil }
            switch unsafe bl_kind(rawValue: head.kind) {
            case BL_LAZY_TABLE, BL_LAZY_FUNCTION:
                let status = unsafe bl_argument(engine.state, serial, Int32(index))
                guard status == BL_OK else { throw unsafe engine.lastError() }
                return unsafe engine.incoming().first ?? .nil
            default:
                return unsafe engine.decodeScalar(head)
            }
        }
    }

    /// A look at an argument that is there.
    func look(at index: Int, _ limits: bl_look) throws(LuaError) -> LuaGlimpse {
        var limits = limits
        let status = unsafe bl_look_at(engine.state, serial, Int32(index), &limits)
        guard status == BL_OK else { throw unsafe engine.lastError() }
        return unsafe engine.incomingGlimpse()
    }

    /// All arguments.
    ///
    /// - Throws: as the subscript.
    public func all() throws(LuaError) -> [LuaValue] {
        var result: [LuaValue] = []
        result.reserveCapacity(count)
        for index in 0..<count { result.append(try self[index]) }
        return result
    }

    /// Whether the argument is nil or missing.
    public func isNil(_ index: Int) -> Bool {
        kind(index) == BL_NIL
    }

    /// A boolean argument; nil for anything else.
    public func bool(_ index: Int) -> Bool? {
        guard let head = unsafe head(index), unsafe head.kind == BL_BOOL.rawValue else { return nil }
        return unsafe head.integer != 0
    }

    /// An integer argument, or a number without a fraction that fits; nil for anything else.
    public func int(_ index: Int) -> Int64? {
        guard let head = unsafe head(index) else { return nil }
        if unsafe head.kind == BL_INT.rawValue { return unsafe head.integer }
        if unsafe head.kind == BL_NUMBER.rawValue { return unsafe Int64(exactly: head.number) }
        return nil
    }

    /// A number argument; nil for anything else.
    public func number(_ index: Int) -> Double? {
        guard let head = unsafe head(index) else { return nil }
        if unsafe head.kind == BL_NUMBER.rawValue { return unsafe head.number }
        if unsafe head.kind == BL_INT.rawValue { return unsafe Double(head.integer) }
        return nil
    }

    /// A string argument; nil for anything else.
    public func string(_ index: Int) -> LuaString? {
        guard let head = unsafe head(index), unsafe head.kind == BL_STRING.rawValue else { return nil }
        return unsafe LuaEngine.decodeString(head)
    }

    /// A string argument that is UTF-8; nil for anything else.
    public func text(_ index: Int) -> String? {
        guard let head = unsafe head(index), unsafe head.kind == BL_STRING.rawValue else { return nil }
        let count = unsafe Int(head.integer)
        // The library's check is several times slower for a short text.
        guard unsafe bl_is_utf8(head.bytes, count) else { return nil }
        return unsafe String(decoding: UnsafeBufferPointer(start: head.bytes, count: count), as: UTF8.self)
    }

    /// What `body` makes of the bytes of a string argument, which are not copied; nil for anything else.
    public func withBytes<Result>(_ index: Int, _ body: (Span<UInt8>) throws -> Result) rethrows -> Result? {
        guard let head = unsafe head(index), unsafe head.kind == BL_STRING.rawValue else { return nil }
        let bytes = unsafe UnsafeBufferPointer(start: head.bytes, count: Int(head.integer))
        return unsafe try body(bytes.span)
    }

    /// A handle argument; nil for anything else.
    public func handle(_ index: Int) -> LuaHandle? {
        guard let head = unsafe head(index), unsafe head.kind == BL_HANDLE.rawValue else { return nil }
        return unsafe LuaEngine.decodeHandle(head)
    }

    /// A function argument; nil for anything else.
    ///
    /// - Throws: `LuaError` when there is no memory to keep it.
    public func function(_ index: Int) throws(LuaError) -> LuaFunction? {
        guard kind(index) == BL_LAZY_FUNCTION, case .function(let function) = try self[index] else {
            return nil
        }
        return function
    }

    /// Whether the argument is a string.
    public func isString(_ index: Int) -> Bool {
        kind(index) == BL_STRING
    }

    /// Whether the argument is a string that is UTF-8.
    public func isText(_ index: Int) -> Bool {
        guard let head = unsafe head(index), unsafe head.kind == BL_STRING.rawValue else { return false }
        let bytes = unsafe UnsafeBufferPointer(start: head.bytes, count: Int(head.integer))
        return unsafe bytes.allSatisfy { $0 < 0x80 } || text(index) != nil
    }

    /// Whether the argument is an integer, not a number that could be one.
    public func isInteger(_ index: Int) -> Bool {
        kind(index) == BL_INT
    }

    /// Whether the argument is a table.
    public func isTable(_ index: Int) -> Bool {
        kind(index) == BL_LAZY_TABLE
    }
}
