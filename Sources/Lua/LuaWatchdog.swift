internal import CBatonLua

/// Ends the process when a script does not end.
///
/// The last resort for what no limit inside the engine can stop, such as one very long garbage collection, and for
/// Ctrl-C at such a moment. It writes a line to standard error and ends the process with 4, or with 130 after an
/// interrupt; nothing of the process runs any more then, no `atexit` either.
@safe public final class LuaWatchdog: Sendable {
    // All that it holds is atomic or under a lock of its own.
    private nonisolated(unsafe) let raw: OpaquePointer?

    /// Starts a thread that waits; where there is none, nothing is watched.
    ///
    /// - Parameters:
    ///   - name: what the last line begins with, usually the program's name.
    ///   - grace: how long a script may go on after its limit.
    public init(name: String, grace: Duration = .seconds(3)) {
        unsafe raw = unsafe name.withCString { unsafe bl_watchdog_new($0, Self.nanoseconds(grace)) }
    }

    deinit {
        if let raw = unsafe raw { unsafe bl_watchdog_free(raw) }
    }

    /// Watches an engine for as long as it lives.
    ///
    /// The process ends with 4 when the engine's script time or wall time is passed by more than the grace while one of
    /// its calls runs. The engine keeps the watchdog.
    public func watch(_ engine: LuaEngine) {
        guard let raw = unsafe raw else { return }
        engine.watchdog = self
        unsafe bl_watch(engine.state, raw)
    }

    /// Ends the process with 4 when it still runs at that time and the grace after it.
    ///
    /// A later call sets another time.
    public func arm(until deadline: ContinuousClock.Instant) {
        guard let raw = unsafe raw else { return }
        unsafe bl_watchdog_arm(raw, Self.nanoseconds(deadline - .now))
    }

    /// Takes `arm` back; engines stay watched.
    public func disarm() {
        if let raw = unsafe raw { unsafe bl_watchdog_disarm(raw) }
    }

    /// Notes that a person interrupts: the process ends with 130 when a watched engine still runs after the grace, or at
    /// once when they do it again.
    ///
    /// An interrupt while no watched engine runs is forgotten. Safe in a signal handler.
    public func interrupted() {
        if let raw = unsafe raw { unsafe bl_watchdog_interrupt(raw) }
    }

    /// Forgets the interrupts: the script has ended, and what follows has its own time.
    public func settle() {
        if let raw = unsafe raw { unsafe bl_watchdog_settle(raw) }
    }

    private static func nanoseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return max(-1 << 30, min(seconds, 1 << 30)) * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
