import Platform
import Synchronization
import Testing

@Suite struct ParallelWorkTests {
    @Test("every piece is done once, whatever the grain", arguments: [0, 1, 2, 7, 1000], [1, 3, 64])
    func all(count: Int, grain: Int) {
        let done = Mutex([Int](repeating: 0, count: count))
        ParallelWork.run(count, grain: grain, worker: { 0 }) { number, own in
            own += 1
            done.withLock { $0[number] += 1 }
            return true
        }
        #expect(done.withLock { $0 } == [Int](repeating: 1, count: count))
    }

    @Test("no piece begins long after one said stop")
    func stop() {
        let done = Mutex(0)
        ParallelWork.run(100_000, worker: { 0 }) { number, _ in
            done.withLock { $0 += 1 }
            return number < 10
        }
        #expect(done.withLock { $0 } >= 11)
        #expect(done.withLock { $0 } < 100_000)
    }
}
