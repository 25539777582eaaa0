import Lua
import Testing

/// Counts what is alive.
final class Tracked {
    nonisolated(unsafe) static var alive = 0
    init() { Self.alive += 1 }
    deinit { Self.alive -= 1 }
}

@Suite(.serialized) struct LeakTests {
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
            for i = 1, 5000 do
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
        for _ in 0..<30 {
            #expect(try rig.failure("pcall(host.big) return 1").kind == .limit(.memory))
            rig.engine.rearm(limits)
        }
        #expect(Tracked.alive == 0)
        try rig.engine.collect()
        #expect(rig.engine.usage.memory < 200_000)
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
