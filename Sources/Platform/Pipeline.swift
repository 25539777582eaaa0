#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Two pieces of work at once, of which one makes what the other takes.
public enum Pipeline {
    /// Runs `produce` on a second thread and hands what it makes to `consume` on this one, in order.
    ///
    /// `produce` is given a function that takes the next value, waits while `depth` values are not yet taken, and tells
    /// whether more are wanted; after `false` it should return. Where there is no second thread, each value is
    /// consumed as it is made. Both have ended when this returns.
    ///
    /// - Throws: what `consume` throws, else what `produce` throws after all its values were consumed.
    public static func run<Value>(
        depth: Int,
        produce: (_ put: (Value) -> Bool) throws -> Void,
        consume: (Value) throws -> Void
    ) throws {
        precondition(depth > 0, "nothing could be handed over")
        let belt = Belt<Value>(depth: depth)
        var failure: (any Error)?
        let isThreaded = Threads.withOther {
            do { try produce { belt.put($0) } } catch { belt.failure = error }
            belt.close()
        } during: {
            do {
                while let value = belt.take() { try consume(value) }
            } catch {
                failure = error
                belt.refuse()
            }
        }
        if !isThreaded {
            try withoutActuallyEscaping(consume) { consume in
                try produce { value in
                    do { try consume(value) } catch { failure = error }
                    return failure == nil
                }
            }
        }
        if let failure = failure ?? belt.failure { throw failure }
    }
}

/// Values on their way from one thread to another.
@safe private final class Belt<Value> {
    /// What made the producer stop; read when both threads are one again.
    var failure: (any Error)?
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var values: [Value] = []
    private var isClosed = false
    private var isRefused = false
    private let depth: Int

    init(depth: Int) {
        self.depth = depth
        unsafe pthread_mutex_init(lock, nil)
        unsafe pthread_cond_init(changed, nil)
    }

    deinit {
        unsafe pthread_mutex_destroy(lock)
        unsafe pthread_cond_destroy(changed)
        unsafe lock.deallocate()
        unsafe changed.deallocate()
    }

    /// Waits for room and hands a value over.
    ///
    /// - Returns: whether more are wanted.
    func put(_ value: Value) -> Bool {
        locked {
            while values.count >= depth, !isRefused { unsafe pthread_cond_wait(changed, lock) }
            if !isRefused { values.append(value) }
            return !isRefused
        }
    }

    /// Waits for a value; `nil` when no more will come.
    func take() -> Value? {
        locked {
            while values.isEmpty, !isClosed { unsafe pthread_cond_wait(changed, lock) }
            return values.isEmpty ? nil : values.removeFirst()
        }
    }

    /// Tells that no more values will come.
    func close() { locked { isClosed = true } }

    /// Tells that no more values are wanted.
    func refuse() { locked { isRefused = true } }

    private func locked<Result>(_ body: () -> Result) -> Result {
        unsafe pthread_mutex_lock(lock)
        defer {
            unsafe pthread_cond_broadcast(changed)
            unsafe pthread_mutex_unlock(lock)
        }
        return body()
    }
}
