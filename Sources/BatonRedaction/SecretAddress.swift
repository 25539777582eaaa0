/// Finds the secret part of an address that works for everybody who knows it, as those of webhooks do.
struct SecretAddress: Sendable {
    /// What stands before the secret part, scheme and changing host names left out.
    let starts: [String]
    let bytes: ByteClass
    let least: Int

    /// The range behind the start that ends at `end`; nil when too little or a stand-in follows.
    func extent(in text: Span<UInt8>, end: Int) -> Range<Int>? {
        var stop = bytes.end(in: text, from: end, limit: end + 2048)
        while stop > end, !ByteClass.base62.contains(text[stop - 1]), text[stop - 1] != UInt8(ascii: "=") {
            stop -= 1
        }
        guard stop - end >= least else { return nil }
        let value = Value(text, end..<min(stop, end + 256))
        return value.digits > 0 && value.distinct >= 6 && !value.isPlaceholder ? end..<stop : nil
    }
}

extension Rule {
    /// A rule for addresses that are secrets.
    static func address(
        _ id: String,
        _ about: String,
        _ starts: [String],
        _ bytes: ByteClass,
        atLeast least: Int
    ) -> Rule {
        let address = SecretAddress(starts: starts, bytes: bytes, least: least)
        let words = starts.map { "`\($0)`" }.joined(separator: ", ")
        return Rule(
            id,
            about,
            .located(starts.map { Head($0) }, isSpecific: true) { bytes, _, end in
                address.extent(in: bytes, end: end)
            },
            form: "\(words), then \(least) or more of `\(bytes.text)`",
            address: address
        )
    }
}
