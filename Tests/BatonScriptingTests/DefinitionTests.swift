import BatonHost
import BatonScripting
import Lua
import Testing

@Suite("Definitions for editors")
struct DefinitionTests {
    @Test("the file is Lua that defines every function and no other")
    func validLua() throws {
        let registry = TestingRegistry.reference
        try withBench { bench throws in
            let script = """
                local found = {}
                local function visit(table, path)
                  for name, value in pairs(table) do
                    if type(value) == "function" then found[#found + 1] = path .. name end
                    if type(value) == "table" then visit(value, path .. name .. ".") end
                  end
                end
                visit(table.unpack({ (function()
                \(LuaDefinitions.text(registry))
                end)(), "" }))
                return found
                """
            let names = try #require(try bench.run(script).list).compactMap(\.text)
            #expect(names.sorted() == registry.functions.map(\.path).sorted())
        }
    }
}
