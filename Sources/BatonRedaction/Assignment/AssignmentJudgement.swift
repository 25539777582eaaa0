/// Whether a value that is given to a name is a secret.
extension Assignment {
    /// Whether the value is an expression of a program, or prose, and not a text that someone chose.
    static func isCode(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ value: Value,
        isQuoted: Bool,
        isText: Bool
    ) -> Bool {
        if isQuoted {
            return value.text.contains(UInt8(ascii: " ")) || value.text.contains(UInt8(ascii: "("))
        }
        if range.upperBound + 1 < bytes.count {
            switch bytes[range.upperBound] {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): return true
            case UInt8(ascii: "<"): if bytes[range.upperBound + 1] != UInt8(ascii: "/") { return true }
            default: break
            }
        }
        return !isText && value.isWords
    }

    static func accepts(_ value: Value, kind: Keyword.Kind, isText: Bool, joint: Joint) -> Bool {
        if value.isPath || value.isDate || value.isColor { return false }
        switch kind {
        case .key: return value.count >= 20 && !value.isUUID && value.looksRandom && value.entropy >= 3.2
        case .secret where joint == .argument:
            return value.count >= 20 && value.digits > 2 && value.looksRandom
        case .secret: return value.looksRandom && (joint != .words || value.digits > 0)
        case .password: return value.looksChosen(isText: isText)
        }
    }
}
