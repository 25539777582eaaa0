import BatonHost
import Lua
import Testing

/// Two recipes of which one echoes its inputs.
private final class FakeRecipes: RecipeAccess {
    func list() throws -> [RecipeFacts] {
        [RecipeFacts(name: "echo", about: "Says it again.", origin: "user")]
    }

    func run(_ name: String, _ inputs: [String: HostValue]) throws -> HostValue {
        guard name == "echo" else { throw HostError("recipe.not_found", "there is no recipe '\(name)'") }
        return .record(inputs)
    }
}

@Suite("Recipes for scripts")
struct RecipeFunctionTests {
    @Test("recipes are listed and run with their inputs")
    func runs() throws {
        try withBench { bench throws in
            let recipes = FakeRecipes()
            bench.run.recipes = recipes
            #expect(
                try bench.call("recipes.list")
                    == .array([
                        .record([
                            "name": .text("echo"), "about": .text("Says it again."), "origin": .text("user"),
                        ])
                    ])
            )
            #expect(
                try bench.call("recipes.run", .text("echo"), .record(["a": .int(1)]))
                    == .record(["a": .int(1)])
            )
            #expect(
                bench.failure("recipes.run", .text("none")) == "recipe.not_found: there is no recipe 'none'"
            )
            withExtendedLifetime(recipes) {}
        }
    }

    @Test("a file that nobody approved runs no recipe, asks for no text and gets no secret")
    func untrusted() throws {
        try withBench { bench throws in
            let recipes = FakeRecipes()
            bench.run.recipes = recipes
            bench.run.untrustedFile = "x.lua"
            bench.run.permissions = .restricted
            bench.console.isInteractiveHere = true
            bench.console.answers = ["password", "y"]
            let url = HostValue.text("https://example.org/")
            for (path, arguments) in [
                ("recipes.run", [.text("echo")]), ("recipes.list", []), ("prompt.input", [.text("Password")]),
                ("prompt.select", [.text("One"), .texts(["a"])]),
                ("prompt.multi", [.text("Any"), .texts(["a"])]),
                ("secrets.get", [.text("x")]), ("env.get", [.text("HOME")]), ("proc.run", [.texts(["true"])]),
                ("http.get", [url]), ("fs.write", [.text("a"), .text("b")]), ("fs.temp", []),
                ("fs.remove", [.text("a")]), ("fs.mkdir", [.text("a")]),
                ("fs.append", [.text("a"), .text("b")]),
            ] as [(String, [HostValue])] {
                let function = try #require(bench.run.registry.function(path))
                let error = #expect(throws: HostError.self, "\(path)") {
                    try bench.run.call(function, positional: arguments)
                }
                #expect(error?.kind == "denied.untrusted", "\(path)")
                #expect(error?.hint == "baton trust x.lua", "\(path)")
            }
            #expect(bench.console.answers.count == 2)
            _ = try bench.call("prompt.confirm", .text("Go on?"))
            #expect(bench.console.said == "script asks: Go on? [y/N] ")
            #expect(bench.failure("log.say", .text("x")) == nil)
            withExtendedLifetime(recipes) {}
        }
    }
}
