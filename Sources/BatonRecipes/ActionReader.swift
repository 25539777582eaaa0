internal import BatonHost
internal import Diagnostics
internal import YAML

/// Reads what a step does, and its arguments.
struct ActionReader {
    let values: ValueReader
    let registry: HostRegistry
    let engine: any ScriptEngine
    let recipes: RecipeCatalog?
    let file: String
    let script: RecipeReader.ScriptLookup
    let permissions: PermissionSet
    /// The known fields of what Lua in the recipe sees of it.
    let lent: [String: [String]]

    /// The action; `nil` after a problem.
    func read(
        _ entry: YAMLEntry,
        _ draft: inout StepDraft,
        _ problems: inout RecipeProblems
    ) -> RecipeStep.Action? {
        switch entry.name {
        case "use": return use(entry.value, &draft, &problems)
        case "lua": return lua(entry.value, &problems)
        case "script": return script(entry.value, &problems)
        case "exec":
            draft.result = .fields(StepDraft.program)
            return exec(entry.value, &problems)
        default: return recipe(entry.value, &draft, &problems)
        }
    }

    /// The arguments under `with:`.
    func arguments(
        _ entry: YAMLEntry,
        _ step: YAMLNode,
        _ action: RecipeStep.Action?,
        _ problems: inout RecipeProblems
    ) -> [RecipeArgument] {
        let with = step.entries?.first { $0.name == "with" }
        if entry.name == "lua" || entry.name == "script" {
            if let with {
                problems.add(
                    with.key,
                    "'\(entry.name)' takes no 'with'",
                    hint: "it sees the tables 'inputs' and 'steps'"
                )
            }
            return []
        }
        var fields: [YAMLEntry] = []
        if let with {
            guard let entries = with.value.entries else {
                problems.add(
                    with.value.isAbsent ? with.key : with.value,
                    "'with' holds names with values",
                    hint: with.value.isAbsent ? "leave it out when there are none" : nil
                )
                return []
            }
            fields = entries
        }
        switch action {
        case .use(let function)?:
            let result = typed(fields, function.fields, "of '\(function.path)'", &problems)
            // An option with a slip in its name was told already.
            let known = function.fields.map(\.name)
            let given = Set(fields.map { Suggestion.closest(to: $0.name, in: known) ?? $0.name })
            for field in function.fields where field.isRequired && !given.contains(field.name) {
                problems.add(entry.value, "'\(function.path)' needs '\(field.name)'", hint: field.about)
            }
            return result
        case .exec?:
            return typed(fields, RecipeKeys.program, "of 'exec'", &problems)
        case .recipe(let name)?:
            if let signature = signature(name) {
                return inputs(fields, name, signature, entry.value, &problems)
            }
            fallthrough
        default:
            // Of what is not known only the syntax can be checked.
            return fields.compactMap { field in
                values.value(field.value, .any, "'\(field.name)'", &problems)
                    .map { RecipeArgument(name: field.name, value: $0) }
            }
        }
    }

    /// Names of what may stand under `with:` of an action.
    func options(of action: YAMLEntry) -> [String] {
        switch action.name {
        case "use": action.value.text.flatMap { registry.function($0) }?.fields.map(\.name) ?? []
        case "exec": RecipeKeys.program.map(\.name)
        case "recipe": action.value.text.flatMap { signature($0) }?.inputs ?? []
        default: []
        }
    }

    private func typed(
        _ entries: [YAMLEntry],
        _ fields: [HostField],
        _ owner: String,
        _ problems: inout RecipeProblems
    ) -> [RecipeArgument] {
        entries.compactMap { entry in
            guard let field = fields.first(where: { $0.name == entry.name }) else {
                problems.add(
                    unknown: entry.key.span,
                    "unknown option '\(entry.name)' \(owner)",
                    entry.name,
                    fields.map(\.name)
                )
                return nil
            }
            return values.value(entry.value, field.type, "'\(entry.name)'", &problems)
                .map { RecipeArgument(name: entry.name, value: $0) }
        }
    }

