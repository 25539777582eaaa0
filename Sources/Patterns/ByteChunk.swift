internal import CPatterns

/// Finds the chunks of 64 bytes that can be a part of a long run of letters and digits, or of a long number, and skips the
/// others at the speed of vector instructions.
public struct ByteChunk: Sendable, Hashable {
    /// Where it begins.
    public let start: Int
    /// A bit for each eighth of it, the lowest for the first: whether all its bytes are ASCII letters and digits, with a
    /// digit or two to seven capitals among them.
    public let mixed: UInt8
    /// Whether bytes of it are in a row of 13 or more digits, and single spaces and dashes between them.
    ///
    /// Of each such row one chunk at least is told.
    public let hasNumber: Bool

    /// How long a chunk is (bytes).
    public static let size = 64
    /// How long an eighth of it is (bytes).
    public static let eighth = 8

    /// The next such chunk, in steps of 64 from `start` on; nil when there is none.
    ///
    /// The last one may end behind the input.
    public init?(in bytes: Span<UInt8>, from start: Int) {
        guard start < bytes.count else { return nil }
        var found = baton_chunk(mixed: 0, has_number: 0)
        let place = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe buffer.baseAddress.map { unsafe baton_next_chunk($0, buffer.count, start, &found) }
        }
        guard let place, place < bytes.count else { return nil }
        self.start = place
        mixed = found.mixed
        hasNumber = found.has_number != 0
    }
}
