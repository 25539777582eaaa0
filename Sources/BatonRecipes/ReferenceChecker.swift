internal import BatonHost
internal import Diagnostics

/// Checks that every path in an expression leads somewhere.
struct ReferenceChecker {
    let recipe: Recipe
    let registry: HostRegistry
    /// Names of all inputs, those with problems included.
    let inputNames: [String]
    let drafts: [StepDraft]
    let inputNumbers: [String: Int]
    let stepNumbers: [String: Int]
    private let modules: Set<String>

    init(recipe: Recipe, registry: HostRegistry, inputNames: [String], drafts: [StepDraft]) {
        self.recipe = recipe
        self.registry = registry
        self.inputNames = inputNames
        self.drafts = drafts
        inputNumbers = Dictionary(inputNames.enumerated().map { ($1, $0) }) { first, _ in first }
        let ids = drafts.enumerated().compactMap { number, draft in draft.id.map { ($0, number) } }
        stepNumbers = Dictionary(ids) { first, _ in first }
        modules = Set(registry.functions.map(\.module))
    }

    /// Where an expression stands.
    private enum Place {
        case fallback(input: Int)
        case condition(step: Int)
        case each(step: Int)
        case argument(step: Int)
        case output
    }

    /// Adds all that leads nowhere.
    func check(_ problems: inout RecipeProblems) {
        for input in recipe.inputs {
            let number = inputNumbers[input.name] ?? 0
            check(input.fallback?.expressions ?? [], .fallback(input: number), &problems)
        }
        for (number, draft) in drafts.enumerated() {
            check(draft.condition, .condition(step: number), &problems)
            check(draft.each, .each(step: number), &problems)
            check(draft.arguments, .argument(step: number), &problems)
        }
        TypeChecker(checker: self).check(&problems)
        for output in recipe.outputs { check(output.value.expressions, .output, &problems) }
    }

    private func check(_ expressions: [Expression], _ place: Place, _ problems: inout RecipeProblems) {
        for expression in expressions {
            if expression.asksStatus, !isCondition(place) {
                let name = expression.statusCalls[0].name
                problems.add(expression.span, "'\(name)()' stands in 'if' only")
            }
            for reference in expression.references {
                check(reference, in: expression, place, &problems)
            }
        }
    }

    private func isCondition(_ place: Place) -> Bool {
        if case .condition = place { return true }
        return false
    }

    private func check(
        _ reference: Expression.Reference,
        in expression: Expression,
        _ place: Place,
        _ problems: inout RecipeProblems
    ) {
        switch reference.root {
        case "inputs": input(reference, place, &problems)
        case "steps": step(reference, place, &problems)
        case "run": field(reference, ExpressionNames.run, &problems)
        case "git":
            field(reference, ExpressionNames.git, &problems)
            if !recipe.permissions.allows(.git) {
                problems.add(
                    reference.span,
                    "'git' needs the permission 'git'",
                    hint: "add 'git: read' under 'permissions:'"
                )
            }
        case "env": variable(reference, &problems)
        case "item", "index":
            if case .argument(let number) = place, drafts[number].isRepeated { return }
            problems.add(
                reference.span,
                "'\(reference.root)' is known in the arguments of a step with 'for_each' only"
            )
        default:
            unknown(reference, in: expression, &problems)
        }
    }

    private func unknown(
        _ reference: Expression.Reference,
        in expression: Expression,
        _ problems: inout RecipeProblems
    ) {
        let name = reference.root
        if ExpressionNames.pure.contains(name) || expression.definesNames { return }
        if name == "always" || name == "failed" {
            return problems.add(reference.span, "'\(name)' is a function", hint: "write '\(name)()'")
        }
        if name == "baton" || modules.contains(name) {
            return problems.add(
                reference.span,
                "'\(name)' cannot be called in an expression",
                hint: "make it a step with 'use:' and read its result"
            )
        }
        let known = ExpressionNames.roots + ExpressionNames.pure
        var hint = Suggestion.closest(to: name, in: known).map { "did you mean '\($0)'?" }
        if hint == nil, inputNumbers[name] != nil { hint = "did you mean 'inputs.\(name)'?" }
        if hint == nil, stepNumbers[name] != nil { hint = "did you mean 'steps.\(name)'?" }
        problems.add(reference.span, "unknown name '\(name)'", hint: hint)
    }

    private func field(_ reference: Expression.Reference, _ known: [String], _ problems: inout RecipeProblems)
    {
        guard let field = reference.fields.first, case .name(let name) = field.key else { return }
        if known.contains(name) { return }
        problems.add(unknown: field.span, "unknown field '\(name)' of '\(reference.root)'", name, known)
    }

    private func variable(_ reference: Expression.Reference, _ problems: inout RecipeProblems) {
        guard let field = reference.fields.first, case .name(let name) = field.key else { return }
        if !recipe.permissions.allows(.env, name) {
            problems.add(
                field.span,
                "reading the variable '\(name)' needs the permission 'env'",
                hint: "add 'env: [\(name)]' under 'permissions:'"
            )
        }
    }

    private func input(_ reference: Expression.Reference, _ place: Place, _ problems: inout RecipeProblems) {
        guard let field = reference.fields.first, case .name(let name) = field.key else { return }
        guard let number = inputNumbers[name] else {
            return problems.add(unknown: field.span, "input '\(name)' does not exist", name, inputNames)
        }
        if case .fallback(let current) = place, number >= current {
            problems.add(
                field.span,
                number == current
                    ? "the default of '\(name)' needs itself" : "input '\(name)' is declared further down",
                hint: number == current ? nil : "a default knows the inputs above it"
            )
        }
    }

    private func step(_ reference: Expression.Reference, _ place: Place, _ problems: inout RecipeProblems) {
        var current = drafts.count
        switch place {
        case .fallback:
            return problems.add(reference.span, "a default cannot know steps: they run later")
        case .condition(let number), .each(let number), .argument(let number): current = number
        case .output: break
        }
        guard let field = reference.fields.first, case .name(let name) = field.key else { return }
        guard let number = stepNumbers[name] else {
            let known = drafts.prefix(current).compactMap(\.id)
            return problems.add(unknown: field.span, "step '\(name)' does not exist", name, known)
        }
        if number == current {
            return problems.add(field.span, "step '\(name)' needs its own result")
        }
        if number > current {
            return problems.add(
                field.span,
                "step '\(name)' runs later, in line \(drafts[number].span.line)",
                hint: "move it up"
            )
        }
        _ = ResultPath(registry: registry).follow(reference, in: drafts[number], &problems)
    }
}
