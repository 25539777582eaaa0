/// What is new in one text against another, as far as single lines tell.
enum LineDifference {
    /// The lines that only the new text has, and those that only the old one has; of equal lines as many as there are more.
    static func of(old: LineText, new: LineText) -> (added: LineText, removed: LineText) {
        var counts: [UInt64: Int] = [:]
        for line in old.lines { counts[line.key, default: 0] += 1 }
        var added: [LineText.Line] = []
        for line in new.lines {
            if let count = counts[line.key], count > 0 {
                counts[line.key] = count - 1
            } else {
                added.append(line)
            }
        }
        var removed: [LineText.Line] = []
        // What is left over stands at the end of the old text as well as anywhere.
        for line in old.lines.reversed() {
            guard let count = counts[line.key], count > 0 else { continue }
            counts[line.key] = count - 1
            removed.append(line)
        }
        var (more, less) = (LineText(), LineText())
        more.append(added, of: new)
        less.append(removed.reversed(), of: old)
        return (more, less)
    }
}
