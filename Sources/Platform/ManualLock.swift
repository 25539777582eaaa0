#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A lock for threads that one and the same thread takes and gives back, not always in one place.
@safe public final class ManualLock: Sendable {
    // The memory belongs to this object alone, and the system's functions are made for many threads.
    nonisolated(unsafe) private let mutex: UnsafeMutablePointer<pthread_mutex_t>

    /// A lock that nobody holds.
    public init() {
        unsafe mutex = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe pthread_mutex_init(mutex, nil)
    }

    deinit {
        unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
    }

    /// Waits for the lock and takes it.
    public func lock() { unsafe pthread_mutex_lock(mutex) }

    /// Gives the lock back.
    public func unlock() { unsafe pthread_mutex_unlock(mutex) }
}
