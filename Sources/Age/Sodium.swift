import CSodium

/// Starts libsodium, gives random bytes and wipes memory.
enum Sodium {
    private static let started: Void = {
        // It fails only where the system has no source of randomness at all: nothing could go on safely.
        let status = sodium_init()
        precondition(status >= 0, "libsodium cannot start")
    }()

    /// Makes libsodium ready, once; every call after the first costs one comparison.
    static func start() { started }

    /// Random bytes from the system's generator, by `randombytes_buf`.
    static func randomBytes(_ count: Int) -> [UInt8] {
        start()
        var bytes = [UInt8](repeating: 0, count: count)
        unsafe randombytes_buf(&bytes, count)
        return bytes
    }

    /// Overwrites `bytes` with zeros in a way that the optimiser keeps, then empties the array.
    ///
    /// The array must be the only owner of its storage, or a copy is wiped.
    static func wipe(_ bytes: inout [UInt8]) {
        unsafe bytes.withUnsafeMutableBytes { buffer in
            if let base = buffer.baseAddress { unsafe sodium_memzero(base, buffer.count) }
        }
        bytes = []
    }

    /// Whether both arrays hold the same bytes, in a time that depends on their length alone.
    static func equal(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        guard one.count == other.count else { return false }
        return unsafe one.withUnsafeBytes { left in
            unsafe other.withUnsafeBytes { right in
                guard let first = left.baseAddress, let second = right.baseAddress else { return true }
                return unsafe sodium_memcmp(first, second, left.count) == 0
            }
        }
    }
}
