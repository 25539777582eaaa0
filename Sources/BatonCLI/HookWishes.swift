internal import BatonGit
internal import BatonHost
internal import BatonRecipes
internal import Platform

/// What a person asks for on the command line, as hooks with their recipes.
struct HookWishes {
    private let cli: CommandContext
    /// Hooks that were named.
    var hooks: [HookName] = []
    /// Recipes that were named.
    var recipes: [String] = []
    /// What is attached; `nil` when nothing was said of it.
    var attach: HookPurpose??
    /// Whether a push that leaves context behind is commented on.
    var reminds = false
    /// What a person should know of the recipes, each a sentence.
    private(set) var notes: [String] = []

    init(_ cli: CommandContext) { self.cli = cli }

    /// The request.
    ///
    /// - Throws: `RecipeError` for a recipe that there is not; ``CommandFailure`` where a hook or a recipe is missing.
    mutating func request() throws -> HookRequest {
        var request = HookRequest(reminds: reminds)
        var purposes: [HookPurpose] = []
        switch attach {
        case .some(let purpose): purposes = purpose.map { [$0] } ?? []
        case nil
        where recipes.isEmpty && !reminds && hooks.allSatisfy { HookPurpose.note.hooks.contains($0) }:
            purposes = [.note]
        case nil: break
        }
        // A recipe that belongs to a purpose brings it along, wherever it runs by its own declaration.
        if hooks.isEmpty {
            purposes += HookPurpose.allCases.filter { purpose in
                !purposes.contains(purpose) && (purpose.recipe.map(recipes.contains) ?? false)
            }
        }
        request.purposes = purposes
        let listed = try RecipeExecution(cli: cli).catalog.list()
        for purpose in purposes {
            guard let name = purpose.recipe else { continue }
            try add(name, to: purpose.recipeHooks, listed, &request)
        }
        for name in recipes where !purposes.contains(where: { $0.recipe == name }) {
            // A name that means nothing would be told at every commit.
            _ = try RecipeExecution(cli: cli).load(name)
            var places = hooks
            if places.isEmpty {
                places = (listed.first { $0.name == name }?.hooks ?? []).compactMap(HookName.init)
                if places.isEmpty, name == "pr-context" { places = [.prePush] }
            }
            guard !places.isEmpty else {
                throw CommandFailure(
                    kind: "usage",
                    message: "the recipe '\(name)' names no hook to run from",
                    hint: "name one: baton hooks install post-commit --recipe \(ShellText.word(name))",
                    status: .usage
                )
            }
            try add(name, to: places, listed, &request)
        }
        guard !request.hooks.isEmpty else {
            throw CommandFailure(kind: "usage", message: "there is nothing to install", status: .usage)
        }
        return request
    }

    private mutating func add(
        _ name: String,
        to hooks: [HookName],
        _ listed: [RecipeListing],
        _ request: inout HookRequest
    ) throws {
        let source = try RecipeExecution(cli: cli).load(name)
        if !source.isTrusted {
            notes.append("the recipe '\(name)' is not trusted and does not run until: baton trust \(name)")
        }
        let isBackground = listed.first { $0.name == name }?.isBackground ?? false
        for hook in hooks {
            // What changes the message or the index is too late afterwards.
            let waits = !hook.rawValue.hasPrefix("post-")
            let recipe = HookRequest.Recipe(name, isBackground: isBackground && !waits)
            if request.recipes[hook]?.contains(where: { $0.name == name }) != true {
                request.recipes[hook, default: []].append(recipe)
            }
        }
    }
}
