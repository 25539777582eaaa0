extension Redactor {
    /// How many placeholders of its rules a text holds, by rule in the order of the rules; rules without any are left out.
    ///
    /// A text of a rule's own counts like a placeholder, once the rule has found something.
    public func placeholders(in bytes: [UInt8]) -> [(rule: String, count: Int)] {
        var found: [String: Int] = [:]
        let span = bytes.span
        for end in Self.ends(of: Array(Placeholder.opening.utf8), in: bytes) {
            if let placeholder = Placeholder(span, openingEnd: end) {
                found[placeholder.rule, default: 0] += 1
            }
        }
        let active = Set(counts.map(\.rule))
        for rule in rules {
            guard let mask = rule.mask, active.contains(rule.id) else { continue }
            found[rule.id, default: 0] += Self.ends(of: Array(mask.utf8), in: bytes).count
        }
        return rules.compactMap { rule in found[rule.id].flatMap { $0 > 0 ? (rule.id, $0) : nil } }
    }

    /// The offsets behind each place where `word` stands.
    private static func ends(of word: [UInt8], in bytes: [UInt8]) -> [Int] {
        var ends: [Int] = []
        var index = 0
        while let start = bytes[index...].firstIndex(of: word[0]) {
            if bytes[start...].starts(with: word) {
                ends.append(start + word.count)
                index = start + word.count
            } else {
                index = start + 1
            }
        }
        return ends
    }
}
