public import BatonHost
internal import Diagnostics
internal import LuaSyntax

/// What a recipe or script is about and may do, read from its text for a person who decides about it; nothing is run.
public struct RecipeSummary: Sendable {
    /// One sentence about it; empty when there is none.
    public private(set) var about = ""
    /// What it can be told.
    public private(set) var inputs: [RecipeInput] = []
    /// What it may do.
    public private(set) var permissions = PermissionSet([:])
    /// Git hooks it wants to run from.
    public private(set) var hooks: [String] = []
    /// What it may cost.
    public private(set) var limits = RecipeLimits()
    /// Names of what it gives; of a script they are not known.
    public private(set) var outputs: [String] = []
    /// Places at which something leaves the machine or another program runs, such as `line 12: baton.upload.put`.
    public private(set) var departures: [String] = []
    /// Parts of a script that are decided only when it runs.
    public private(set) var undecided: [String] = []
    /// Whether it simply runs from top to bottom and declares nothing.
    public private(set) var isPlainScript = false
    /// Why it cannot be read, when it cannot.
    public private(set) var problem: String?

    /// Permissions whose use is worth a look.
    private static let leaving: Set<Permission> = [.upload, .http, .run, .clone, .env]

    /// Reads a recipe or script.
    public init(_ source: RecipeSource, registry: HostRegistry = .builtIn) {
        switch source.kind {
        case .yaml: readYAML(source, registry)
        case .lua: readLua(source.bytes, registry)
        }
        for (name, bytes) in source.scripts.sorted(by: { $0.key < $1.key }) {
            departures += Self.departures(in: SyntaxTree.parse(bytes), registry).map { "\(name), \($0)" }
        }
    }

    private mutating func readYAML(_ source: RecipeSource, _ registry: HostRegistry) {
        let recipe: Recipe
        do {
            recipe = try RecipeReader(registry: registry, engine: SyntaxEngine()).read(source)
        } catch {
            problem =
                (error as? DiagnosticsError)?.diagnostics.first.map { "line \($0.line): \($0.message)" }
                ?? "\(error)"
            return
        }
        about = recipe.about
        inputs = recipe.inputs
        permissions = recipe.permissions
        hooks = recipe.hooks
        limits = recipe.limits
        outputs = recipe.outputs.map(\.name)
        for step in recipe.steps {
            switch step.action {
            case .use(let function):
                guard let permission = function.permission, Self.leaving.contains(permission) else {
                    continue
                }
                departures.append("line \(step.span.line): \(function.path)")
            case .exec(let program, _): departures.append("line \(step.span.line): runs \(program)")
            case .recipe(let name): departures.append("line \(step.span.line): recipe \(name)")
            case .lua(let chunk): departures += Self.departures(in: SyntaxTree.parse(chunk), registry)
            case .script: break
            }
        }
    }

    private mutating func readLua(_ bytes: [UInt8], _ registry: HostRegistry) {
        let tree = SyntaxTree.parse(bytes)
        let declaration = ScriptDeclaration(tree)
        about = declaration.about
        inputs = declaration.inputs
        permissions = declaration.permissions
        hooks = declaration.hooks
        limits = declaration.limits
        undecided = declaration.undecided
        problem = declaration.problem
        isPlainScript = problem == nil && !declaration.isRecipe
        departures = Self.departures(in: tree, registry)
    }

    /// Functions that a script names and that let something leave.
    private static func departures(in tree: SyntaxTree, _ registry: HostRegistry) -> [String] {
        var result: [String] = []
        tree.visit(tree.body) { id in
            guard case .field = tree[id].kind, let path = tree.path(of: id), path.first == "baton",
                let function = registry.function(path.dropFirst().joined(separator: ".")),
                let permission = function.permission, leaving.contains(permission)
            else { return }
            result.append("line \(tree.place(of: tree[id].range).line): \(function.fullName)")
        }
        return result
    }

    /// The permissions in words, such as `write files: docs, notes`.
    public var permissionsInWords: [String] { Self.words(permissions) }

    /// Permissions in words, in the order of the manual.
    public static func words(_ permissions: PermissionSet) -> [String] {
        Permission.allCases.compactMap { permission in
            guard let names = permissions.granted[permission] else { return nil }
            if permission == .git {
                if names.isEmpty || names.contains("any") { return permission.about }
                let acts = [
                    names.contains("notes") ? " and write notes to it" : nil,
                    names.contains("comment") ? " and comment on its pull request" : nil,
                ]
                return "read this repository" + acts.compactMap(\.self).joined()
            }
            let isAny = names.isEmpty || names.contains("any")
            return permission.about + (isAny ? "" : ": " + names.joined(separator: ", "))
        }
    }
}
