/// Targets of links that may stand in a page made of foreign content.
public enum LinkTarget {
    /// Whether a link may lead there: to an `http`, `https` or `mailto` address in printable ASCII or other Unicode
    /// text, written with its scheme.
    ///
    /// `javascript:`, `data:`, `file:`, relative addresses and those with white space or control characters, which
    /// browsers drop before they look at the scheme, are none.
    public static func isAllowed(_ address: Span<UInt8>) -> Bool {
        guard address.count <= 4096 else { return false }
        for index in address.indices {
            let byte = address[index]
            if byte <= 0x20 || byte == 0x7f || byte == UInt8(ascii: "\\") { return false }
        }
        return begins(address, with: "https://") || begins(address, with: "http://")
            || begins(address, with: "mailto:")
    }

    private static func begins(_ address: Span<UInt8>, with prefix: StaticString) -> Bool {
        guard address.count > prefix.utf8CodeUnitCount else { return false }
        return prefix.withUTF8Buffer { prefix in
            for index in prefix.indices {
                let byte = address[index]
                let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                guard unsafe (isCapital ? byte | 0x20 : byte) == prefix[index] else { return false }
            }
            return true
        }
    }
}
