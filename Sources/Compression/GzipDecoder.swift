internal import CZlib

/// Unpacks gzip data (RFC 1952) piece by piece, by zlib's `inflate`.
///
/// What comes out is bounded as by ``ZstandardDecoder``. Members that stand one behind another are read as one, as the RFC
/// says; anything else behind a member is damage.
@safe
public final class GzipDecoder {
    private let stream: UnsafeMutablePointer<z_stream>
    private let limit: Int
    private var buffer = [UInt8](repeating: 0, count: 1 << 17)
    private var consumed = 0
    private var produced = 0
    private var isInsideMember = false
    private var hasMember = false

    /// A decoder whose output is at most `limit` bytes.
    ///
    /// - Throws: ``CompressionError/outOfMemory``.
    public init(limit: Int = ZstandardDecoder.defaultLimit) throws(CompressionError) {
        guard let stream = unsafe baton_gzip_new_decoder() else { throw .outOfMemory }
        unsafe self.stream = stream
        self.limit = limit
    }

    deinit { unsafe baton_gzip_free_decoder(stream) }

    /// Whether bytes begin as gzip data with the one method there is (RFC 1952 section 2.3.1).
    public static func recognizes(_ bytes: Span<UInt8>) -> Bool {
        bytes.count >= 3 && bytes[0] == 0x1f && bytes[1] == 0x8b && bytes[2] == 8
    }

    /// Unpacks the next piece of the data, and calls `body` with what comes out, at most 128 KiB at a time.
    ///
    /// - Throws: ``CompressionError``, and what `body` throws.
    public func decode(_ input: Span<UInt8>, _ body: (Span<UInt8>) throws -> Void) throws {
        var place = 0
        while true {
            if !isInsideMember {
                guard place < input.count else { return }
                // The first member's beginning is read by its own call.
                if hasMember { unsafe inflateReset(stream) }
                isInsideMember = true
                hasMember = true
            }
            let (read, written, status) = step(input, from: place)
            place += read
            consumed += read
            produced += written
            if produced > limit { throw CompressionError.tooLarge(limit: limit) }
            if produced > ZstandardDecoder.freeOfRatio,
                produced / ZstandardDecoder.ratioLimit > consumed
            {
                throw CompressionError.tooDense(ratio: ZstandardDecoder.ratioLimit)
            }
            if written > 0 {
                let whole = buffer
                try body(whole.span.extracting(0..<written))
            }
            switch status {
            case Z_STREAM_END: isInsideMember = false
            case Z_OK, Z_BUF_ERROR:
                // A full buffer may have left more behind, even when all of the input was taken.
                if place == input.count, written < buffer.count { return }
            case Z_MEM_ERROR: throw CompressionError.outOfMemory
            default: throw CompressionError.damaged
            }
        }
    }

    /// Tells whether the data may end here.
    ///
    /// - Throws: ``CompressionError/truncated`` inside a member, or when there was none.
    public func finish() throws(CompressionError) {
        if isInsideMember || !hasMember { throw .truncated }
    }

    private func step(_ input: Span<UInt8>, from place: Int) -> (read: Int, written: Int, status: Int32) {
        let end = min(place + 1 << 30, input.count)
        let input = input.extracting(place..<end)
        return unsafe input.withUnsafeBufferPointer { source in
            unsafe buffer.withUnsafeMutableBufferPointer { target in
                unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
                unsafe stream.pointee.avail_in = UInt32(source.count)
                unsafe stream.pointee.next_out = target.baseAddress
                unsafe stream.pointee.avail_out = UInt32(target.count)
                let status = unsafe inflate(stream, Z_NO_FLUSH)
                let read = unsafe source.count - Int(stream.pointee.avail_in)
                let written = unsafe target.count - Int(stream.pointee.avail_out)
                unsafe stream.pointee.next_in = nil
                return (read, written, status)
            }
        }
    }
}
