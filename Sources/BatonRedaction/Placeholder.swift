/// What stands in the place of a secret: `[redacted:github-token:1]`.
struct Placeholder {
    static let opening = "[redacted:"

    private(set) var range: Range<Int>
    let rule: String
    let number: Int

    /// The text for a secret of a rule.
    static func text(rule: String, number: Int) -> String {
        "\(opening)\(rule):\(number)]"
    }

    /// Reads the placeholder whose opening ends at `end`; nil when it only begins like one.
    init?(_ bytes: Span<UInt8>, openingEnd end: Int) {
        let ruleEnd = ByteClass.base64URL.end(in: bytes, from: end, limit: end + 64)
        guard ruleEnd > end, ruleEnd < bytes.count, bytes[ruleEnd] == UInt8(ascii: ":") else { return nil }
        let numberEnd = ByteClass.digits.end(in: bytes, from: ruleEnd + 1, limit: ruleEnd + 8)
        guard numberEnd > ruleEnd + 1, numberEnd < bytes.count, bytes[numberEnd] == UInt8(ascii: "]") else {
            return nil
        }
        var number = 0
        for index in ruleEnd + 1..<numberEnd { number = number * 10 + Int(bytes[index] - UInt8(ascii: "0")) }
        let name = (end..<ruleEnd).map { bytes[$0] }
        range = end - Self.opening.utf8.count..<numberEnd + 1
        rule = String(decoding: name, as: UTF8.self)
        self.number = number
    }

    /// The same at another place; nil leaves it where it is.
    func moved(to range: Range<Int>?) -> Placeholder {
        var moved = self
        if let range { moved.range = range }
        return moved
    }
}
