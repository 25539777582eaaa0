import BatonHost
import BatonRecipes
import Lua
import Testing

@Suite("Shipped recipes")
struct ShippedRecipeTests {
    private static func read(_ file: String, _ bench: Bench) throws -> Recipe {
        let recipe = try #require(BuiltInRecipe.all.first { $0.file == file })
        return try bench.read(String(decoding: recipe.bytes, as: UTF8.self), file: file)
    }

    @Test("every shipped recipe in YAML reads without a problem")
    func allRead() throws {
        let files = BuiltInRecipe.all.map(\.file)
        #expect(["commit-context.yml", "handoff.yml", "onboarding.yml"].allSatisfy(files.contains))
        for file in files where file.hasSuffix(".yml") {
            let recipe = try Self.read(file, Bench())
            #expect(!recipe.about.isEmpty)
            for input in recipe.inputs { #expect(!input.about.isEmpty, "\(file): \(input.name)") }
        }
    }

    @Test("handoff exports, uploads and says the link in single quotes")
    func handoff() throws {
        let bench = Bench()
        let outputs = try bench.runner.run(
            try Self.read("handoff.yml", bench),
            inputs: ["messages": .integer(20)]
        )
        #expect(bench.calls.names == ["export.json", "upload.put", "log.say", "log.say", "log.say"])
        #expect(bench.calls.all[0].arguments["messages"] == .integer(20))
        #expect(bench.calls.all[0].arguments["session"] == .text("current"))
        #expect(bench.calls.all[1].arguments["store"] == .text("default"))
        #expect(
            bench.calls.all[2].arguments["text"]?.text
                == """
                link: 'https://store.example/a.age#KEY'
                continue: printf %s 'https://store.example/a.age#KEY' | baton clone -
                """
        )
        #expect(outputs["link"] == .text("https://store.example/a.age#KEY"))
        #expect(outputs["message_count"] == .integer(7))
        #expect(bench.said == ["[1/7] bundle: export.json", "[2/7] share: upload.put"])
    }

    @Test("handoff shows the code on a terminal only")
    func handoffOnATerminal() throws {
        for (isTerminal, isJSON, shows) in [(true, false, true), (true, true, false), (false, false, false)] {
            let bench = Bench()
            bench.console.isATerminal = isTerminal
            bench.options.isJSON = isJSON
            _ = try bench.runner.run(try Self.read("handoff.yml", bench), inputs: [:])
            #expect(bench.calls.names.contains("qr.print") == shows)
        }
    }
}
