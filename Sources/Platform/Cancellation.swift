#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif
internal import Synchronization

/// Whether what runs must stop, and who wants to be told at once.
///
/// One Ctrl-C sets a flag, which long work polls; a second one ends the process on the spot with status 130,
/// in case something does not poll; where a program of ours runs, as soon as that is gone, so that it is not left
/// behind. A third one does not wait for that. A time limit that ran out sets another one with the same effect.
public enum Cancellation {
    private static let requested = Atomic<Int>(0)
    private static let expired = Atomic<Bool>(false)
    private static let held = Atomic<Int>(0)
    private static let mustEnd = Atomic<Bool>(false)

    /// Whether a stop was asked for since the program began, by a person or by a time limit.
    public static var isRequested: Bool {
        requested.load(ordering: .relaxed) > 0 || expired.load(ordering: .relaxed)
    }

    /// Whether a time limit ran out, and no person asked for a stop.
    public static var isExpired: Bool {
        requested.load(ordering: .relaxed) == 0 && expired.load(ordering: .relaxed)
    }

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
        // Who starts this program may have blocked them for itself.
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGINT)
        unsafe sigaddset(&signals, SIGTERM)
        unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
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

    /// Asks for a stop because a time limit ran out.
    public static func expire() {
        expired.store(true, ordering: .relaxed)
        unsafe listener?()
    }

    /// Takes note of the request, so that what cleans up afterwards is not stopped by it.
    public static func acknowledge() {
        requested.store(0, ordering: .relaxed)
        acknowledgeExpiry()
    }

    /// Takes note of a time limit that ran out; what a person asked for stays.
    public static func acknowledgeExpiry() { expired.store(false, ordering: .relaxed) }

    /// - Throws: ``PlatformError/interrupted`` when a stop was asked for.
    public static func check() throws(PlatformError) {
        if isRequested { throw .interrupted }
    }

    /// Keeps a second Ctrl-C from ending the process until ``release()``.
    static func hold() { held.add(1, ordering: .sequentiallyConsistent) }

    /// Ends what ``hold()`` began, and the process if it was to end meanwhile.
    static func release() {
        let left = held.subtract(1, ordering: .sequentiallyConsistent).newValue
        if left == 0, mustEnd.load(ordering: .sequentiallyConsistent) { _exit(130) }
    }

    private static func note() {
        let isSecond = requested.add(1, ordering: .relaxed).oldValue > 0
        // The listener may have a last word for the person.
        unsafe listener?()
        guard isSecond else { return }
        let isThird = mustEnd.exchange(true, ordering: .sequentiallyConsistent)
        if isThird || held.load(ordering: .sequentiallyConsistent) == 0 { _exit(130) }
    }
}
