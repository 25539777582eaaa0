/// How much of a symbol may be lost before it cannot be read.
public enum QRErrorCorrection: String, Sendable, CaseIterable {
    /// Survives the loss of about 7 % of the symbol.
    case low = "L"
    /// Survives the loss of about 15 % of the symbol.
    case medium = "M"
    /// Survives the loss of about 25 % of the symbol.
    case quartile = "Q"
    /// Survives the loss of about 30 % of the symbol.
    case high = "H"

    /// The most bytes that fit into the largest symbol, version 40, in 8-bit mode.
    ///
    /// Source: ISO/IEC 18004, table 7.
    public var byteLimit: Int {
        switch self {
        case .low: 2953
        case .medium: 2331
        case .quartile: 1663
        case .high: 1273
        }
    }
}
