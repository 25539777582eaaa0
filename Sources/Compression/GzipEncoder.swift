internal import CZlib

/// Compresses to gzip (RFC 1952) piece by piece, by zlib's `deflate`.
///
/// The header holds no name and no time: the same bytes give the same file.
@safe
public final class GzipEncoder {
    /// The level of compression unless a caller says otherwise: what the `gzip` program does.
    public static let defaultLevel = 6

    private let stream: UnsafeMutablePointer<z_stream>
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var isFinished = false

    /// An encoder.
    ///
    /// - Parameter level: from 1, the fastest, to 9, the smallest.
    /// - Throws: ``CompressionError/outOfMemory``.
    public init(level: Int = defaultLevel) throws(CompressionError) {
        precondition(1...9 ~= level, "a level from 1 to 9")
        guard let stream = unsafe baton_gzip_new_encoder(Int32(level)) else { throw .outOfMemory }
        unsafe self.stream = stream
    }

    deinit { unsafe baton_gzip_free_encoder(stream) }

    /// Compresses the next piece and appends what is ready to `compressed`; often that is nothing.
    public func encode(_ input: Span<UInt8>, into compressed: inout [UInt8]) {
        precondition(!isFinished, "a compressed file takes no more")
        // zlib counts a piece in 32 bits.
        var place = 0
        while place < input.count {
            let end = min(place + 1 << 30, input.count)
            deflate(input.extracting(place..<end), Z_NO_FLUSH, into: &compressed)
            place = end
        }
    }

    /// Appends the rest to `compressed`.
    ///
    /// To be called once.
    public func finish(into compressed: inout [UInt8]) {
        precondition(!isFinished, "a compressed file is finished once")
        isFinished = true
        deflate([UInt8]().span, Z_FINISH, into: &compressed)
    }

    private func deflate(_ input: Span<UInt8>, _ flush: Int32, into compressed: inout [UInt8]) {
        unsafe input.withUnsafeBufferPointer { source in
            // zlib reads through the pointer only.
            unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
            unsafe stream.pointee.avail_in = UInt32(source.count)
            while true {
                let (written, status) = unsafe buffer.withUnsafeMutableBufferPointer { target in
                    unsafe stream.pointee.next_out = target.baseAddress
                    unsafe stream.pointee.avail_out = UInt32(target.count)
                    let status = unsafe CZlib.deflate(stream, flush)
                    return unsafe (target.count - Int(stream.pointee.avail_out), status)
                }
                precondition(status != Z_STREAM_ERROR, "a stream of zlib that was overwritten")
                compressed += buffer[..<written]
                // A full buffer may have left more behind.
                if flush == Z_FINISH ? status == Z_STREAM_END : written < buffer.count { break }
            }
            unsafe stream.pointee.next_in = nil
        }
    }
}
