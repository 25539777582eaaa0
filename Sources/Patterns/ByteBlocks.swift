internal import CPatterns

/// Skips what cannot hold a long run of letters and digits, or a long number, many bytes at a time.
public enum ByteBlocks {
    /// The next eight bytes, in steps of eight from `start` on, that are ASCII letters and digits with a digit or a capital
    /// among them; nil when there are none. Up to 15 bytes at the end are not looked at.
    public static func nextMixed(in bytes: Span<UInt8>, from start: Int) -> Int? {
        guard start < bytes.count else { return nil }
        let place = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe buffer.baseAddress.map { unsafe baton_next_mixed_block($0, buffer.count, start) }
        }
        return place.flatMap { $0 < bytes.count ? $0 : nil }
    }

    /// The next byte, in steps of `stride` from `start` on, that can lie in a number of 13 or more digits with single spaces
    /// or dashes between them; nil when there is none.
    public static func nextLongNumber(in bytes: Span<UInt8>, from start: Int, stride: Int) -> Int? {
        guard start < bytes.count else { return nil }
        let place = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe buffer.baseAddress.map { unsafe baton_next_long_number($0, buffer.count, start, stride) }
        }
        return place.flatMap { $0 < bytes.count ? $0 : nil }
    }
}
