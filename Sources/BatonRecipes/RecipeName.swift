internal import YAML

/// Names of inputs, outputs and steps, which expressions write behind a dot, and names of recipes.
enum RecipeName {
    /// Whether a text can be the name of an input, an output or a step.
    static func isIdentifier(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.count <= 64
            && text.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
    }

    /// Whether a text can be the name of a recipe: `[a-z0-9][a-z0-9_-]*`.
    static func isRecipe(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first) || isDigit(first) else { return false }
        return text.utf8.count <= 64
            && text.utf8.allSatisfy {
                isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
            }
    }

    /// Adds a problem when a key cannot be a name.
    static func check(_ key: YAMLNode, _ what: String, _ problems: inout RecipeProblems) {
        let name = key.text ?? ""
        guard !isIdentifier(name) else { return }
        let fixed = name.lowercased().map { isIdentifier("a\($0)") ? $0 : "_" }
        let proposal = String(fixed)
        problems.add(
            key,
            "\(what) '\(name)' is no name: a to z, 0 to 9 and '_' after a letter",
            hint: isIdentifier(proposal) ? "write '\(proposal)'" : nil
        )
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
