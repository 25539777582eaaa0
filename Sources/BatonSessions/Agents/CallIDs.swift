internal import JSON

/// The ids by which calls of tools and their answers find each other in translated records.
///
/// A call without an id gets one, and one whose id was taken before gets another: a reader takes two calls with one id for
/// the same call, told twice.
struct CallIDs {
    private var counts: [RecordKey: Int] = [:]
    private var made = 0
    private var last: String?

    /// The id of a call that begins.
    mutating func begin(_ id: String?) -> String {
        made += 1
        guard let id, !id.isEmpty else {
            last = "call_\(made)"
            return "call_\(made)"
        }
        counts[Self.key(id), default: 0] += 1
        last = answering(id)
        return answering(id)
    }

    /// The id of the call that an answer is for; without one, the call before.
    func answering(_ id: String?) -> String {
        guard let id, !id.isEmpty else { return last ?? "call_0" }
        let count = counts[Self.key(id)] ?? 1
        return count > 1 ? "\(id)_\(count)" : id
    }

    private static func key(_ id: String) -> RecordKey { RecordKey(Array(id.utf8).span) }
}
