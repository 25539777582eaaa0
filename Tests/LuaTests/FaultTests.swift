import Testing

@testable import Lua

@Suite struct FaultTests {
    @Test func `a release has the faults that later ones cured`() {
        let old = LuaEngine.faults(of: "5.4.4")
        #expect(old.count == LuaFault.all.count)
        #expect(LuaEngine.faults(of: "5.4.5").contains { $0.fixedIn == "5.4.5" } == false)
        #expect(LuaEngine.faults(of: "5.4.5").contains { $0.fixedIn == "5.4.8" })
        // A number with two digits is greater than one with one.
        #expect(LuaEngine.faults(of: "5.4.10").allSatisfy { $0.fixedIn == nil })
        #expect(!LuaEngine.faults(of: "5.4.10").isEmpty)
    }

    @Test func `the running interpreter's faults are a part of all`() {
        #expect(Set(LuaEngine.knownFaults).isSubset(of: LuaFault.all))
        #expect(Set(LuaFault.all.map(\.name)).count == LuaFault.all.count)
    }

    @Test func `what is said to be prevented is refused`() throws {
        let rig = try Rig()
        for source in [
            "setmetatable({}, {__concat = print})", "coroutine.close(coroutine.create(print))",
            "os.setlocale('C')",
            "assert(load('\\27Lua', 'x', 'b'))",
        ] {
            if LuaEngine.interpreterRelease > "5.4.4", source.contains("__concat") { continue }
            #expect(try rig.failure(source).kind == .script)
        }
    }
}
