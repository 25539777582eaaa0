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
        #expect(["commit-context.yml", "handoff.yml"].allSatisfy(files.contains))
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
        let said = try #require(bench.calls.all[2].arguments["text"]?.text)
        #expect(said.hasPrefix("link: 'https://store.example/a.age#KEY'\n"))
        #expect(said.contains("baton clone -"))
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

    @Test("handoff warns when the file is not encrypted")
    func handoffUnsealed() throws {
        let bench = Bench()
        _ = try bench.runner.run(try Self.read("handoff.yml", bench), inputs: ["seal": .bool(false)])
        #expect(bench.calls.all[1].arguments["seal"] == .bool(false))
        #expect(bench.calls.names.last == "log.warn")
    }

    @Test("commit-context notes the session on the commit, and is quiet in a hook or without a session")
    func commitContext() throws {
        for (hook, hasSession) in [(nil, true), ("post-commit", true), ("post-commit", false), (nil, false)] {
            let bench = Bench()
            bench.hook = hook
            if !hasSession { bench.calls.overrides["sessions.find"] = { .nil } }
            let recipe = try Self.read("commit-context.yml", bench)
            #expect(recipe.hooks == ["post-commit"])
            _ = try bench.runner.run(recipe, inputs: [:])
            let note = bench.calls.all.first { $0.function == "git.note" }?.arguments
            #expect((note != nil) == hasSession)
            #expect(note?["ref"] == (hasSession ? .text("refs/notes/baton") : nil))
            #expect(note?["commit"] == (hasSession ? .text("HEAD") : nil))
            #expect(bench.calls.names.contains("log.say") == (hook == nil && hasSession))
            #expect(bench.calls.names.contains("log.warn") == (hook == nil && !hasSession))
        }
    }
}
