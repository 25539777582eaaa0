#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Searches for single bytes at the speed of memory.
extension Span<UInt8> {
    /// The first place of `byte` at or behind `start`.
    public func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
        unsafe withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, start < bytes.count,
                let found = unsafe memchr(base + start, Int32(byte), bytes.count - start)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }

    /// The last place of `byte` before `end`.
    public func lastIndex(of byte: UInt8, before end: Int) -> Int? {
        var place = end
        while place > 0 {
            place -= 1
            if self[place] == byte { return place }
        }
        return nil
    }

    /// Whether the bytes begin with those of `text`.
    public func begins(with text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard count >= length else { return false }
        return unsafe withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return length == 0 }
            return unsafe memcmp(base, text.utf8Start, length) == 0
        }
    }

    /// How often `byte` occurs.
    public func occurrences(of byte: UInt8) -> Int {
        unsafe withUnsafeBytes { bytes in
            // Eight bytes at a time: a byte of `equal` becomes 1 where it is the wanted one.
            let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
            let halves: UInt64 = 0x00ff_00ff_00ff_00ff
            let wanted = UInt64(byte) &* 0x0101_0101_0101_0101
            var total = 0
            var place = 0
            while place + 8 <= bytes.count {
                var sums: UInt64 = 0
                // A byte of the sums holds 255 at most.
                let last = Swift.min(bytes.count, place + 255 * 8) - 8
                while place <= last {
                    let word = unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self) ^ wanted
                    let equal = ~(((word & low) &+ low) | word | low) >> 7
                    sums &+= equal
                    place += 8
                }
                let pairs = (sums & halves) &+ ((sums >> 8) & halves)
                total += Int((pairs &* 0x0001_0001_0001_0001) >> 48)
            }
            while place < bytes.count {
                total += unsafe bytes[place] == byte ? 1 : 0
                place += 1
            }
            return total
        }
    }
}
