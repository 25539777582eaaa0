internal import CBatonLua
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A Lua interpreter with limits.
///
/// It belongs to the thread that made it; run it on one with a big stack (`LuaThread`). Only its `canceller` may be
/// used from elsewhere.
@safe public final class LuaEngine {
    /// What scripts may see besides the limits.
    public enum Profile: Sendable {
        /// For code that somebody approved.
        case trusted
        /// For code that nobody approved: no addresses, no tables with weak keys.
        case restricted
    }

    let state: OpaquePointer
    let queue = ReleaseQueue()
    private let context: HostContext
    /// Values in replies that are not pushed yet; functions in them keep their slots.
    @exclusivity(unchecked) private(set) var pinned: [LuaValue] = []
    /// Kept for as long as it watches.
    var watchdog: LuaWatchdog?
    /// Stops this engine from any thread.
    public let canceller: LuaCanceller

    /// Makes an engine with the libraries but no module.
    ///
    /// - Parameters:
    ///   - profile: what scripts may see.
    ///   - limits: what they may use.
    ///   - host: runs their calls; kept alive.
    ///   - canceller: one of its own unless several engines share it.
    /// - Throws: `limit(.memory)` when the libraries do not fit into the memory limit.
    public init(
        profile: Profile,
        limits: LuaLimits,
        host: any LuaHost,
        canceller: LuaCanceller = LuaCanceller()
    ) throws(LuaError) {
        let context = HostContext(host: host)
        var raw = limits.raw
        var callbacks = unsafe context.callbacks
        guard
            let state = unsafe bl_new(&raw, profile == .restricted, &callbacks, canceller.flag)
        else {
            throw LuaError(kind: .limit(.memory), message: "there is not enough memory for the script engine")
        }
        unsafe self.state = state
        self.context = context
        self.canceller = canceller
        unsafe context.engine = Unmanaged.passUnretained(self)
    }

    deinit {
        unsafe context.engine = nil
        unsafe bl_close(state)
    }

    // MARK: Limits

    /// Sets the limits and starts all counting anew; a limit reached before no longer holds.
    ///
    /// The canceller stays as it is. Allowed between calls only.
    public func rearm(_ limits: LuaLimits) {
        var raw = limits.raw
        let isDone = unsafe bl_rearm(state, &raw)
        precondition(isDone, "the limits are set while a script runs")
    }

    /// The sticky limit that was reached, `cancelled` or `ended`; nil while scripts may run.
    public var tripped: LuaError.Kind? {
        let status = unsafe bl_tripped(state)
        return status == BL_OK ? nil : Self.kind(of: status)
    }

    /// Ends the script from a host function, as a limit does: nothing in the script can catch that.
    ///
    /// The script ends when the host function returns, and every call fails with `ended` until `rearm`.
    public func end() {
        unsafe bl_end(state)
    }

    /// The time until the wall limit ends the script; nil when there is none.
    public var wallTimeLeft: Duration? {
        let left = unsafe bl_wall_left(state)
        return left < 0 ? nil : .nanoseconds(left)
    }

    /// The number of the module's host function that a function is; nil for one that is written in Lua, and for methods.
    public func hostNumber(of function: LuaFunction) -> Int32? {
        guard let target = try? slot(of: function.reference) else { return nil }
        let number = unsafe bl_host_number(state, target)
        return number < 0 ? nil : number
    }

    /// What was used so far.
    public var usage: LuaUsage {
        var raw = bl_usage()
        unsafe bl_get_usage(state, &raw)
        return LuaUsage(
            memory: Int(raw.memory),
            peakMemory: Int(raw.memory_peak),
            luaTime: .nanoseconds(raw.script_time),
            hostTime: .nanoseconds(raw.host_time),
            outputBytes: Int(raw.output_bytes),
            coroutines: Int(raw.coroutines),
            references: Int(raw.references)
        )
    }

    /// Counts bytes that a host function prints for the script.
    ///
    /// - Returns: false when the limit is reached; the script ends when the host function returns.
    public func countOutput(_ bytes: Int) -> Bool {
        unsafe bl_count_output(state, UInt64(max(0, bytes)))
    }

    // MARK: Bindings

    /// Adds modules and types of handles.
    ///
    /// Environments made before do not see new globals.
    ///
    /// - Throws: `LuaError` when memory ends, or for a constant that cannot be passed on.
    public func define(_ modules: [LuaModule], handles: [LuaHandleType] = []) throws(LuaError) {
        giveBack()
        for type in handles {
            precondition(type.id >= 0, "the number of a handle type is negative")
            try check(defineHandle(type))
        }
        for module in modules {
            let functions = module.functions.map { ($0.name, $0.id, false) }
            try check(
                unsafe Self.withEntries(functions, module.blocking) {
                    unsafe bl_define_module(state, module.path, $0, $1)
                }
            )
            for (name, value) in module.constants {
                try send([value])
                try check(unsafe bl_define_constant(state, module.path, name))
            }
        }
    }

    private func defineHandle(_ type: LuaHandleType) -> bl_status {
        let call = type.call.map { [(name: "call", id: $0, isMethod: true)] } ?? []
        return unsafe Self.withEntries(type.members, type.blocking) { entries, count in
            unsafe Self.withEntries(call, type.blocking) { call, calls in
                unsafe Self.withText(type.display) { display in
                    unsafe type.name.withCString { name in
                        var raw = unsafe bl_handle_type(
                            type: type.id,
                            name: name,
                            entries: entries,
                            count: count,
                            call: calls > 0 ? call : nil,
                            display: display
                        )
                        return unsafe bl_define_handle(state, &raw)
                    }
                }
            }
        }
    }

