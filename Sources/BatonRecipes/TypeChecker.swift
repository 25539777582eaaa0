internal import BatonHost

/// Checks what is known of paths against what their places take.
struct TypeChecker {
    let checker: ReferenceChecker

    /// Adds all that does not fit.
    func check(_ problems: inout RecipeProblems) {
        for draft in checker.drafts {
            for (path, type, label) in draft.typed {
                guard let shape = shape(of: path), let given = TypeFit.misfit(shape, type) else { continue }
                let isDocument = TypeFit.takesText(type) && TypeFit.isDocument(shape)
                problems.add(
                    path.span,
                    "\(label): \(type.name) expected, got \(given)",
                    hint: isDocument ? "write \(path.source).content" : nil
                )
            }
            for expression in draft.embedded where expression.isPath {
                guard let shape = shape(of: expression), let given = TypeFit.notText(shape) else { continue }
                problems.add(
                    expression.span,
                    "'\(expression.source)' is a \(given), which cannot stand inside a text"
                )
            }
        }
    }

    /// What is known of the value of a path; `nil` for nothing.
    private func shape(of path: Expression) -> StepDraft.Result? {
        guard let reference = path.references.first, let field = reference.fields.first,
            case .name(let name) = field.key
        else { return nil }
        if reference.root == "inputs", reference.fields.count == 1 {
            // A session may come as a text or as a handle.
            guard let input = checker.recipe.inputs.first(where: { $0.name == name }), input.kind != .session
            else { return nil }
            return .type(input.type)
        }
        guard reference.root == "steps", let number = checker.stepNumbers[name] else { return nil }
        // What is wrong with the path itself was told already.
        var ignored = RecipeProblems(file: checker.recipe.file, source: [])
        return ResultPath(registry: checker.registry).follow(reference, in: checker.drafts[number], &ignored)
    }
}
