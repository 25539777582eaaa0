/// A checksum that is part of a credential's form.
///
/// A right one proves that the bytes are a credential and no accident. A wrong one proves nothing: vendors change
/// their forms, and a credential with a typing error is still worth hiding.
public struct Checksum: Sendable {
    /// What it is and where it stands, in a few words.
    public let about: String
    /// Whether the checksum of the credential in the range is right.
    let isRight: @Sendable (_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool

    init(_ about: String, isRight: @escaping @Sendable (Span<UInt8>, Range<Int>) -> Bool) {
        self.about = about
        self.isRight = isRight
    }
}

extension Checksum {
    /// Credentials are shorter (bytes); only so many are looked at.
    static let longest = 1024

    /// CRC-32 of what is between a prefix of `prefix` bytes and the last six, which are its base62 digits.
    ///
    /// Source: "Behind GitHub's new authentication token formats", the GitHub blog; npm took the form over.
    static func base62(prefix: Int) -> Checksum {
        Checksum("CRC-32 of the 30 characters behind the prefix, as the last 6 in base62") { bytes, range in
            guard range.count == prefix + 36 else { return false }
            let middle = range.upperBound - 6
            let sum = CRC32.value(bytes, range.lowerBound + prefix..<middle)
            return digits(sum, base: 62, count: 6, are: bytes, from: middle)
        }
    }

    /// CRC-32 of all before the last eight characters, which are its hexadecimal digits.
    ///
    /// Source: the tokens' form as told in Atlassian's community, `ATCTT3…=` and eight digits.
    static let hexTail = Checksum("CRC-32 of all before, as the last 8 in hexadecimal") { bytes, range in
        guard range.count > 24, range.count <= longest else { return false }
        let middle = range.upperBound - 8
        return hexadecimal(bytes, from: middle) == CRC32.value(bytes, range.lowerBound..<middle)
    }

    /// CRC-32 of the 37 characters before the last underscore, its hexadecimal bytes from the lowest to the highest.
    ///
    /// Source: Grafana, pkg/components/satokengen.
    static let grafana = Checksum("CRC-32 of all before the last `_`, as the last 8 in hexadecimal") {
        bytes,
        range in
        let middle = range.lowerBound + 37
        guard range.count == 46, bytes[middle] == UInt8(ascii: "_"),
            let sum = hexadecimal(bytes, from: middle + 1)
        else { return false }
        return sum.byteSwapped == CRC32.value(bytes, range.lowerBound..<middle)
    }

    /// CRC-32 of all before the last seven characters, which are its base36 digits.
    ///
    /// Source: GitLab, lib/authn/token_field/generator/routable_token.rb.
    static let gitLab = Checksum("routable tokens: CRC-32 of all before, as the last 7 in base36") {
        bytes,
        range in
        guard range.count > 40, range.count <= longest else { return false }
        let middle = range.upperBound - 7
        guard bytes[middle - 3] == UInt8(ascii: ".") else { return false }
        return digits(
            CRC32.value(bytes, range.lowerBound..<middle),
            base: 36,
            count: 7,
            are: bytes,
            from: middle
        )
    }

    /// Whether so many bytes are the digits of a number, filled up with `0`, in the order `0-9A-Za-z` or, up to
    /// base 36, `0-9a-z`.
    private static func digits(
        _ number: UInt32,
        base: UInt32,
        count: Int,
        are bytes: Span<UInt8>,
        from start: Int
    ) -> Bool {
        var rest = number
        for index in stride(from: start + count - 1, through: start, by: -1) {
            let digit = UInt8(rest % base)
            let character: UInt8 =
                switch digit {
                case 0..<10: UInt8(ascii: "0") + digit
                case 10..<36: (base > 36 ? UInt8(ascii: "A") : UInt8(ascii: "a")) + digit - 10
                default: UInt8(ascii: "a") + digit - 36
                }
            guard bytes[index] == character else { return false }
            rest /= base
        }
        return rest == 0
    }

    /// The number that eight hexadecimal digits are; nil when they are none.
    private static func hexadecimal(_ bytes: Span<UInt8>, from start: Int) -> UInt32? {
        var number: UInt32 = 0
        for index in start..<start + 8 {
            guard let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else { return nil }
            number = number << 4 | UInt32(digit)
        }
        return number
    }
}
