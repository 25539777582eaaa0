import CSodium

/// The curve's two operations and the wrapping key that age makes with them.
enum X25519 {
    /// Bytes of a scalar and of a point.
    static let size = Int(crypto_scalarmult_curve25519_BYTES)
    private static let info = Array("age-encryption.org/v1/X25519".utf8)

    /// The public point of a secret scalar.
    static func publicKey(of scalar: SecretBytes) -> [UInt8] {
        precondition(scalar.count == size)
        var point = [UInt8](repeating: 0, count: size)
        unsafe scalar.withPointer { _ = unsafe crypto_scalarmult_base(&point, $0) }
        return point
    }

    /// The key that wraps a file key between `scalar` and `point`, or nil when the point is of low order.
    ///
    /// `share` is the public point of the sender's one-time key, `recipient` that of the recipient; `point` is the one
    /// of them that is not `scalar`'s.
    static func wrappingKey(
        scalar: SecretBytes,
        point: [UInt8],
        share: [UInt8],
        recipient: [UInt8]
    ) -> SecretBytes? {
        precondition(scalar.count == size && point.count == size)
        var isGood = false
        let shared = unsafe SecretBytes(count: size) { secret in
            unsafe scalar.withPointer { scalarBytes in
                isGood = unsafe crypto_scalarmult(secret, scalarBytes, point) == 0
            }
            // libsodium refuses a result of zeros by its status; looking again keeps that promise here.
            isGood = unsafe isGood && sodium_is_zero(secret, size) == 0
        }
        guard isGood else { return nil }
        return HKDF.derive(from: shared, salt: share + recipient, info: info)
    }
}
