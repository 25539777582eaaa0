public import BatonHost
internal import Lua

/// What a person wants to know of a recipe before running it.
public struct RecipeHelp: Sendable {
    /// The name it is run by.
    public let name: String
    /// One sentence about it.
    public let about: String
    /// What it can be told.
    public let inputs: [RecipeInput]
    /// What it may do.
    public let permissions: PermissionSet
    /// Git hooks it wants to run from.
    public let hooks: [String]
    /// Whether a hook need not wait for it.
    public let isBackground: Bool
    /// What it may cost.
    public let limits: RecipeLimits
    /// Names of what it gives; `nil` when that is decided when it runs.
    public let outputs: [String]?

    /// Parts of a script that are decided only when it runs.
    public let undecided: [String]

    /// Reads the facts from the text of a recipe: nothing of it is run.
    ///
    /// - Parameters:
    ///   - source: the recipe.
    ///   - registry: the functions that its steps can use.
    ///   - recipes: where recipes that its steps call are looked up.
    /// - Throws: ``DiagnosticsError`` with all problems of a recipe in YAML; ``HostError`` for a script that is none.
    public init(_ source: RecipeSource, registry: HostRegistry, recipes: RecipeCatalog? = nil) throws {
        name = source.name
        switch source.kind {
        case .yaml:
            let recipe = try RecipeReader(registry: registry, engine: SyntaxEngine(), recipes: recipes).read(
                source
            )
            (about, inputs, permissions) = (recipe.about, recipe.inputs, recipe.permissions)
            (hooks, limits, outputs) = (recipe.hooks, recipe.limits, recipe.outputs.map(\.name))
            isBackground = recipe.isBackground
            undecided = []
        case .lua:
            let recipe = ScriptDeclaration(source.bytes)
            if let problem = recipe.problem { throw HostError("syntax", "\(source.file): \(problem)") }
            guard recipe.isRecipe else {
                throw HostError("recipe", "'\(source.file)' is a script, not a recipe, and takes no inputs")
            }
            (about, inputs, permissions) = (recipe.about, recipe.inputs, recipe.permissions)
            (hooks, limits, outputs, undecided) = (recipe.hooks, recipe.limits, nil, recipe.undecided)
            isBackground = recipe.isBackground
        }
    }

    /// The facts of a script that was run.
    public init(_ recipe: ScriptRecipe) {
        name = recipe.name
        about = recipe.about
        inputs = recipe.inputs
        permissions = recipe.permissions
        hooks = recipe.hooks
        isBackground = recipe.isBackground
        limits = recipe.limits
        outputs = nil
        undecided = []
    }

    /// The page, with a newline at its end.
    public var text: String {
        var lines = [
            PrintableText.line(about), "", "usage: baton run \(name)\(inputs.isEmpty ? "" : " [inputs]")", "",
        ]
        if about.isEmpty { lines.removeFirst(2) }
        let rows = inputs.map { (Self.option($0), Self.explanation($0)) }
        let width = min(30, (rows.map(\.0.count).max() ?? 0) + 2)
        if !rows.isEmpty {
            lines.append("inputs:")
            for (option, explanation) in rows {
                let gap = String(repeating: " ", count: max(2, width - option.count))
                lines.append("  \(option)\(gap)\(PrintableText.line(explanation))")
            }
            lines.append("")
        }
        let words = permissions.words
        lines.append("permissions:\(words.isEmpty ? " none" : "")")
        lines += words.map { "  \(PrintableText.line($0))" }
        if !hooks.isEmpty {
            lines.append(
                "hooks: \(hooks.joined(separator: ", "))\(isBackground ? " (in the background)" : "")"
            )
        }
        let costs = RecipeLimits.names.compactMap { name in limits.text(name).map { "\(name) \($0)" } }
        if !costs.isEmpty { lines.append("limits: \(costs.joined(separator: ", "))") }
        if let outputs, !outputs.isEmpty { lines.append("outputs: \(outputs.joined(separator: ", "))") }
        if !undecided.isEmpty {
            lines.append("decided when it runs: \(undecided.map(PrintableText.line).joined(separator: ", "))")
        }
        if let input = inputs.first {
            lines += [
                "",
                "An input can be given as -i \(input.name)=…, too. 'baton run --help' lists the options of run.",
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func option(_ input: RecipeInput) -> String {
        let flag = InputFlags.flag(input.name)
        switch input.kind {
        case .boolean: return "--[no-]" + flag.dropFirst(2)
        case .choice: return "\(flag) <\(input.choices.joined(separator: "|"))>"
        case .count: return "\(flag) <number|all>"
        case .list: return "\(flag) <text> …"
        case .string: return "\(flag) <text>"
        default: return "\(flag) <\(input.kind.rawValue)>"
        }
    }

    private static func explanation(_ input: RecipeInput) -> String {
        var notes: [String] = []
        if input.isRequired { notes.append("required") }
        if input.kind == .list { notes.append("may be repeated") }
        if let fallback = input.fallback { notes.append("default: \(shown(fallback))") }
        let note = notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))"
        return input.about.isEmpty ? String(note.drop { $0 == " " }) : input.about + note
    }

    /// A default as a person would write it.
    private static func shown(_ value: RecipeValue) -> String {
        if case .literal(let literal) = value {
            if let list = literal.list { return list.map { shown(.literal($0)) }.joined(separator: ", ") }
            if let bytes = ValueText.bytes(literal) { return String(decoding: bytes, as: UTF8.self) }
        }
        return PlanPrinter.placeholder(value)
    }
}

extension PermissionSet {
    /// What is permitted, in words: one line for each permission.
    public var words: [String] {
        Permission.allCases.compactMap { permission in
            guard let names = granted[permission] else { return nil }
            return permission.about + (names.isEmpty ? "" : ": " + names.joined(separator: ", "))
        }
    }
}
