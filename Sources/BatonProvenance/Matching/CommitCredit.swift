internal import BatonSessions

/// What sessions have in a commit, over all of its files.
struct CommitCredit {
    /// What one session has in it.
    struct Part {
        let session: Int
        /// The weight of what it has, and of what no surer session has too.
        var weight: Float
        var own: Float
        var addedCount: Int
        var removedCount: Int
        var files: [String]
        /// The weight of what it has in files whose lines do not tell.
        var rest: Float
        /// Whether only the ends of paths are the same in all files.
        var isByEnd: Bool
        /// Its last edit before the commit, in milliseconds.
        var time: Int64
    }

    private(set) var parts: [Part] = []
    /// The weight of the whole commit.
    private(set) var weight: Float = 0
    private(set) var addedCount = 0
    private(set) var removedCount = 0

    /// Puts the files together.
    ///
    /// - Parameters:
    ///   - files: paths and what sessions have in them.
    ///   - preferred: numbers of sessions that are known to have had a part in the commit.
    init(_ files: [(path: String, credit: FileCredit)], preferred: Set<Int>) {
        weight = files.reduce(0) { $0 + $1.credit.weight }
        addedCount = files.reduce(0) { $0 + $1.credit.addedCount }
        removedCount = files.reduce(0) { $0 + $1.credit.removedCount }
        var parts: [Int: Part] = [:]
        for (path, credit) in files {
            for (session, share) in credit.shares where share.weight > 0 {
                var part =
                    parts[session]
                    ?? Part(
                        session: session,
                        weight: 0,
                        own: 0,
                        addedCount: 0,
                        removedCount: 0,
                        files: [],
                        rest: 0,
                        isByEnd: true,
                        time: .min
                    )
                part.weight += share.weight
                part.addedCount += share.added.values.count { $0 > 0 }
                part.removedCount += share.removed.values.count { $0 > 0 }
                part.files.append(path)
                part.rest += share.rest
                part.isByEnd = part.isByEnd && share.isByEnd
                part.time = max(part.time, share.time)
                parts[session] = part
            }
        }
        // Who has most comes first; what the others have counts where nobody before them has it.
        let order = parts.values.sorted { one, other in
            let (first, second) = (rank(one, preferred), rank(other, preferred))
            return (first, one.time, other.session) > (second, other.time, one.session)
        }
        var held: [Set<UInt64>] = Array(repeating: [], count: files.count)
        var heldGone: [Set<UInt64>] = Array(repeating: [], count: files.count)
        var isHeld: [Bool] = Array(repeating: false, count: files.count)
        for var part in order {
            for (number, file) in files.enumerated() {
                guard let share = file.credit.shares[part.session] else { continue }
                for (key, weight) in share.added where held[number].insert(key).inserted {
                    part.own += weight
                }
                for (key, weight) in share.removed where heldGone[number].insert(key).inserted {
                    part.own += weight
                }
                if share.rest > 0, !isHeld[number] {
                    part.own += share.rest
                    isHeld[number] = true
                }
            }
            self.parts.append(part)
        }
    }

    private func rank(_ part: Part, _ preferred: Set<Int>) -> Float {
        // To a worktree that is gone only the end of the path leads.
        part.weight * (preferred.contains(part.session) ? 2 : 1) * (part.isByEnd ? 0.5 : 1)
    }

    /// How much of the commit is explained, from 0 to 1.
    var explained: Float { weight > 0 ? min(1, parts.reduce(0) { $0 + $1.own } / weight) : 0 }

    /// How sure a part is, from 0 to 1: much that tells is surer than little, and most of a commit surer than a bit.
    func score(of part: Part) -> Double {
        guard weight > 0, part.own > 0 else { return 0 }
        let share = Double(part.own / weight)
        var score = (1 - exponential(-Double(part.own) / 1.3)) * (0.6 + 0.4 * min(1, share / 0.6))
        // A small change that the session made wholly is its own, however little the lines tell.
        if share >= 0.9, part.own >= 0.25, part.rest < part.own { score = max(score, 0.55) }
        // Where only the ends of paths lead here, the lines themselves must do.
        if part.isByEnd { score *= part.own >= 3 && share >= 0.4 ? 0.85 : 0.3 }
        return score
    }

    private func exponential(_ value: Double) -> Double {
        // e^x for x ≤ 0 by squaring: no mathematics library is needed for so little.
        var result = 1 + max(value, -40) / 1024
        for _ in 0..<10 { result *= result }
        return result
    }
}
