import CSodium

/// The wrapping key that age makes of a passphrase.
enum Scrypt {
    /// Bytes of the salt in a stanza.
    static let saltSize = 16
    /// The work factors, log2 of N, that can be computed at all: 30 needs 1 TiB.
    static let workFactors = 1...30
    private static let label = Array("age-encryption.org/v1/scrypt".utf8)
    private static let blockSize = 8

    /// Stretches `passphrase` with scrypt, r = 8 and p = 1, in 2^`workFactor` KiB of memory.
    ///
    /// - Throws: ``AgeError/outOfMemory(mebibytes:)``.
    static func wrappingKey(
        passphrase: SecretBytes,
        salt: [UInt8],
        workFactor: Int
    ) throws(AgeError) -> SecretBytes {
        precondition(workFactors.contains(workFactor))
        let wholeSalt = label + salt
        var status: Int32 = -1
        let key = unsafe SecretBytes(count: Int(crypto_aead_chacha20poly1305_ietf_KEYBYTES)) { key in
            unsafe passphrase.withPointer { passphraseBytes in
                status = unsafe crypto_pwhash_scryptsalsa208sha256_ll(
                    passphraseBytes,
                    passphrase.count,
                    wholeSalt,
                    wholeSalt.count,
                    1 << UInt64(workFactor),
                    UInt32(blockSize),
                    1,
                    key,
                    Int(crypto_aead_chacha20poly1305_ietf_KEYBYTES)
                )
            }
        }
        // Every argument is in range, so memory is all that can be missing. It is 128 × r × N bytes.
        guard status == 0 else { throw .outOfMemory(mebibytes: max(1, (1 << workFactor) >> 10)) }
        return key
    }
}
