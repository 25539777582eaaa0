internal import CSodium

/// HMAC with SHA-256 (RFC 2104), by libsodium's `crypto_auth_hmacsha256`; keys may have any length.
public enum HMACSHA256 {
    /// The 32 bytes of the code.
    public static func code(of message: [UInt8], key: [UInt8]) -> [UInt8] {
        var state = crypto_auth_hmacsha256_state()
        var result = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
        unsafe crypto_auth_hmacsha256_init(&state, key, key.count)
        unsafe crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
        unsafe crypto_auth_hmacsha256_final(&state, &result)
        unsafe sodium_memzero(&state, MemoryLayout<crypto_auth_hmacsha256_state>.size)
        return result
    }

    /// Overwrites the bytes of a key, if nobody else shares their memory, and leaves an empty array.
    public static func wipe(_ key: inout [UInt8]) {
        unsafe key.withUnsafeMutableBytes { unsafe sodium_memzero($0.baseAddress, $0.count) }
        key = []
    }
}
