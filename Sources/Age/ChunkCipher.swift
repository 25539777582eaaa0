import CSodium

/// The cipher of a payload: chunks of 64 KiB, each ChaCha20-Poly1305 under a nonce that holds the chunk's number and
/// whether it is the last one (the STREAM construction).
struct ChunkCipher {
    /// Plaintext bytes of every chunk but the last.
    static let plainSize = 64 << 10
    /// Bytes by which a chunk grows.
    static let tagSize = Int(crypto_aead_chacha20poly1305_ietf_ABYTES)
    /// Bytes of every sealed chunk but the last.
    static let sealedSize = plainSize + tagSize
    /// Bytes of the random value between header and chunks.
    static let saltSize = 16

    private static let info = Array("payload".utf8)

    private let key: SecretBytes
    /// Number of chunks done.
    private(set) var number: UInt64 = 0
    private var scratch = [UInt8](repeating: 0, count: sealedSize)

    /// Derives the payload's key from the file key and the 16 bytes in front of the chunks.
    init(fileKey: SecretBytes, salt: [UInt8]) {
        key = HKDF.derive(from: fileKey, salt: salt, info: Self.info)
    }

    /// Encrypts the next chunk and returns it, valid until the next call.
    mutating func seal(_ plain: Span<UInt8>, isLast: Bool) -> ArraySlice<UInt8> {
        precondition(plain.count <= Self.plainSize)
        let nonce = nonce(isLast: isLast)
        unsafe key.withPointer { keyBytes in
            unsafe plain.withUnsafeBufferPointer { input in
                unsafe scratch.withUnsafeMutableBufferPointer { output in
                    unsafe baton_chacha20poly1305_seal(
                        output.baseAddress,
                        input.baseAddress,
                        input.count,
                        nonce,
                        keyBytes
                    )
                }
            }
        }
        number += 1
        return scratch[..<(plain.count + Self.tagSize)]
    }

    /// Decrypts the next chunk and appends it to `plain`.
    ///
    /// - Returns: false when the chunk is not authentic at this place, and the cipher stays where it was. Nothing that
    ///   is not authentic is ever decrypted.
    mutating func open(_ sealed: Span<UInt8>, isLast: Bool, into plain: inout [UInt8]) -> Bool {
        guard sealed.count >= Self.tagSize, sealed.count <= Self.sealedSize else { return false }
        let nonce = nonce(isLast: isLast)
        let status = unsafe key.withPointer { keyBytes in
            unsafe sealed.withUnsafeBufferPointer { input in
                unsafe scratch.withUnsafeMutableBufferPointer { output in
                    unsafe baton_chacha20poly1305_open(
                        output.baseAddress,
                        input.baseAddress,
                        input.count,
                        nonce,
                        keyBytes
                    )
                }
            }
        }
        guard status == 0 else { return false }
        number += 1
        plain += scratch[..<(sealed.count - Self.tagSize)]
        return true
    }

    /// Eleven bytes of the chunk's number, big-endian, and one that is 1 on the last chunk.
    ///
    /// Sixty-four bits of number are enough for 2^80 bytes.
    private func nonce(isLast: Bool) -> [UInt8] {
        var nonce = [UInt8](repeating: 0, count: Int(crypto_aead_chacha20poly1305_ietf_NPUBBYTES))
        for index in 0..<8 { nonce[10 - index] = UInt8(truncatingIfNeeded: number >> UInt64(8 * index)) }
        nonce[11] = isLast ? 1 : 0
        return nonce
    }
}
