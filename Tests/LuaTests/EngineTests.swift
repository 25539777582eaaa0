import Lua
import Testing

@Suite struct EngineTests {
    @Test func `a chunk gets arguments and gives results`() throws {
        let rig = try Rig()
        #expect(
            try rig.run("local a, b = ... return a + b, a .. b", [.int(2), .int(3)]) == [
                .int(5), .text("23"),
            ]
        )
    }

    @Test func `a host function gets arguments and gives results`() throws {
        let rig = try Rig(functions: [
            ("add", { arguments, _ in [.int((arguments.int(0) ?? 0) + (arguments.int(1) ?? 0))] })
        ])
        #expect(try rig.run("return host.add(20, 22)") == [.int(42)])
    }

    @Test func `a failure of the host is an error table`() throws {
        let rig = try Rig(functions: [
            (
                "fail",
                { _, _ in
                    throw LuaFailure(
                        kind: "http.timeout",
                        message: "too slow",
                        hint: "try again",
                        data: ["n": .int(3)]
                    )
                }
            )
        ])
        let results = try rig.run(
            """
            local ok, e = pcall(host.fail)
            return ok, e.kind, e.message, e.hint, e.data.n, tostring(e)
            """
        )
        #expect(
            results == [
                .bool(false), .text("http.timeout"), .text("too slow"), .text("try again"), .int(3),
                .text("test.lua:1: too slow"),
            ]
        )
        let error = try rig.failure("\n\nhost.fail()")
        #expect(error.kind == .host("http.timeout"))
        #expect(error.message == "too slow")
        #expect(error.hint == "try again")
        #expect(error.chunk == "test.lua")
        #expect(error.line == 3)
    }

    @Test func `a script error has its place and trace`() throws {
        let rig = try Rig()
        let error = try rig.failure("local function f()\n  error('no')\nend\nf()")
        #expect(error.kind == .script)
        #expect(error.message == "no")
        #expect(error.chunk == "test.lua")
        #expect(error.line == 2)
        #expect(error.description == "test.lua:2: no")
        #expect(error.trace.contains("test.lua:4: in the main chunk"))
    }
}
