internal import BatonHost
internal import LuaSyntax

extension ScriptCheck {
    /// Tries the rule that a call of `baton.redact.rule` adds on its examples, as far as it stands in the source.
    func checkRule(_ arguments: [ExpressionID]) {
        guard let first = arguments.first, !hasEnough, case .table(let entries) = constant(first) else {
            return
        }
        func entry(_ name: String) -> ConstantEntry? { entries.last { $0.name == name } }
        guard let name = entry("name")?.value.text, let pattern = entry("pattern"),
            let text = pattern.value.text
        else {
            return
        }
        var draft = RuleDraft(name: name, pattern: text)
        if case .boolean(let caseless)? = entry("caseless")?.value { draft.caseless = caseless }
        draft.mask = entry("mask")?.value.text
        let examples = texts(entry("examples"))
        let counterExamples = texts(entry("counter_examples"))
        draft.examples = examples.map(\.text)
        draft.counterExamples = counterExamples.map(\.text)
        for problem in draft.problems() {
            let id =
                switch problem.part {
                case .rule: pattern.expression
                case .example(let index): examples[index].id
                case .counterExample(let index): counterExamples[index].id
                }
            report(tree[id].range, problem.message)
        }
    }

    /// The texts of a list that stand in the source.
    private func texts(_ entry: ConstantEntry?) -> [(text: String, id: ExpressionID)] {
        (entry?.value.entries ?? []).compactMap { element in
            element.value.text.map { ($0, element.expression) }
        }
    }
}
