public import BatonHost
public import Diagnostics
internal import LuaSyntax

/// Finds what is wrong with a script by reading it: nothing is run.
///
/// Whatever the registry describes is known to it: names, arguments, options, permissions, fields of what functions
/// give. What it cannot follow it says nothing about.
public struct ScriptChecker {
    /// Words of recipes that a script may use in `baton.recipe`.
    public struct Words: Sendable {
        /// Types of inputs.
        public let inputTypes: [String]
        /// Git hooks.
        public let hooks: [String]
        /// Limits.
        public let limits: [String]

        /// Words.
        public init(inputTypes: [String], hooks: [String], limits: [String]) {
            self.inputTypes = inputTypes
            self.hooks = hooks
            self.limits = limits
        }
    }

    private let registry: HostRegistry
    private let words: Words

    /// A checker.
    ///
    /// - Parameters:
    ///   - registry: what scripts can call.
    ///   - words: what `baton.recipe` knows besides.
    public init(registry: HostRegistry, words: Words) {
        self.registry = registry
        self.words = words
    }

    /// A checker for pieces of Lua in recipes, which declare nothing themselves.
    public init(registry: HostRegistry) {
        self.init(registry: registry, words: Words(inputTypes: [], hooks: [], limits: []))
    }

    /// The most findings of a file.
    static let most = 20

    /// Checks a file, or a piece of Lua in a recipe.
    ///
    /// - Parameters:
    ///   - source: the text.
    ///   - file: what findings call the file.
    ///   - surroundings: the recipe it is part of; `nil` for a file of its own.
    /// - Returns: the findings in the order of the text, at most 20.
    public func check(_ source: [UInt8], file: String, in surroundings: ScriptSurroundings? = nil)
        -> [Diagnostic]
    {
        let tree = SyntaxTree.parse(source)
        var findings = tree.errors.map { Finding(range: $0.range, message: $0.message, hint: $0.hint) }
        // Behind a mistake in the syntax it is not certain which names a chunk makes.
        let check = ScriptCheck(tree, registry, words, surroundings)
        check.run()
        findings += tree.errors.isEmpty ? check.findings : []
        let sorted = findings.enumerated().sorted { left, right in
            (left.element.range.lowerBound, left.offset) < (right.element.range.lowerBound, right.offset)
        }
        return sorted.prefix(Self.most).map { _, finding in
            let place = tree.place(of: finding.range)
            return Diagnostic(
                file: file,
                line: place.line,
                column: place.column,
                length: place.length,
                severity: finding.severity,
                message: finding.message,
                hint: finding.hint
            )
        }
    }
}

/// One finding by its bytes.
struct Finding {
    let range: Range<Int>
    let message: String
    var hint: String?
    var severity = Diagnostic.Severity.error
}
