public import BatonHost
internal import Diagnostics
public import Lua
internal import Platform

/// A recipe written in Lua: the table that a file returns from `baton.recipe { … }`.
public struct ScriptRecipe: Sendable {
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
    /// What runs it.
    public let body: LuaFunction

    static let keys = ["about", "inputs", "permissions", "hooks", "background", "limits", "run"]

    /// Reads the table.
    ///
    /// - Returns: `nil` when the file returned something else: then it has done its work at its top level.
    /// - Throws: ``RecipeError`` for a table that is no recipe.
    public init?(_ value: HostValue, name: String, file: String) throws {
        guard case .table(let table) = value, case .function(let body)? = value.field("run") else {
            return nil
        }
        self.name = name
        self.body = body
        about = value.field("about")?.text ?? ""
        for key in table.keys.map(Self.text).sorted() where !Self.keys.contains(key) {
            let known = Suggestion.closest(to: key, in: Self.keys).map { "did you mean '\($0)'?" }
            throw Self.problem(
                file,
                "unknown field '\(PrintableText.line(key))'",
                hint: known ?? "fields are " + Self.keys.joined(separator: ", ")
            )
        }
        inputs = try Self.inputs(value.field("inputs") ?? .nil, file)
        permissions = try Self.permissions(value.field("permissions") ?? .nil, file)
        hooks = (value.field("hooks")?.list ?? []).compactMap(\.text)
        let background = value.field("background") ?? .nil
        if background.isPresent, background != .bool(true), background != .bool(false) {
            throw Self.problem(file, "'background' is true or false")
        }
        isBackground = background == .bool(true)
        limits = try Self.limits(value.field("limits") ?? .nil, file)
    }

    /// Checks that the recipe asks for no more than it can have.
    ///
    /// - Throws: ``HostError`` that names the limit and the most allowed.
    public func checkLimits(within most: RecipeLimits, file: String) throws {
        guard let name = limits.exceeding(most).first else { return }
        throw Self.problem(
            file,
            "limit '\(name)' is at most \(most.text(name) ?? "") here: only your own recipes raise a limit",
            hint: "--limit \(name)=\(limits.text(name) ?? "") raises it for one run"
        )
    }

    /// The recipe without steps that reads and checks inputs by the same rules as one in YAML.
    private var shell: Recipe {
        Recipe(
            name: name,
            file: name,
            source: [],
            about: about,
            inputs: inputs,
            permissions: permissions,
            hooks: hooks,
            isBackground: isBackground,
            limits: limits,
            steps: [],
            outputs: []
        )
    }

    /// The values that a person wrote as `name=value`, with the defaults of the others.
    ///
    /// - Throws: ``RecipeError`` when one is unknown, missing or of another type.
    public func values(
        fromTexts texts: [(name: String, text: String)],
        _ run: HostRun,
        _ engine: any ScriptEngine
    ) throws
        -> HostValue
    {
        let sessions = inputs.filter { $0.kind == .session }.map(\.name)
        let given = run.hook.map { $0.inputs(inputs) } ?? [:]
        let written = try shell.inputs(fromTexts: texts)
        let admitted = try run.admitted(written.merging(given) { own, _ in own }, sessions: sessions)
        return try values(admitted, run, engine)
    }

    /// The given values, checked, with the defaults of the others.
    public func values(_ given: [String: HostValue], _ run: HostRun, _ engine: any ScriptEngine) throws
        -> HostValue
    {
        let scope = RecipeScope(shell, run: run)
        try shell.fill(scope, given: given, unknown: [], Evaluator(scope: scope, engine: engine))
        return .record(scope.inputs)
    }

    // MARK: The table

