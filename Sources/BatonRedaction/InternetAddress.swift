/// Finds addresses of machines.
enum InternetAddress {
    private static let version6Bytes = ByteClass("0-9A-Fa-f:.")
    /// The longest written form of IPv6, one with IPv4 at its end (bytes).
    private static let longest6 = 45

    /// The IPv4 address whose first dot stands at `dot`; nil when there is none, or one that means the same everywhere.
    static func version4(in bytes: Span<UInt8>, at dot: Int) -> Range<Int>? {
        var start = dot
        while start > 0, dot - start < 4, ByteClass.digits.contains(bytes[start - 1]) { start -= 1 }
        guard dot - start <= 3, isFree(bytes, before: start) else { return nil }
        var octets: [Int] = []
        var index = start
        while octets.count < 4 {
            let end = ByteClass.digits.end(in: bytes, from: index, limit: index + 4)
            guard (1...3).contains(end - index), end - index == 1 || bytes[index] != UInt8(ascii: "0") else {
                return nil
            }
            octets.append((index..<end).reduce(0) { $0 * 10 + Int(bytes[$1] - UInt8(ascii: "0")) })
            index = end
            guard octets.count < 4 else { break }
            guard index < bytes.count, bytes[index] == UInt8(ascii: ".") else { return nil }
            index += 1
        }
        guard octets.allSatisfy({ $0 < 256 }), isFree(bytes, behind: index), !isPublic(octets) else {
            return nil
        }
        return start..<index
    }

    /// Whether an address tells nothing of anybody: this machine, a net or mask, documentation, a well-known service.
    private static func isPublic(_ octets: [Int]) -> Bool {
        switch (octets[0], octets[1], octets[2], octets[3]) {
        case (0, _, _, _), (127, _, _, _), (224...255, _, _, _): true
        // RFC 5737, and the address of the clouds' metadata service.
        case (192, 0, 2, _), (198, 51, 100, _), (203, 0, 113, _), (169, 254, 169, 254): true
        case (8, 8, 8, 8), (8, 8, 4, 4), (1, 1, 1, 1), (1, 0, 0, 1), (9, 9, 9, 9): true
        case (10, _, 0, 0), (172, _, 0, 0), (192, 168, _, 0): true
        // Versions of programs look alike.
        default: octets.allSatisfy { $0 < 10 } || octets[1] == 0 && octets[2] == 0 && octets[3] == 0
        }
    }

    private static func isFree(_ bytes: Span<UInt8>, before start: Int) -> Bool {
        guard start > 0 else { return true }
        switch bytes[start - 1] {
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"): return false
        // `Chrome/120.0.0.1` and `pkg==1.2.3.4` are versions; `http://10.0.0.1` is none.
        case UInt8(ascii: "/"): return start < 2 || !ByteClass.base62.contains(bytes[start - 2])
        case UInt8(ascii: "="): return start < 2 || bytes[start - 2] != UInt8(ascii: "=")
        case UInt8(ascii: "~"), UInt8(ascii: "^"): return false
        default: return isLeftBoundary(bytes, start)
        }
    }

    private static func isFree(_ bytes: Span<UInt8>, behind end: Int) -> Bool {
        guard end < bytes.count else { return true }
        if ByteClass.word.contains(bytes[end]) { return false }
        guard bytes[end] == UInt8(ascii: ".") || bytes[end] == UInt8(ascii: "-") else { return true }
        return end + 1 == bytes.count || !ByteClass.base62.contains(bytes[end + 1])
    }

    /// The IPv6 address whose first colon stands at `colon`; nil when there is none, or one that means the same everywhere.
    static func version6(in bytes: Span<UInt8>, at colon: Int) -> Range<Int>? {
        var start = colon
        while start > 0, colon - start < 5, ByteClass.hex.contains(bytes[start - 1]) { start -= 1 }
        guard colon - start <= 4 else { return nil }
        if start > 0 {
            switch bytes[start - 1] {
            case UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "+"):
                return nil
            default: guard isLeftBoundary(bytes, start) else { return nil }
            }
        }
        var end = version6Bytes.end(in: bytes, from: start, limit: start + longest6 + 1)
        guard end - start <= longest6 else { return nil }
        while end > start, bytes[end - 1] == UInt8(ascii: ".") || bytes[end - 1] == UInt8(ascii: ":") {
            // A colon of a sentence; two belong to the address.
            if bytes[end - 1] == UInt8(ascii: ":"), bytes[end - 2] == UInt8(ascii: ":") { break }
            end -= 1
        }
        guard end == bytes.count || !ByteClass.word.contains(bytes[end]) else { return nil }
        let text = String(decoding: (start..<end).map { bytes[$0] | 0x20 }, as: UTF8.self)
        return isAddress(text) ? start..<end : nil
    }

    /// Whether lower-case text is an IPv6 address (RFC 4291, section 2.2) with four groups or more.
    private static func isAddress(_ text: String) -> Bool {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2 else { return false }
        let groups = halves.flatMap { $0.split(separator: ":", omittingEmptySubsequences: false) }.filter {
            !$0.isEmpty
        }
        guard groups.allSatisfy({ $0.utf8.count <= 4 && $0.utf8.allSatisfy { ByteClass.hex.contains($0) } })
        else {
            return false
        }
        // Fewer groups are what programming languages write; 2001:db8 is documentation (RFC 3849).
        guard halves.count == 2 ? (3...7).contains(groups.count) : groups.count == 8 else { return false }
        return text.contains { $0.isNumber } && !text.hasPrefix("2001:db8:") && !text.hasPrefix("2001:0db8:")
    }
}
