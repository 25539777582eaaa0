internal import BatonHost
internal import Lua
internal import YAML

/// Reads `steps:`.
struct StepSection {
    let values: ValueReader
    let actions: ActionReader

    private static let actionKeys = RecipeKeys.actions.names
    private static let keys = RecipeKeys.step.names

    func read(
        _ node: YAMLNode?,
        _ start: RecipeSpan,
        _ problems: inout RecipeProblems
    ) -> [StepDraft] {
        guard let node else {
            problems.add(start, "a recipe needs 'steps'")
            return []
        }
        guard let items = node.items, !items.isEmpty else {
            problems.add(node, "'steps' is a list of steps", hint: "write '- use: …' for each")
            return []
        }
        var seen: [String: Int] = [:]
        return items.map { item in
            let draft = step(item, &problems)
            if let id = draft.id, let node = item["id"] {
                if let line = seen[id] {
                    problems.add(node, "id '\(id)' is taken by the step in line \(line)")
                } else {
                    seen[id] = draft.span.line
                }
            }
            return draft
        }
    }

    private func step(
        _ node: YAMLNode,
        _ problems: inout RecipeProblems
    ) -> StepDraft {
        var draft = StepDraft(span: RecipeSpan(node.start))
        guard let entries = node.entries else {
            problems.add(node, "a step is names with values", hint: "such as 'use: log.say'")
            return draft
        }
        draft.id = id(node, &problems)
        let place = draft.id.map { "step '\($0)'" } ?? "this step"
        let acting = entries.filter { Self.actionKeys.contains($0.name) }
        for entry in entries where !Self.keys.contains(entry.name) {
            if let first = acting.first, actions.options(of: first).contains(entry.name) {
                problems.add(
                    entry.key,
                    "unknown key '\(entry.name)' in \(place)",
                    hint: "it is an argument; put it under 'with:'"
                )
                continue
            }
            problems.add(
                unknown: entry.key.span,
                "unknown key '\(entry.name)' in \(place)",
                entry.name,
                Self.keys
            )
        }
        guard let first = acting.first else {
            problems.add(
                draft.span,
                "\(place) does nothing",
                hint: "it needs one of \(Self.actionKeys.joined(separator: ", "))"
            )
            return draft
        }
        for other in acting.dropFirst() {
            problems.add(other.key, "\(place) has '\(first.name)' and '\(other.name)'; a step does one thing")
        }
        let count = problems.diagnostics.count
        let action = actions.read(first, &draft, &problems)
        let arguments = actions.arguments(first, node, action, &problems)
        let condition = condition(node, &problems)
        let each = each(node, &problems)
        let timeout = node["timeout"].flatMap { self.timeout($0, &problems) }
        let retry = node["retry"].flatMap { self.retry($0, &problems) }
        let policy = policy(node, &problems)
        draft.condition = condition?.expressions ?? []
        draft.each = each?.expressions ?? []
        draft.isRepeated = node["for_each"] != nil
        draft.arguments = arguments.flatMap(\.value.expressions)
        draft.embedded = arguments.flatMap(\.value.embedded)
        if case .use(let function)? = action {
            draft.typed = arguments.compactMap { argument in
                guard let path = argument.value.path,
                    let field = function.fields.first(where: { $0.name == argument.name })
                else { return nil }
                return (path, field.type, "'\(argument.name)'")
            }
        }
        if case .exec(_, let list)? = action {
            draft.arguments += list.flatMap(\.expressions)
            draft.embedded += list.flatMap(\.embedded)
            // A number is a text there, a list is not.
            draft.embedded += list.compactMap(\.path)
        }
        guard let action, problems.diagnostics.count == count else { return draft }
        draft.step = RecipeStep(
            id: draft.id,
            action: action,
            arguments: arguments,
            condition: condition,
            each: each,
            timeout: timeout,
            retry: retry,
            onError: policy,
            span: draft.span
        )
        return draft
    }

    private func id(_ node: YAMLNode, _ problems: inout RecipeProblems) -> String? {
        guard let node = node["id"], let text = values.text(node, "'id'", &problems) else { return nil }
        RecipeName.check(node, "id", &problems)
        return text
    }

    private func condition(_ node: YAMLNode, _ problems: inout RecipeProblems) -> RecipeValue? {
        guard let node = node["if"] else { return nil }
        guard let text = node.text, TemplateReader.concerns(text) || text == "true" || text == "false" else {
            let hint = node.text.map { "write ${{ \($0.prefix(40)) }}" }
            problems.add(node, "'if' holds one expression", hint: hint)
            return nil
        }
        let value = values.value(node, .boolean, "'if'", &problems)
        return value
    }

    private func each(_ node: YAMLNode, _ problems: inout RecipeProblems) -> RecipeValue? {
        guard let node = node["for_each"] else { return nil }
        return values.value(node, .list(.any), "'for_each'", &problems)
    }

    private func seconds(_ node: YAMLNode, _ label: String, _ problems: inout RecipeProblems) -> Double? {
        values.literal(node, .duration, label, &problems)?.text.flatMap(DurationText.seconds)
    }

    private func timeout(_ node: YAMLNode, _ problems: inout RecipeProblems) -> Double? {
        guard let seconds = seconds(node, "'timeout'", &problems) else { return nil }
        if seconds <= 0 { problems.add(node, "'timeout' is more than nothing", hint: "such as 30s") }
        return seconds
    }

    private func retry(_ node: YAMLNode, _ problems: inout RecipeProblems) -> RecipeStep.Retry? {
        guard let entries = node.entries else {
            problems.add(node, "'retry' holds 'times' and 'delay'")
            return nil
        }
        for entry in entries where !RecipeKeys.retry.names.contains(entry.name) {
            problems.add(
                unknown: entry.key.span,
                "unknown key '\(entry.name)' in 'retry'",
                entry.name,
                RecipeKeys.retry.names
            )
        }
        guard let times = node["times"] else {
            problems.add(RecipeSpan(node.start), "'retry' needs 'times'")
            return nil
        }
        guard case .int(let count)? = values.literal(times, .integer, "'times'", &problems) else {
            return nil
        }
        guard (1...10).contains(count) else {
            problems.add(times, "'times' is from 1 to 10")
            return nil
        }
        let delay = node["delay"].flatMap { seconds($0, "'delay'", &problems) } ?? 1
        return RecipeStep.Retry(times: Int(count), delay: delay)
    }

    private func policy(_ node: YAMLNode, _ problems: inout RecipeProblems) -> RecipeStep.FailurePolicy {
        guard let node = node["on_error"] else { return .stop }
        let words = RecipeStep.FailurePolicy.allCases.map(\.rawValue)
        let word = values.literal(node, .choice(words), "'on_error'", &problems)?.text
        return word.flatMap(RecipeStep.FailurePolicy.init) ?? .stop
    }
}
