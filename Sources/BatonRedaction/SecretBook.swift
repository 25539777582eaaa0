/// The secrets of one share: each has one placeholder, and no two share one.
struct SecretBook {
    struct Entry {
        let rule: Int
        let placeholder: String
    }

    private(set) var entries: [Entry] = []
    /// How many secrets each rule has.
    private(set) var counts: [Int]
    private var known: [[UInt8]: Int] = [:]

    init(ruleCount: Int) {
        counts = Array(repeating: 0, count: ruleCount)
    }

    /// The entry of a value in its canonical form, made when it is new.
    mutating func entry(of canonical: [UInt8], rule: Int, id: String) -> (index: Int, isNew: Bool) {
        if let index = known[canonical] { return (index, false) }
        counts[rule] += 1
        entries.append(Entry(rule: rule, placeholder: "[redacted:\(id):\(counts[rule])]"))
        known[canonical] = entries.count - 1
        return (entries.count - 1, true)
    }
}
