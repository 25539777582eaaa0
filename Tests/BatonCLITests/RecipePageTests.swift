import Platform
import TestSupport
import Testing

/// Every recipe on the page about recipes runs.
@Suite("The page about recipes")
struct RecipePageTests {
    /// The blocks of a language, in the order of the page.
    static func blocks(_ language: String) throws -> [String] {
        let page = String(decoding: try Files.read(Repository.path("docs/recipes.md")), as: UTF8.self)
        var blocks: [String] = []
        var current: [Substring]?
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "```" + language {
                current = []
            } else if line == "```", let lines = current {
                blocks.append(lines.joined(separator: "\n") + "\n")
                current = nil
            } else {
                current?.append(line)
            }
        }
        return blocks
    }

    @Test("it shows recipes in both languages")
    func areThere() throws {
        #expect(try Self.blocks("yaml").count == 5)
        #expect(try Self.blocks("lua").count == 1)
    }

    @Test("every recipe on it runs", arguments: ["yaml", "lua"])
    func run(_ language: String) throws {
        for (index, text) in try Self.blocks(language).enumerated() {
            try withRoom { room throws in
                try room.addSample()
                let recipes = Paths.join(room.home, ".config/baton/recipes")
                try Files.makeDirectory(recipes)
                try Files.makeDirectory(Paths.join(room.work, "docs"))
                try Files.create(Array("a\nb\n".utf8), at: Paths.join(room.work, "README.md"))
                let ending = language == "yaml" ? "yml" : "lua"
                try Files.create(Array(text.utf8), at: Paths.join(recipes, "page.\(ending)"))
                let result = try room.baton(["run", "page", "--json"])
                let said = String(decoding: result.error, as: UTF8.self)
                #expect(result.status == 0, "block \(index) in \(language): \(said)")
                #expect(try room.baton(["run", "page", "--help"]).status == 0)
            }
        }
    }

    @Test("what it says of each key, type and limit is what there is")
    func names() throws {
        let page = String(decoding: try Files.read(Repository.path("docs/recipes.md")), as: UTF8.self)
        let schema = try withRoom { room in try room.baton(["reference", "schema"]).text }
        for name in ["baton", "about", "inputs", "permissions", "hooks", "limits", "steps", "outputs"] {
            #expect(page.contains("| `\(name)` |") && schema.contains("\"\(name)\""))
        }
    }
}
