/// A record in which `\u00XX` escapes of ASCII are resolved, and the way back to the offsets of the original.
///
/// Some producers escape `=`, `&`, `<` or `'` that way, which hides both keys and values. The copy is only
/// searched; what is replaced is replaced in the original.
struct ASCIIEscapes {
    /// What every such escape, at any depth of escaping, contains.
    static let marker = #"\\u00[2-7][0-9A-Fa-f]"#

    /// The copy to search.
    let bytes: [UInt8]
    /// Where copy and original shift: offsets just behind a resolved escape.
    private let shifts: [(copy: Int, original: Int)]

    init(_ original: Span<UInt8>) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(original.count)
        var shifts: [(copy: Int, original: Int)] = []
        var index = 0
        while index < original.count {
            let byte = original[index]
            guard byte == UInt8(ascii: "\\"), let resolved = Self.resolved(original, at: index) else {
                bytes.append(byte)
                index += 1
                continue
            }
            // A deeper escape has more backslashes before it; they go with it, but stay with a quote, whose
            // depth they tell.
            if resolved == UInt8(ascii: "\"") {
                bytes.append(byte)
            } else {
                while bytes.last == UInt8(ascii: "\\"), shifts.last.map({ bytes.count > $0.copy }) ?? true {
                    bytes.removeLast()
                }
            }
            bytes.append(resolved)
            index += 6
            shifts.append((bytes.count, index))
        }
        self.bytes = bytes
        self.shifts = shifts
    }

    /// The printable character that `\u00XX` at `index` stands for; a backslash stays as it is.
    private static func resolved(_ bytes: Span<UInt8>, at index: Int) -> UInt8? {
        guard index + 5 < bytes.count, bytes[index + 1] == UInt8(ascii: "u"),
            bytes[index + 2] == UInt8(ascii: "0"), bytes[index + 3] == UInt8(ascii: "0"),
            let high = hexValue(bytes[index + 4]), let low = hexValue(bytes[index + 5])
        else { return nil }
        let value = high << 4 | low
        return value >= 0x20 && value < 0x7F && value != UInt8(ascii: "\\") ? value : nil
    }

    /// A range of the copy as a range of the original.
    func original(_ range: Range<Int>) -> Range<Int> {
        let low = original(range.lowerBound)
        return low..<max(low, original(range.upperBound))
    }

    private func original(_ offset: Int) -> Int {
        var low = 0
        var high = shifts.count
        while low < high {
            let middle = (low + high) / 2
            if shifts[middle].copy <= offset { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return offset }
        return shifts[low - 1].original + offset - shifts[low - 1].copy
    }
}

/// The value of a hexadecimal digit.
func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}
