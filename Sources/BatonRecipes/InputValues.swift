public import BatonHost
internal import Diagnostics
public import Lua
internal import Platform

extension Recipe {
    /// The inputs that a person wrote as `name=value`, by the types of the recipe.
    ///
    /// A list takes one element each time its name stands there.
    ///
    /// - Throws: ``RecipeError`` when a name is unknown, given twice, or its value of another type.
    public func inputs(fromTexts texts: [(name: String, text: String)]) throws(RecipeError) -> [String:
        HostValue]
    {
        var result: [String: HostValue] = [:]
        for (name, text) in texts {
            let input = try input(name)
            if input.kind == .list {
                result[name] = .array((result[name]?.list ?? []) + [.text(text)])
                continue
            }
            if result[name] != nil {
                throw .input(recipe: self.name, name: name, message: "is given twice", hint: nil)
            }
            do throws(ScalarReader.Mismatch) {
                result[name] = try ScalarReader.value(text, input.type)
            } catch {
                var hint = error.hint
                if input.kind == .choice {
                    hint = Suggestion.closest(to: text, in: input.choices).map { "did you mean '\($0)'?" }
                }
                throw .input(recipe: self.name, name: name, message: "is wrong: \(error.message)", hint: hint)
            }
        }
        return result
    }

    private func input(_ name: String) throws(RecipeError) -> RecipeInput {
        if let input = inputs.first(where: { $0.name == name }) { return input }
        let near = Suggestion.closest(to: name, in: inputs.map(\.name)).map { "did you mean '\($0)'?" }
        let all = inputs.isEmpty ? "it takes none" : "it takes " + inputs.map(\.name).joined(separator: ", ")
        throw .input(recipe: self.name, name: name, message: "does not exist", hint: near ?? all)
    }

    /// Fills the scope with all inputs: those given, and the defaults of the others.
    ///
    /// Inputs that a dry run cannot know are named in `unknown`.
    ///
    /// - Throws: ``RecipeError`` when one is unknown, missing or of another type; what an expression of a default fails
    ///   with.
    func fill(
        _ scope: RecipeScope,
        given: [String: HostValue],
        unknown: Set<String>,
        _ evaluator: Evaluator
    ) throws {
        for name in (Array(given.keys) + unknown).sorted() { _ = try input(name) }
        let missing = inputs.filter {
            $0.isRequired && !unknown.contains($0.name) && !(given[$0.name] ?? .nil).isPresent
        }
        guard missing.isEmpty else {
            throw RecipeError.missingInputs(recipe: name, names: missing.map(\.name))
        }
        for input in inputs {
            if unknown.contains(input.name) {
                scope.unknownInputs.insert(input.name)
                continue
            }
            var value = given[input.name] ?? .nil
            if !value.isPresent, let fallback = input.fallback {
                guard let known = try evaluator.value(fallback) else {
                    scope.unknownInputs.insert(input.name)
                    continue
                }
                value = known
            }
            scope.inputs[input.name] = try fitting(value, input, scope.run.context)
        }
    }

    private func fitting(_ value: HostValue, _ input: RecipeInput, _ context: Context) throws(RecipeError)
        -> HostValue
    {
        guard value.isPresent else { return .nil }
        let fits =
            switch (input.kind, value) {
            case (.boolean, .bool), (.integer, .int), (.number, .int), (.number, .number): true
            case (.count, .int(let count)): count >= 1
            case (.count, .string): value.text == "all"
            case (.session, .handle), (.string, .string), (.session, .string): true
            case (.path, .string(let path)):
                !path.bytes.isEmpty && !path.bytes.contains(0) && path.text != nil
            case (.choice, .string): value.text.map(input.choices.contains) ?? false
            case (.list, _): value.list?.allSatisfy { $0.text != nil } ?? false
            default: false
            }
        guard fits else {
            throw .input(
                recipe: name,
                name: input.name,
                message:
                    "is wrong: \(input.kind == .path ? "path" : input.type.name) expected, got \(value.typeName)",
                hint: nil
            )
        }
        if input.kind == .path, let text = value.text { return .text(context.path(text)) }
        return value
    }
}
