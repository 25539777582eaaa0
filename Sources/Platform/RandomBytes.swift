#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Random numbers from the system's source, drawn many at a time.
///
/// `SystemRandomNumberGenerator` asks the kernel for each number; where tens of thousands of identifiers are made at
/// once, that is a tenth of the time.
public struct RandomBytes: RandomNumberGenerator {
    private var words: [UInt64] = []

    /// A generator that has drawn nothing yet.
    public init() {}

    /// The next number.
    public mutating func next() -> UInt64 {
        if words.isEmpty { draw() }
        return words.removeLast()
    }

    private mutating func draw() {
        // getrandom(2) and getentropy(3) give up to 256 bytes whole.
        let count = 32
        words = unsafe [UInt64](unsafeUninitializedCapacity: count) { buffer, filled in
            guard unsafe getentropy(buffer.baseAddress, count * 8) == 0 else { return }
            filled = count
        }
        if words.isEmpty {
            var generator = SystemRandomNumberGenerator()
            words.append(generator.next())
        }
    }
}
