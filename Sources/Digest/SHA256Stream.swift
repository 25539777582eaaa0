internal import CSodium

/// SHA-256 of bytes that come piece by piece, by libsodium's `crypto_hash_sha256_update`.
public final class SHA256Stream {
    private var state = crypto_hash_sha256_state()

    /// The digest of nothing so far.
    public init() { unsafe crypto_hash_sha256_init(&state) }

    /// Takes the next bytes in.
    public func update(_ bytes: [UInt8]) {
        unsafe crypto_hash_sha256_update(&state, bytes, UInt64(bytes.count))
    }

    /// The 32 bytes of the digest; nothing can be taken in any more.
    public func finish() -> [UInt8] {
        var result = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        unsafe crypto_hash_sha256_final(&state, &result)
        return result
    }
}
