internal import Patterns

/// Tries the pattern of a rule on texts that it should, or should not, find something in.
public struct RuleTrial {
    private let expression: Expression
    private let id: String

    /// A trial of a pattern.
    ///
    /// - Throws: ``RedactionError/invalidRule(id:message:)`` when the pattern does not compile.
    public init(id: String, pattern: String, caseless: Bool) throws(RedactionError) {
        self.id = id
        do throws(PatternsError) {
            expression = try Expression(pattern, caseless: caseless, unicode: true)
        } catch .invalidPattern(_, let message) {
            throw .invalidRule(id: id, message: message)
        } catch {
            throw .engine(message: error.description)
        }
    }

    /// Whether the pattern finds something in a text.
    ///
    /// - Throws: ``RedactionError/ruleTooCostly(id:)``.
    public func finds(in text: String) throws(RedactionError) -> Bool {
        let bytes = Array(text.utf8)
        do throws(PatternsError) {
            return try expression.match(in: bytes.span).map { !$0.range.isEmpty } ?? false
        } catch .limitReached {
            throw .ruleTooCostly(id: id)
        } catch {
            throw .engine(message: error.description)
        }
    }
}