    private static func withText<Result>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Result) -> Result
    {
        guard let text else { return body(nil) }
        return unsafe text.withCString { unsafe body($0) }
    }

    private static func withEntries<Result>(
        _ members: [(name: String, id: Int32, isMethod: Bool)],
        _ blocking: Set<Int32>?,
        _ body: (UnsafePointer<bl_entry>?, Int) -> Result
    ) -> Result {
        let entries = UnsafeMutableBufferPointer<bl_entry>.allocate(capacity: members.count)
        defer {
            for index in members.indices {
                unsafe free(UnsafeMutableRawPointer(mutating: entries[index].name))
            }
            unsafe entries.deallocate()
        }
        for (index, member) in members.enumerated() {
            guard let name = unsafe strdup(member.name) else { preconditionFailure("no memory for a name") }
            unsafe entries.initializeElement(
                at: index,
                to: bl_entry(
                    name: name,
                    function: member.id,
                    is_method: member.isMethod,
                    is_blocking: blocking?.contains(member.id) ?? true
                )
            )
        }
        return unsafe body(UnsafePointer(entries.baseAddress), members.count)
    }

    // MARK: Code

    /// Makes an environment: a chunk's own globals over the libraries and modules.
    ///
    /// - Throws: `LuaError` when memory ends or a limit was reached.
    public func makeEnvironment() throws(LuaError) -> LuaEnvironment {
        giveBack()
        var raw = bl_ref()
        try check(unsafe bl_environment(state, &raw))
        return LuaEnvironment(reference: reference(raw))
    }

    /// Sets a global of an environment.
    ///
    /// - Throws: `LuaError` when the value cannot be passed on.
    public func setGlobal(_ name: String, _ value: LuaValue, in environment: LuaEnvironment) throws(LuaError)
    {
        giveBack()
        try send([value])
        try check(unsafe bl_set_global(state, try slot(of: environment.reference), name))
    }

    /// Compiles a source text.
    ///
    /// A first line that starts with `#` is skipped.
    ///
    /// - Parameters:
    ///   - source: the text; a binary chunk is refused.
    ///   - name: what messages call it, usually a path.
    ///   - environment: its globals.
    /// - Returns: the chunk as a function.
    /// - Throws: `LuaError` of the kind `syntax`, `incomplete` or `limit`.
    public func load(
        _ source: [UInt8],
        name: String,
        in environment: LuaEnvironment
    ) throws(LuaError) -> LuaFunction {
        giveBack()
        let globals = try slot(of: environment.reference)
        var raw = bl_ref()
        let status = unsafe source.withUnsafeBufferPointer {
            unsafe bl_load(state, $0.baseAddress, $0.count, name, globals, &raw)
        }
        try check(status)
        return LuaFunction(reference: reference(raw))
    }

    /// Calls a function; a host function may do so too.
    ///
    /// - Returns: its results.
    /// - Throws: `LuaError`. After a sticky limit every call fails until `rearm`.
    public func call(_ function: LuaFunction, _ arguments: [LuaValue] = []) throws(LuaError) -> [LuaValue] {
        giveBack()
        let target = try slot(of: function.reference)
        try send(arguments)
        try check(unsafe bl_call(state, target))
        return incoming()
    }

    /// Gives a function up before its last copy is gone; a later call of it fails.
    public func release(_ function: LuaFunction) {
        guard let target = try? slot(of: function.reference) else { return }
        unsafe bl_release(state, target)
    }

    /// The names that continue a prefix such as "string.fo", sorted.
    ///
    /// Runs no script code.
    public func names(in environment: LuaEnvironment, prefix: String) -> [String] {
        giveBack()
        guard
            let globals = try? slot(of: environment.reference),
            unsafe bl_names(state, globals, prefix) == BL_OK
        else { return [] }
        return incoming().compactMap { value in
            guard case .string(let name) = value else { return nil }
            return name.text
        }.sorted()
    }

    /// Where the script is that called the host function which now runs, with its frames; nil outside one.
    public var place: LuaPlace? {
        guard unsafe bl_note_place(state) else { return nil }
        let error = lastError(withValue: false)
        return LuaPlace(chunk: error.chunk, line: error.line, trace: error.trace)
    }

    /// The release of the interpreter, such as "5.4.4".
    public static var interpreterRelease: String {
        let number = bl_interpreter_release()
        return "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
    }

    /// Collects garbage now; handles that no script holds are released.
    ///
    /// - Throws: `LuaError` after a sticky limit.
    public func collect() throws(LuaError) {
        giveBack()
        try check(unsafe bl_collect(state))
    }

    // MARK: Helpers

    /// Gives back what the host no longer uses.
    func giveBack() {
        if !queue.isEmpty { drainQueue() }
    }

    // Apart, so that the look at the queue is a part of every call and the work is not.
    @inline(never)
    private func drainQueue() {
        queue.drain { slot in
            unsafe bl_release(state, bl_ref(slot: slot.index, generation: slot.generation))
        }
    }

    /// Keeps a value until the running host function returns.
    func pin(_ value: LuaValue) { unsafe pinned.append(value) }

    /// Forgets what was pinned since there were `count` values.
    func unpin(to count: Int) { unsafe pinned.removeSubrange(count...) }

    private func reference(_ raw: bl_ref) -> Reference {
        Reference(slot: .init(index: raw.slot, generation: raw.generation), queue: queue)
    }

    private func send(_ values: [LuaValue]) throws(LuaError) {
        let tree = unsafe bl_outgoing(state)
        for value in values { unsafe try encode(value, into: tree) }
    }

    private func check(_ status: bl_status) throws(LuaError) {
        guard status == BL_OK else { throw lastError() }
    }
}
