/// How a symbol is drawn with the characters of a terminal.
public enum QRTerminalStyle: Sendable, CaseIterable {
    /// Black on white by escape sequences: reads on every background.
    case coloured
    /// Without escape sequences, for light text on a dark background: what is light is drawn.
    case onDark
    /// Without escape sequences, for dark text on a light background: what is dark is drawn.
    case onLight
}

extension QRMatrix {
    /// The columns that ``terminal(_:quietZone:)`` fills, each one cell wide.
    public func terminalWidth(quietZone: Int = standardQuietZone) -> Int { side + 2 * quietZone }

    /// The lines that ``terminal(_:quietZone:)`` fills.
    public func terminalHeight(quietZone: Int = standardQuietZone) -> Int {
        (side + 2 * quietZone + 1) / 2
    }

    /// The symbol as lines of half blocks: a character is one module wide and two high.
    ///
    /// Every line ends with a newline. With ``QRTerminalStyle/coloured`` each line sets its colours
    /// and takes them back, so that a pager, a scrolled screen or a cut text never bleeds. The colours
    /// are 16 and 231 of the 256-colour palette: themes change the first sixteen only, and some
    /// terminals do not know 24-bit colour.
    ///
    /// - Parameters:
    ///   - style: the colours and what is drawn.
    ///   - quietZone: the light border, in modules; 4 is the standard, many scanners are content with 2.
    /// - Returns: ``terminalHeight(quietZone:)`` lines of ``terminalWidth(quietZone:)`` columns.
    /// - Throws: ``QRError/outOfRange(name:value:range:)``.
    public func terminal(
        _ style: QRTerminalStyle,
        quietZone: Int = standardQuietZone
    ) throws(QRError) -> String {
        let width = try pictureSide(quietZone: quietZone)
        // A half that is drawn shows the text colour; the rest shows the background.
        let drawsDark = style != .onDark
        var text = ""
        text.reserveCapacity(terminalHeight(quietZone: quietZone) * (width * 3 + 28))
        for top in stride(from: -quietZone, to: side + quietZone, by: 2) {
            if style == .coloured { text += "\u{1B}[38;5;16;48;5;231m" }
            for column in -quietZone..<side + quietZone {
                let upper = isDark(column, top) == drawsDark
                // The height is odd: below the last row there is nothing to draw.
                let lower = top + 1 < side + quietZone && isDark(column, top + 1) == drawsDark
                text.unicodeScalars.append(
                    upper ? (lower ? "\u{2588}" : "\u{2580}") : (lower ? "\u{2584}" : " ")
                )
            }
            if style == .coloured { text += "\u{1B}[0m" }
            text += "\n"
        }
        return text
    }
}
