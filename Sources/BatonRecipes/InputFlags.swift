internal import Diagnostics

/// Inputs that a person gives as options: `--messages 20`, `--store=team`, `--no-seal`.
public struct InputFlags: Sendable {
    /// The recipe's inputs.
    private let inputs: [RecipeInput]
    private let recipe: String

    /// Options for the inputs of a recipe.
    public init(_ inputs: [RecipeInput], recipe: String) {
        self.inputs = inputs
        self.recipe = recipe
    }

    /// The option that gives an input, such as `--messages`.
    public static func flag(_ name: String) -> String { "--" + name.replacing("_", with: "-") }

    /// The inputs that options give, as names with texts.
    ///
    /// - Parameters:
    ///   - words: the arguments behind the recipe's name, without the options of the command itself.
    ///   - own: the options of the command itself, to propose one that was probably meant.
    /// - Returns: the inputs, in the order of the options.
    /// - Throws: ``RecipeError`` for an option that is no input, and for one without its value.
    public func texts(_ words: [String], own: [String]) throws(RecipeError) -> [(name: String, text: String)]
    {
        var result: [(name: String, text: String)] = []
        var index = 0
        while index < words.count {
            let word = words[index]
            index += 1
            guard word.hasPrefix("--"), word.count > 2 else { throw stray(word, own) }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                String.init
            )
            let option = parts[0]
            if let input = input(option) {
                if parts.count == 2 {
                    result.append((input.name, parts[1]))
                } else if input.kind == .boolean {
                    result.append((input.name, "true"))
                } else if index < words.count, !words[index].hasPrefix("--") {
                    result.append((input.name, words[index]))
                    index += 1
                } else {
                    throw .flag(
                        recipe: recipe,
                        message: "'\(option)' needs a value",
                        hint: "write \(option)=…"
                    )
                }
            } else if let input = negated(option) {
                guard parts.count == 1 else {
                    throw .flag(recipe: recipe, message: "'\(option)' takes no value", hint: nil)
                }
                result.append((input.name, "false"))
            } else {
                throw unknown(option, own)
            }
        }
        return result
    }

    private func input(_ option: String) -> RecipeInput? {
        let name = option.dropFirst(2).replacing("-", with: "_")
        return inputs.first { $0.name == name }
    }

    private func negated(_ option: String) -> RecipeInput? {
        guard option.hasPrefix("--no-") else { return nil }
        let name = option.dropFirst("--no-".count).replacing("-", with: "_")
        return inputs.first { $0.name == name && $0.kind == .boolean }
    }

    private func unknown(_ option: String, _ own: [String]) -> RecipeError {
        let negations = inputs.filter { $0.kind == .boolean }.map {
            "--no-" + Self.flag($0.name).dropFirst(2)
        }
        let known = inputs.map { Self.flag($0.name) } + negations + own
        let near = Suggestion.closest(to: option, in: known).map { "did you mean '\($0)'?" }
        let all = inputs.isEmpty ? "it takes no inputs" : "baton run \(recipe) --help lists its inputs"
        return .flag(recipe: recipe, message: "unknown option '\(option)'", hint: near ?? all)
    }

    private func stray(_ word: String, _ own: [String]) -> RecipeError {
        if word.hasPrefix("-"), word.count > 1 { return unknown(word, own) }
        return .flag(
            recipe: recipe,
            message: "unexpected argument '\(word)'",
            hint: inputs.first.map { "inputs are given as \(Self.flag($0.name)) or -i \($0.name)=…" }
        )
    }
}
