/// An object of the host that a script holds.
///
/// A script can neither make one nor look into it. The same handle passed twice is the same object there.
public struct LuaHandle: Sendable, Hashable {
    /// The number of its `LuaHandleType`.
    public var type: Int32
    /// Where the host finds the object.
    public var slot: UInt64
    /// Tells the users of a slot apart.
    public var generation: UInt32

    /// Makes a handle.
    public init(type: Int32, slot: UInt64, generation: UInt32) {
        self.type = type
        self.slot = slot
        self.generation = generation
    }
}
