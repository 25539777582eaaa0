#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif
internal import Synchronization

/// Many pieces of work of one kind, shared by a few threads.
public enum ParallelWork {
    /// Processors that this process may use now, at least 1 and at most 8.
    public static var processors: Int { min(max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 1), 8) }

    /// Hands the numbers from 0 up to `count` out to threads, each to the next one that is free, and waits for all.
    ///
    /// Every thread makes one `worker`, to which its pieces are given one after another: what a worker holds need not be
    /// safe to share. Pieces begin in the order of their numbers. When `work` returns `false`, no further ones begin.
    ///
    /// - Parameters:
    ///   - count: how many pieces there are.
    ///   - grain: numbers a thread takes at once, 1 or more.
    ///   - worker: makes what one thread works with.
    ///   - work: does the piece of a number, and tells whether further ones are wanted.
    public static func run<Worker>(
        _ count: Int,
        grain: Int = 1,
        worker: () -> Worker,
        _ work: (_ number: Int, _ worker: inout Worker) -> Bool
    ) {
        let next = Atomic<Int>(0)
        let isOver = Atomic<Bool>(false)
        let threads = min(processors, (count + grain - 1) / grain)
        func go() {
            var own = worker()
            while !isOver.load(ordering: .relaxed) {
                let first = next.add(grain, ordering: .relaxed).oldValue
                guard first < count else { return }
                for number in first..<min(first + grain, count) where !work(number, &own) {
                    isOver.store(true, ordering: .relaxed)
                    return
                }
            }
        }
        // A thread costs more than a little work.
        if threads <= 1 { return go() }
        Threads.run(threads) { _ in go() }
    }
}
