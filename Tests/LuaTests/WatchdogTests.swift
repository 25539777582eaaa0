import Lua
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What ends the process when nothing inside an engine can, each test in a process of its own.
@Suite struct WatchdogTests {
    /// Limits that are over at once.
    static var limits: LuaLimits {
        var limits = LuaLimits.brief
        limits.luaTime = .milliseconds(300)
        return limits
    }

    static func text(_ result: ExitTest.Result?) -> String {
        String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    }

    @Test func `a loop inside the interpreter ends the process`() async {
        let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
            let rig = try Rig(limits: Self.limits)
            LuaWatchdog(name: "program", grace: .milliseconds(50)).watch(rig.engine)
            // Each step of such a call moves all arguments, and nothing looks at a clock meanwhile.
            _ = try? rig.run(
                "local t = setmetatable({}, {}) getmetatable(t).__call = t while true do t() end"
            )
        }
        #expect(
            Self.text(result)
                == "program: the script used up its time and could not be stopped, so the program ended\n"
        )
    }

    @Test func `a host function that does not block counts`() async {
        await #expect(processExitsWith: .exitCode(4)) {
            let rig = try Rig(
                limits: Self.limits,
                modules: [LuaModule(path: "slow", functions: [("spin", 0)], blocking: [])]
            )
            rig.host.functions = [{ _, _ in while true { sched_yield() } }]
            LuaWatchdog(name: "program", grace: .milliseconds(50)).watch(rig.engine)
            let environment = try rig.engine.makeEnvironment()
            _ = try rig.engine.call(
                try rig.engine.load(Array("slow.spin()".utf8), name: "x", in: environment)
            )
        }
    }

    @Test func `a deadline that is passed in the host ends the process`() async {
        let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
            var limits = LuaLimits.small
            limits.wallTime = .milliseconds(800)
            let rig = try Rig(limits: limits, functions: [("spin", { _, _ in while true { sched_yield() } })])
            LuaWatchdog(name: "program", grace: .milliseconds(50)).watch(rig.engine)
            try rig.run("host.spin()")
        }
        #expect(Self.text(result).contains("program: the script ran past its deadline"))
    }

    @Test func `a deadline of the program's own ends the process`() async {
        await #expect(processExitsWith: .exitCode(4)) {
            let watchdog = LuaWatchdog(name: "program", grace: .milliseconds(20))
            watchdog.arm(until: .now + .milliseconds(20))
            while true { sched_yield() }
            _ = watchdog
        }
    }

    @Test func `an interrupt that nothing heeds ends the process`() async {
        let result = await #expect(processExitsWith: .exitCode(130), observing: [\.standardErrorContent]) {
            let watchdog = LuaWatchdog(name: "program", grace: .milliseconds(50))
            let rig = try Rig(functions: [
                (
                    "spin",
                    { _, _ in
                        watchdog.interrupted()
                        while true { sched_yield() }
                    }
                )
            ])
            watchdog.watch(rig.engine)
            try rig.run("host.spin()")
        }
        #expect(
            Self.text(result)
                == "program: interrupted; the script could not be stopped, so the program ended\n"
        )
    }

    @Test func `a second interrupt ends the process at once`() async {
        let result = await #expect(processExitsWith: .exitCode(130), observing: [\.standardErrorContent]) {
            let watchdog = LuaWatchdog(name: "program", grace: .seconds(3600))
            Interrupts.watchdog = watchdog
            signal(SIGINT) { _ in Interrupts.watchdog?.interrupted() }
            // Threads of the test's own have their signals blocked.
            var mask = sigset_t()
            sigemptyset(&mask)
            sigaddset(&mask, SIGINT)
            pthread_sigmask(SIG_UNBLOCK, &mask, nil)
            let rig = try Rig(functions: [
                (
                    "spin",
                    { _, _ in
                        raise(SIGINT)
                        raise(SIGINT)
                        while true { sched_yield() }
                    }
                )
            ])
            watchdog.watch(rig.engine)
            try rig.run("host.spin()")
        }
        #expect(Self.text(result) == "program: interrupted twice, so the program ended at once\n")
    }

    @Test func `a script that ends in time keeps its process`() async {
        await #expect(processExitsWith: .success) {
            let rig = try Rig(
                limits: Self.limits,
                functions: [
                    (
                        "wait",
                        { _, _ in
                            usleep(300_000)
                            return []
                        }
                    )
                ]
            )
            let watchdog = LuaWatchdog(name: "program", grace: .milliseconds(100))
            watchdog.watch(rig.engine)
            // Time in the host is not the script's.
            try rig.run("host.wait()")
            watchdog.arm(until: .now + .milliseconds(50))
            watchdog.disarm()
            watchdog.interrupted()
            watchdog.settle()
            watchdog.interrupted()
            usleep(400_000)
            #expect(try rig.run("return 1") == [.int(1)])
        }
    }

    @Test func `an engine that is gone is not looked at`() async {
        await #expect(processExitsWith: .success) {
            let watchdog = LuaWatchdog(name: "program", grace: .milliseconds(20))
            for _ in 0..<20 {
                let rigs = try (0..<5).map { _ in try Rig(limits: Self.limits) }
                for rig in rigs { watchdog.watch(rig.engine) }
                usleep(10_000)
                for rig in rigs.shuffled() { #expect(try rig.run("return 1") == [.int(1)]) }
            }
            usleep(200_000)
        }
    }
}

private enum Interrupts {
    nonisolated(unsafe) static var watchdog: LuaWatchdog?
}
