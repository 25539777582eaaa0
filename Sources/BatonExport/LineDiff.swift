/// The lines by which two texts differ, in the form of a unified diff without line numbers.
enum LineDiff {
    /// `-` and `+` lines for what changed, with up to `context` equal lines around them.
    static func text(from old: String, to new: String, context: Int = 3) -> String {
        let before = old.split(separator: "\n", omittingEmptySubsequences: false)
        let after = new.split(separator: "\n", omittingEmptySubsequences: false)
        var head = 0
        while head < before.count, head < after.count, before[head] == after[head] { head += 1 }
        var tail = 0
        while tail < before.count - head, tail < after.count - head,
            before[before.count - 1 - tail] == after[after.count - 1 - tail]
        { tail += 1 }
        var lines: [String] = before[max(0, head - context)..<head].map { " " + $0 }
        lines += before[head..<before.count - tail].map { "-" + $0 }
        lines += after[head..<after.count - tail].map { "+" + $0 }
        lines += after[(after.count - tail)..<min(after.count, after.count - tail + context)].map { " " + $0 }
        return lines.joined(separator: "\n")
    }
}
