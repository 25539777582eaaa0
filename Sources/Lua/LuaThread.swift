#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A thread with a stack big enough for deep recursion.
public enum LuaThread {
    /// Runs `body` on a thread of its own and waits for it.
    ///
    /// Where no thread can be made it runs on this one.
    ///
    /// - Parameters:
    ///   - stackBytes: the size of the stack in bytes.
    ///   - body: what to run.
    /// - Returns: what `body` returns.
    /// - Throws: what `body` throws.
    public static func run<Success, Failure: Error>(
        stackBytes: Int = 16 << 20,
        _ body: () throws(Failure) -> Success
    ) throws(Failure) -> Success {
        var outcome: Result<Success, Failure>?
        withoutActuallyEscaping(body) { body in
            let work = Work {
                do throws(Failure) {
                    outcome = .success(try body())
                } catch {
                    outcome = .failure(error)
                }
            }
            // The work outlives the thread, as `start` waits.
            let context = unsafe Unmanaged.passRetained(work)
            if unsafe !start(context.toOpaque(), stackBytes: stackBytes) { work.body() }
            unsafe context.release()
        }
        guard let outcome else { preconditionFailure("the thread ended without an outcome") }
        return try outcome.get()
    }

    fileprivate final class Work {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }

    /// Runs the work on a new thread to its end; false when there was none.
    private static func start(_ context: UnsafeMutableRawPointer, stackBytes: Int) -> Bool {
        var attributes = pthread_attr_t()
        guard unsafe pthread_attr_init(&attributes) == 0 else { return false }
        defer { unsafe pthread_attr_destroy(&attributes) }
        let page = 64 << 10
        let size = max(stackBytes, 1 << 20) / page * page
        guard unsafe pthread_attr_setstacksize(&attributes, size) == 0 else { return false }
        #if canImport(Darwin)
            var made: pthread_t?
            let status = unsafe pthread_create(&made, &attributes, { unsafe runWork($0) }, context)
            guard status == 0, let thread = unsafe made else { return false }
        #else
            var thread = pthread_t()
            let status = unsafe pthread_create(&thread, &attributes, { unsafe runWork($0) }, context)
            guard status == 0 else { return false }
        #endif
        // The signals of Ctrl-C shall interrupt what the new thread waits for, not this wait.
        var interrupts = sigset_t()
        var before = sigset_t()
        unsafe sigemptyset(&interrupts)
        unsafe sigaddset(&interrupts, SIGINT)
        unsafe sigaddset(&interrupts, SIGTERM)
        unsafe pthread_sigmask(SIG_BLOCK, &interrupts, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        return pthread_join(thread, nil) == 0
    }
}

private func runWork(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context = unsafe context {
        unsafe Unmanaged<LuaThread.Work>.fromOpaque(context).takeUnretainedValue().body()
    }
    return nil
}
