/// Reads the plain settings of one git configuration file.
///
/// For the keys that place a working tree and those of our own, without starting git. Includes are not followed;
/// all else is asked of git itself. The syntax is that of git-config(1).
enum ConfigFile {
    /// One `name = value` line; section and name are in lower case, `value` is `nil` when no `=` follows the name.
    struct Entry: Equatable {
        let section: String
        /// As it stands between the quotes; `nil` for a section without one.
        var subsection: String?
        let name: String
        let value: String?
    }

    /// The entries of sections without a subsection, in the order of the file.
    static func entries(_ text: String) -> [Entry] { allEntries(text).filter { $0.subsection == nil } }

    /// All entries, in the order of the file.
    static func allEntries(_ text: String) -> [Entry] {
        var entries: [Entry] = []
        var section: String?
        var subsection: String?
        for line in text.split(whereSeparator: \.isNewline) {
            var rest = line.drop(while: \.isWhitespace)
            if rest.first == "[" {
                guard let close = rest.firstIndex(of: "]") else { continue }
                let name = rest[rest.index(after: rest.startIndex)..<close]
                let parts = name.split(separator: "\"", maxSplits: 1, omittingEmptySubsequences: false)
                section = parts[0].trimming { $0.isWhitespace }.lowercased()
                // An escape in a name of ours does not occur; another's need not be right.
                subsection = parts.count > 1 ? String(parts[1].prefix { $0 != "\"" }) : nil
                // A setting may stand on the line of its section.
                rest = rest[rest.index(after: close)...].drop(while: \.isWhitespace)
            }
            guard let section, let first = rest.first, first.isLetter else { continue }
            let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" }
            rest = rest.dropFirst(name.count).drop(while: \.isWhitespace)
            let value = rest.first == "=" ? unquoted(rest.dropFirst()) : nil
            entries.append(
                Entry(section: section, subsection: subsection, name: name.lowercased(), value: value)
            )
        }
        return entries
    }

    /// Whether a value means false, as git reads it; a name alone does not.
    static func isFalse(_ value: String?) -> Bool {
        guard let value else { return false }
        return ["false", "no", "off", "0", ""].contains(value.lowercased())
    }

    /// Whether a value means true; a name alone does.
    static func isTrue(_ value: String?) -> Bool {
        guard let value else { return true }
        return ["true", "yes", "on", "1"].contains(value.lowercased())
    }

    /// The value with quotes and escapes taken away, and comments and blanks at its ends cut off.
    private static func unquoted(_ text: Substring) -> String {
        var result = ""
        // Blanks outside quotes count only when something follows them.
        var pending = ""
        var isQuoted = false
        var isEscaped = false
        for character in text.drop(while: \.isWhitespace) {
            if isEscaped {
                isEscaped = false
                result += pending
                pending = ""
                result.append(character == "t" ? "\t" : character == "n" ? "\n" : character)
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            } else if !isQuoted, character == "#" || character == ";" {
                break
            } else if !isQuoted, character.isWhitespace {
                pending.append(character)
            } else {
                result += pending
                pending = ""
                result.append(character)
            }
        }
        return result
    }
}

extension Substring {
    /// Without the characters at both ends that match.
    fileprivate func trimming(_ matches: (Character) -> Bool) -> Substring {
        var result = drop(while: matches)
        while let last = result.last, matches(last) { result.removeLast() }
        return result
    }
}
