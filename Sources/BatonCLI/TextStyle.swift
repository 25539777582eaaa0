internal import Platform

/// Colours of an answer, and whether it may hold block characters.
struct TextStyle {
    /// What a text is, by which it is coloured.
    enum Role: String {
        case heading = "1"
        case quiet = "2"
        case bad = "31"
        case bar = "36"
    }

    private let isColoured: Bool
    /// Whether characters beyond ASCII are shown as they are.
    let isUnicode: Bool
    /// Columns that lines may take.
    let columns: Int

    /// The style of standard output: `NO_COLOR` keeps colours away, `CLICOLOR_FORCE` asks for them, else a terminal has
    /// them (no-color.org, bixense.com/clicolors).
    init(_ context: Context) {
        if context.variable("NO_COLOR") != nil {
            isColoured = false
        } else if let forced = context.variable("CLICOLOR_FORCE"), forced != "0" {
            isColoured = true
        } else {
            isColoured = context.console.isTerminal(.output) && context.variable("TERM") != "dumb"
        }
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { context.variable($0) }.first ?? ""
        isUnicode = locale.lowercased().contains("utf")
        columns = min(
            100,
            max(40, context.console.isTerminal(.output) ? context.console.size?.columns ?? 80 : 80)
        )
    }

    /// The text in the colour of its role.
    func text(_ text: String, _ role: Role) -> String {
        isColoured && !text.isEmpty ? "\u{1b}[\(role.rawValue)m\(text)\u{1b}[0m" : text
    }
}
