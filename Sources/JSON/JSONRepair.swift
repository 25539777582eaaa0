/// Makes JSON readable that breaks Unicode's rules or holds numbers beyond 64 bits.
///
/// Agents that cut strings at UTF-16 borders write lone surrogates, which RFC 8259 section 8.2 leaves open and
/// strict parsers refuse. They become U+FFFD, as do bytes that are not UTF-8. An integer beyond 64 bits gets a
/// fraction of zero, so that it is read as the nearest double; one beyond a double becomes `null`.
public enum JSONRepair {
    /// The repaired bytes; equal to the input where nothing was wrong.
    public static func repair(_ bytes: Span<UInt8>) -> [UInt8] {
        let text = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
        let input = Array(text.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(input.count + 16)
        var index = 0
        var inString = false
        while index < input.count {
            let byte = input[index]
            if inString {
                if byte == UInt8(ascii: "\\") {
                    index = copyEscape(input, at: index, into: &output)
                    continue
                }
                if byte == UInt8(ascii: "\"") { inString = false }
            } else if byte == UInt8(ascii: "\"") {
                inString = true
            } else if byte == UInt8(ascii: "-") || isDigit(byte) {
                index = copyNumber(input, at: index, into: &output)
                continue
            }
            output.append(byte)
            index += 1
        }
        return output
    }

    /// Copies one escape, or a pair of surrogates; returns the place behind it.
    private static func copyEscape(_ input: [UInt8], at index: Int, into output: inout [UInt8]) -> Int {
        guard let unit = codeUnit(input, at: index) else {
            let end = min(index + 2, input.count)
            output.append(contentsOf: input[index..<end])
            return end
        }
        if UTF16.isLeadSurrogate(unit), let next = codeUnit(input, at: index + 6),
            UTF16.isTrailSurrogate(next)
        {
            output.append(contentsOf: input[index..<index + 12])
            return index + 12
        }
        if UTF16.isSurrogate(unit) {
            output.append(contentsOf: Array("\u{fffd}".utf8))
        } else {
            output.append(contentsOf: input[index..<index + 6])
        }
        return index + 6
    }

    /// The code unit of an escape `\uXXXX` at `index`.
    private static func codeUnit(_ input: [UInt8], at index: Int) -> UInt16? {
        guard index + 6 <= input.count, input[index] == UInt8(ascii: "\\"),
            input[index + 1] == UInt8(ascii: "u")
        else {
            return nil
        }
        let digits = input[index + 2..<index + 6]
        // The initializer below would take a sign.
        guard
            digits.allSatisfy({
                isDigit($0) || ($0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "f"))
            })
        else { return nil }
        return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    private static func copyNumber(_ input: [UInt8], at start: Int, into output: inout [UInt8]) -> Int {
        var end = start
        var isInteger = true
        while end < input.count {
            let byte = input[end]
            if isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") {
                end += 1
            } else if byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e") {
                isInteger = false
                end += 1
            } else {
                break
            }
        }
        let text = String(decoding: input[start..<end], as: UTF8.self)
        if let value = Double(text), !value.isFinite {
            output.append(contentsOf: Array("null".utf8))
        } else {
            output.append(contentsOf: input[start..<end])
            if isInteger, Int64(text) == nil, UInt64(text) == nil {
                output.append(contentsOf: Array(".0".utf8))
            }
        }
        return end
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
