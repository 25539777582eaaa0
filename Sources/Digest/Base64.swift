internal import CSodium

/// Base64 (RFC 4648), by libsodium's `sodium_bin2base64` and `sodium_base642bin`.
public enum Base64 {
    /// How bytes are written.
    public enum Alphabet: Sendable {
        /// With `+` and `/`, filled up with `=` (section 4).
        case standard
        /// With `-` and `_` and nothing behind them, as in URLs (section 5).
        case url
    }

    /// Why a text is no base64.
    public struct Problem: Error, Sendable, Equatable {
        /// The place of the first byte that does not fit, from 0; the length when the text ends too early.
        public let offset: Int
    }

    /// The text of some bytes.
    public static func encode(_ bytes: [UInt8], _ alphabet: Alphabet = .standard) -> [UInt8] {
        let variant =
            alphabet == .url ? sodium_base64_VARIANT_URLSAFE_NO_PADDING : sodium_base64_VARIANT_ORIGINAL
        // With the NUL that C puts behind it.
        let size = sodium_base64_encoded_len(bytes.count, variant)
        return unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            unsafe buffer.withMemoryRebound(to: CChar.self) {
                guard let start = $0.baseAddress else { return }
                _ = unsafe sodium_bin2base64(start, size, bytes, bytes.count, variant)
            }
            count = size - 1
        }
    }

    /// The bytes of a text.
    ///
    /// It must be as ``encode(_:_:)`` writes it: no other characters, no bits left over. In the alphabet of URLs it
    /// may be filled up with `=` too.
    ///
    /// - Throws: ``Problem``.
    public static func decode(_ text: [UInt8], _ alphabet: Alphabet = .standard) throws(Problem) -> [UInt8] {
        var variant =
            alphabet == .url ? sodium_base64_VARIANT_URLSAFE_NO_PADDING : sodium_base64_VARIANT_ORIGINAL
        if alphabet == .url, text.last == UInt8(ascii: "=") { variant = sodium_base64_VARIANT_URLSAFE }
        var bytes = [UInt8](repeating: 0, count: text.count / 4 * 3 + 3)
        var count = 0
        var consumed = 0
        let status = unsafe text.withUnsafeBytes { raw -> Int32 in
            let start = unsafe raw.baseAddress?.assumingMemoryBound(to: CChar.self)
            var end: UnsafePointer<CChar>?
            let status = unsafe sodium_base642bin(
                &bytes,
                bytes.count,
                start,
                text.count,
                nil,
                &count,
                &end,
                variant
            )
            if let start = unsafe start, let end = unsafe end { unsafe consumed = end - start }
            return status
        }
        guard status == 0, consumed == text.count else { throw Problem(offset: consumed) }
        return Array(bytes.prefix(count))
    }
}
