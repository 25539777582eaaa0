internal import BatonRedaction

/// A rule of redaction as a person wrote it, with the texts that tell whether it does what it should.
public struct RuleDraft: Sendable {
    /// Its name in placeholders.
    public var name: String
    /// A PCRE2 expression.
    public var pattern: String
    /// What it finds, in a few words.
    public var about = ""
    /// Whether letters match in both cases.
    public var caseless = false
    /// What stands in the place of a secret; `nil` for a numbered placeholder.
    public var mask: String?
    /// Texts in which it must find something.
    public var examples: [String] = []
    /// Texts in which it must find nothing.
    public var counterExamples: [String] = []

    /// A rule of this name and pattern.
    public init(name: String, pattern: String) {
        self.name = name
        self.pattern = pattern
    }

    /// What is wrong with a rule.
    public struct Problem: Sendable, Equatable {
        /// The part that it is about.
        public enum Part: Sendable, Equatable {
            /// Its name, pattern or mask.
            case rule
            /// An example, by its place from 0.
            case example(Int)
            /// A counter-example, by its place from 0.
            case counterExample(Int)
        }

        /// The part that it is about.
        public let part: Part
        /// One sentence.
        public let message: String

        /// What is wrong where the place cannot be shown.
        var text: String {
            switch part {
            case .rule: message
            case .example(let index): "the pattern finds nothing in example \(index + 1)"
            case .counterExample(let index): "the pattern finds something in counter-example \(index + 1)"
            }
        }
    }

    /// All that is wrong with it; the texts are tried when the pattern can be used.
    public func problems() -> [Problem] {
        do {
            _ = try unchecked()
            let trial = try RuleTrial(id: name, pattern: pattern, caseless: caseless)
            return try tried(trial)
        } catch {
            return [Problem(part: .rule, message: PrintableText.line("\(error)"))]
        }
    }

    private func tried(_ trial: RuleTrial) throws -> [Problem] {
        var problems: [Problem] = []
        for (index, text) in examples.enumerated() where try !trial.finds(in: text) {
            problems.append(
                Problem(part: .example(index), message: "rule '\(name)' finds nothing in this example")
            )
        }
        for (index, text) in counterExamples.enumerated() where try trial.finds(in: text) {
            problems.append(
                Problem(
                    part: .counterExample(index),
                    message: "rule '\(name)' finds something in this counter-example"
                )
            )
        }
        return problems
    }

    /// The rule, its texts not tried.
    ///
    /// - Throws: ``RedactionError`` for a name, pattern or mask that cannot be used.
    func unchecked() throws -> Rule {
        try Rule(
            checking: name,
            about: PrintableText.line(about),
            pattern: pattern,
            caseless: caseless,
            mask: mask
        )
    }
}
