import BatonHost
import BatonRecipes
import Platform
import TestSupport
import Testing

@Suite("What a Lua file declares")
struct DeclarationTests {
    private func read(_ text: String) -> ScriptDeclaration { ScriptDeclaration(Array(text.utf8)) }

    @Test("constants of baton.recipe are known without running it")
    func constants() {
        let declaration = read(
            """
            #!/usr/bin/env -S baton run
            local verb = "Sends"
            return baton.recipe {
              about = verb .. " notes.",
              inputs = {
                zone = { type = "choice", choices = { "a", "b" }, default = "a", about = "which" },
                count = { type = "integer", required = true },
                depth = { type = "integer", default = -3 },
              },
              permissions = { sessions = "read", write = { "docs" }, upload = { "team", "default" }, git = "notes" },
              hooks = { "pre-push" },
              limits = { time = "2s", wall = 60, memory = "64M", output = 1000 },
              run = function(inputs) error("never run") end,
            }
            """
        )
        #expect(declaration.isRecipe)
        #expect(declaration.about == "Sends notes.")
        #expect(declaration.inputs.map(\.name) == ["zone", "count", "depth"])
        #expect(declaration.inputs.map(\.kind) == [.choice, .integer, .integer])
        #expect(declaration.inputs[0].choices == ["a", "b"])
        #expect(declaration.inputs.map(\.isRequired) == [false, true, false])
        #expect(declaration.inputs[1].span == RecipeSpan(line: 7, column: 5, length: 5))
        #expect(declaration.permissions.granted[.write] == ["docs"])
        #expect(declaration.permissions.granted[.git] == ["read", "notes"])
        #expect(declaration.permissions.granted.keys.count == 4)
        #expect(declaration.hooks == ["pre-push"])
        #expect(declaration.limits.time == 2)
        #expect(declaration.limits.wall == 60)
        #expect(declaration.limits.memory == 64 << 20)
        #expect(declaration.limits.output == 1000)
        #expect(declaration.undecided.isEmpty)
    }

    @Test(
        "a recipe is found however it is returned",
        arguments: [
            "return baton.recipe({ about = 'A', run = f })", "return baton.recipe{about = 'A', run = f}",
            "local b = require 'baton' return b.recipe { about = 'A', run = f }",
            "local recipe = baton.recipe return recipe { about = 'A', run = f }",
            "local r = baton.recipe { about = 'A', run = f } return r",
            "local t = { about = 'A', run = f } return baton.recipe(t)",
            "return (require('baton').recipe({ about = 'A', run = f }))", "return { about = 'A', run = f }",
            "return baton['recipe'] { about = 'A', run = f };",
        ]
    )
    func forms(text: String) {
        #expect(read(text).isRecipe)
        #expect(read(text).about == "A")
    }

    @Test(
        "a file that returns something else is no recipe",
        arguments: [
            "", "print(1)", "return 1", "return {}", "return other.recipe { about = 'A' }",
            "if x then return baton.recipe { about = 'A', run = f } end", "return baton.recipe",
            "local baton = {} return baton.recipe { about = 'A', run = f }", "return f()",
        ]
    )
    func others(text: String) {
        #expect(!read(text).isRecipe)
        #expect(read(text).problem == nil)
    }

    @Test("what is made by calls and conditions is decided when the file runs")
    func undecided() {
        let declaration = read(
            """
            local names = { "docs" }
            names[2] = "/etc"
            return baton.recipe {
              about = os.date(),
              inputs = { day = { type = "string", default = os.date() }, [key] = {}, fine = { type = "string" } },
              permissions = { write = names },
              hooks = flag and { "pre-push" } or {},
              run = function() end,
            }
            """
        )
        #expect(declaration.isRecipe)
        #expect(declaration.undecided == ["about", "hooks", "inputs", "inputs.day.default", "permissions"])
        #expect(declaration.permissions == PermissionSet([:]))
        #expect(declaration.inputs.map(\.name) == ["day", "fine"])
        #expect(
            read("return baton.recipe(make())").undecided == [
                "about", "background", "hooks", "inputs", "limits", "permissions",
            ]
        )
        #expect(read("local t = {} t.hooks = {'pre-push'} return baton.recipe(t)").isUndecided("hooks"))
    }

    @Test("texts that double at each step do not grow without end")
    func doubling() {
        var text = "local a0 = 'xxxxxxxx'\n"
        for index in 1..<150 { text += "local a\(index) = a\(index - 1) .. a\(index - 1)\n" }
        #expect(read(text + "return baton.recipe { about = a149, run = f }").undecided == ["about"])
    }

    @Test("a file that is no Lua says so with its line")
    func broken() {
        #expect(read("return baton.recipe {\n  about = ,\n}").problem == "line 2: unexpected symbol near ','")
    }

    @Test("a list shows what Lua recipes say of themselves")
    func listing() throws {
        try withTemporaryDirectory { root in
            let places = try Places(root)
            try places.write(
                "-- A comment.\nreturn baton.recipe { about = 'Sends.', hooks = { 'post-commit' }, run = function() end }",
                places.recipes + "/a.lua"
            )
            let entry = try #require(try places.catalog([:]).list().first)
            #expect(entry.about == "Sends.")
            #expect(entry.hooks == ["post-commit"])
        }
    }

    @Test("a summary names what leaves the machine")
    func departures() throws {
        try withTemporaryDirectory { root in
            let places = try Places(root)
            try places.write(
                """
                local up = baton.upload
                local helper = require "helper"
                return baton.recipe { about = "A", permissions = { upload = { "any" }, git = "read" },
                  run = function() up.put("x") end }
                """,
                places.recipes + "/a.lua"
            )
            try places.write("return baton.upload.put", places.recipes + "/helper.lua")
            let summary = RecipeSummary(try places.catalog([:]).load("a"))
            #expect(
                summary.departures == ["line 4: baton.upload.put", "helper.lua, line 1: baton.upload.put"]
            )
            #expect(summary.permissionsInWords == ["upload to your stores", "read this repository"])
            try places.write(
                "baton: 1\nabout: B\npermissions: {run: [make]}\nsteps:\n  - exec: [make]\n",
                places.recipes + "/b.yml"
            )
            let other = RecipeSummary(try places.catalog([:]).load("b"))
            #expect(other.departures == ["line 5: runs make"])
            #expect(other.permissionsInWords == ["run programs: make"])
        }
    }

    @Test("a difference shows changed lines with what is around them")
    func difference() {
        let earlier = (1...20).map { "line \($0)" }.joined(separator: "\n")
        let later = earlier.replacing("line 10\n", with: "line ten\nand more\n")
        #expect(
            LineDifference.lines(from: earlier, to: later, context: 1) == [
                .skipped(8), .same("line 9"), .removed("line 10"), .added("line ten"), .added("and more"),
                .same("line 11"), .skipped(9),
            ]
        )
        #expect(LineDifference.lines(from: "a", to: "a") == [])
        #expect(LineDifference.lines(from: "", to: "a") == [.removed(""), .added("a")])
        let long = (0..<4000).map { "\($0)" }.joined(separator: "\n")
        #expect(LineDifference.lines(from: long, to: long.replacing("1", with: "x")) == nil)
    }
}
