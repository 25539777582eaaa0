import CGcrypt

/// What age makes of an RSA key of OpenSSH (age's `agessh` package): OAEP with SHA-256 and a label, by libgcrypt.
enum SSHRSA {
    static let label = Array("age-encryption.org/v1/ssh-rsa".utf8)
    /// Bits of a modulus: shorter ones are broken, longer ones cost time without end.
    ///
    /// OpenSSH stops at 16,384 as well.
    private static let bits = 2048...16_384

    /// Checks a public key.
    static func isUsable(modulus: [UInt8], exponent: [UInt8]) -> Bool {
        guard let first = modulus.first, let last = exponent.last else { return false }
        let length = modulus.count * 8 - first.leadingZeroBitCount
        // Below 2^32, odd and not 1, as Go's library asks.
        return bits.contains(length) && exponent.count <= 4 && last & 1 == 1 && exponent != [1]
            && (modulus.last ?? 0) & 1 == 1
    }
}

/// An `ssh-rsa` key of OpenSSH to seal to.
public struct SSHRSARecipient: AgeRecipient {
    private let blob: SSHKeyBlob
    private let modulus: [UInt8]
    private let exponent: [UInt8]

    /// - Throws: ``AgeError/KeyFault/unsafeRSA``.
    init(_ blob: SSHKeyBlob, modulus: [UInt8], exponent: [UInt8]) throws(AgeError) {
        guard SSHRSA.isUsable(modulus: modulus, exponent: exponent) else { throw .recipient(.unsafeRSA) }
        self.blob = blob
        self.modulus = modulus
        self.exponent = exponent
    }

    /// Encrypts the file key to the RSA key.
    ///
    /// - Throws: ``AgeError/noRSA``, ``AgeError/KeyFault/unsafeRSA`` when the library refuses the key.
    public func wrap(_ fileKey: SecretBytes) throws(AgeError) -> [AgeStanza] {
        guard baton_gcrypt_open() else { throw .noRSA }
        var body = [UInt8](repeating: 0, count: modulus.count)
        let done = unsafe fileKey.withPointer { plain in
            unsafe baton_gcrypt_oaep_seal(
                modulus,
                modulus.count,
                exponent,
                exponent.count,
                SSHRSA.label,
                SSHRSA.label.count,
                plain,
                fileKey.count,
                &body
            )
        }
        guard done else { throw .recipient(.unsafeRSA) }
        return [AgeStanza(checkedType: SSHKeyBlob.rsaType, arguments: [blob.tag], body: body)]
    }
}

/// An `ssh-rsa` key of OpenSSH that opens files.
struct SSHRSAIdentity: AgeIdentity {
    private let blob: SSHKeyBlob
    private let modulus: [UInt8]
    private let exponent: [UInt8]
    private let secret: SecretBytes

    /// - Throws: ``AgeError/identity(_:)``.
    init(_ blob: SSHKeyBlob, modulus: [UInt8], exponent: [UInt8], secret: SecretBytes) throws(AgeError) {
        guard SSHRSA.isUsable(modulus: modulus, exponent: exponent), 1...modulus.count ~= secret.count else {
            throw .identity(.unsafeRSA)
        }
        self.blob = blob
        self.modulus = modulus
        self.exponent = exponent
        self.secret = secret
    }

    /// Tries every stanza that names this key.
    func unwrap(_ stanzas: [AgeStanza]) throws(AgeError) -> SecretBytes? {
        let tag = blob.tag
        for stanza in stanzas where stanza.type == SSHKeyBlob.rsaType {
            guard stanza.arguments.count == 1 else { throw .stanza(.sshShare) }
            guard stanza.arguments[0] == tag, stanza.body.count == modulus.count else { continue }
            guard baton_gcrypt_open() else { throw .noRSA }
            if let key = opened(stanza.body) { return key }
        }
        return nil
    }

    private func opened(_ body: [UInt8]) -> SecretBytes? {
        var done = false
        let key = unsafe SecretBytes(count: FileKey.size) { plain in
            unsafe secret.withPointer { secretBytes in
                done = unsafe baton_gcrypt_oaep_open(
                    modulus,
                    modulus.count,
                    exponent,
                    exponent.count,
                    secretBytes,
                    secret.count,
                    SSHRSA.label,
                    SSHRSA.label.count,
                    body,
                    plain,
                    FileKey.size
                )
            }
        }
        return done ? key : nil
    }
}
