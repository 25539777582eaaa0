/// Headings in a message's own Markdown that could pass for those of the page's messages.
enum MessageHeading {
    /// The mark of the heading that a line is, if it could pass for a message's: the place of its first `#`.
    static func mark(in line: ArraySlice<UInt8>) -> Int? {
        let rest = content(of: line)
        guard rest.first == UInt8(ascii: "#") else { return nil }
        let text = rest.drop { $0 == UInt8(ascii: "#") }
        guard text.first == 0x20 || text.first == 0x09, isLike(text) else { return nil }
        return rest.startIndex
    }

    /// Whether a line's text could pass for a message's heading, were it one: it begins with “Message 12” when all but
    /// ASCII letters and digits is taken away, has one of the signs in it, or an entity, which may stand for anything.
    static func isLike(_ line: ArraySlice<UInt8>) -> Bool {
        var plain: [UInt8] = []
        for byte in line.prefix(400) {
            let letter = byte | 0x20
            let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            guard isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter) else { continue }
            plain.append(isDigit ? byte : letter)
            if plain.count == 8 { break }
        }
        if plain.count == 8, plain.starts(with: "message".utf8), plain[7] < UInt8(ascii: "a") { return true }
        return ["👤", "🤖"].contains { ByteSearch.range(of: Array($0.utf8), in: line) != nil }
            || hasEntity(line)
    }

    /// The place of the line below a paragraph that makes it a heading (CommonMark 4.3), if the line is such.
    static func underline(in line: ArraySlice<UInt8>) -> Int? {
        let rest = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
        guard let mark = rest.first, mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-") else {
            return nil
        }
        let isAll = rest.drop { $0 == mark }.allSatisfy { $0 == 0x20 || $0 == 0x09 }
        return isAll ? rest.startIndex : nil
    }

    /// What is behind the marks of quotes and list items.
    private static func content(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = line
        while let first = rest.first {
            switch first {
            case 0x20, 0x09, UInt8(ascii: ">"): rest.removeFirst()
            case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
                guard let next = rest.dropFirst().first, next == 0x20 || next == 0x09 else { return rest }
                rest.removeFirst()
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let behind = rest.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                guard behind.first == UInt8(ascii: ".") || behind.first == UInt8(ascii: ")") else {
                    return rest
                }
                rest = behind.dropFirst()
            default: return rest
            }
        }
        return rest
    }

    private static func hasEntity(_ line: ArraySlice<UInt8>) -> Bool {
        var rest = line
        while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
            rest = rest[(start + 1)...]
            let name = rest.prefix(32).prefix {
                $0 == UInt8(ascii: "#") || (0x30...0x7a).contains($0) && $0 != UInt8(ascii: ";")
            }
            if !name.isEmpty, rest[name.endIndex...].first == UInt8(ascii: ";") { return true }
        }
        return false
    }
}
