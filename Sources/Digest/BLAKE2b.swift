internal import CSodium

/// BLAKE2b with 32 bytes (RFC 7693), by libsodium's `crypto_generichash`: three times as fast as its SHA-256.
public enum BLAKE2b {
    /// The 32 bytes of the digest.
    public static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: Int(crypto_generichash_BYTES))
        unsafe crypto_generichash(&result, result.count, bytes, UInt64(bytes.count), nil, 0)
        return result
    }

    /// The digest as 64 lower-case hexadecimal digits.
    public static func hex(_ bytes: [UInt8]) -> String { SHA256.digits(of: digest(bytes)) }
}
