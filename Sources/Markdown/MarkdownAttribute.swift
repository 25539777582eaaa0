internal import CMD4C
internal import HTML

/// Texts that md4c keeps apart from the flow, such as the target of a link.
enum MarkdownAttribute {
    /// The text of an attribute with its character references resolved: the numeric ones and those of HTML's own signs.
    ///
    /// Others stay as they were written.
    static func text(_ attribute: MD_ATTRIBUTE) -> [UInt8] {
        guard let start = unsafe attribute.text, unsafe attribute.size > 0 else { return [] }
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: Int(attribute.size))
            .assumingMemoryBound(to: UInt8.self)
        guard let types = unsafe attribute.substr_types, let offsets = unsafe attribute.substr_offsets else {
            return unsafe Array(bytes)
        }
        var result: [UInt8] = []
        var part = 0
        while unsafe offsets[part] < attribute.size {
            let piece = unsafe bytes[Int(offsets[part])..<Int(offsets[part + 1])]
            switch unsafe types[part] {
            case MD_TEXT_NULLCHAR: result.append(contentsOf: "\u{fffd}".utf8)
            case MD_TEXT_ENTITY:
                let reference = unsafe Array(piece)
                result.append(contentsOf: numeric(reference.span) ?? named(reference) ?? reference)
            default: unsafe result.append(contentsOf: piece)
            }
            part += 1
        }
        return result
    }

    private static func named(_ reference: [UInt8]) -> [UInt8]? {
        switch String(decoding: reference, as: UTF8.self) {
        case "&amp;": [UInt8(ascii: "&")]
        case "&lt;": [UInt8(ascii: "<")]
        case "&gt;": [UInt8(ascii: ">")]
        case "&quot;": [UInt8(ascii: "\"")]
        case "&apos;": [UInt8(ascii: "'")]
        // Names of what could hide the scheme of a target; it becomes no target then.
        case "&colon;": [UInt8(ascii: ":")]
        case "&Tab;": [0x09]
        case "&NewLine;": [0x0a]
        default: nil
        }
    }

    /// The UTF-8 of `&#…;` or `&#x…;`; `nil` for a named reference.
    static func numeric(_ reference: Span<UInt8>) -> [UInt8]? {
        guard reference.count > 3, reference[1] == UInt8(ascii: "#") else { return nil }
        let isHexadecimal = reference[2] | 0x20 == UInt8(ascii: "x")
        var value: UInt32 = 0
        for index in (isHexadecimal ? 3 : 2)..<reference.count - 1 {
            guard let digit = Character(Unicode.Scalar(reference[index])).hexDigitValue else { return nil }
            value = value &* (isHexadecimal ? 16 : 10) &+ UInt32(digit)
            guard value <= 0x10ffff else { break }
        }
        // A code of no character, and that of zero, is the replacement character (CommonMark 2.5).
        let scalar = value == 0 ? nil : Unicode.Scalar(value)
        return Array(String(Character(scalar ?? "\u{fffd}")).utf8)
    }
}
