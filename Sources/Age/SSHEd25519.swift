import CSodium

/// What age makes of an Ed25519 key of OpenSSH (age's `agessh` package): the key as a point of Curve25519, with a tweak that
/// keeps it apart from the same key in other uses.
enum SSHEd25519 {
    static let label = Array("age-encryption.org/v1/ssh-ed25519".utf8)

    /// The point of Curve25519 that belongs to one of Ed25519, or nil when that is none or of low order.
    static func curvePoint(of point: [UInt8]) -> [UInt8]? {
        Sodium.start()
        var converted = [UInt8](repeating: 0, count: X25519.size)
        guard point.count == X25519.size,
            unsafe crypto_sign_ed25519_pk_to_curve25519(&converted, point) == 0
        else { return nil }
        return converted
    }

    /// The key that wraps a file key between `scalar` and `point`, or nil when the point is of low order.
    ///
    /// `share` and `recipient` are as in ``X25519/wrappingKey(scalar:point:share:recipient:)``.
    static func wrappingKey(
        scalar: SecretBytes,
        point: [UInt8],
        share: [UInt8],
        recipient: [UInt8],
        wire: [UInt8]
    ) -> SecretBytes? {
        var isGood = false
        let shared = unsafe SecretBytes(count: X25519.size) { secret in
            unsafe scalar.withPointer { isGood = unsafe crypto_scalarmult(secret, $0, point) == 0 }
        }
        guard isGood else { return nil }
        let tweak = HKDF.derive(from: SecretBytes(copying: [UInt8]().span), salt: wire, info: label)
        let tweaked = unsafe SecretBytes(count: X25519.size) { secret in
            unsafe tweak.withPointer { tweakBytes in
                unsafe shared.withPointer { sharedBytes in
                    isGood = unsafe crypto_scalarmult(secret, tweakBytes, sharedBytes) == 0
                }
            }
        }
        guard isGood else { return nil }
        return HKDF.derive(from: tweaked, salt: share + recipient, info: label)
    }
}

/// An `ssh-ed25519` key of OpenSSH to seal to.
public struct SSHEd25519Recipient: AgeRecipient {
    private let blob: SSHKeyBlob
    private let point: [UInt8]

    /// - Throws: ``AgeError/KeyFault/lowOrder`` for a point that is none or of low order.
    init(_ blob: SSHKeyBlob, point: [UInt8]) throws(AgeError) {
        guard let converted = SSHEd25519.curvePoint(of: point) else { throw .recipient(.lowOrder) }
        self.blob = blob
        self.point = converted
    }

    /// Encrypts the file key to the point with a key that is used once.
    ///
    /// - Throws: ``AgeError/KeyFault/lowOrder``.
    public func wrap(_ fileKey: SecretBytes) throws(AgeError) -> [AgeStanza] {
        let scalar = SecretBytes.random(count: X25519.size)
        let share = X25519.publicKey(of: scalar)
        guard
            let key = SSHEd25519.wrappingKey(
                scalar: scalar,
                point: point,
                share: share,
                recipient: point,
                wire: blob.wire
            )
        else { throw .recipient(.lowOrder) }
        let argument = String(decoding: Base64.encode(share), as: UTF8.self)
        return [
            AgeStanza(
                checkedType: SSHKeyBlob.ed25519Type,
                arguments: [blob.tag, argument],
                body: FileKey.wrap(fileKey, under: key)
            )
        ]
    }
}

/// An `ssh-ed25519` key of OpenSSH that opens files.
struct SSHEd25519Identity: AgeIdentity {
    private let blob: SSHKeyBlob
    private let point: [UInt8]
    private let scalar: SecretBytes

    /// Takes the 64 bytes that OpenSSH keeps: the seed and the public point.
    ///
    /// - Throws: ``AgeError/identity(_:)`` when both halves do not belong together.
    init(_ blob: SSHKeyBlob, point: [UInt8], secret: SecretBytes) throws(AgeError) {
        guard secret.count == Int(crypto_sign_ed25519_SECRETKEYBYTES) else { throw .identity(.wrongLength) }
        scalar = unsafe SecretBytes(count: X25519.size) { scalar in
            unsafe secret.withPointer { _ = unsafe crypto_sign_ed25519_sk_to_curve25519(scalar, $0) }
        }
        guard let converted = SSHEd25519.curvePoint(of: point), X25519.publicKey(of: scalar) == converted
        else {
            throw .identity(.malformed)
        }
        self.blob = blob
        self.point = converted
    }

    /// Tries every stanza that names this key.
    func unwrap(_ stanzas: [AgeStanza]) throws(AgeError) -> SecretBytes? {
        let tag = blob.tag
        for stanza in stanzas where stanza.type == SSHKeyBlob.ed25519Type {
            guard stanza.arguments.count == 2,
                let share = Base64.decode(stanza.arguments[1], count: X25519.size)
            else { throw .stanza(.sshShare) }
            guard stanza.body.count == FileKey.wrappedSize else { throw .stanza(.fileKeyLength) }
            guard stanza.arguments[0] == tag else { continue }
            guard
                let key = SSHEd25519.wrappingKey(
                    scalar: scalar,
                    point: share,
                    share: share,
                    recipient: point,
                    wire: blob.wire
                )
            else { throw .stanza(.sshShare) }
            // A tag is short: another key may have the same.
            if let fileKey = try FileKey.unwrap(stanza.body, under: key) { return fileKey }
        }
        return nil
    }
}
