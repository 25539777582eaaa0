import Lua
import Testing

@Suite struct HandleTests {
    private static func makeRig(_ next: @escaping () -> LuaHandle) throws -> Rig {
        try Rig(
            functions: [
                ("open", { _, _ in [.handle(next())] }),
                ("size", { arguments, _ in [.int(Int64(arguments.handle(0)?.slot ?? 0))] }),
                (
                    "same",
                    { arguments, _ in
                        [
                            .handle(arguments.handle(0) ?? LuaHandle(type: 0, slot: 0, generation: 0)),
                            .bool(arguments.handle(0) == arguments.handle(1)),
                        ]
                    }
                ),
            ],
            handles: [
                LuaHandleType(
                    id: 3,
                    name: "x.Thing",
                    members: [("size", 1, false), ("get", 1, true), ("same", 2, true)]
                ),
                LuaHandleType(id: 4, name: "x.Other", members: [("get", 1, true)]),
            ]
        )
    }

    @Test func `methods and fields reach the host`() throws {
        let rig = try Self.makeRig { LuaHandle(type: 3, slot: 40, generation: 2) }
        #expect(
            try rig.run("local h = host.open() return h.size, h:get(), tostring(h), type(h)") == [
                .int(40), .int(40), .text("x.Thing"), .text("userdata"),
            ]
        )
        #expect(try rig.run("return host.open()") == [.handle(LuaHandle(type: 3, slot: 40, generation: 2))])
        #expect(
            try rig.run("local h = host.open() local g, s = h:same(h) return g == h, s") == [
                .bool(true), .bool(true),
            ]
        )
    }

    @Test func `a method of one type refuses another`() throws {
        nonisolated(unsafe) var type: Int32 = 3
        let rig = try Self.makeRig { LuaHandle(type: type, slot: UInt64(type), generation: 1) }
        try rig.run("thing = host.open()")
        type = 4
        let error = try rig.failure("host.open().get(thing)")
        #expect(error.message == "x.Other.get: the first argument must be a x.Other")
        #expect(error.hint == "call a method with ':'")
        type = 9
        #expect(try rig.failure("host.open()").kind == .conversion)
    }

    @Test func `a handle is released once, when nobody holds it`() throws {
        let rig = try Self.makeRig { LuaHandle(type: 3, slot: 1, generation: 1) }
        try rig.run("for i = 1, 100 do host.open() end a = host.open() b = host.open()")
        try rig.engine.collect()
        #expect(rig.host.released == [])
        try rig.run("a, b = nil")
        try rig.engine.collect()
        #expect(rig.host.released == [LuaHandle(type: 3, slot: 1, generation: 1)])
    }

    @Test func `a closed handle is released once`() throws {
        let rig = try Self.makeRig { LuaHandle(type: 3, slot: 1, generation: 1) }
        try rig.run("do local h <close> = host.open() end")
        #expect(rig.host.released.count == 1)
        try rig.engine.collect()
        #expect(rig.host.released.count == 1)
        // The slot may be used again.
        try rig.run("h = host.open() return h.size")
        #expect(rig.host.released.count == 1)
    }

    @Test func `every handle is released in the end`() throws {
        var next: UInt64 = 0
        let host: RigHost
        do {
            let rig = try Self.makeRig {
                next += 1
                return LuaHandle(type: 3, slot: next, generation: 1)
            }
            host = rig.host
            try rig.run("t = {} for i = 1, 1000 do t[i] = host.open() host.open() end")
        }
        #expect(host.released.count == 2000)
        #expect(Set(host.released.map(\.slot)).count == 2000)
    }

    @Test func `a handle passed again while the old one dies is not released`() throws {
        let rig = try Self.makeRig { LuaHandle(type: 3, slot: 1, generation: 1) }
        try rig.run("for i = 1, 200000 do h = host.open() h = nil end h = host.open()")
        let released = rig.host.released.count
        try rig.engine.collect()
        #expect(rig.host.released.count == released)
        #expect(try rig.run("return h.size") == [.int(1)])
    }

    @Test func `a host that calls back while it releases is refused`() throws {
        final class Host: LuaHost {
            weak var engine: LuaEngine?
            var function: LuaFunction?
            var message: String?
            func call(_ function: Int32, _ arguments: LuaArguments, in engine: LuaEngine) throws -> [LuaValue]
            {
                [.handle(LuaHandle(type: 1, slot: 1, generation: 1))]
            }
            func source(ofModule name: String, in engine: LuaEngine) throws -> LuaSource? { nil }
            func write(_ bytes: [UInt8], to stream: LuaStream) {}
            func release(_ handle: LuaHandle) {
                guard let engine, let function else { return }
                do throws(LuaError) { _ = try engine.call(function) } catch { message = error.message }
            }
        }
        let host = Host()
        let engine = try LuaEngine(profile: .trusted, limits: .small, host: host)
        host.engine = engine
        try engine.define(
            [LuaModule(path: "host", functions: [("open", 0)])],
            handles: [LuaHandleType(id: 1, name: "T", members: [])]
        )
        let environment = try engine.makeEnvironment()
        host.function = try engine.load(Array("return 1".utf8), name: "x", in: environment)
        _ = try engine.call(try engine.load(Array("host.open()".utf8), name: "x", in: environment))
        try engine.collect()
        #expect(host.message?.contains("releases a handle") == true)
        host.function = nil
    }
}
