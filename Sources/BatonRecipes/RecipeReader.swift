public import BatonHost
internal import Lua
internal import Platform
internal import YAML

/// Reads a recipe written in YAML and checks all that can be checked before it runs.
public struct RecipeReader {
    /// Finds a file that a step names, such as `notes.lua`.
    public typealias ScriptLookup = (_ name: String) throws -> [UInt8]

    private let registry: HostRegistry
    private let engine: any ScriptEngine
    private let recipes: RecipeCatalog?

    private static let keys = RecipeKeys.recipe.names

    /// A reader.
    ///
    /// - Parameters:
    ///   - registry: the functions that steps can use.
    ///   - engine: what knows whether a text is Lua; nothing is run.
    ///   - recipes: where recipes that steps call are looked up, to check their names, inputs and outputs; without it
    ///     they are checked when the step runs.
    public init(registry: HostRegistry, engine: any ScriptEngine, recipes: RecipeCatalog? = nil) {
        self.registry = registry
        self.engine = engine
        self.recipes = recipes
    }

    /// Reads a recipe that a catalog has loaded, with the script files that were loaded with it.
    ///
    /// - Throws: ``DiagnosticsError`` with all problems of the file.
    public func read(_ source: RecipeSource) throws -> Recipe {
        try read(source.bytes, file: source.file, most: source.raisesLimits ? nil : .most) { name in
            guard let script = source.scripts[name] else {
                throw RecipeError.scriptNotFound(name: name)
            }
            return script
        }
    }

    /// Reads a recipe.
    ///
    /// - Parameters:
    ///   - bytes: the file's content.
    ///   - file: what messages call the file.
    ///   - most: the limits that it can ask for at most; `nil` when it may ask for anything.
    ///   - script: finds the Lua files that steps name.
    /// - Returns: the recipe.
    /// - Throws: ``DiagnosticsError`` with all problems of the file, at most 20, in the order of the file.
    public func read(
        _ bytes: [UInt8],
        file: String,
        most: RecipeLimits? = nil,
        script: @escaping ScriptLookup = { throw RecipeError.scriptNotFound(name: $0) }
    ) throws(DiagnosticsError) -> Recipe {
        var problems = RecipeProblems(file: file, source: bytes)
        let root: YAMLNode?
        do throws(YAMLErrors) {
            root = try YAMLReader().read(bytes)
        } catch {
            problems.add(error)
            try problems.throwIfAny()
            root = nil
        }
        let values = ValueReader(
            templates: TemplateReader(source: bytes, engine: engine),
            registry: registry
        )
        let recipe = read(root, bytes, file, values, most, script, &problems)
        try problems.throwIfAny()
        guard let recipe else { preconditionFailure("a recipe without problems was read") }
        return recipe
    }

    private func read(
        _ root: YAMLNode?,
        _ bytes: [UInt8],
        _ file: String,
        _ values: ValueReader,
        _ most: RecipeLimits?,
        _ script: @escaping ScriptLookup,
        _ problems: inout RecipeProblems
    ) -> Recipe? {
        let start = root.map { RecipeSpan($0.start) } ?? RecipeSpan(line: 1, column: 1)
        guard let root, let entries = root.entries else {
            problems.add(start, "a recipe is names with values", hint: "begin with 'baton: 1'")
            return nil
        }
        for entry in entries where !Self.keys.contains(entry.name) {
            if entry.name == "on" {
                problems.add(
                    entry.key,
                    "unknown key 'on'",
                    hint: "git hooks are listed under 'hooks:'; YAML 1.1 reads 'on' as true"
                )
            } else {
                problems.add(unknown: entry.key.span, "unknown key '\(entry.name)'", entry.name, Self.keys)
            }
        }
        version(root, start, &problems)
        var about: String?
        if let node = root["about"] {
            about = values.text(node, "'about'", &problems)
        } else {
            problems.add(start, "a recipe needs 'about': one sentence that a list shows")
        }
        let inputs = InputSection(values: values).read(root["inputs"], &problems)
        let permissions = PermissionSection(values: values).read(root["permissions"], &problems)
        let hooks = HookSection(values: values).read(root["hooks"], &problems)
        let limits = LimitSection(values: values, most: most).read(root["limits"], &problems)
        let actions = ActionReader(
            values: values,
            registry: registry,
            engine: engine,
            recipes: recipes,
            file: file,
            script: script,
            permissions: permissions,
            lent: Self.lent(to: root)
        )
        let steps = StepSection(values: values, actions: actions).read(root["steps"], start, &problems)
        let outputs = outputs(root["outputs"], values, &problems)

        let name = Paths.stem(file)
        let recipe = Recipe(
            name: name,
            file: file,
            source: bytes,
            about: about ?? "",
            inputs: inputs,
            permissions: permissions,
            hooks: hooks,
            isBackground: root["background"].map {
                values.literal($0, .boolean, "'background'", &problems) == .bool(true)
            } ?? false,
            limits: limits,
            steps: steps.compactMap(\.step),
            outputs: outputs
        )
        let checker = ReferenceChecker(
            recipe: recipe,
            registry: registry,
            inputNames: root["inputs"]?.entries?.map(\.name) ?? [],
            drafts: steps
        )
        checker.check(&problems)
        return recipe
    }

    /// The fields of what pieces of Lua see of the recipe.
    private static func lent(to root: YAMLNode) -> [String: [String]] {
        [
            "inputs": root["inputs"]?.entries?.map(\.name) ?? [],
            "steps": root["steps"]?.items?.compactMap { $0["id"]?.text } ?? [],
        ]
    }

    private func version(_ root: YAMLNode, _ start: RecipeSpan, _ problems: inout RecipeProblems) {
        guard let node = root["baton"] else {
            return problems.add(start, "a recipe begins with 'baton: 1', the version of its format")
        }
        if node.text != "1" {
            problems.add(node, "this version of the format is not known", hint: "write 'baton: 1'")
        }
    }

    private func outputs(
        _ node: YAMLNode?,
        _ values: ValueReader,
        _ problems: inout RecipeProblems
    ) -> [RecipeOutput] {
        guard let node else { return [] }
        guard let entries = node.entries else {
            problems.add(node, "'outputs' holds names with values")
            return []
        }
        return entries.compactMap { (entry) -> RecipeOutput? in
            RecipeName.check(entry.key, "output", &problems)
            guard let value = values.value(entry.value, .any, "output '\(entry.name)'", &problems) else {
                return nil
            }
            return RecipeOutput(name: entry.name, value: value, span: entry.value.span)
        }
    }
}
