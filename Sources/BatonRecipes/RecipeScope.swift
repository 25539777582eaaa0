internal import BatonHost
internal import Lua
internal import Platform

/// What the expressions of one running recipe can see.
final class RecipeScope {
    let recipe: Recipe
    let run: HostRun
    /// Inputs by name.
    var inputs: [String: HostValue] = [:]
    /// Results by the ids of steps; a step that was skipped has none.
    var steps: [String: HostValue] = [:]
    /// Inputs whose values a dry run cannot know.
    var unknownInputs: Set<String> = []
    /// Steps whose results a dry run cannot know.
    var unknownSteps: Set<String> = []
    /// The element that a repeated step is at, from 1.
    var item: (value: HostValue, index: Int)?
    /// Whether a repeated step is at an element that a dry run cannot know.
    var isItemUnknown = false
    /// Whether a step has ended the recipe.
    var hasFailed = false
    private var git: [String: HostValue] = [:]

    init(_ recipe: Recipe, run: HostRun) {
        self.recipe = recipe
        self.run = run
    }

    /// Whether a path leads to something that a dry run cannot know.
    func isUnknown(_ reference: Expression.Reference) -> Bool {
        let name: String? =
            if case .name(let name)? = reference.fields.first?.key { name } else { nil }
        return switch reference.root {
        case "steps": name.map(unknownSteps.contains) ?? !unknownSteps.isEmpty
        case "inputs": name.map(unknownInputs.contains) ?? !unknownInputs.isEmpty
        case "item", "index": isItemUnknown
        default: false
        }
    }

    /// The value of a path; `nil` where it leads nowhere, as a skipped step does.
    func value(_ root: String, _ keys: ArraySlice<Expression.Key>) throws -> HostValue {
        guard case .name(let name)? = keys.first else {
            return keys.isEmpty ? try whole(root) : .nil
        }
        var value: HostValue =
            switch root {
            case "inputs": inputs[name] ?? .nil
            case "steps": steps[name] ?? .nil
            case "run": runField(name)
            case "git": try gitField(name)
            case "env": try variable(name)
            case "item": try field(name, of: item?.value ?? .nil)
            default: .nil
            }
        for key in keys.dropFirst() {
            if value == .nil { return .nil }
            value = try element(key, of: value)
        }
        return value
    }

    /// One field or element of a value.
    func element(_ key: Expression.Key, of value: HostValue) throws -> HostValue {
        switch key {
        case .name(let name): return try field(name, of: value)
        case .index(let number):
            if let list = value.list { return list.indices.contains(number - 1) ? list[number - 1] : .nil }
            if case .table(let table) = value { return table[.int(Int64(number))] ?? .nil }
            return .nil
        }
    }

    private func field(_ name: String, of value: HostValue) throws -> HostValue {
        if case .handle = value { return SessionFields.value(name, of: try run.session(value)) }
        return value.field(name) ?? .nil
    }

    private func whole(_ root: String) throws -> HostValue {
        switch root {
        case "inputs": return .record(inputs)
        case "steps": return .record(steps)
        case "item": return item?.value ?? .nil
        case "index": return item.map { .integer($0.index) } ?? .nil
        case "run":
            return .record(Dictionary(uniqueKeysWithValues: ExpressionNames.run.map { ($0, runField($0)) }))
        case "git":
            return .record(
                Dictionary(uniqueKeysWithValues: try ExpressionNames.git.map { ($0, try gitField($0)) })
            )
        case "env":
            let names = recipe.permissions.granted[.env] ?? []
            return .record(Dictionary(try names.map { ($0, try variable($0)) }) { $1 })
        default: return .nil
        }
    }

    private func runField(_ name: String) -> HostValue {
        switch name {
        // Standard error is where people read; standard output may go to a file.
        case "tty": .bool(run.context.console.isTerminal(.error))
        case "json": .bool(run.options.isJSON)
        case "dry_run": .bool(run.options.isDryRun)
        case "time": .text(run.context.now().iso8601)
        default: run.hook?.value(name) ?? .nil
        }
    }

    /// A fact of the repository; `nil` outside one.
    private func gitField(_ name: String) throws -> HostValue {
        if let known = git[name] { return known }
        guard let function = run.registry.function("git." + name) else { return .nil }
        var value = HostValue.nil
        do {
            value = try run.call(function, [:])
        } catch let error
            where (error as? HostError)?.kind != "denied" && error as? PlatformError != .interrupted
        {
            value = .nil
        }
        git[name] = value
        return value
    }

    private func variable(_ name: String) throws -> HostValue {
        guard recipe.permissions.allows(.env, name), run.permissions.allows(.env, name) else {
            throw HostError(
                "denied",
                "reading the variable '\(name)' needs the permission 'env'",
                hint: "declare it under 'permissions:' in the recipe"
            )
        }
        // As baton.env.get does it: what stands there is for baton.secrets alone.
        guard !name.uppercased().hasPrefix("BATON_SECRET_") else {
            throw HostError("secret", "the variable '\(name)' is a secret", hint: "use secrets.get")
        }
        guard let value = run.context.variable(name) else { return .nil }
        try run.note(variable: name, value)
        return .text(value)
    }
}
