/// Tells the hybrid keys of newer age programs, which cannot be used here, from mistyped ones.
enum PostQuantum {
    /// Whether `text` is of the form `age1pq1…`; no other key is, as `1` is no letter of Bech32's data.
    static func isRecipient(_ text: Span<UInt8>) -> Bool { begins(text, with: "age1pq1") }

    /// Whether `text` is of the form `AGE-SECRET-KEY-PQ-1…`.
    static func isIdentity(_ text: Span<UInt8>) -> Bool { begins(text, with: "age-secret-key-pq-1") }

    private static func begins(_ text: Span<UInt8>, with prefix: String) -> Bool {
        let expected = Array(prefix.utf8)
        guard text.count > expected.count else { return false }
        return expected.indices.allSatisfy { index in
            let byte = text[index]
            let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            return (isUpper ? byte | 0x20 : byte) == expected[index]
        }
    }
}
