internal import BatonHost
internal import LuaSyntax
internal import YAML

/// Finds the expressions in the texts of a recipe, with their places in the file.
struct TemplateReader {
    let source: [UInt8]
    let engine: any ScriptEngine

    private static let opening = Array("${{".utf8)
    private static let escaped = Array("$${{".utf8)
    /// The most expressions in one text.
    private static let most = 500

    /// Whether a text holds an expression or an escaped one.
    static func concerns(_ text: String) -> Bool { Array(text.utf8).firstIndex(of: opening, from: 0) != nil }

    /// The place of the first `${{` of a value.
    func firstOpening(in node: YAMLNode) -> RecipeSpan {
        let raw = RawText(source, node)
        let index = raw.bytes.firstIndex(of: Self.opening, from: raw.bytes.startIndex)
        return index.map { raw.span(at: $0, length: Self.opening.count) } ?? node.span
    }

    /// Splits a text that holds expressions; `nil` after a problem.
    func read(_ node: YAMLNode, _ text: String, _ problems: inout RecipeProblems) -> Template? {
        let bytes = Array(text.utf8)
        let raw = RawText(source, node)
        var parts: [Template.Part] = []
        var pending: [UInt8] = []
        var index = 0
        // The same openings stand in the file in the same order, but for escapes such as "\x24{{".
        var rawIndex = raw.bytes.startIndex
        var count = 0
        var isGood = true
        while index < bytes.count {
            if bytes.holds(Self.escaped, at: index) {
                pending += Self.opening
                index += Self.escaped.count
                if let found = raw.bytes.firstIndex(of: Self.escaped, from: rawIndex) {
                    rawIndex = found + Self.escaped.count
                }
                continue
            }
            guard bytes.holds(Self.opening, at: index) else {
                pending.append(bytes[index])
                index += 1
                continue
            }
            let found = raw.bytes.firstIndex(of: Self.opening, from: rawIndex)
            rawIndex = found.map { $0 + Self.opening.count } ?? rawIndex
            if !pending.isEmpty { parts.append(.text(String(decoding: pending, as: UTF8.self))) }
            pending = []
            count += 1
            guard count <= Self.most else {
                problems.add(node, "a text holds at most \(Self.most) expressions")
                return nil
            }
            let place = Place(node: node, raw: raw, start: index, rawStart: found)
            guard let (expression, end) = expression(bytes, place, &problems) else { return nil }
            if let expression { parts.append(.expression(expression)) } else { isGood = false }
            index = end
        }
        if !pending.isEmpty { parts.append(.text(String(decoding: pending, as: UTF8.self))) }
        return isGood ? Template(parts: parts) : nil
    }

    /// Where an expression stands: in the value, and, as far as it can be found there, in the file.
    private struct Place {
        let node: YAMLNode
        let raw: RawText
        /// Its `${{` in the bytes of the value.
        let start: Int
        /// Its `${{` in the file.
        let rawStart: Int?

        var opening: RecipeSpan { rawStart.map { raw.span(at: $0, length: 3) } ?? node.span }
    }

    /// Reads an expression and gives it with the place behind its `}}`.
    ///
    /// The expression is `nil` after a problem that
    /// lets the rest be read, all is `nil` after one that does not.
    private func expression(
        _ bytes: [UInt8],
        _ place: Place,
        _ problems: inout RecipeProblems
    ) -> (expression: Expression?, end: Int)? {
        let opening = place.opening
        let scanned: (tokens: [Token], end: Int)
        do throws(ExpressionScanner.Failure) {
            scanned = try ExpressionScanner.scan(bytes, from: place.start + Self.opening.count)
        } catch {
            report(error, place.node, opening, &problems)
            return nil
        }
        let range = Self.trimmed(place.start + Self.opening.count..<scanned.end, of: bytes)
        guard !range.isEmpty else {
            problems.add(opening, "'${{ }}' holds no expression")
            return (nil, scanned.end + 2)
        }
        // Only where the file has the very bytes of the text are places inside known.
        let isExact =
            place.rawStart.map { place.raw.bytes.holds(bytes[place.start..<scanned.end], at: $0) } ?? false
        let span: (Range<Int>) -> RecipeSpan = { range in
            guard let rawStart = place.rawStart, isExact else { return opening }
            let length = bytes[range].count { $0 & 0xc0 != 0x80 }
            return place.raw.span(at: rawStart + range.lowerBound - place.start, length: length)
        }
        let text = String(decoding: bytes[range], as: UTF8.self)
        let finder = ReferenceFinder(scanned.tokens, origin: range.lowerBound, span: span)
        let whole = span(range)
        if !finder.isPath {
            do {
                try engine.checkExpression(text)
            } catch {
                problems.add(whole, "this is not a Lua expression: \(error)")
                return (nil, scanned.end + 2)
            }
        }
        let expression = Expression(
            source: text,
            span: whole,
            references: finder.references,
            isPath: finder.isPath,
            statusCalls: finder.statusCalls,
            definesNames: finder.definesNames
        )
        return (expression, scanned.end + 2)
    }

    private func report(
        _ failure: ExpressionScanner.Failure,
        _ node: YAMLNode,
        _ opening: RecipeSpan,
        _ problems: inout RecipeProblems
    ) {
        switch failure {
        case .comment:
            problems.add(
                opening,
                "a '--' in an expression would hide the rest of it",
                hint: "write '- -1' with a space for two signs, and comments outside"
            )
        case .unclosed where node.style == .plain && isFollowedByComment(node):
            problems.add(
                opening,
                "this '${{' is cut off by ' #', which begins a comment",
                hint: "put the value in quotes"
            )
        case .unclosed:
            problems.add(opening, "this '${{' is never closed", hint: "close it with '}}'")
        }
    }

    private func isFollowedByComment(_ node: YAMLNode) -> Bool {
        var index = node.end.offset
        while index < source.count, source[index] == UInt8(ascii: " ") || source[index] == UInt8(ascii: "\t")
        {
            index += 1
        }
        return index > node.end.offset && index < source.count && source[index] == UInt8(ascii: "#")
    }

    /// A range without the spaces at its ends.
    private static func trimmed(_ range: Range<Int>, of bytes: [UInt8]) -> Range<Int> {
        let spaces: Set<UInt8> = [0x20, 0x09, 0x0a, 0x0d]
        var (from, to) = (range.lowerBound, range.upperBound)
        while from < to, spaces.contains(bytes[from]) { from += 1 }
        while to > from, spaces.contains(bytes[to - 1]) { to -= 1 }
        return from..<to
    }
}
