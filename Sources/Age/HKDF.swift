import CSodium

/// HMAC-SHA-256 and the key derivation built on it (RFC 5869).
enum HKDF {
    /// Bytes of an HMAC-SHA-256.
    static let macSize = Int(crypto_auth_hmacsha256_BYTES)

    /// The HMAC-SHA-256 of `message`, 32 bytes.
    static func authenticate(_ message: [UInt8], key: SecretBytes) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: macSize) { mac, filled in
            unsafe key.withPointer { keyBytes in
                unsafe message.withUnsafeBufferPointer { text in
                    unsafe baton_hmac_sha256(
                        mac.baseAddress,
                        keyBytes,
                        key.count,
                        text.baseAddress,
                        text.count,
                        nil,
                        0,
                        nil,
                        0
                    )
                }
            }
            filled = macSize
        }
    }

    /// Derives `count` bytes, at most 255 × 32, from `input`.
    ///
    /// An empty salt means 32 zero bytes, as the RFC says; HMAC pads its key with zeros, so both are the same key.
    static func derive(
        from input: SecretBytes,
        salt: [UInt8] = [],
        info: [UInt8],
        count: Int = 32
    ) -> SecretBytes {
        precondition((1...255 * macSize).contains(count))
        let extracted = unsafe SecretBytes(count: macSize) { key in
            unsafe salt.withUnsafeBufferPointer { saltBytes in
                unsafe input.withPointer { inputBytes in
                    unsafe baton_hmac_sha256(
                        key,
                        saltBytes.baseAddress,
                        saltBytes.count,
                        inputBytes,
                        input.count,
                        nil,
                        0,
                        nil,
                        0
                    )
                }
            }
        }
        return expand(extracted, info: info, count: count)
    }

    private static func expand(_ key: SecretBytes, info: [UInt8], count: Int) -> SecretBytes {
        let blocks = (count + macSize - 1) / macSize
        let whole = unsafe SecretBytes(count: blocks * macSize) { output in
            for index in 0..<blocks {
                let target = unsafe output + index * macSize
                var number = UInt8(index + 1)
                unsafe key.withPointer { keyBytes in
                    unsafe info.withUnsafeBufferPointer { infoBytes in
                        unsafe baton_hmac_sha256(
                            target,
                            keyBytes,
                            key.count,
                            target - (index == 0 ? 0 : macSize),
                            index == 0 ? 0 : macSize,
                            infoBytes.baseAddress,
                            infoBytes.count,
                            &number,
                            1
                        )
                    }
                }
            }
        }
        guard whole.count != count else { return whole }
        return whole.withBytes { SecretBytes(copying: $0.extracting(first: count)) }
    }
}
