internal import Patterns

extension Rule {
    /// A rule that somebody wrote by hand, checked before it is used.
    ///
    /// - Parameters:
    ///   - id: its name in placeholders: lower-case letters, digits and `-`, at most 40.
    ///   - about: what it finds, in a few words.
    ///   - pattern: a PCRE2 expression; with a capturing group only the group is replaced.
    ///   - caseless: whether letters match in both cases.
    ///   - mask: what stands in the place of a secret; `nil` for `[redacted:id:1]`.
    ///   - examples: texts in which the rule must find something.
    /// - Throws: ``RedactionError/invalidRule(id:message:)`` for a name, pattern or mask that cannot be used: a pattern
    ///   that does not compile, finds nothing in an example, or matches an empty text or any word there is.
    public init(
        checking id: String,
        about: String = "",
        pattern: String,
        caseless: Bool = false,
        mask: String? = nil,
        examples: [String] = []
    ) throws(RedactionError) {
        func problem(_ message: String) -> RedactionError { .invalidRule(id: id, message: message) }
        guard Self.isName(id) else {
            throw problem("its name must be of lower-case letters, digits and '-', at most 40")
        }
        guard pattern.utf8.count <= Self.longestPattern else {
            throw problem("the pattern is longer than \(Self.longestPattern) bytes")
        }
        if let mask, !Self.isMask(mask) {
            throw problem("its mask must be 1 to 64 printable ASCII characters without quote and backslash")
        }
        let expression: Expression
        do throws(PatternsError) {
            expression = try Expression(pattern, caseless: caseless, unicode: true)
        } catch .invalidPattern(_, let message) {
            throw problem(message)
        } catch {
            throw .engine(message: error.description)
        }
        for text in ["", " ", "a"] {
            if try Self.match(expression, text, id)?.isEmpty == true {
                throw problem("the pattern matches an empty text")
            }
        }
        var isBroad = true
        for word in Self.ordinaryWords where isBroad {
            isBroad = try Self.match(expression, word, id).map { !$0.isEmpty } ?? false
        }
        guard !isBroad else { throw problem("the pattern matches every word there is") }
        for (index, text) in examples.enumerated() {
            guard let range = try Self.match(expression, text, id), !range.isEmpty else {
                throw problem("the pattern finds nothing in example \(index + 1)")
            }
        }
        self.init(id, about, .search(expression: pattern, caseless: caseless), mask: mask)
    }

    /// The longest pattern (bytes).
    private static let longestPattern = 4096

    /// Words that no secret is made of; a pattern that matches all of them matches everything.
    private static let ordinaryWords = ["a", "the", "file", "Return", "return", "readme"]

    private static func match(
        _ expression: Expression,
        _ text: String,
        _ id: String
    ) throws(RedactionError) -> Range<Int>? {
        let bytes = Array(text.utf8)
        do throws(PatternsError) {
            return try expression.match(in: bytes.span)?.range
        } catch .limitReached {
            throw .ruleTooCostly(id: id)
        } catch {
            throw .engine(message: error.description)
        }
    }

    private static func isName(_ id: String) -> Bool {
        guard let first = id.utf8.first, id.utf8.count <= 40, first != UInt8(ascii: "-") else { return false }
        return id.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
        }
    }

    private static func isMask(_ mask: String) -> Bool {
        (1...64).contains(mask.utf8.count)
            && mask.utf8.allSatisfy {
                (0x20...0x7e).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
            }
    }
}
