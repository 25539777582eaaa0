import CSodium

/// The random key of one file, and how a recipient's key encrypts it.
enum FileKey {
    /// Bytes of a file key.
    static let size = 16
    /// Bytes of an encrypted file key: the key and a tag.
    static let wrappedSize = size + Int(crypto_aead_chacha20poly1305_ietf_ABYTES)

    /// Twelve zero bytes: every wrapping key encrypts one file key and nothing else.
    private static let nonce = [UInt8](repeating: 0, count: Int(crypto_aead_chacha20poly1305_ietf_NPUBBYTES))

    /// Encrypts `fileKey` under `key` of 32 bytes.
    static func wrap(_ fileKey: SecretBytes, under key: SecretBytes) -> [UInt8] {
        precondition(fileKey.count == size && key.count == Int(crypto_aead_chacha20poly1305_ietf_KEYBYTES))
        return unsafe [UInt8](unsafeUninitializedCapacity: wrappedSize) { body, filled in
            unsafe fileKey.withPointer { plain in
                unsafe key.withPointer { keyBytes in
                    unsafe baton_chacha20poly1305_seal(body.baseAddress, plain, size, nonce, keyBytes)
                }
            }
            filled = wrappedSize
        }
    }

    /// Decrypts a stanza's body, or returns nil when `key` is not the one.
    ///
    /// - Throws: ``AgeError/StanzaFault/fileKeyLength``, before decrypting: a body of several lengths could be made
    ///   to open under several keys.
    static func unwrap(_ body: [UInt8], under key: SecretBytes) throws(AgeError) -> SecretBytes? {
        guard body.count == wrappedSize else { throw .stanza(.fileKeyLength) }
        var isRight = false
        let fileKey = unsafe SecretBytes(count: size) { plain in
            unsafe key.withPointer { keyBytes in
                isRight = unsafe baton_chacha20poly1305_open(plain, body, body.count, nonce, keyBytes) == 0
            }
        }
        return isRight ? fileKey : nil
    }
}
