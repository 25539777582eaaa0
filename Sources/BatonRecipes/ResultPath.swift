internal import BatonHost

/// Follows paths into the results of steps through what is known of them.
struct ResultPath {
    let registry: HostRegistry

    /// What is known at the end of `steps.ID…`; `nil` for nothing, and after a problem.
    func follow(
        _ reference: Expression.Reference,
        in draft: StepDraft,
        _ problems: inout RecipeProblems
    ) -> StepDraft.Result? {
        guard let id = draft.id else { return nil }
        var result = draft.result
        if case .type(let type) = result { result = shape(type) }
        var shape = draft.isRepeated ? StepDraft.Result.type(.list(.any)) : result
        // Known better than by the type of the list.
        var element: StepDraft.Result? = draft.isRepeated ? result : nil
        var path = "steps.\(id)"
        for field in reference.fields.dropFirst() {
            guard let next = step(from: shape, field, path, element, id, &problems) else { return nil }
            shape = next
            element = nil
            path += field.key.text
        }
        if case .none = shape, reference.fields.count == 1 {
            problems.add(reference.fields[0].span, "step '\(id)' has no result")
            return nil
        }
        return shape
    }

    private func step(
        from shape: StepDraft.Result,
        _ field: Expression.Field,
        _ path: String,
        _ element: StepDraft.Result?,
        _ id: String,
        _ problems: inout RecipeProblems
    ) -> StepDraft.Result? {
        switch (shape, field.key) {
        case (.unknown, _):
            return nil
        case (.none, _):
            problems.add(field.span, "step '\(id)' has no result")
            return nil
        case (.fields(let fields), .name(let name)):
            if let next = fields.first(where: { $0.name == name }) { return self.shape(next.type) }
            problems.add(
                unknown: field.span,
                "'\(path)' has no field '\(name)'",
                name,
                fields.map(\.name)
            )
            return nil
        case (.fields, .index):
            problems.add(field.span, "'\(path)' is no list")
            return nil
        case (.type(let type), let key):
            return step(into: type, key, path, field.span, element, &problems)
        }
    }

    private func step(
        into type: HostType,
        _ key: Expression.Key,
        _ path: String,
        _ span: RecipeSpan,
        _ element: StepDraft.Result?,
        _ problems: inout RecipeProblems
    ) -> StepDraft.Result? {
        switch (type, key) {
        case (.any, _): return nil
        case (.map(let value), .name): return shape(value)
        case (.list(let value), .index): return element ?? shape(value)
        case (.list, .name(let name)):
            problems.add(
                span,
                "'\(path)' is a list and has no field '\(name)'",
                hint: "such as \(path)[1].\(name)"
            )
        case (.session, .name(let name)):
            if SessionFields.names.contains(name) { return .type(.any) }
            problems.add(unknown: span, "'\(path)' has no field '\(name)'", name, SessionFields.names)
        case (.handle(let handle), .name(let name)):
            let fields = registry.handle(handle)?.members.map(\.field) ?? []
            if let field = fields.first(where: { $0.name == name }) { return shape(field.type) }
            problems.add(unknown: span, "'\(path)' has no field '\(name)'", name, fields.map(\.name))
        case (_, .name(let name)):
            problems.add(span, "'\(path)' has no field '\(name)': its type is \(type.name)")
        case (_, .index):
            problems.add(span, "'\(path)' is no list")
        }
        return nil
    }

    /// A type, with the fields of a record in its place.
    private func shape(_ type: HostType) -> StepDraft.Result {
        guard case .record(let name) = type else { return .type(type) }
        return registry.records.first { $0.name == name }.map { .fields($0.fields) } ?? .unknown
    }
}
