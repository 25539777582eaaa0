/// The difference between two texts, line by line.
public enum LineDifference {
    /// One line of a difference.
    public enum Line: Sendable, Hashable {
        /// In both texts.
        case same(String)
        /// In the earlier text only.
        case removed(String)
        /// In the later text only.
        case added(String)
        /// Lines of both texts that are not shown, and how many.
        case skipped(Int)
    }

    /// The most lines of a text that are compared, without those at both ends that are the same.
    static let most = 3000

    /// The lines from an earlier to a later text, with `context` lines around each change.
    ///
    /// - Returns: nothing for equal texts; `nil` when they are too long to be compared.
    public static func lines(from earlier: String, to later: String, context: Int = 3) -> [Line]? {
        let old = split(earlier)
        let new = split(later)
        if old == new { return earlier == later ? [] : nil }
        var start = 0
        while start < old.count, start < new.count, old[start] == new[start] { start += 1 }
        var end = 0
        while end < old.count - start, end < new.count - start,
            old[old.count - 1 - end] == new[new.count - 1 - end]
        {
            end += 1
        }
        let removed = old[start..<old.count - end]
        let added = new[start..<new.count - end]
        guard removed.count <= most, added.count <= most else { return nil }
        let all =
            old[..<start].map { Line.same($0) } + changes(Array(removed), Array(added))
            + old[(old.count - end)...].map { .same($0) }
        return shortened(all, context)
    }

    private static func split(_ text: String) -> [String] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    }

    /// The longest common subsequence, found from the end.
    private static func changes(_ old: [String], _ new: [String]) -> [Line] {
        // Numbers are compared faster than texts.
        var numbers: [String: Int32] = [:]
        func number(_ line: String) -> Int32 {
            if let known = numbers[line] { return known }
            let next = Int32(numbers.count)
            numbers[line] = next
            return next
        }
        let left = old.map(number)
        let right = new.map(number)
        let width = right.count + 1
        var lengths = [Int16](repeating: 0, count: (left.count + 1) * width)
        for row in left.indices.reversed() {
            for column in right.indices.reversed() {
                lengths[row * width + column] =
                    left[row] == right[column]
                    ? lengths[(row + 1) * width + column + 1] + 1
                    : max(lengths[(row + 1) * width + column], lengths[row * width + column + 1])
            }
        }
        var result: [Line] = []
        var (row, column) = (0, 0)
        while row < left.count || column < right.count {
            if row < left.count, column < right.count, left[row] == right[column] {
                result.append(.same(old[row]))
                row += 1
                column += 1
            } else if column == right.count
                || row < left.count
                    && lengths[(row + 1) * width + column] >= lengths[row * width + column + 1]
            {
                result.append(.removed(old[row]))
                row += 1
            } else {
                result.append(.added(new[column]))
                column += 1
            }
        }
        return result
    }

    /// Leaves out lines far from every change.
    private static func shortened(_ lines: [Line], _ context: Int) -> [Line] {
        var isShown = [Bool](repeating: false, count: lines.count)
        for (index, line) in lines.enumerated() {
            if case .same = line { continue }
            for near in max(0, index - context)...min(lines.count - 1, index + context) {
                isShown[near] = true
            }
        }
        var result: [Line] = []
        var skipped = 0
        for (line, shown) in zip(lines, isShown) {
            if shown {
                if skipped > 0 { result.append(.skipped(skipped)) }
                skipped = 0
                result.append(line)
            } else {
                skipped += 1
            }
        }
        if skipped > 0 { result.append(.skipped(skipped)) }
        return result
    }
}
