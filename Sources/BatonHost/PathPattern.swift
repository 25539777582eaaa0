/// A pattern of whole paths: `*`, `?` and `[…]` within names, `**` for any directories.
struct PathPattern {
    /// Patterns and paths with more names match nothing.
    private static let mostNames = 256

    private let parts: [GlobName]

    /// A pattern of absolute paths.
    init(_ text: String) {
        parts = text.split(separator: "/").map { GlobName($0) }
    }

    /// Whether an absolute path matches; a directory that matches covers all that is in it.
    func matches(_ path: String) -> Bool {
        let names = path.split(separator: "/").map(String.init)
        guard parts.count <= Self.mostNames, names.count <= Self.mostNames else { return false }
        // Per place in the path: whether the parts so far can end there. The work is the product of both counts.
        var reached = [Bool](repeating: false, count: names.count + 1)
        reached[0] = true
        for part in parts {
            var next = [Bool](repeating: false, count: names.count + 1)
            for place in reached.indices {
                if part.isAnyDepth {
                    next[place] = reached[place] || place > 0 && next[place - 1]
                } else if place > 0, reached[place - 1] {
                    next[place] = part.matches(names[place - 1])
                }
            }
            reached = next
        }
        return !parts.isEmpty && reached.dropFirst().contains(true)
    }
}
