internal import BatonHost
internal import Diagnostics
internal import Lua
internal import YAML

/// Reads the values of a recipe by the types that are wanted.
struct ValueReader {
    let templates: TemplateReader
    let registry: HostRegistry

    /// The value of a node; `nil` after a problem.
    ///
    /// Messages call it by `label`, such as `'messages'`.
    func value(
        _ node: YAMLNode,
        _ type: HostType,
        _ label: String,
        _ problems: inout RecipeProblems
    ) -> RecipeValue? {
        switch node.content {
        case .scalar(let text, let style):
            return scalar(node, text, style, type, label, &problems)
        case .sequence(let items):
            return list(node, items, type, label, &problems)
        case .mapping(let entries):
            return table(node, entries, type, label, &problems)
        }
    }

    /// A value that may hold no expression.
    func literal(
        _ node: YAMLNode,
        _ type: HostType,
        _ label: String,
        _ problems: inout RecipeProblems
    ) -> HostValue? {
        if let text = node.text, TemplateReader.concerns(text) {
            problems.add(templates.firstOpening(in: node), "'${{ … }}' is not allowed in \(label)")
            return nil
        }
        guard case .literal(let value)? = value(node, type, label, &problems) else { return nil }
        return value
    }

    /// A text that is not empty and holds no expression.
    func text(_ node: YAMLNode, _ label: String, _ problems: inout RecipeProblems) -> String? {
        guard let value = literal(node, .string, label, &problems) else { return nil }
        guard let text = value.text, !text.isEmpty else {
            problems.add(node, "\(label) must not be empty")
            return nil
        }
        return text
    }

    private func scalar(
        _ node: YAMLNode,
        _ text: String,
        _ style: YAMLScalarStyle,
        _ type: HostType,
        _ label: String,
        _ problems: inout RecipeProblems
    ) -> RecipeValue? {
        if TemplateReader.concerns(text) {
            guard let template = templates.read(node, text, &problems) else { return nil }
            if template.whole == nil, !Self.takesText(type) {
                problems.add(
                    node,
                    "\(label): \(type.name) expected, and text around '${{ … }}' makes it a text",
                    hint: "let the value be one '${{ … }}' and nothing else"
                )
                return nil
            }
            return .template(template)
        }
        if node.isAbsent {
            problems.add(node, "\(label) has no value", hint: "write \"\" for an empty text")
            return nil
        }
        do throws(ScalarReader.Mismatch) {
            return .literal(try ScalarReader.value(text, type, isPlain: style == .plain))
        } catch {
            var hint = error.hint
            if case .choice(let words) = type, hint == nil {
                hint = Suggestion.closest(to: text, in: words).map { "did you mean '\($0)'?" }
            }
            problems.add(node, "\(label): \(error.message)", hint: hint)
            return nil
        }
    }

    private func list(
        _ node: YAMLNode,
        _ items: [YAMLNode],
        _ type: HostType,
        _ label: String,
        _ problems: inout RecipeProblems
    ) -> RecipeValue? {
        let element: HostType
        switch type {
        case .list(let wanted): element = wanted
        case .any: element = .any
        default:
            problems.add(RecipeSpan(node.start), "\(label): \(type.name) expected, got a list")
            return nil
        }
        let values = items.map { value($0, element, "an element of \(label)", &problems) }
        let good = values.compactMap { $0 }
        guard good.count == values.count else { return nil }
        let literals = good.compactMap(\.known)
        return literals.count == good.count ? .literal(.array(literals)) : .list(good)
    }

    private func table(
        _ node: YAMLNode,
        _ entries: [YAMLEntry],
        _ type: HostType,
        _ label: String,
        _ problems: inout RecipeProblems
    ) -> RecipeValue? {
        var result: [RecipeArgument] = []
        var isGood = true
        for entry in entries {
            let wanted: HostType
            switch type {
            case .any: wanted = .any
            case .map(let value): wanted = value
            case .record(let name):
                let fields = registry.records.first { $0.name == name }?.fields ?? []
                guard let field = fields.first(where: { $0.name == entry.name }) else {
                    problems.add(
                        unknown: entry.key.span,
                        "unknown field '\(entry.name)' of \(label)",
                        entry.name,
                        fields.map(\.name)
                    )
                    isGood = false
                    continue
                }
                wanted = field.type
            default:
                problems.add(RecipeSpan(node.start), "\(label): \(type.name) expected, got names with values")
                return nil
            }
            if let value = value(entry.value, wanted, "'\(entry.name)'", &problems) {
                result.append(RecipeArgument(name: entry.name, value: value))
            } else {
                isGood = false
            }
        }
        guard isGood else { return nil }
        let literals = result.compactMap { entry in entry.value.known.map { (entry.name, $0) } }
        guard literals.count == result.count else { return .table(result) }
        return .literal(
            .table(Dictionary(literals.map { (.string(LuaString($0.0)), $0.1) }) { $1 })
        )
    }

    /// Whether a text with expressions inside it can be a value of the type.
    private static func takesText(_ type: HostType) -> Bool {
        switch type {
        case .any, .string, .bytes, .content, .session, .duration, .choice, .sensitive: true
        default: false
        }
    }
}

extension RecipeValue {
    /// The value, when it stands there.
    var known: HostValue? {
        if case .literal(let value) = self { return value }
        return nil
    }
}

extension RecipeSpan {
    /// One character.
    init(_ mark: YAMLMark) { self.init(line: mark.line, column: mark.column) }
}
