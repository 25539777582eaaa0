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
        var total = 0
        var start = 0
        while start < count {
            // A sum of so few fits into a byte, of which the compiler adds many at once.
            let end = Swift.min(start + 255, count)
            var sum: UInt8 = 0
            for index in start..<end { sum &+= self[index] == byte ? 1 : 0 }
            total += Int(sum)
            start = end
        }
        return total
    }
}