    static func inputs(_ value: HostValue, _ file: String) throws -> [RecipeInput] {
        guard value.isPresent, value.list?.isEmpty != true else { return [] }
        guard case .table(let table) = value else {
            throw problem(file, "'inputs' is a table of inputs by name")
        }
        var result: [RecipeInput] = []
        for (key, spec) in table {
            guard case .string(let string) = key, let name = string.text, case .table = spec else {
                throw problem(file, "'inputs' is a table of inputs by name, each a table")
            }
            let word = spec.field("type")?.text ?? "string"
            guard let kind = RecipeInput.Kind(rawValue: word) else {
                throw problem(
                    file,
                    "input '\(name)': there is no type '\(word)'",
                    hint: Suggestion.closest(to: word, in: RecipeInput.Kind.allCases.map(\.rawValue)).map {
                        "did you mean '\($0)'?"
                    }
                )
            }
            let fallback = spec.field("default") ?? .nil
            result.append(
                RecipeInput(
                    name: name,
                    kind: kind,
                    choices: spec.field("choices")?.list?.compactMap(\.text) ?? [],
                    about: spec.field("about")?.text ?? "",
                    fallback: fallback.isPresent ? .literal(fallback) : nil,
                    isRequired: spec.field("required") == .bool(true),
                    span: RecipeSpan(line: 1, column: 1)
                )
            )
        }
        return result.sorted { $0.name < $1.name }
    }

    static func permissions(_ value: HostValue, _ file: String) throws -> PermissionSet {
        var granted: [Permission: [String]] = [:]
        guard value.isPresent, value.list?.isEmpty != true else { return PermissionSet(granted) }
        guard case .table(let table) = value else {
            throw problem(file, "'permissions' is a table of permissions by name")
        }
        for (key, spec) in table {
            guard case .string(let string) = key, let name = string.text,
                let permission = Permission(rawValue: name)
            else {
                throw problem(
                    file,
                    "unknown permission",
                    hint: "there are " + Permission.allCases.map(\.rawValue).joined(separator: ", ")
                )
            }
            switch (permission, spec) {
            case (.sessions, .string("read")), (.clone, .bool(true)), (.unredacted, .bool(true)):
                granted[permission] = []
            case (.sessions, .string("none")), (.clone, .bool(false)), (.unredacted, .bool(false)): continue
            case (.git, .string("read")): granted[permission] = ["read"]
            case (.git, .string("notes")): granted[permission] = ["read", "notes"]
            case (.git, .string("comment")): granted[permission] = ["read", "comment"]
            case (.upload, _), (.http, _), (.read, _), (.write, _), (.run, _), (.env, _):
                guard let names = spec.list?.compactMap(\.text), !names.isEmpty else {
                    throw problem(file, "permission '\(name)' is a list of names")
                }
                granted[permission] = names
            default: throw problem(file, "permission '\(name)' cannot be \(spec.typeName)")
            }
        }
        return PermissionSet(granted)
    }

    static func limits(_ value: HostValue, _ file: String) throws -> RecipeLimits {
        var limits = RecipeLimits()
        guard value.isPresent, value.list?.isEmpty != true else { return limits }
        guard case .table(let table) = value else {
            throw problem(file, "'limits' is a table of limits by name", hint: "such as { time = \"2s\" }")
        }
        let entries = table.map { (Self.text($0.key), $0.value) }.sorted { $0.0 < $1.0 }
        for (name, value) in entries {
            guard RecipeLimits.names.contains(name) else {
                throw problem(
                    file,
                    "unknown limit '\(PrintableText.line(name))'",
                    hint: Suggestion.closest(to: name, in: RecipeLimits.names).map { "did you mean '\($0)'?" }
                )
            }
            let text: String
            switch value {
            case .int(let number) where name == "time" || name == "wall": text = "\(number)s"
            case .int(let number): text = "\(number)"
            default: text = value.text ?? ""
            }
            do throws(RecipeLimits.Problem) {
                try limits.set(name, text)
            } catch {
                throw problem(file, "limit '\(name)': \(error)")
            }
        }
        return limits
    }

    private static func text(_ key: LuaKey) -> String {
        switch key {
        case .string(let string): String(decoding: string.bytes, as: UTF8.self)
        case .int(let number): "\(number)"
        case .bool(let flag): "\(flag)"
        }
    }

    private static func problem(_ file: String, _ message: String, hint: String? = nil) -> HostError {
        HostError("recipe", "\(file): baton.recipe: \(message)", hint: hint)
    }
}
