import CLuaBench
import Lua
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Counts what is alive.
final class Tracked {
    nonisolated(unsafe) static var alive = 0
    init() { Self.alive += 1 }
    deinit { Self.alive -= 1 }
}

@Suite(.serialized) struct LeakTests {
    /// Whether the long form was asked for, by `LUA_LEAKS=full`.
    private static let isFull = getenv("LUA_LEAKS").map { String(cString: $0) } == "full"
    /// Failing host calls.
    private static let calls = isFull ? 100_000 : 20_000
    /// Times that memory runs out.
    private static let floods = isFull ? 10_000 : 30

    struct TrackedError: Error {
        let object = UncheckedBox(Tracked())
    }

    struct UncheckedBox: @unchecked Sendable {
        let value: Tracked
        init(_ value: Tracked) { self.value = value }
    }

    @Test func `failing host calls leave nothing alive`() throws {
        Tracked.alive = 0
        let rig = try Rig(functions: [
            (
                "fail",
                { arguments, _ in
                    let object = Tracked()
                    defer { withExtendedLifetime(object) {} }
                    if arguments.count > 0 { throw TrackedError() }
                    throw LuaFailure(kind: "k", message: "m", data: .table(["x": .array([.int(1)])]))
                }
            ),
            (
                "inner",
                { arguments, engine in
                    let object = Tracked()
                    defer { withExtendedLifetime(object) {} }
                    return try engine.call(try arguments[0].asFunction())
                }
            ),
        ])
        try rig.run(
            """
            for i = 1, \(Self.calls / 5) do
              pcall(host.fail) pcall(host.fail, 1)
              pcall(host.inner, function() error({i}) end)
              pcall(host.inner, host.fail)
              coroutine.resume(coroutine.create(host.fail))
            end
            """
        )
        #expect(Tracked.alive == 0)
        let references = rig.engine.usage.references
        try rig.engine.collect()
        #expect(rig.engine.usage.references <= references)
        #expect(rig.engine.usage.references < 5)
    }

    @Test func `replies beyond the memory leave nothing alive`() throws {
        Tracked.alive = 0
        let part = LuaString(bytes: Array(repeating: 120, count: 9000))
        let reply: [LuaValue] = [
            .array(Array(repeating: .string(part), count: 100)),
            .text(String(repeating: "y", count: 8 << 20)),
        ]
        var limits = LuaLimits.small
        limits.memory = 4 << 20
        let rig = try Rig(
            limits: limits,
            functions: [
                (
                    "big",
                    { _, _ in
                        let object = Tracked()
                        defer { withExtendedLifetime(object) {} }
                        return reply
                    }
                )
            ]
        )
        for _ in 0..<Self.floods {
            #expect(try rig.failure("pcall(host.big) return 1").kind == .limit(.memory))
            rig.engine.rearm(limits)
        }
        #expect(Tracked.alive == 0)
        try rig.engine.collect()
        #expect(rig.engine.usage.memory < 200_000)
    }

    @Test func `failures of all kinds leave no memory of C behind`() async {
        // A process of its own, as the measure counts the memory of all threads.
        await #expect(processExitsWith: .success) {
            var limits = LuaLimits.small
            limits.memory = 2 << 20
            let rig = try Rig(
                limits: limits,
                functions: [
                    (
                        "fail",
                        { _, _ in throw LuaFailure(kind: "k", message: "m", data: .array([.int(1)])) }
                    ),
                    ("big", { _, _ in [.text(String(repeating: "y", count: 4 << 20))] }),
                    ("echo", { arguments, _ in try arguments.all() }),
                ]
            )
            func round() throws {
                try rig.run(
                    """
                    for i = 1, 500 do
                      pcall(host.fail) pcall(host.echo, {i, {i}}, print, ('x'):rep(i)) pcall(host.echo, coroutine.create(print))
                    end
                    """
                )
                for source in [
                    "host.big()", "local t = {} while true do t[#t + 1] = {} end", "error({})",
                ] {
                    _ = try? rig.run(source)
                    rig.engine.rearm(limits)
                }
                try rig.engine.collect()
            }
            for _ in 0..<5 { try round() }
            let before = bench_allocated()
            for _ in 0..<20 { try round() }
            let after = bench_allocated()
            // One object left behind by each of 10,000 failures would be more than 300 KB.
            precondition(after < before + 240_000, "grew from \(before) to \(after) bytes")
        }
    }

    @Test func `a script's memory is given back`() throws {
        let rig = try Rig()
        var before = 0
        for round in 0..<250 {
            if round == 50 {
                try rig.engine.collect()
                before = rig.engine.usage.memory
            }
            try rig.run(
                "local t = {} for i = 1, 1000 do t[i] = {tostring(i), function() return i end} end return t[1][1]"
            )
        }
        try rig.engine.collect()
        #expect(rig.engine.usage.memory < before + 2048)
    }
}
