/// Names of a text inside a message.
enum Quoting {
    /// The most characters of a name that a message shows.
    static let most = 40

    /// Returns a name in single quotes, cut to 40 characters, with control characters replaced.
    static func quote(_ name: String) -> String {
        var result = "'"
        for (index, scalar) in name.unicodeScalars.enumerated() {
            if index == most {
                result += "…"
                break
            }
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
                result.unicodeScalars.append("\u{FFFD}")
            default:
                result.unicodeScalars.append(scalar)
            }
        }
        return result + "'"
    }
}
