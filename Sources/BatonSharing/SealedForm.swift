internal import BatonSessions

/// How a file is encrypted, by its first bytes.
enum SealedForm {
    case age, openPGP

    /// Bytes that tell.
    static let headSize = 512

    /// Nil for what is not encrypted.
    init?(_ head: some Collection<UInt8>) {
        switch BundleLook(Array(head.prefix(Self.headSize))) {
        case .age: self = .age
        case .openPGP: self = .openPGP
        default: return nil
        }
    }
}
