internal import JSON

/// The different values of a field, in the order of their first appearance.
///
/// Most lines repeat the line before, which costs a comparison only. At most ``limit`` are kept: a file that has more
/// is no session of anybody.
struct DistinctTexts: Sendable {
    private(set) var values: [String] = []
    /// The last value that is not empty.
    private(set) var latest: String?
    private var known: Set<String> = []
    private var latestBytes: [UInt8] = []

    static let limit = 1_000

    /// Takes note of a value; what is no text, or an empty one, is none.
    mutating func add(_ value: JSONValue?) {
        guard let value else { return }
        let isLatest = value.withText { text in
            guard text.count == latestBytes.count else { return false }
            for index in text.indices where text[index] != latestBytes[index] { return false }
            return true
        }
        guard isLatest == false, let text = value.string, !text.isEmpty else { return }
        latest = text
        latestBytes = Array(text.utf8)
        if known.count < Self.limit, known.insert(text).inserted { values.append(text) }
    }
}
