internal import BatonSessions
public import Platform

/// Names of the files that exports are written to.
public enum FileNames {
    /// `claude-context-<project>-<date>.<extension>`, with the UTC day of the last exported message.
    public static func document(project: String, date: Timestamp?, extension fileExtension: String) -> String
    {
        "claude-context-\(slug(project))\(date.map { "-" + $0.date } ?? "").\(fileExtension)"
    }

    /// `session-<id>.json`, or `session.json` for an id that is not fit for a name.
    public static func bundle(id: String) -> String {
        SafeName.isValid(id) ? "session-\(id).json" : "session.json"
    }

    /// `text` with all but `[A-Za-z0-9._-]` replaced by `-`, at most 64 characters, never empty or beginning with a dot.
    public static func slug(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars.prefix(64) {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_", ".": result.unicodeScalars.append(scalar)
            default: if !result.hasSuffix("-") { result.append("-") }
            }
        }
        let trimmed = result.drop { $0 == "." || $0 == "-" }
        let name = String(trimmed.reversed().drop { $0 == "-" }.reversed())
        return name.isEmpty ? "session" : name
    }
}
