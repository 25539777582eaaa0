/// What may be repeated of a text that git or another person wrote.
enum GitMessage {
    /// Characters that are kept at most.
    static let longest = 300

    /// The line of standard error that names the failure: the first that begins with `fatal:` or `error:`, else the
    /// first with anything in it; without that word, without credentials, cut short.
    static func summary(ofError bytes: [UInt8]) -> String {
        // Enough for every message, however much a hook printed before.
        let text = String(decoding: bytes.prefix(1 << 16), as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline)
        let words = ["fatal: ", "error: "]
        for word in words {
            if let line = lines.first(where: { $0.hasPrefix(word) }) {
                return oneLine(withoutCredentials(String(line.dropFirst(word.count))))
            }
        }
        return oneLine(withoutCredentials(lines.first.map(String.init) ?? ""))
    }

    /// A text on one line: control characters replaced, at most ``longest`` characters.
    static func oneLine(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            if count == longest {
                result.append("…")
                break
            }
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: result.append("\u{FFFD}")
            default: result.append(scalar)
            }
            count += 1
        }
        return String(result)
    }

    private static func withoutCredentials(_ text: String) -> String {
        // Git quotes URLs in its messages; each word is looked at for itself.
        text.split(separator: " ", omittingEmptySubsequences: false)
            .map { word in
                guard word.contains("://") else { return String(word) }
                let head = word.prefix { $0 == "'" || $0 == "\"" }
                return head + RemoteURL.withoutCredentials(String(word.dropFirst(head.count)))
            }
            .joined(separator: " ")
    }
}
