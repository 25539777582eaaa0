#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif
internal import Synchronization

/// Does something once after a while, on a thread of its own, unless it is stopped before.
public final class Alarm {
    private let waiter: Waiter

    /// Starts to wait so many seconds; `ring` runs on another thread and should only set a flag.
    public init(after seconds: Double, _ ring: @escaping @Sendable () -> Void) {
        waiter = Waiter(seconds, ring)
        waiter.start()
    }

    deinit { _ = waiter.stop() }

    /// Stops it: from now on it does not ring.
    ///
    /// - Returns: whether it rang before.
    @discardableResult
    public func stop() -> Bool { waiter.stop() }

    /// What the object and its thread share; the end of a pipe wakes the thread.
    fileprivate final class Waiter: Sendable {
        private enum State { case waiting, rang, stopped }

        private let state = Mutex(State.waiting)
        private let ring: @Sendable () -> Void
        private let deadline: ContinuousClock.Instant
        private let ends: (reading: Int32, writing: Int32)

        init(_ seconds: Double, _ ring: @escaping @Sendable () -> Void) {
            self.ring = ring
            deadline = .now + .seconds(min(max(seconds, 0), 1e9))
            var pair: [Int32] = [-1, -1]
            _ = unsafe pipe(&pair)
            for end in pair where end >= 0 { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            ends = (pair[0], pair[1])
        }

        func start() {
            guard ends.reading >= 0 else { return }
            let context = unsafe Unmanaged.passRetained(self)
            #if canImport(Darwin)
                var made: pthread_t?
                let status = unsafe pthread_create(
                    &made,
                    nil,
                    { unsafe waitForAlarm($0) },
                    context.toOpaque()
                )
                guard status == 0, let thread = unsafe made else { return unsafe context.release() }
            #else
                var thread = pthread_t()
                let status = unsafe pthread_create(
                    &thread,
                    nil,
                    { unsafe waitForAlarm($0) },
                    context.toOpaque()
                )
                guard status == 0 else { return unsafe context.release() }
            #endif
            pthread_detach(thread)
        }

        func stop() -> Bool {
            // The lock makes it certain that nothing rings behind this.
            let (hasRung, isFirst) = state.withLock { state in
                let before = state
                if before == .waiting { state = .stopped }
                return (before == .rang, before == .waiting)
            }
            if isFirst, ends.writing >= 0 { close(ends.writing) }
            return hasRung
        }

        func wait() {
            var poller = pollfd(fd: ends.reading, events: Int16(POLLIN), revents: 0)
            while true {
                let left = deadline - .now
                if left <= .zero {
                    let rings = state.withLock { state in
                        guard state == .waiting else { return false }
                        state = .rang
                        ring()
                        return true
                    }
                    if rings { close(ends.writing) }
                    break
                }
                let (seconds, attoseconds) = left.components
                let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1
                if unsafe poll(&poller, 1, Int32(clamping: milliseconds)) > 0 { break }
            }
            close(ends.reading)
        }
    }
}

private func waitForAlarm(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context = unsafe context {
        unsafe Unmanaged<Alarm.Waiter>.fromOpaque(context).takeRetainedValue().wait()
    }
    return nil
}
