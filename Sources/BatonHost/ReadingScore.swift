internal import BatonExport
internal import BatonSessions
internal import Platform

/// How much a session is worth reading for somebody who is new to a repository.
///
/// Four things count, each from 0 to 1: whether the files that it changed are still there (45 of 100), whether it is neither
/// tiny nor endless (20), whether it is recent (15), and whether it ended with an answer (20).
struct ReadingScore {
    /// Paths that it changed and that are still there, from the top level.
    let alive: [String]
    /// How many paths of the repository it changed.
    let changed: Int
    /// Prompts of the person.
    let prompts: Int
    /// Days since it changed last.
    let age: Double
    /// Whether its last message is an answer that calls no tool.
    let hasOutcome: Bool

    /// From 0 to 1.
    var value: Double { 0.45 * lasting + rest }

    /// The score when these files were explained by another session already: they count for a third.
    func value(without covered: Set<String>) -> Double {
        let known = alive.count { covered.contains($0) }
        let share = alive.isEmpty ? 0 : Double(known) / Double(alive.count)
        return 0.45 * lasting * (1 - share * 2 / 3) + rest
    }

    private var rest: Double { 0.2 * length + 0.15 * recency + (hasOutcome ? 0.2 : 0) }

    /// Many files that are all there are best; one that is left of twenty is little.
    private var lasting: Double {
        guard changed > 0 else { return 0 }
        let count = Double(alive.count)
        return min(1, count / 6) * 0.5 + count / Double(changed) * 0.5 * min(1, count)
    }

    private var length: Double {
        switch prompts {
        case ...0: 0
        case 1: 0.4
        case 2: 0.8
        case 3...30: 1
        default: max(0.2, 30 / Double(prompts))
        }
    }

    /// Half after three months.
    private var recency: Double { 1 / (1 + max(0, age) / 90) }

    /// What speaks for it, in words.
    var reasons: [String] {
        var reasons: [String] = []
        if changed > 0 { reasons.append("\(alive.count) of \(changed) changed files are still there") }
        reasons.append("\(prompts) \(prompts == 1 ? "prompt" : "prompts")")
        let days = Int(max(0, min(age, 100_000)))
        reasons.append(days == 0 ? "today" : "\(days) \(days == 1 ? "day" : "days") ago")
        reasons.append(hasOutcome ? "ended with an answer" : "has no answer at its end")
        return reasons
    }
}

extension ReadingScore {
    /// The score of a transcript; `nil` when nobody asked anything in it.
    ///
    /// - Parameters:
    ///   - transcript: the session's.
    ///   - roots: the directories that the paths are counted from: the repository's worktrees.
    ///   - now: the time it is read.
    ///   - isThere: whether a path from the top level is still there.
    /// - Throws: what reading the transcript throws.
    init?(_ transcript: Transcript, roots: [String], now: Timestamp, isThere: (String) -> Bool) throws {
        let statistics = try transcript.statistics()
        let conversation: Conversation
        do {
            conversation = try transcript.conversation(.full)
        } catch SessionError.noConversation {
            return nil
        }
        prompts = statistics.times.turns
        guard prompts > 0 else { return nil }
        let cwd = transcript.session.cwd ?? "/"
        var paths: [String] = []
        var seen: Set<String> = []
        for file in statistics.files {
            let path = Paths.normalized(Paths.join(cwd, file))
            guard let root = roots.first(where: { path.hasPrefix($0 + "/") }) else { continue }
            let name = String(path.dropFirst(root.count + 1))
            if seen.insert(name).inserted { paths.append(name) }
        }
        changed = paths.count
        alive = paths.filter(isThere)
        let span = now.milliseconds.subtractingReportingOverflow(transcript.session.updated.milliseconds)
        age = span.overflow ? 0 : Double(span.partialValue) / 86_400_000
        let last = try conversation.message(at: conversation.count - 1)
        let calls = last.blocks.contains { block in
            if case .toolUse = block { true } else { false }
        }
        hasOutcome = last.role == .assistant && !last.isAPIError && !calls
    }
}
