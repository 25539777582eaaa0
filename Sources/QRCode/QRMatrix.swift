import CQREncode

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A QR symbol as a square of dark and light modules.
///
/// ```swift
/// let matrix = try QRMatrix("https://example.org/")
/// print(try matrix.terminal(.coloured))
/// ```
public struct QRMatrix: Sendable, Equatable {
    /// The version of the symbol, 1 to 40.
    public let version: Int
    /// The number of modules on one side, 21 to 177: four a version, and 17.
    public let side: Int
    /// The error correction level the symbol was made with.
    public let errorCorrection: QRErrorCorrection
    /// One value a module, rows from top to bottom; true is dark.
    private let dark: [Bool]

    /// Encodes `text` as UTF-8 bytes in the smallest version that holds them.
    ///
    /// Runs of digits, and of capital letters as in an age key, take less room than other bytes. Wraps
    /// `QRcode_encodeString`, which divides the text so.
    ///
    /// - Throws: ``QRError/empty`` and ``QRError/tooLong(bytes:limit:)``.
    public init(_ text: String, errorCorrection: QRErrorCorrection = .medium) throws(QRError) {
        let bytes = Array(text.utf8)
        // To the library a text ends at a NUL.
        guard !bytes.contains(0) else {
            try self.init(bytes: bytes, errorCorrection: errorCorrection)
            return
        }
        guard !bytes.isEmpty else { throw .empty }
        let limit = errorCorrection.byteLimit
        // What is longer might fit as digits, which nobody wants; the library takes long for it.
        guard bytes.count <= limit else { throw .tooLong(bytes: bytes.count, limit: limit) }
        try unsafe self.init(
            QRcode_encodeString(text, 0, errorCorrection.level, QR_MODE_8, 1),
            bytes.count,
            errorCorrection
        )
    }

    /// Encodes `bytes` in 8-bit mode, zero bytes included, in the smallest version that holds them.
    ///
    /// Wraps `QRcode_encodeData`.
    ///
    /// - Throws: ``QRError/empty`` and ``QRError/tooLong(bytes:limit:)``.
    public init(bytes: [UInt8], errorCorrection: QRErrorCorrection = .medium) throws(QRError) {
        guard !bytes.isEmpty else { throw .empty }
        let limit = errorCorrection.byteLimit
        guard bytes.count <= limit else { throw .tooLong(bytes: bytes.count, limit: limit) }
        // The smallest version is asked for by 0.
        try unsafe self.init(
            QRcode_encodeData(Int32(bytes.count), bytes, 0, errorCorrection.level),
            bytes.count,
            errorCorrection
        )
    }

    /// Takes a symbol of the library over, which is nil when `errno` says why.
    private init(
        _ code: UnsafeMutablePointer<QRcode>?,
        _ count: Int,
        _ errorCorrection: QRErrorCorrection
    ) throws(QRError) {
        guard let code = unsafe code else {
            throw switch errno {
            case ERANGE: .tooLong(bytes: count, limit: errorCorrection.byteLimit)
            case ENOMEM: .outOfMemory
            case let code: .library(name: "libqrencode", reason: "error \(code)")
            }
        }
        defer { unsafe QRcode_free(code) }
        let side = unsafe Int(code.pointee.width)
        self.side = side
        version = unsafe Int(code.pointee.version)
        self.errorCorrection = errorCorrection
        // The lowest bit of a module is its colour; the others say what it is for.
        dark = (0..<side * side).map { unsafe code.pointee.data[$0] & 1 == 1 }
    }

    /// Whether the module at `column` and `row`, counted from the top left, is dark.
    ///
    /// - Precondition: both lie in `0..<side`.
    public subscript(column: Int, row: Int) -> Bool {
        precondition(0..<side ~= column && 0..<side ~= row, "a module outside the symbol")
        return dark[row * side + column]
    }

    /// Whether the module is dark; all around the symbol is light.
    func isDark(_ column: Int, _ row: Int) -> Bool {
        0..<side ~= column && 0..<side ~= row && dark[row * side + column]
    }
}

extension QRErrorCorrection {
    /// The level in the library's words.
    fileprivate var level: QRecLevel {
        switch self {
        case .low: QR_ECLEVEL_L
        case .medium: QR_ECLEVEL_M
        case .quartile: QR_ECLEVEL_Q
        case .high: QR_ECLEVEL_H
        }
    }
}
