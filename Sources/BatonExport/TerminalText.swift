/// Text that programs wrote for a terminal.
enum TerminalText {
    /// `text` without escape sequences (ECMA-48) and other control characters but newline and tab; a carriage return
    /// becomes a newline.
    static func plain(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard var index = firstControl(in: text) else { return text }
        var result = Array(text[..<index])
        while index < text.endIndex {
            let byte = text[index]
            if byte == 0x1b {
                index = end(ofSequence: text, from: index)
                continue
            }
            index += 1
            switch byte {
            case 0x09, 0x0a: result.append(byte)
            case 0x0d: if index == text.endIndex || text[index] != 0x0a { result.append(0x0a) }
            case 0..<0x20, 0x7f: break
            case 0xc2 where index < text.endIndex && text[index] < 0xa0: index += 1
            default: result.append(byte)
            }
        }
        return result[...]
    }

    private static func firstControl(in text: ArraySlice<UInt8>) -> Int? {
        guard mayHoldControl(text.span) else { return nil }
        return text.indices.first { index in
            switch text[index] {
            case 0x09, 0x0a: false
            case 0..<0x20, 0x7f: true
            case 0xc2: index + 1 < text.endIndex && text[index + 1] < 0xa0
            default: false
            }
        }
    }

    /// A look at every byte without a branch, which the compiler turns into vector code; nearly all text ends here.
    private static func mayHoldControl(_ text: Span<UInt8>) -> Bool {
        var found: UInt8 = 0
        for index in text.indices {
            let byte = text[index]
            let isLow: UInt8 = byte < 0x20 ? 1 : 0
            let isBreak: UInt8 = byte == 0x0a ? 1 : 0
            let isTab: UInt8 = byte == 0x09 ? 1 : 0
            let isOther: UInt8 = (byte == 0x7f ? 1 : 0) | (byte == 0xc2 ? 1 : 0)
            found |= (isLow ^ isBreak ^ isTab) | isOther
        }
        return found != 0
    }

    /// The place behind an escape sequence.
    ///
    /// One that is not ended stops at the end of its line: it must not swallow the rest of the text.
    private static func end(ofSequence text: ArraySlice<UInt8>, from start: Int) -> Int {
        var index = start + 1
        guard index < text.endIndex else { return index }
        let kind = text[index]
        switch kind {
        case UInt8(ascii: "["):
            // Parameters and intermediate bytes, and one final byte.
            index += 1
            while index < text.endIndex, (0x20...0x3f).contains(text[index]) { index += 1 }
            return index < text.endIndex && (0x40...0x7e).contains(text[index]) ? index + 1 : index
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            // A string that ends with BEL or ESC \.
            index += 1
            while index < text.endIndex, text[index] != 0x0a, text[index] != 0x07, text[index] != 0x1b {
                index += 1
            }
            if index < text.endIndex, text[index] == 0x07 { return index + 1 }
            if index + 1 < text.endIndex, text[index] == 0x1b, text[index + 1] == UInt8(ascii: "\\") {
                return index + 2
            }
            return index
        case 0x20...0x2f:
            // Intermediate bytes and one final byte, as in ESC ( B.
            while index < text.endIndex, (0x20...0x2f).contains(text[index]) { index += 1 }
            return index < text.endIndex && (0x30...0x7e).contains(text[index]) ? index + 1 : index
        case 0x30...0x7e:
            return index + 1
        default:
            return index
        }
    }
}
