internal import BatonHost
internal import Lua

/// Tells what a dry run of a recipe would do.
struct PlanPrinter {
    let run: HostRun
    /// How many recipes have called this one.
    let depth: Int

    /// The longest value that is shown whole, in bytes.
    private static let longest = 200

    /// Tells the inputs.
    func begin(_ scope: RecipeScope) throws {
        let recipe = scope.recipe
        say("dry run of '\(recipe.name)': \(depth == 0 ? "nothing is sent, written or run" : recipe.about)")
        guard !recipe.inputs.isEmpty else { return }
        say("inputs:")
        for input in recipe.inputs {
            let value =
                scope.unknownInputs.contains(input.name)
                ? "<inputs.\(input.name)>" : shown(scope.inputs[input.name] ?? .nil)
            try sayClean("  \(input.name): \(value)")
        }
    }

    /// Tells a step with its arguments, and in `note` on what it depends.
    ///
    /// - Throws: what redaction fails with.
    func step(_ step: RecipeStep, _ number: Int, _ arguments: [(String, String)], _ note: String?) throws {
        let name = step.id.map { "\($0): " } ?? ""
        let notes = [note, consequence(step)].compactMap { $0 }
        let suffix = notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))"
        say("step \(number): \(name)\(step.actionName)\(suffix)")
        for (key, value) in arguments { try sayClean("  \(key): \(value)") }
    }

    /// Tells that a step would not run.
    func skipped(_ step: RecipeStep, _ number: Int) throws {
        let name = step.id.map { "\($0): " } ?? ""
        say("step \(number): \(name)\(step.actionName) (is skipped: its condition does not hold)")
    }

    /// Tells the outputs.
    func outputs(_ recipe: Recipe, _ outputs: [String: RecipeRunner.Output]) throws {
        guard !recipe.outputs.isEmpty else { return }
        say("outputs:")
        for output in recipe.outputs {
            guard let value = outputs[output.name] else { continue }
            let text = value.isKnown ? shown(value.value) : value.value.text ?? ""
            try sayClean("  \(output.name): \(text)")
        }
    }

    /// What the step would do to the world.
    private func consequence(_ step: RecipeStep) -> String? {
        switch step.action {
        case .lua, .script: "would run Lua"
        case .exec: "would run a program"
        case .recipe: nil
        case .use(let function):
            switch function.permission {
            case .upload?, .http?: function.acts ? "would leave this machine" : nil
            default: function.acts ? "would change something" : nil
            }
        }
    }

    // MARK: Values

    /// A value of the recipe; what is not known is shown by its path, such as `<steps.share.link>`.
    func shown(_ value: RecipeValue, _ evaluator: Evaluator) throws -> String {
        switch value {
        case .literal(let value): return shown(value)
        case .template(let template):
            if let value = try evaluator.value(value) { return shown(value) }
            return try template.parts.reduce(into: "") { text, part in
                switch part {
                case .text(let literal): text += literal
                case .expression(let expression):
                    text += try evaluator.evaluate(expression).map(shown) ?? "<\(expression.source)>"
                }
            }
        case .list(let elements):
            return "[" + (try elements.map { try shown($0, evaluator) }).joined(separator: ", ") + "]"
        case .table(let entries):
            let members = try entries.map { "\($0.name): \(try shown($0.value, evaluator))" }
            return "{" + members.joined(separator: ", ") + "}"
        }
    }

    /// What stands for a value that is not known.
    static func placeholder(_ value: RecipeValue) -> String {
        switch value {
        case .literal(let value): value.text ?? value.typeName
        case .template(let template):
            template.parts.reduce(into: "") { text, part in
                switch part {
                case .text(let literal): text += literal
                case .expression(let expression): text += "<\(expression.source)>"
                }
            }
        case .list(let elements): "[" + elements.map(placeholder).joined(separator: ", ") + "]"
        case .table(let entries):
            "{" + entries.map { "\($0.name): \(placeholder($0.value))" }.joined(separator: ", ") + "}"
        }
    }

    private func shown(_ value: HostValue) -> String {
        switch value {
        case .string(let string):
            guard string.bytes.count <= Self.longest, let text = string.text, !text.contains("\n") else {
                return "<\(string.bytes.count) bytes>"
            }
            return text
        case .array(let elements):
            return elements.count > 20
                ? "<list of \(elements.count)>" : "[" + elements.map(shown).joined(separator: ", ") + "]"
        case .table(let table):
            if case .string(let content)? = value.field("content"), let name = value.field("filename")?.text {
                return "<\(name), \(content.bytes.count) bytes>"
            }
            let members = table.map { (key: Self.name($0.key), value: shown($0.value)) }.sorted {
                $0.key < $1.key
            }
            return "{" + members.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
        case .handle: return handle(value)
        case .function: return "<function>"
        default: return ValueText.bytes(value).map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
    }

    private func handle(_ value: HostValue) -> String {
        (try? run.session(value)).map { "session \(SessionFields.value("id", of: $0).text ?? "")" }
            ?? "<handle>"
    }

    private static func name(_ key: LuaKey) -> String {
        switch key {
        case .string(let string): String(decoding: string.bytes, as: UTF8.self)
        case .int(let number): "\(number)"
        case .bool(let flag): "\(flag)"
        }
    }

    // MARK: Lines

    private func say(_ line: String) {
        run.say(String(repeating: "  ", count: depth) + PrintableText.line(line))
    }

    private func sayClean(_ line: String) throws { say(try run.redacted(line)) }
}
