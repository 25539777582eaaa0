internal import ArgumentParser
internal import BatonHost
internal import BatonRecipes
internal import BatonRedaction
internal import BatonScripting
internal import Platform

/// The command `baton reference`.
struct ReferenceCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: "Print reference pages that are made from the program itself.",
        discussion: """
            lua: the API of scripts as a file for editors (LuaCATS), or with NAME the page of one function, table, type or \
            kind of failure. schema: the JSON Schema of recipes, for the YAML language server. manual: the manual page, for man(1). \
            lua-api, steps and rules: the pages of docs/.
            """
    )

    /// The pages there are.
    enum Page: String, ExpressibleByArgument, CaseIterable {
        case lua
        case schema
        case manual
        case luaAPI = "lua-api"
        case steps
        case rules
    }

    @Argument(help: "lua, schema, manual, lua-api, steps or rules.")
    var page: Page

    @Argument(help: ArgumentHelp("With lua: a name such as export.json, Session or session.not_found."))
    var name: String?

    var isJSON: Bool { false }

    func validate() throws {
        if name != nil, page != .lua { throw ValidationError("only 'baton reference lua' takes a name") }
    }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let registry = TestingRegistry.reference
        let text =
            switch page {
            case .manual: try Manual.page()
            case .luaAPI: LuaManual.text(registry)
            case .schema: RecipeSchema.text(.builtIn)
            case .steps: StepManual.text(registry)
            case .rules: RuleManual.text(.builtIn)
            case .lua:
                if let name {
                    try Self.page(name, registry)
                } else {
                    LuaDefinitions.text(registry)
                }
            }
        try cli.console.writeOutput(text)
        return .done
    }

    /// The page of one name.
    static func page(_ name: String, _ registry: HostRegistry) throws -> String {
        let pages = ReferencePage(registry)
        if let text = pages.text(name) { return text }
        throw CommandFailure(
            kind: "reference.unknown",
            message: "nothing in the API is called '\(name)'",
            hint: pages.suggestion(for: name).map { "did you mean '\($0)'?" }
                ?? "baton reference lua baton lists all tables",
            status: .no
        )
    }
}
