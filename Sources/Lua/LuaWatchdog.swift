internal import CBatonLua
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Ends the process when a script does not end in time.
///
/// The last resort for what no limit inside the engine can stop, such as one very long garbage collection. It stands
/// down when it is cancelled or goes away.
public final class LuaWatchdog {
    private let thread: Thread

    /// Starts to wait.
    ///
    /// - Parameters:
    ///   - delay: the time until the process ends.
    ///   - exitCode: what it ends with. Nothing of the process runs any more, no `atexit` either.
    ///   - lastWords: writes a message before that. It runs on the watchdog's thread and should only call `write`.
    public init(after delay: Duration, exitCode: Int32, lastWords: @escaping @Sendable () -> Void) {
        thread = Thread(delay: delay, exitCode: exitCode, lastWords: lastWords)
        thread.start()
    }

    deinit {
        thread.stop()
    }

    /// Stands down.
    public func cancel() {
        thread.stop()
    }

    /// The part that the waiting thread shares.
    ///
    /// A pipe wakes it: its end is the signal to stand down.
    private final class Thread: Sendable {
        private let deadline: ContinuousClock.Instant
        private let exitCode: Int32
        private let lastWords: @Sendable () -> Void
        private let ends: (reading: Int32, writing: Int32)
        private let stopped = Once()

        init(delay: Duration, exitCode: Int32, lastWords: @escaping @Sendable () -> Void) {
            deadline = .now + delay
            self.exitCode = exitCode
            self.lastWords = lastWords
            var pair: [Int32] = [-1, -1]
            _ = unsafe pipe(&pair)
            for end in pair where end >= 0 { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            ends = (pair[0], pair[1])
        }

        func start() {
            guard ends.reading >= 0 else { return }
            let context = unsafe Unmanaged.passRetained(self)
            if unsafe !detach(context.toOpaque()) { unsafe context.release() }
        }

        func stop() {
            guard ends.writing >= 0, stopped.isFirst() else { return }
            close(ends.writing)
        }

        func wait() {
            var poller = pollfd(fd: ends.reading, events: Int16(POLLIN), revents: 0)
            while true {
                let left = deadline - .now
                if left <= .zero {
                    lastWords()
                    bl_exit_now(exitCode)
                }
                let (seconds, attoseconds) = left.components
                let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1
                if unsafe poll(&poller, 1, Int32(clamping: milliseconds)) > 0 { break }
            }
            close(ends.reading)
        }

        private func detach(_ context: UnsafeMutableRawPointer) -> Bool {
            #if canImport(Darwin)
                var made: pthread_t?
                let status = unsafe pthread_create(&made, nil, { unsafe runWait($0) }, context)
                guard status == 0, let thread = unsafe made else { return false }
            #else
                var thread = pthread_t()
                let status = unsafe pthread_create(&thread, nil, { unsafe runWait($0) }, context)
                guard status == 0 else { return false }
            #endif
            pthread_detach(thread)
            return true
        }

        static func run(_ context: UnsafeMutableRawPointer) {
            unsafe Unmanaged<Thread>.fromOpaque(context).takeRetainedValue().wait()
        }
    }

    fileprivate static func run(_ context: UnsafeMutableRawPointer) {
        unsafe Thread.run(context)
    }
}

private func runWait(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context = unsafe context { unsafe LuaWatchdog.run(context) }
    return nil
}
