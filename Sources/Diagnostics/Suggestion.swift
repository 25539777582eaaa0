/// Finds the name that somebody probably meant.
public enum Suggestion {
    /// Words longer than this, in Unicode scalars, get no suggestion: they are not slips of the finger, and
    /// the comparison costs the product of both lengths.
    static let longestWord = 64

    /// Returns the candidate nearest to `word`, or nil when none is near.
    ///
    /// Near means at most 2 edits (insert, delete, replace, swap neighbours), and at most a third of the longer
    /// of the two words. Of candidates equally near the alphabetically first wins, so the order of `candidates`
    /// does not matter.
    public static func closest(to word: String, in candidates: some Sequence<String>) -> String? {
        let written = Array(word.unicodeScalars)
        guard written.count <= longestWord else { return nil }
        var best: (distance: Int, name: String)?
        for candidate in candidates {
            let name = Array(candidate.unicodeScalars)
            let limit = min(2, max(written.count, name.count) / 3)
            guard abs(written.count - name.count) <= limit else { continue }
            let distance = distance(written, name)
            guard distance <= limit else { continue }
            if let found = best, (found.distance, found.name) <= (distance, candidate) { continue }
            best = (distance, candidate)
        }
        return best?.name
    }

    /// Returns the Damerau-Levenshtein distance in its "optimal string alignment" form: no part of a word is
    /// edited twice.
    static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for row in 0..<left.count {
            var current = [Int](repeating: row + 1, count: right.count + 1)
            for column in 0..<right.count {
                let same = left[row] == right[column]
                var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (same ? 0 : 1))
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current[column + 1] = cost
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
