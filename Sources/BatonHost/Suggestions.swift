internal import Diagnostics

/// What to do about a name that does not exist.
enum Suggestions {
    /// The nearest of the names there are, or all of them.
    static func hint(for name: String, in known: [String]) -> String {
        if let near = Suggestion.closest(to: name, in: known) { return "did you mean '\(near)'?" }
        return known.isEmpty ? "there are none" : "there are \(known.joined(separator: ", "))"
    }
}
