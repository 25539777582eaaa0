internal import CBatonLua

/// Stops an engine from any thread.
@safe public final class LuaCanceller: Sendable {
    // The flag is one atomic integer and lives as long as this object.
    nonisolated(unsafe) let flag: OpaquePointer

    /// Makes a canceller, for one or several engines.
    public init() {
        guard let flag = unsafe bl_flag_new() else { preconditionFailure("no memory for a flag") }
        unsafe self.flag = flag
    }

    deinit {
        unsafe bl_flag_free(flag)
    }

    /// Ends the running script, or the next one, as `cancelled`.
    ///
    /// Safe in a signal handler.
    public func cancel() {
        unsafe bl_flag_raise(flag)
    }

    /// Allows scripts to run again.
    public func reset() {
        unsafe bl_flag_lower(flag)
    }

    /// Whether it was used.
    public var isCancelled: Bool {
        unsafe bl_flag_is_raised(flag)
    }
}
