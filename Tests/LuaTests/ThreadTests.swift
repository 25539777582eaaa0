import Lua
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct ThreadTests {
    @Test(arguments: [
        "while true do end", "while true do pcall(function() while true do end end) end",
        "local co = coroutine.wrap(function() while true do pcall(function() while true do end end) end end) co()",
        "('x'):rep(1e6):find('.-.-.-.-b')", "table.move({}, 1, 1 << 60, 2)",
        "while true do pcall(host.started) end",
    ]) func `a script is cancelled from another thread`(_ source: String) throws {
        let canceller = LuaCanceller()
        let started = Atomic(false)
        let watcher = LuaThreadPair {
            while !started.load(ordering: .acquiring) { sched_yield() }
            canceller.cancel()
        }
        let kind: LuaError.Kind? = try onThread {
            let rig = try Rig(
                functions: [
                    (
                        "started",
                        { _, _ in
                            started.store(true, ordering: .releasing); return []
                        }
                    )
                ],
                canceller: canceller
            )
            do throws(LuaError) {
                _ = try rig.run("host.started(); " + source + " return 1")
                return nil
            } catch {
                #expect(rig.engine.tripped == .cancelled)
                // Sticky until both are reset.
                canceller.reset()
                #expect((try? rig.run("return 1")) == nil)
                rig.engine.rearm(.small)
                #expect((try? rig.run("return 1")) == [.int(1)])
                return error.kind
            }
        }
        watcher.join()
        #expect(kind == .cancelled)
    }

    @Test func `eight engines run at once`() throws {
        let results = Mutex<[Int: [LuaValue]]>([:])
        let threads = (0..<8).map { number in
            LuaThreadPair {
                let value = try? LuaThread.run { () throws -> [LuaValue] in
                    let rig = try Rig(functions: [
                        ("add", { a, _ in [.int((a.int(0) ?? 0) + (a.int(1) ?? 0))] })
                    ])
                    var last: [LuaValue] = []
                    for _ in 0..<20 {
                        last = try rig.run(
                            """
                            local n, t = ..., {}
                            for i = 1, 2000 do n = host.add(n, 1) t[i % 50] = ('x'):rep(i % 50):gsub('x', 'y') end
                            return n
                            """,
                            [.int(Int64(number * 1000))]
                        )
                    }
                    return last
                }
                results.withLock { $0[number] = value }
            }
        }
        for thread in threads { thread.join() }
        let all = results.withLock { $0 }
        for number in 0..<8 { #expect(all[number] == [.int(Int64(number * 1000 + 2000))]) }
    }

    @Test func `eight engines are cancelled at any moment`() throws {
        let sources = [
            "while true do end", "while true do pcall(host.add, 1, 2) end",
            "while true do pcall(function() while true do end end) end",
            "local t = {} while true do t[#t + 1] = {} if #t > 1e5 then t = {} end end",
            "while true do ('x'):rep(1e5):find('.-.-b') end",
            "while true do pcall(table.sort, {3, 2, 1}, function(a, b) return a < b end) end",
            "while true do local co = coroutine.wrap(function() coroutine.yield(host.add(1, 1)) end) co() end",
            "while true do local x <close> = setmetatable({}, {__close = function() end}) end",
        ]
        let cancellers = sources.map { _ in LuaCanceller() }
        let ready = Atomic(0)
        let left = Atomic(sources.count)
        let watchdog = LuaWatchdog(name: "program", grace: .seconds(3600))
        let cancelled = Atomic(0)
        let threads = sources.indices.map { number in
            LuaThreadPair {
                try? LuaThread.run { () throws in
                    let rig = try Rig(
                        functions: [("add", { a, _ in [.int((a.int(0) ?? 0) + (a.int(1) ?? 0))] })],
                        canceller: cancellers[number]
                    )
                    watchdog.watch(rig.engine)
                    ready.add(1, ordering: .relaxed)
                    for _ in 0..<25 {
                        do throws(LuaError) { try rig.run(sources[number]) } catch {
                            if error.kind == .cancelled { cancelled.add(1, ordering: .relaxed) }
                        }
                        cancellers[number].reset()
                        rig.engine.rearm(.small)
                    }
                }
                left.subtract(1, ordering: .relaxed)
            }
        }
        while ready.load(ordering: .relaxed) < sources.count,
            left.load(ordering: .relaxed) == sources.count
        {
            sched_yield()
        }
        var generator = SeededGenerator(seed: 11)
        while left.load(ordering: .relaxed) > 0 {
            cancellers.randomElement(using: &generator)?.cancel()
            usleep(UInt32.random(in: 0...2000, using: &generator))
        }
        for thread in threads { thread.join() }
        #expect(cancelled.load(ordering: .relaxed) == 200)
    }

    @Test func `a thread has a deep stack and passes results and errors`() throws {
        struct Odd: Error {}
        func depth(_ n: Int) -> Int { n == 0 ? 0 : 1 + depth(n - 1) }
        #expect(LuaThread.run { depth(50_000) } == 50_000)
        #expect(throws: Odd.self) { try LuaThread.run { throw Odd() } }
    }

    @Test func `a function may be dropped on another thread`() throws {
        let rig = try Rig()
        let before = rig.engine.usage.references
        let box = Mutex(try rig.run("return function() end, function() end"))
        LuaThreadPair { box.withLock { $0 = [] } }.join()
        try rig.engine.collect()
        #expect(rig.engine.usage.references == before)
    }

    @Test func `arguments are not read after their call`() async {
        await #expect(processExitsWith: .failure) {
            nonisolated(unsafe) var kept: LuaArguments?
            let rig = try Rig(functions: [
                (
                    "keep",
                    { arguments, _ in
                        kept = arguments; return []
                    }
                )
            ])
            try rig.run("host.keep(1)")
            _ = kept?.int(0)
        }
    }
}

/// A thread that a test starts and joins.
final class LuaThreadPair: Sendable {
    private let thread: Mutex<pthread_t?>

    private final class Work: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    init(_ body: @escaping @Sendable () -> Void) {
        let context = Unmanaged.passRetained(Work(body)).toOpaque()
        #if canImport(Darwin)
            var made: pthread_t?
            pthread_create(
                &made,
                nil,
                {
                    Unmanaged<Work>.fromOpaque($0).takeRetainedValue().body(); return nil
                },
                context
            )
            thread = Mutex(made)
        #else
            var made = pthread_t()
            pthread_create(
                &made,
                nil,
                {
                    Unmanaged<Work>.fromOpaque($0.unsafelyUnwrapped).takeRetainedValue().body(); return nil
                },
                context
            )
            thread = Mutex(made)
        #endif
    }

    func join() {
        guard let thread = thread.withLock({ $0 }) else { return }
        pthread_join(thread, nil)
    }
}
