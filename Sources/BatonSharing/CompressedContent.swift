internal import Compression

/// The bytes of an upload, compressed while they are read.
final class CompressedContent {
    private let read: (_ count: Int) throws -> [UInt8]
    private let encoder: GzipEncoder
    private var isAtEnd = false
    private var compressed: [UInt8] = []
    /// Bytes that are compressed at a time.
    private static let piece = 1 << 18

    init(_ content: UploadContent) throws {
        read = try content.reader()
        encoder = try GzipEncoder()
    }

    /// The next compressed bytes; none at the end.
    func next() throws -> [UInt8] {
        compressed.removeAll(keepingCapacity: true)
        while compressed.isEmpty, !isAtEnd {
            let piece = try read(Self.piece)
            if piece.isEmpty {
                isAtEnd = true
                encoder.finish(into: &compressed)
            } else {
                encoder.encode(piece.span, into: &compressed)
            }
        }
        return compressed
    }
}
