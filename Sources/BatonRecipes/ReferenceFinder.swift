internal import LuaSyntax

/// Finds the paths in the tokens of an expression.
struct ReferenceFinder {
    private(set) var references: [Expression.Reference] = []
    private(set) var statusCalls: [Expression.StatusCall] = []
    private(set) var definesNames = false
    private(set) var isPath = false

    /// How many fields of a path are followed; what is behind them is the engine's.
    private static let deepest = 32

    /// Finds them.
    ///
    /// The expression begins at `origin` of the bytes that the tokens count; `span` gives the place in the file of a
    /// range of those bytes.
    init(_ tokens: [Token], origin: Int, span: (Range<Int>) -> RecipeSpan) {
        var index = 0
        while index < tokens.count {
            if tokens[index].kind == .keyword(.function) { definesNames = true }
            guard case .name(let name) = tokens[index].kind, !Self.isFieldOrKey(tokens, index) else {
                index += 1
                continue
            }
            if ["always", "failed"].contains(name), Self.isEmptyCall(tokens, index) {
                let range =
                    tokens[index].range.lowerBound - origin..<tokens[index + 2].range.upperBound - origin
                statusCalls.append(Expression.StatusCall(name: name, range: range))
                index += 3
            } else {
                index = path(tokens, index, name, span)
            }
        }
    }

    /// Reads the path that begins at `first`; gives the place behind it.
    private mutating func path(
        _ tokens: [Token],
        _ first: Int,
        _ root: String,
        _ span: (Range<Int>) -> RecipeSpan
    ) -> Int {
        var index = first + 1
        var fields: [Expression.Field] = []
        while fields.count < Self.deepest, let (key, width, range) = Self.field(tokens, index) {
            fields.append(Expression.Field(key: key, span: span(range)))
            index += width
        }
        isPath = first == 0 && index == tokens.count
        let isOpen = index < tokens.count && tokens[index].kind == .symbol(.openBracket)
        references.append(
            Expression.Reference(
                root: root,
                fields: fields,
                span: span(tokens[first].range),
                isOpen: isOpen
            )
        )
        return index
    }

    /// The field that is named at `index`: `.name`, `["name"]` or `[1]`.
    private static func field(_ tokens: [Token], _ index: Int) -> (Expression.Key, Int, Range<Int>)? {
        guard index + 1 < tokens.count else { return nil }
        if tokens[index].kind == .symbol(.dot), case .name(let name) = tokens[index + 1].kind {
            return (.name(name), 2, tokens[index + 1].range)
        }
        guard tokens[index].kind == .symbol(.openBracket), index + 2 < tokens.count,
            tokens[index + 2].kind == .symbol(.closeBracket)
        else { return nil }
        switch tokens[index + 1].kind {
        case .string(let bytes):
            guard let name = String(validating: bytes, as: UTF8.self) else { return nil }
            return (.name(name), 3, tokens[index + 1].range)
        case .integer(let number): return (.index(Int(number)), 3, tokens[index + 1].range)
        default: return nil
        }
    }

    /// Whether the name belongs to what stands before it, or is a key in a table.
    private static func isFieldOrKey(_ tokens: [Token], _ index: Int) -> Bool {
        let before = index > 0 ? tokens[index - 1].kind : nil
        if before == .symbol(.dot) || before == .symbol(.colon) { return true }
        let opensEntry =
            before == .symbol(.openBrace) || before == .symbol(.comma) || before == .symbol(.semicolon)
        return opensEntry && index + 1 < tokens.count && tokens[index + 1].kind == .symbol(.assign)
    }

    private static func isEmptyCall(_ tokens: [Token], _ index: Int) -> Bool {
        index + 2 < tokens.count && tokens[index + 1].kind == .symbol(.openParenthesis)
            && tokens[index + 2].kind == .symbol(.closeParenthesis)
    }
}
