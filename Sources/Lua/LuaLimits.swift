internal import CBatonLua

/// How much a script may use.
///
/// Script time, wall time, memory and output are sticky: once reached, the script ends, whatever it tries.
public struct LuaLimits: Sendable {
    /// Time in script code by the wall, without the time in host functions; nil means no limit.
    public var luaTime: Duration?
    /// Time from the first call on; nil means no limit.
    public var wallTime: Duration?
    /// Bytes of the interpreter's heap.
    public var memory: Int
    /// Bytes of one string made by a library function.
    public var stringBytes: Int
    /// Bytes of one source text; all modules together may have eight times as many.
    public var sourceBytes: Int
    /// Bytes printed.
    public var outputBytes: Int
    /// Host calls inside host calls; at most 64.
    public var nesting: Int
    /// Coroutines alive at the same time.
    public var coroutines: Int
    /// Values in one value that leaves the script.
    public var copyNodes: Int
    /// Tables inside tables in one value that leaves the script; at most 200.
    public var copyDepth: Int
    /// Bytes of strings in one value that leaves the script.
    public var copyBytes: Int

    /// For code that somebody approved.
    public static let trusted = LuaLimits(
        luaTime: .seconds(120),
        wallTime: .seconds(900),
        memory: 512 << 20,
        stringBytes: 128 << 20,
        sourceBytes: 4 << 20,
        outputBytes: 64 << 20,
        nesting: 16,
        coroutines: 10_000,
        copyNodes: 200_000,
        copyDepth: 64,
        copyBytes: 16 << 20
    )

    /// For code that nobody approved.
    public static let restricted = LuaLimits(
        luaTime: .seconds(2),
        wallTime: .seconds(60),
        memory: 64 << 20,
        stringBytes: 16 << 20,
        sourceBytes: 256 << 10,
        outputBytes: 1 << 20,
        nesting: 8,
        coroutines: 200,
        copyNodes: 20_000,
        copyDepth: 32,
        copyBytes: 4 << 20
    )

    var raw: bl_limits {
        bl_limits(
            script_time: Self.nanoseconds(luaTime),
            wall_time: Self.nanoseconds(wallTime),
            memory: Self.count(memory),
            string_bytes: Self.count(stringBytes),
            source_bytes: Self.count(sourceBytes),
            output_bytes: Self.count(outputBytes),
            nesting: Int32(clamping: nesting),
            coroutines: Int32(clamping: coroutines),
            copy_nodes: Self.count(copyNodes),
            copy_bytes: Self.count(copyBytes),
            copy_depth: Int32(clamping: copyDepth)
        )
    }

    private static func count(_ value: Int) -> UInt64 {
        // Half the range leaves room for sums in C.
        UInt64(max(0, min(value, Int.max / 4)))
    }

    /// Zero means none to C, so that a limit is at least a nanosecond.
    private static func nanoseconds(_ duration: Duration?) -> Int64 {
        guard let duration else { return 0 }
        let (seconds, attoseconds) = duration.components
        guard seconds < 1 << 30 else { return 1 << 60 }
        return max(1, seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}

/// What an engine has used since it was made or armed.
public struct LuaUsage: Sendable {
    /// Bytes of the heap now.
    public var memory: Int
    /// The most bytes of the heap.
    public var peakMemory: Int
    /// Time in script code.
    public var luaTime: Duration
    /// Time in host functions.
    public var hostTime: Duration
    /// Bytes printed.
    public var outputBytes: Int
    /// Coroutines alive, some of which may be garbage.
    public var coroutines: Int
    /// Functions and environments held for the host.
    public var references: Int
}
