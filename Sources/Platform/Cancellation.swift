#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif
internal import Synchronization

/// Whether the person asked to stop, and who wants to be told at once.
///
/// One Ctrl-C sets the flag, which long work polls; a second one ends the process on the spot with status 130,
/// in case something does not poll.
public enum Cancellation {
    private static let requested = Atomic<Int>(0)

    /// Whether a stop was asked for since the program began.
    public static var isRequested: Bool { requested.load(ordering: .relaxed) > 0 }

    /// Takes over SIGINT and SIGTERM for the rest of the process's life, and ignores SIGPIPE, so that a closed
    /// pipe is an error of the write.
    public static func install() {
        ignoreClosedPipes()
        var action = sigaction()
        #if canImport(Glibc)
            unsafe action.__sigaction_handler.sa_handler = { _ in Cancellation.note() }
        #else
            unsafe action.__sigaction_u.__sa_handler = { _ in Cancellation.note() }
        #endif
        // No SA_RESTART: a blocked read of the terminal ends with EINTR.
        action.sa_flags = 0
        unsafe sigaction(SIGINT, &action, nil)
        unsafe sigaction(SIGTERM, &action, nil)
    }

    // Written once, before the signal can come, and only read by its handler.
    nonisolated(unsafe) private static var listener: (@Sendable () -> Void)?

    /// Calls `listener` when a stop is asked for: in the signal handler, so it may do no more than set a flag.
    public static func whenRequested(_ listener: @escaping @Sendable () -> Void) {
        unsafe self.listener = listener
        if isRequested { listener() }
    }

    /// Makes a write to a pipe that nobody reads an error of the write, not the end of the process.
    static func ignoreClosedPipes() { signal(SIGPIPE, SIG_IGN) }

    /// Asks for a stop, as Ctrl-C does.
    public static func request() { requested.add(1, ordering: .relaxed) }

    /// Takes note of the request, so that what cleans up afterwards is not stopped by it.
    public static func acknowledge() { requested.store(0, ordering: .relaxed) }

    /// - Throws: ``PlatformError/interrupted`` when a stop was asked for.
    public static func check() throws(PlatformError) {
        if isRequested { throw .interrupted }
    }

    private static func note() {
        if requested.add(1, ordering: .relaxed).oldValue > 0 { _exit(130) }
        unsafe listener?()
    }
}
