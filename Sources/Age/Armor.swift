/// The text form of a file: base64 in lines of 64 columns between two markers (strict RFC 7468).
enum Armor {
    static let begin = Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8)
    static let end = Array("-----END AGE ENCRYPTED FILE-----".utf8)
    /// Characters of a full line.
    static let columns = 64
    /// Bytes of a full line.
    static let lineSize = columns / 4 * 3
}
