public struct LuaString: Sendable, Hashable, ExpressibleByStringLiteral {
    public var bytes: [UInt8]
    public init(bytes: [UInt8]) { self.bytes = bytes }
    public init(_ text: String) { bytes = Array(text.utf8) }
    public init(stringLiteral value: String) { self.init(value) }
    public var text: String? { String(validating: bytes, as: UTF8.self) }
}
public enum LuaKey: Sendable, Hashable { case string(LuaString), int(Int64), bool(Bool) }
public struct LuaHandle: Sendable, Hashable {
    public let type: Int32; public let slot: UInt64; public let generation: UInt32
    public init(type: Int32, slot: UInt64, generation: UInt32) {
        self.type = type; self.slot = slot; self.generation = generation
    }
}
public struct LuaFunction: Sendable, Hashable {}
public enum LuaValue: Sendable, Hashable {
    case `nil`, null, bool(Bool), int(Int64), number(Double), string(LuaString), array([LuaValue]), table(
        [LuaKey: LuaValue]
    )
    case handle(LuaHandle), function(LuaFunction)
}
