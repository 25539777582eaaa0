/// Seals `bytes` to `recipients` in one go.
///
/// - Parameters:
///   - bytes: the plaintext.
///   - recipients: at least one; a passphrase stands alone.
///   - isArmored: whether the result is text, a third longer.
/// - Returns: the sealed file.
/// - Throws: ``AgeError/recipients(_:)``, or what a recipient throws.
public func seal(
    _ bytes: [UInt8],
    to recipients: [any AgeRecipient],
    armored isArmored: Bool = false
) throws(AgeError) -> [UInt8] {
    let encryptor = try AgeEncryptor(to: recipients, armored: isArmored)
    var sealed: [UInt8] = []
    sealed.reserveCapacity(isArmored ? bytes.count / 47 * 65 + 2048 : bytes.count + bytes.count >> 11 + 2048)
    encryptor.update(bytes.span, into: &sealed)
    encryptor.finish(into: &sealed)
    return sealed
}

/// Opens a sealed file, armored or not, in one go: all of it or nothing.
///
/// - Throws: ``AgeError``.
public func open(_ sealed: [UInt8], with identities: [any AgeIdentity]) throws(AgeError) -> [UInt8] {
    let decryptor = AgeDecryptor(identities: identities)
    var plain: [UInt8] = []
    plain.reserveCapacity(sealed.count)
    try decryptor.update(sealed.span, into: &plain)
    try decryptor.finish(into: &plain)
    return plain
}
