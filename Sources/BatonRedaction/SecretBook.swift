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
    /// The highest number given or seen for each rule.
    private var numbers: [String: Int] = [:]

    init(ruleCount: Int) {
        counts = Array(repeating: 0, count: ruleCount)
    }

    /// Makes room for one more rule.
    mutating func addRule() { counts.append(0) }

    /// Keeps the number of a placeholder that an input holds already from being given to another secret.
    mutating func reserve(_ placeholder: Placeholder) {
        numbers[placeholder.rule] = max(numbers[placeholder.rule, default: 0], placeholder.number)
    }

    /// The entry of a value in its canonical form, made when it is new.
    mutating func entry(of canonical: [UInt8], rule: Int, _ facts: Rule) -> (index: Int, isNew: Bool) {
        if let index = known[canonical] { return (index, false) }
        counts[rule] += 1
        let number = numbers[facts.id, default: 0] + 1
        numbers[facts.id] = number
        let placeholder = facts.mask ?? Placeholder.text(rule: facts.id, number: number)
        entries.append(Entry(rule: rule, placeholder: placeholder))
        known[canonical] = entries.count - 1
        return (entries.count - 1, true)
    }
}
