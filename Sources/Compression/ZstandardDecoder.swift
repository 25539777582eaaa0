internal import CZstd

/// Unpacks Zstandard data (RFC 8878) piece by piece, by libzstd's `ZSTD_decompressStream`.
///
/// What comes out is bounded: in all, and against what went in. Frames that stand one behind another are read as one.
@safe
public struct ZstandardDecoder: ~Copyable {
    /// The most bytes that may come out unless a caller says otherwise: 1 GiB.
    public static let defaultLimit = 1 << 30
    /// How many times its size data may unpack to; the first 64 MiB are free.
    ///
    /// Transcripts, which repeat themselves a lot, reach about 40.
    public static let ratioLimit = 500
    static let freeOfRatio = 64 << 20

    private let stream: OpaquePointer
    private let limit: Int
    private var buffer = [UInt8](repeating: 0, count: 1 << 17)
    private var consumed = 0
    private var produced = 0
    private var isInsideFrame = false

    /// A decoder whose output is at most `limit` bytes.
    ///
    /// - Throws: ``CompressionError/outOfMemory``.
    public init(limit: Int = defaultLimit) throws(CompressionError) {
        guard let stream = unsafe ZSTD_createDStream() else { throw .outOfMemory }
        unsafe self.stream = stream
        self.limit = limit
    }

    deinit { _ = unsafe ZSTD_freeDStream(stream) }

    /// Whether bytes begin as a Zstandard frame does (RFC 8878 section 3.1.1).
    public static func recognizes(_ bytes: Span<UInt8>) -> Bool {
        bytes.count >= 4 && bytes[0] == 0x28 && bytes[1] == 0xb5 && bytes[2] == 0x2f && bytes[3] == 0xfd
    }

    /// Unpacks the next piece of the data, and calls `body` with what comes out, at most 128 KiB at a time.
    ///
    /// `body` returns whether to go on.
    ///
    /// - Returns: whether `body` wants more.
    /// - Throws: ``CompressionError``, and what `body` throws.
    @discardableResult
    public mutating func decode(_ input: Span<UInt8>, _ body: (Span<UInt8>) throws -> Bool) throws -> Bool {
        var place = 0
        while true {
            let (read, written, status) = step(input, from: place)
            place += read
            consumed += read
            produced += written
            if ZSTD_isError(status) != 0 {
                throw ZSTD_getErrorCode(status) == ZSTD_error_memory_allocation
                    ? CompressionError.outOfMemory : .damaged
            }
            isInsideFrame = status != 0
            if produced > limit { throw CompressionError.tooLarge(limit: limit) }
            if produced > Self.freeOfRatio, produced / Self.ratioLimit > consumed {
                throw CompressionError.tooDense(ratio: Self.ratioLimit)
            }
            if written > 0, try !body(buffer.span.extracting(0..<written)) { return false }
            // A full buffer may have left more behind, even when all of the input was taken.
            if place == input.count, written < buffer.count { return true }
        }
    }

    /// Tells whether the data may end here.
    ///
    /// - Throws: ``CompressionError/truncated`` inside a frame.
    public func finish() throws(CompressionError) {
        if isInsideFrame { throw .truncated }
    }

    private mutating func step(_ input: Span<UInt8>, from place: Int) -> (
        read: Int, written: Int, status: Int
    ) {
        unsafe input.withUnsafeBytes { source in
            unsafe buffer.withUnsafeMutableBytes { target in
                var from = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: place)
                var to = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
                let status = unsafe ZSTD_decompressStream(stream, &to, &from)
                return unsafe (from.pos - place, to.pos, status)
            }
        }
    }
}