    private func use(
        _ node: YAMLNode,
        _ draft: inout StepDraft,
        _ problems: inout RecipeProblems
    ) -> RecipeStep.Action? {
        guard let path = values.text(node, "'use'", &problems) else { return nil }
        guard let function = registry.function(path) else {
            if path.hasPrefix("baton."), registry.function(String(path.dropFirst("baton.".count))) != nil {
                problems.add(node, "unknown function '\(path)'", hint: "leave out 'baton.'")
            } else {
                let known = registry.functions.filter(\.isStep).map(\.path)
                problems.add(unknown: node.span, "unknown function '\(path)'", path, known)
            }
            return nil
        }
        draft.result = function.result.map { .type($0) } ?? .none
        guard function.isStep else {
            problems.add(node, "'\(path)' cannot be a step", hint: "it can be called from Lua")
            return nil
        }
        if let permission = function.permission, !permissions.allows(permission) {
            problems.add(
                node,
                "'\(path)' needs the permission '\(permission.rawValue)'",
                hint: "add '\(Self.example(permission))' under 'permissions:'"
            )
            return nil
        }
        return .use(function)
    }

    private func lua(_ node: YAMLNode, _ problems: inout RecipeProblems) -> RecipeStep.Action? {
        guard let text = code(node, "'lua'", &problems) else { return nil }
        // The text of a block begins in the line below its `|`.
        let isBlock = node.style == .literal || node.style == .folded
        let line = node.start.line + (isBlock ? 1 : 0)
        let source = Array(repeating: UInt8(ascii: "\n"), count: line - 1) + Array(text.utf8)
        let found = engine.problems(in: source, chunk: file, surroundings) ?? []
        let places = LuaPlaces(source: values.templates.source, chunk: source, node: node)
        for finding in found {
            problems.add(
                places.span(of: finding),
                finding.message,
                hint: finding.hint,
                severity: finding.severity
            )
        }
        guard found.isEmpty else { return nil }
        do {
            try engine.checkScript(source, chunk: file)
        } catch {
            problems.add(node, "this is not Lua: \(error)")
            return nil
        }
        return .lua(source)
    }

    private var surroundings: ScriptSurroundings {
        ScriptSurroundings(globals: NameTree.chunkRoots, fields: lent, permissions: permissions)
    }

    /// A text without expressions, whatever their brackets mean in it.
    private func code(_ node: YAMLNode, _ label: String, _ problems: inout RecipeProblems) -> String? {
        if let text = node.text, TemplateReader.concerns(text) {
            problems.add(
                values.templates.firstOpening(in: node),
                "'${{ … }}' is not allowed in \(label)",
                hint: "read the tables 'inputs' and 'steps'"
            )
            return nil
        }
        return values.text(node, label, &problems)
    }

    private func script(_ node: YAMLNode, _ problems: inout RecipeProblems) -> RecipeStep.Action? {
        guard let name = code(node, "'script'", &problems) else { return nil }
        guard RecipeSource.isScriptName(name) else {
            problems.add(node, "'script' names a Lua file beside the recipe", hint: "such as 'notes.lua'")
            return nil
        }
        do {
            let source = try script(name)
            let found = engine.problems(in: source, chunk: name, surroundings) ?? []
            for finding in found {
                let place = "\(name):\(finding.line):\(finding.column)"
                problems.add(
                    node.span,
                    "\(place): \(finding.message)",
                    hint: finding.hint,
                    severity: finding.severity
                )
            }
            guard found.isEmpty else { return nil }
            try engine.checkScript(source, chunk: name)
            return .script(name: name, source: source)
        } catch let error as HostError {
            problems.add(node, "'\(name)' is not Lua: \(error)")
        } catch {
            problems.add(node, "\(error)")
        }
        return nil
    }

    private func exec(_ node: YAMLNode, _ problems: inout RecipeProblems) -> RecipeStep.Action? {
        guard let items = node.items else {
            problems.add(node, "'exec' is a list: a program and its arguments", hint: "such as [git, status]")
            return nil
        }
        guard let first = items.first else {
            problems.add(RecipeSpan(node.start), "'exec' names no program")
            return nil
        }
        guard let program = values.text(first, "the name of a program", &problems) else { return nil }
        if !permissions.allows(.run, program) {
            problems.add(
                first,
                "running '\(program)' needs the permission 'run'",
                hint: "add 'run: [\(program)]' under 'permissions:'"
            )
        }
        let arguments = items.dropFirst().compactMap {
            values.value($0, .string, "an argument of '\(program)'", &problems)
        }
        return arguments.count == items.count - 1 ? .exec(program: program, arguments: arguments) : nil
    }

    private static func example(_ permission: Permission) -> String {
        switch permission {
        case .sessions: "sessions: read"
        case .git: "git: read"
        case .upload: "upload: [default]"
        case .http: "http: [example.org]"
        case .read: "read: [docs]"
        case .write: "write: [docs]"
        case .run: "run: [git]"
        case .env: "env: [LANG]"
        case .clone: "clone: true"
        case .unredacted: "unredacted: true"
        }
    }
}
