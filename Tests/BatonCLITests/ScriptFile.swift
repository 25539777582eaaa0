/// A script test: commands, and the files it begins with, in one text (the format of Go's `txtar`).
///
/// ```
/// # What the test shows.
/// exec baton sessions --all
/// stdout 'Fix the empty name'
/// -- home/.config/baton/config.yml --
/// default_store: desk
/// ```
/// All before the first `-- name --` line are commands, one a line; `#` begins a comment.
struct ScriptFile {
    /// A command with the line it stands on.
    struct Command {
        let line: Int
        /// Whether `!` stands in front.
        let isNegated: Bool
        let words: [String]
    }

    var commands: [Command] = []
    var files: [(name: String, content: String)] = []

    init(_ text: String) {
        for (offset, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("-- "), line.hasSuffix(" --"), line.count > 6 {
                files.append((String(line.dropFirst(3).dropLast(3)), ""))
            } else if let last = files.indices.last {
                files[last].content += line + "\n"
            } else if let command = Self.command(line, number: offset + 1) {
                commands.append(command)
            }
        }
        // The newline at the end of the whole text made one empty line too many.
        if let last = files.indices.last, files[last].content.hasSuffix("\n") {
            files[last].content.removeLast()
        }
    }

    private static func command(_ line: Substring, number: Int) -> Command? {
        var words = words(line)
        guard let first = words.first else { return nil }
        if first == "!" { words.removeFirst() }
        return Command(line: number, isNegated: first == "!", words: words)
    }

    /// Words with blanks between; single quotes keep blanks, and two of them inside quotes are one.
    private static func words(_ line: Substring) -> [String] {
        var words: [String] = []
        var word: String?
        var isQuoted = false
        var rest = line
        while let character = rest.popFirst() {
            switch character {
            case "'" where isQuoted && rest.first == "'":
                word = (word ?? "") + "'"
                rest.removeFirst()
            case "'":
                isQuoted.toggle()
                word = word ?? ""
            case " " where !isQuoted, "\t" where !isQuoted:
                if let word { words.append(word) }
                word = nil
            case "#" where !isQuoted && word == nil:
                return words
            default:
                word = (word ?? "") + String(character)
            }
        }
        if let word { words.append(word) }
        return words
    }
}
