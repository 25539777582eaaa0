internal import ArgumentParser
internal import BatonHost
internal import BatonRecipes
internal import JSON
internal import Platform

/// The command `baton recipes`.
struct RecipesCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "recipes",
        abstract: "List the recipes that can be run by name.",
        discussion:
            "Yours are in recipes/ of the baton folder, a project's in .baton/recipes; listing runs nothing of them."
    )

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let recipes = try RecipeExecution(cli: cli).catalog.list()
        try cli.answer { writer in
            writer.array { writer in
                for recipe in recipes {
                    writer.object { writer in
                        writer.member("name", recipe.name)
                        writer.member("about", recipe.about)
                        writer.member("origin", recipe.origin.rawValue)
                        writer.member("kind", recipe.kind.rawValue)
                        writer.key("hooks")
                        ValueJSON.write(.texts(recipe.hooks), to: &writer)
                        writer.member("path", recipe.path)
                        writer.member("problem", recipe.problem)
                    }
                }
            }
        }
        for recipe in recipes {
            let about = recipe.problem.map { "(cannot be read: \($0))" } ?? recipe.about
            let name = recipe.name + String(repeating: " ", count: max(1, 18 - recipe.name.count))
            try cli.print("\(name)\(recipe.origin.rawValue)  \(PrintableText.line(about))")
        }
        return .done
    }
}
