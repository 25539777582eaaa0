/// The escaping that all text of a page goes through.
enum HTMLEscape {
    /// Where the text will stand.
    enum Place { case text, attribute }

    /// Bytes that are looked at together: in most texts nearly all of them are plain.
    private static let chunk = 32

    /// Appends `text`; what is plain is copied in runs.
    static func append(_ text: Span<UInt8>, _ place: Place, to output: inout [UInt8]) {
        var copied = 0
        var index = 0
        while index < text.count {
            let end = min(index + chunk, text.count)
            if end - index == chunk, isPlain(text.extracting(index..<end)) {
                index = end
                continue
            }
            while index < end {
                let step = step(text, at: index, place)
                if let replacement = step.replacement {
                    copy(text.extracting(copied..<index), to: &output)
                    replacement.append(to: &output, place)
                    copied = index + step.count
                }
                index += step.count
            }
        }
        copy(text.extracting(copied..<text.count), to: &output)
    }

    /// A look at every byte without a branch, which the compiler turns into vector code.
    private static func isPlain(_ text: Span<UInt8>) -> Bool {
        var found: UInt8 = 0
        for index in text.indices {
            let byte = text[index]
            let isMarkup: UInt8 =
                (byte == UInt8(ascii: "&") ? 1 : 0) | (byte == UInt8(ascii: "<") ? 1 : 0)
                | (byte == UInt8(ascii: ">") ? 1 : 0) | (byte == UInt8(ascii: "\"") ? 1 : 0)
                | (byte == UInt8(ascii: "'") ? 1 : 0)
            let isLow: UInt8 = byte < 0x20 ? 1 : 0
            let isBreak: UInt8 = byte == 0x0a ? 1 : 0
            let isHigh: UInt8 = byte >= 0x7f ? 1 : 0
            found |= isMarkup | (isLow ^ isBreak) | isHigh
        }
        return found == 0
    }

    /// What takes the place of some bytes.
    private enum Replacement {
        case literal(StaticString)
        /// A sign of its own for a control character (Unicode block "Control Pictures").
        case picture(UInt8)
        /// The code of a character that must not act.
        case code(UInt32)

        func append(to output: inout [UInt8], _ place: Place) {
            switch self {
            case .literal(let text):
                text.withUTF8Buffer { unsafe output.append(contentsOf: $0) }
            case .picture(let byte):
                output.append(contentsOf: [0xe2, 0x90, byte == 0x7f ? 0xa1 : 0x80 + byte])
            case .code(let value):
                let digits = String(value, radix: 16, uppercase: true)
                let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
                if place == .text {
                    output.append(contentsOf: "<span class=\"sign\">\(code)</span>".utf8)
                } else {
                    output.append(contentsOf: "[\(code)]".utf8)
                }
            }
        }
    }

    /// How many bytes belong together at a place, and what they become if they do not stay.
    private static func step(_ text: Span<UInt8>, at index: Int, _ place: Place) -> (
        count: Int, replacement: Replacement?
    ) {
        let byte = text[index]
        switch byte {
        case UInt8(ascii: "&"): return (1, .literal("&amp;"))
        case UInt8(ascii: "<"): return (1, .literal("&lt;"))
        case UInt8(ascii: ">"): return (1, .literal("&gt;"))
        case UInt8(ascii: "\""): return (1, place == .attribute ? .literal("&quot;") : nil)
        case UInt8(ascii: "'"): return (1, place == .attribute ? .literal("&#39;") : nil)
        case 0x09, 0x0a, 0x20..<0x7f: return (1, nil)
        case 0x0d:
            let isPair = index + 1 < text.count && text[index + 1] == 0x0a
            return (1, .literal(isPair ? "" : "\n"))
        case 0..<0x20, 0x7f: return (1, .picture(byte))
        default:
            guard let scalar = scalar(text, at: index) else { return (1, .literal("\u{fffd}")) }
            return (scalar.count, isHidden(scalar.value) ? .code(scalar.value) : nil)
        }
    }

    /// Characters that would change how others are shown, or that show nothing and yet say something to a program.
    private static func isHidden(_ value: UInt32) -> Bool {
        switch value {
        // C1 controls; embeddings, overrides and isolates (UAX 9); separators; tags; plane 14's selectors.
        case 0x80...0x9f, 0x202a...0x202e, 0x2066...0x2069, 0x2028, 0x2029, 0xe0000...0xe0fff: true
        // What HTML calls noncharacters, and the object marks.
        case 0xfdd0...0xfdef, 0xfff9...0xfffb: true
        default: value & 0xfffe == 0xfffe
        }
    }

    /// The scalar at a place, by the table of well-formed sequences (Unicode 15, table 3-7).
    private static func scalar(_ text: Span<UInt8>, at index: Int) -> (value: UInt32, count: Int)? {
        let first = text[index]
        let count: Int
        var least: UInt8 = 0x80
        var most: UInt8 = 0xbf
        switch first {
        case 0xc2...0xdf: count = 2
        case 0xe0...0xef:
            count = 3
            if first == 0xe0 { least = 0xa0 }
            if first == 0xed { most = 0x9f }
        case 0xf0...0xf4:
            count = 4
            if first == 0xf0 { least = 0x90 }
            if first == 0xf4 { most = 0x8f }
        default: return nil
        }
        guard index + count <= text.count, text[index + 1] >= least, text[index + 1] <= most else {
            return nil
        }
        var value = UInt32(first) & (count == 2 ? 0x1f : count == 3 ? 0x0f : 0x07)
        for place in index + 1..<index + count {
            guard text[place] & 0xc0 == 0x80 else { return nil }
            value = value << 6 | UInt32(text[place] & 0x3f)
        }
        return (value, count)
    }

    private static func copy(_ text: Span<UInt8>, to output: inout [UInt8]) {
        guard !text.isEmpty else { return }
        unsafe text.withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
    }

    /// Whether this is `&name;` with a name that gives visible text.
    static func isPlainReference(_ reference: Span<UInt8>) -> Bool {
        guard reference.count > 2, reference.count <= 40, reference[0] == UInt8(ascii: "&"),
            reference[reference.count - 1] == UInt8(ascii: ";")
        else { return false }
        var name = ""
        for index in 1..<reference.count - 1 {
            let byte = reference[index]
            let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            guard isLetter || isDigit && index > 1 else { return false }
            name.unicodeScalars.append(Unicode.Scalar(byte))
        }
        // The marks of direction, and those that show nothing.
        return ![
            "lrm", "rlm", "zwj", "zwnj", "shy", "ZeroWidthSpace", "NegativeVeryThinSpace",
            "NegativeThinSpace", "NegativeMediumSpace", "NegativeThickSpace", "NoBreak", "ApplyFunction",
            "af", "InvisibleTimes", "it", "InvisibleComma", "ic", "NewLine", "Tab",
        ].contains(name)
    }
}
