/// Whether a long text is one JSON value over several lines, told by its brackets alone.
enum WholeJSON {
    /// Whether a text begins with a bracket that only its last byte closes, white space left out.
    ///
    /// A text that is no such value is mostly told by its first line; whether it really is one, a parser tells.
    static func isPossible(_ source: LargeTextRedaction.Source) throws -> Bool {
        var depth = 0
        var isString = false
        var isEscaped = false
        var isOver = false
        var offset = 0
        while offset < source.count {
            let bytes = try source.read(offset, piece)
            if bytes.isEmpty { return false }
            offset += bytes.count
            for byte in bytes {
                if isString {
                    if isEscaped {
                        isEscaped = false
                    } else if byte == UInt8(ascii: "\\") {
                        isEscaped = true
                    } else if byte == UInt8(ascii: "\"") {
                        isString = false
                    } else if byte < 0x20 {
                        return false
                    }
                    continue
                }
                switch byte {
                case 0x20, 0x09, 0x0a, 0x0d: continue
                case _ where isOver: return false
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    depth -= 1
                    if depth < 0 { return false }
                    isOver = depth == 0
                case _ where depth == 0: return false
                case UInt8(ascii: "\""): isString = true
                case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "+"), UInt8(ascii: "-"),
                    UInt8(ascii: "."),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "E"):
                    continue
                default: return false
                }
            }
        }
        return isOver
    }

    /// So much is read at a time (bytes).
    private static let piece = 1 << 18
}
