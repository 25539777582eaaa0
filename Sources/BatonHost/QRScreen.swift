internal import BatonSharing
public import Platform
public import QRCode

/// A QR code as it fits the window at hand.
public enum QRScreen {
    /// What can be shown.
    public enum Drawing: Equatable {
        /// The code of the whole text.
        case whole(String)
        /// The code of the link alone, of a command that is too long for the window.
        case link(String)
        /// Nothing fits: why, and what to do.
        case none(reason: String, hint: String)
    }

    /// Said when the code holds the link without the command.
    public static let linkOnly =
        "the whole command does not fit the window as a QR code; this is its link alone"

    /// Draws a text, or the link of a `baton clone` command where the whole does not fit the window.
    ///
    /// - Parameters:
    ///   - text: what the code holds.
    ///   - context: the terminal; without one nothing is too large.
    ///   - level: the error correction level; on a screen nothing is torn or dirty, so the least is enough.
    ///   - quietZone: the light border, in modules.
    /// - Returns: the code, or why there is none.
    /// - Throws: `QRError`.
    public static func draw(
        _ text: String,
        _ context: Context,
        level: QRErrorCorrection = .low,
        quietZone: Int = QRMatrix.standardQuietZone
    ) throws(QRError) -> Drawing {
        let whole = try QRMatrix(text, errorCorrection: level)
        let style = QRStyle.style(context)
        guard let size = context.console.size, !fits(whole, size, quietZone) else {
            return .whole(try whole.terminal(style, quietZone: quietZone))
        }
        if let link = Link.address(inCommand: text) {
            let matrix = try QRMatrix(link, errorCorrection: level)
            if fits(matrix, size, quietZone) {
                return .link(try matrix.terminal(style, quietZone: quietZone))
            }
        }
        let (width, height) = (
            whole.terminalWidth(quietZone: quietZone), whole.terminalHeight(quietZone: quietZone)
        )
        return .none(
            reason:
                "the QR code needs \(width) columns and \(height + 1) rows, the window has \(size.columns) and \(size.rows)",
            hint:
                "make the window larger or its letters smaller, or write a picture: baton qr - --format png -o FILE"
        )
    }

    /// Whether a code fits, with a row for the prompt below it.
    private static func fits(
        _ matrix: QRMatrix,
        _ size: (columns: Int, rows: Int),
        _ quietZone: Int
    ) -> Bool {
        matrix.terminalWidth(quietZone: quietZone) <= size.columns
            // Some terminals do not know how many rows they have.
            && (size.rows == 0 || matrix.terminalHeight(quietZone: quietZone) < size.rows)
    }
}
