internal import BatonHost
internal import YAML

/// Steps that call another recipe.
extension ActionReader {
    /// The call of another recipe.
    func recipe(
        _ node: YAMLNode,
        _ draft: inout StepDraft,
        _ problems: inout RecipeProblems
    ) -> RecipeStep.Action? {
        guard let name = values.text(node, "'recipe'", &problems) else { return nil }
        let last = name.hasPrefix("project/") ? String(name.dropFirst("project/".count)) : name
        guard RecipeName.isRecipe(last) else {
            problems.add(node, "'\(name)' is no name of a recipe: a to z, 0 to 9, '-' and '_'")
            return nil
        }
        do {
            _ = try recipes?.load(name)
        } catch let error as RecipeError {
            problems.add(node, "\(error)", hint: error.hint)
            return nil
        } catch {
            problems.add(node, "\(error)")
            return nil
        }
        if let signature = signature(name) {
            draft.result = .fields(
                signature.outputs.map { .optional($0, .any, "an output of '\(name)'") }
            )
        }
        return .recipe(name)
    }

    /// What a recipe takes and gives; `nil` when that is not known before it runs.
    func signature(_ name: String) -> RecipeSignature? {
        guard let source = try? recipes?.load(name), source.kind == .yaml else { return nil }
        return RecipeSignature(source.bytes)
    }

    /// The inputs that a call gives.
    func inputs(
        _ entries: [YAMLEntry],
        _ name: String,
        _ signature: RecipeSignature,
        _ node: YAMLNode,
        _ problems: inout RecipeProblems
    ) -> [RecipeArgument] {
        let given = Set(entries.map(\.name))
        for input in signature.required where !given.contains(input) {
            problems.add(node, "recipe '\(name)' needs the input '\(input)'")
        }
        return entries.compactMap { entry in
            guard signature.inputs.contains(entry.name) else {
                problems.add(
                    unknown: entry.key.span,
                    "recipe '\(name)' has no input '\(entry.name)'",
                    entry.name,
                    signature.inputs
                )
                return nil
            }
            return values.value(
                entry.value,
                signature.types[entry.name] ?? .any,
                "'\(entry.name)'",
                &problems
            )
            .map { RecipeArgument(name: entry.name, value: $0) }
        }
    }
}
