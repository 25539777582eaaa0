/// How a text is written, as its byte order mark tells (Unicode 16.0, section 23.8).
///
/// Windows PowerShell writes UTF-16 when output is redirected to a file.
enum TextEncoding {
    case bytes
    case utf16LittleEndian
    case utf16BigEndian

    /// The encoding of a text that begins with these bytes.
    init(mark bytes: [UInt8]) {
        switch (bytes.first, bytes.dropFirst().first) {
        case (0xff, 0xfe): self = .utf16LittleEndian
        case (0xfe, 0xff): self = .utf16BigEndian
        default: self = .bytes
        }
    }

    /// The text in UTF-8, its mark left out; `nil` when it is not written like this.
    func decoded(_ bytes: [UInt8]) -> [UInt8]? {
        guard self != .bytes else { return bytes }
        guard bytes.count.isMultiple(of: 2) else { return nil }
        let high = self == .utf16BigEndian ? 0 : 1
        let units = stride(from: 2, to: bytes.count, by: 2).map { place in
            UInt16(bytes[place + high]) << 8 | UInt16(bytes[place + 1 - high])
        }
        // A half of a pair would not come back as it was.
        return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
    }

    /// A text in UTF-8 written like this, with its mark.
    func encoded(_ text: [UInt8]) -> [UInt8] {
        guard self != .bytes else { return text }
        var bytes: [UInt8] = self == .utf16BigEndian ? [0xfe, 0xff] : [0xff, 0xfe]
        bytes.reserveCapacity(2 * text.count + 2)
        for unit in String(decoding: text, as: UTF8.self).utf16 {
            let (high, low) = (UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit))
            bytes += self == .utf16BigEndian ? [high, low] : [low, high]
        }
        return bytes
    }
}
