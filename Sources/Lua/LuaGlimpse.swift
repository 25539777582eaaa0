internal import CBatonLua

/// What a person gets to see of a value: all kinds of values of a script, with what was left out and what repeats.
///
/// Making one runs no script code and refuses nothing.
public indirect enum LuaGlimpse: Sendable, Hashable {
    /// Absent, the null of JSON, a boolean or a number.
    case value(LuaValue)
    /// The first bytes of a string, and how many it has.
    case string([UInt8], count: Int)
    /// A table: its elements from 1 on and how many it has, other entries and how many it has.
    case table(elements: [LuaGlimpse], count: Int, entries: [Entry], entryCount: Int)
    /// A table that this stands in; 0 for the one directly around it.
    case cycle(levels: Int)
    /// A table below the depth.
    case cut
    /// The name of a type whose values cannot be looked into, such as "function".
    case opaque(String)

    /// An entry of a table.
    public struct Entry: Sendable, Hashable {
        /// The key.
        public var key: LuaGlimpse
        /// The value.
        public var value: LuaGlimpse

        /// Makes an entry.
        public init(key: LuaGlimpse, value: LuaGlimpse) {
            self.key = key
            self.value = value
        }
    }

    /// How much is looked at.
    public struct Limits: Sendable {
        /// Tables inside tables.
        public var depth: Int
        /// Elements of one table.
        public var items: Int
        /// Bytes of one string.
        public var bytes: Int
        /// Values in all.
        public var nodes: Int

        /// Makes limits.
        public init(depth: Int, items: Int, bytes: Int, nodes: Int) {
            self.depth = depth
            self.items = items
            self.bytes = bytes
            self.nodes = nodes
        }

        var raw: bl_look {
            bl_look(
                depth: Int32(clamping: depth),
                items: UInt64(max(0, items)),
                bytes: Int(max(0, bytes)),
                nodes: UInt64(max(1, nodes))
            )
        }
    }
}

extension LuaArguments {
    /// A look at an argument, from 0.
    ///
    /// - Throws: `LuaError` when memory or time ends.
    public func glimpse(_ index: Int, _ limits: LuaGlimpse.Limits) throws(LuaError) -> LuaGlimpse {
        guard index < count else { return .value(.nil) }
        return try look(at: index, limits.raw)
    }
}

extension LuaEngine {
    /// What the last look brought.
    func incomingGlimpse() -> LuaGlimpse {
        var count = 0
        guard let base = unsafe bl_incoming(state, &count), count > 0 else { return .value(.nil) }
        var rest = unsafe UnsafeBufferPointer(start: base, count: count)[...]
        return unsafe glimpse(&rest)
    }

    private func glimpse(_ rest: inout Slice<UnsafeBufferPointer<bl_value>>) -> LuaGlimpse {
        guard let head = unsafe rest.popFirst() else { return .value(.nil) }
        switch unsafe bl_kind(rawValue: head.kind) {
        case BL_LOOK_STRING:
            guard let shown = unsafe rest.popFirst() else { return .value(.nil) }
            return unsafe .string(Self.decodeString(shown).bytes, count: Int(head.integer))
        case BL_LOOK_NAME:
            return unsafe .opaque(String(decoding: Self.decodeString(head).bytes, as: UTF8.self))
        case BL_LOOK_CYCLE: return unsafe .cycle(levels: Int(head.integer))
        case BL_LOOK_CUT: return .cut
        case BL_LOOK_TABLE:
            let (elementCount, length) = unsafe counts(&rest)
            var elements: [LuaGlimpse] = []
            for _ in 0..<elementCount { unsafe elements.append(glimpse(&rest)) }
            let (entryCount, all) = unsafe counts(&rest)
            var entries: [LuaGlimpse.Entry] = []
            for _ in 0..<entryCount {
                let key = unsafe glimpse(&rest)
                unsafe entries.append(LuaGlimpse.Entry(key: key, value: glimpse(&rest)))
            }
            return .table(elements: elements, count: length, entries: entries, entryCount: all)
        default: return unsafe .value(decodeScalar(head))
        }
    }

    /// How many values follow, and how many there are.
    private func counts(_ rest: inout Slice<UnsafeBufferPointer<bl_value>>) -> (Int, Int) {
        guard let shown = unsafe rest.popFirst(), let all = unsafe rest.popFirst() else { return (0, 0) }
        return unsafe (Int(shown.integer), Int(all.integer))
    }
}
