internal import CPatterns

/// Skips what holds no long run of letters and digits, sixteen bytes at a time.
public enum MixedBlocks {
    /// The next block of 16 bytes at or behind `start`, in steps of 16, of which one half at least is eight ASCII letters
    /// and digits with a digit or a capital among them; nil when there is none. Less than 16 bytes at the end are not looked at.
    public static func next(in bytes: Span<UInt8>, from start: Int) -> Int? {
        guard start < bytes.count else { return nil }
        let place = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe buffer.baseAddress.map { unsafe baton_next_mixed_block($0, buffer.count, start) }
        }
        return place.flatMap { $0 < bytes.count ? $0 : nil }
    }
}
