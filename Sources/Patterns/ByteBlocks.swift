internal import CPatterns

/// Finds the blocks of 16 bytes that can be a part of a long run of letters and digits, or of a long number, and skips the
/// others at the speed of vector instructions.
public struct ByteBlock: Sendable, Hashable {
    /// Where it begins.
    public let start: Int
    private let kinds: Int32

    /// How long a block is (bytes).
    public static let size = 16

    /// Whether its first eight bytes are ASCII letters and digits with a digit, or two to seven
    /// capitals, among them.
    public var isFirstHalfMixed: Bool { kinds & Int32(baton_first_half_is_mixed) != 0 }
    /// Whether its last eight bytes are.
    public var isSecondHalfMixed: Bool { kinds & Int32(baton_second_half_is_mixed) != 0 }
    /// Whether seven bytes in a row are digits, spaces or dashes, and five of all are digits.
    ///
    /// A number of 13 digits or more has such a block, also with single separators between the digits.
    public var isInNumber: Bool { kinds & Int32(baton_is_in_number) != 0 }

    /// The next such block, in steps of 16 from `start` on; nil when there is none.
    ///
    /// The last one may begin before `start`, so that it is whole; of an input that is shorter it has all bytes.
    public init?(in bytes: Span<UInt8>, from start: Int) {
        guard start < bytes.count else { return nil }
        var kinds: Int32 = 0
        let place = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe buffer.baseAddress.map { unsafe baton_next_block($0, buffer.count, start, &kinds) }
        }
        guard let place, place < bytes.count else { return nil }
        self.start = place
        self.kinds = kinds
    }
}
