/// Finds the lines of a block that Ansible Vault has encrypted.
///
/// The password that opens it is often weak, so that the block does not travel either. Source: "Format of files encrypted
/// with Ansible Vault", Ansible's documentation.
enum AnsibleVault {
    /// The longest block (bytes).
    private static let longest = 1 << 20
    private static let header = ByteClass("A-Za-z0-9._;-")

    /// The range of the hexadecimal lines behind the header that begins at `start`; nil when there are none.
    static func extent(in bytes: Span<UInt8>, start: Int, end: Int) -> Range<Int>? {
        let limit = min(bytes.count, end + longest)
        var index = header.end(in: bytes, from: end, limit: min(limit, end + 200))
        var first: Int?
        var last = index
        while let line = nextLine(in: bytes, from: index, limit: limit) {
            let stop = ByteClass.lowerHex.end(in: bytes, from: line, limit: limit)
            // All but the last line have 80 digits; the last has an even number.
            guard stop > line, (stop - line).isMultiple(of: 2), first != nil || stop - line == 80 else {
                break
            }
            first = first ?? line
            last = stop
            index = stop
            if stop - line != 80 { break }
        }
        return first.map { $0..<last }
    }

    /// Where the next line's text begins, behind the end of a line at any depth of escaping and its indentation.
    private static func nextLine(in bytes: Span<UInt8>, from start: Int, limit: Int) -> Int? {
        var index = start
        var isNew = false
        while index < limit {
            switch bytes[index] {
            case 0x0A, 0x0D:
                isNew = true
                index += 1
            case 0x09, 0x20: index += 1
            case UInt8(ascii: "\\"):
                var letter = index
                while letter < limit, bytes[letter] == UInt8(ascii: "\\") { letter += 1 }
                guard letter < limit, bytes[letter] == UInt8(ascii: "n") || bytes[letter] == UInt8(ascii: "r")
                else { return nil }
                isNew = true
                index = letter + 1
            default: return isNew ? index : nil
            }
        }
        return nil
    }
}
