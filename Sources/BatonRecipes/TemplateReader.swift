internal import BatonHost
internal import YAML

/// Finds the expressions in the texts of a recipe, with their places in the file.
struct TemplateReader {
    let source: [UInt8]
    let engine: any ScriptEngine

    private static let opening = Array("${{".utf8)
    private static let escaped = Array("$${{".utf8)

    /// Whether a text holds an expression or an escaped one.
    static func concerns(_ text: String) -> Bool { text.utf8.firstRange(of: opening, from: 0) != nil }

    /// The place of the first `${{` of a value.
    func firstOpening(in node: YAMLNode) -> RecipeSpan {
        guard let offset = raw(node).firstRange(of: Self.opening, from: 0) else { return node.span }
        return place(in: node, at: offset, length: Self.opening.count)
    }

    /// Splits a text that holds expressions; `nil` after a problem.
    func read(_ node: YAMLNode, _ text: String, _ problems: inout RecipeProblems) -> Template? {
        let bytes = Array(text.utf8)
        let raw = raw(node)
        var parts: [Template.Part] = []
        var pending: [UInt8] = []
        var index = 0
        // The same openings stand in the file in the same order, but for escapes such as "\x24{{".
        var rawIndex = 0
        var isGood = true
        while index < bytes.count {
            if bytes.starts(Self.escaped, at: index) {
                pending += Self.opening
                index += Self.escaped.count
                rawIndex =
                    raw.firstRange(of: Self.escaped, from: rawIndex).map { $0 + Self.escaped.count }
                    ?? rawIndex
            } else if bytes.starts(Self.opening, at: index) {
                let found = raw.firstRange(of: Self.opening, from: rawIndex)
                rawIndex = found.map { $0 + Self.opening.count } ?? rawIndex
                if !pending.isEmpty {
                    parts.append(.text(String(decoding: pending, as: UTF8.self)))
                    pending = []
                }
                guard let end = expression(bytes, index, node, found, &parts, &isGood, &problems) else {
                    return nil
                }
                index = end
            } else {
                pending.append(bytes[index])
                index += 1
            }
        }
        if !pending.isEmpty { parts.append(.text(String(decoding: pending, as: UTF8.self))) }
        return isGood ? Template(parts: parts) : nil
    }

    /// Reads the expression whose `${{` is at `start`; gives the place behind its `}}`.
    private func expression(
        _ bytes: [UInt8],
        _ start: Int,
        _ node: YAMLNode,
        _ rawStart: Int?,
        _ parts: inout [Template.Part],
        _ isGood: inout Bool,
        _ problems: inout RecipeProblems
    ) -> Int? {
        let opening = rawStart.map { place(in: node, at: $0, length: 3) } ?? node.span
        let scanned: (tokens: [ExpressionScanner.Token], end: Int)
        do throws(ExpressionScanner.Failure) {
            scanned = try ExpressionScanner.scan(bytes, from: start + 3)
        } catch {
            report(error, node, opening, &problems)
            return nil
        }
        let (from, to) = bytes.trimmed(start + 3..<scanned.end)
        // Only where the file has the very bytes of the text are places inside known.
        let rawBytes = raw(node)
        let isExact = rawStart.map { rawBytes.starts(Array(bytes[start..<scanned.end]), at: $0) } ?? false
        let span: (Range<Int>) -> RecipeSpan = { range in
            guard let rawStart, isExact else { return opening }
            let length = String(decoding: bytes[range], as: UTF8.self).unicodeScalars.count
            return place(in: node, at: rawStart + range.lowerBound - start, length: length)
        }
        guard from < to else {
            problems.add(opening, "'${{ }}' holds no expression")
            isGood = false
            return scanned.end + 2
        }
        let text = String(decoding: bytes[from..<to], as: UTF8.self)
        let finder = ReferenceFinder(scanned.tokens, origin: from, span: span)
        let whole = span(from..<to)
        if !finder.isPath {
            do {
                try engine.checkExpression(text)
            } catch {
                problems.add(whole, "this is not a Lua expression: \(error)")
                isGood = false
            }
        }
        parts.append(
            .expression(
                Expression(
                    source: text,
                    span: whole,
                    references: finder.references,
                    isPath: finder.isPath,
                    statusCalls: finder.statusCalls,
                    definesNames: finder.definesNames
                )
            )
        )
        return scanned.end + 2
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

    /// The bytes of the file that a value was read from.
    private func raw(_ node: YAMLNode) -> [UInt8] {
        let end = min(source.count, node.end.offset)
        return Array(source[min(node.start.offset, end)..<end])
    }

    /// The place in the file of a byte of a value.
    private func place(in node: YAMLNode, at offset: Int, length: Int) -> RecipeSpan {
        var line = node.start.line
        var column = node.start.column
        let raw = raw(node)
        for (index, byte) in raw[..<min(offset, raw.count)].enumerated() {
            let isLineEnd =
                byte == UInt8(ascii: "\n")
                || (byte == UInt8(ascii: "\r")
                    && !(index + 1 < raw.count && raw[index + 1] == UInt8(ascii: "\n")))
            if isLineEnd {
                line += 1
                column = 1
            } else if byte & 0xc0 != 0x80 {
                column += 1
            }
        }
        return RecipeSpan(line: line, column: column, length: length)
    }
}

extension Collection where Element == UInt8 {
    /// How far behind the start `other` begins, at `offset` or later.
    fileprivate func firstRange(of other: [UInt8], from offset: Int) -> Int? {
        var distance = offset
        var rest = dropFirst(offset)
        while !rest.isEmpty {
            if rest.starts(with: other) { return distance }
            rest = rest.dropFirst()
            distance += 1
        }
        return nil
    }
}

extension [UInt8] {
    fileprivate func starts(_ other: [UInt8], at index: Int) -> Bool {
        index + other.count <= count && self[index..<index + other.count].elementsEqual(other)
    }

    /// A range without the spaces at its ends.
    fileprivate func trimmed(_ range: Range<Int>) -> (Int, Int) {
        let spaces: Set<UInt8> = [0x20, 0x09, 0x0a, 0x0d]
        var (from, to) = (range.lowerBound, range.upperBound)
        while from < to, spaces.contains(self[from]) { from += 1 }
        while to > from, spaces.contains(self[to - 1]) { to -= 1 }
        return (from, to)
    }
}
