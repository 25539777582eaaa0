#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Single bytes, looked for in many.
public enum ByteSearch {
    /// The first place of `byte` at or behind `start`; `nil` when there is none (memchr(3)).
    public static func first(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int = 0) -> Int? {
        guard start < bytes.count else { return nil }
        return unsafe bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress,
                let found = unsafe memchr(base + start, Int32(byte), bytes.count - start)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }

    /// The last place of `byte` before `end`; `nil` when there is none.
    public static func last(_ byte: UInt8, in bytes: Span<UInt8>, before end: Int) -> Int? {
        var place = end
        while place > 0 {
            place -= 1
            if bytes[place] == byte { return place }
        }
        return nil
    }

    /// How often `byte` occurs.
    public static func count(_ byte: UInt8, in bytes: Span<UInt8>) -> Int {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            var count = 0
            for index in 0..<bytes.count { count &+= unsafe bytes[index] == byte ? 1 : 0 }
            return count
        }
    }

    /// Whether the bytes begin with those of `text`.
    public static func begins(_ bytes: Span<UInt8>, with text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard bytes.count >= count else { return false }
        return unsafe bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return count == 0 }
            return unsafe memcmp(base, text.utf8Start, count) == 0
        }
    }
}
