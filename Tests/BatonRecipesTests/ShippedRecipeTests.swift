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
            if !hasSession {
                bench.calls.overrides["git.attach"] = {
                    .record(["commit": .text("c1"), "sessions": .array([]), "count": .integer(0)])
                }
            }
            let recipe = try Self.read("commit-context.yml", bench)
            #expect(recipe.hooks == ["post-commit"])
            let outputs = try bench.runner.run(recipe, inputs: [:])
            #expect(bench.calls.all.first?.function == "git.attach")
            #expect(bench.calls.all.first?.arguments["commit"] == .text("HEAD"))
            #expect(outputs["sessions"] == .texts(hasSession ? ["s1"] : []))
            #expect(bench.calls.names.contains("log.say") == (hook == nil && hasSession))
            #expect(bench.calls.names.contains("log.warn") == (hook == nil && !hasSession))
        }
    }

    @Test("commit-trailer hands the message to git.trailer, and does nothing without one")
    func commitTrailer() throws {
        for file in ["", ".git/COMMIT_EDITMSG"] {
            let bench = Bench()
            let recipe = try Self.read("commit-trailer.yml", bench)
            #expect(recipe.hooks == ["prepare-commit-msg", "commit-msg"])
            _ = try bench.runner.run(
                recipe,
                inputs: ["file": .text(file), "args": .texts(["x", "message"])]
            )
            #expect(bench.calls.names == (file.isEmpty ? [] : ["git.trailer"]))
            guard let call = bench.calls.all.first else { continue }
            #expect(call.arguments["file"] == .text(file))
            #expect(call.arguments["args"] == .texts(["x", "message"]))
        }
    }

    @Test("commit-file adds a page for each session that has a part in the commit")
    func commitFile() throws {
        let bench = Bench()
        let recipe = try Self.read("commit-file.yml", bench)
        #expect(recipe.hooks == ["pre-commit"])
        let outputs = try bench.runner.run(recipe, inputs: [:])
        #expect(
            bench.calls.names == [
                "git.staged_sessions", "export.markdown", "export.markdown", "git.context_file",
                "git.context_file",
            ]
        )
        #expect(bench.calls.all[1].arguments["tools"] == .text("brief"))
        #expect(outputs["files"] == .texts([".baton/context/a-s1.md", ".baton/context/a-s1.md"]))
    }
}
