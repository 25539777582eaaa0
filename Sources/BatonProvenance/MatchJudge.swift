internal import BatonGit
internal import BatonSessions
internal import Platform

/// Decides from the evidence which sessions made a change, and says why.
struct MatchJudge {
    let reads: [MatchRun.Read]
    let edits: [String: [FileCredit.Edit]]
    let evidence: CommandEvidence
    let records: CommitRecords
    let before: EarlierLines
    /// The time of what is not committed yet.
    let now: Timestamp

    /// What is found for a change.
    func finding(_ change: CommitChange, _ history: CommitHistory) -> MatchRun.Finding {
        let commit = change.commit
        let view = history.view(from: change)
        var ran: [Int: String] = [:]
        var named: [Int: String] = [:]
        if let commit {
            for (number, read) in reads.enumerated() {
                if let reason = evidence.reason(read.work, commit) { ran[number] = reason }
                named[number] = records.reason(read.candidate.session.id, commit)
            }
        }
        let files = change.files.map { file in
            let paths = [file.file.path] + (file.file.originalPath.map { [$0] } ?? [])
            var mine = paths.flatMap { edits[$0] ?? [] }
            if paths.count > 1 { mine.sort { $0.edit.time < $1.edit.time } }
            return (
                path: file.file.path,
                credit: FileCredit(
                    file,
                    mine,
                    before: mine.isEmpty ? [] : before.lines(of: file, commit),
                    isMerge: (commit?.parents.count ?? 0) > 1,
                    touches: mine.isEmpty ? [] : view.touches(of: paths),
                    authored: (commit?.authored ?? now).milliseconds,
                    committed: (commit?.committed ?? now).milliseconds
                )
            )
        }
        let credit = CommitCredit(files, preferred: Set(named.keys).union(ran.keys))
        var matches: [SessionMatch] = []
        var numbers = Set(ran.keys).union(named.keys)
        numbers.formUnion(credit.parts.map(\.session))
        for number in numbers {
            let part = credit.parts.first { $0.session == number }
            let content = part.map { credit.score(of: $0) } ?? 0
            var doubt = 1 - content
            var reasons: [MatchReason] = []
            if let text = named[number] {
                doubt *= 0.05
                reasons.append(MatchReason(.recorded, text))
            }
            if let text = ran[number] {
                doubt *= 0.04
                reasons.append(MatchReason(.committed, text))
            }
            guard 1 - doubt >= CommitMatcher.threshold,
                let session = CandidateSessions.peek(reads[number].candidate)
            else { continue }
            if let part { reasons += self.reasons(part, credit, change) }
            matches.append(
                SessionMatch(
                    session: session,
                    score: (100 * (1 - doubt)).rounded() / 100,
                    reasons: reasons,
                    files: part?.files.sorted() ?? []
                )
            )
        }
        matches.sort { ($0.score, $1.session.id) > ($1.score, $0.session.id) }
        return MatchRun.Finding(
            matches: matches,
            explained: credit.explained,
            isSure: !ran.isEmpty || !named.isEmpty
        )
    }

    private func reasons(_ part: CommitCredit.Part, _ credit: CommitCredit, _ change: CommitChange) -> [MatchReason] {
        var reasons: [MatchReason] = []
        var content: [String] = []
        if part.addedCount > 0 {
            content.append("wrote \(part.addedCount) of \(Self.count(credit.addedCount, "added line"))")
        }
        if part.removedCount > 0 {
            content.append("removed \(part.removedCount) of \(Self.count(credit.removedCount, "removed line"))")
        }
        if !content.isEmpty { reasons.append(MatchReason(.content, content.joined(separator: ", "))) }
        reasons.append(
            MatchReason(
                .files,
                "changed \(part.files.count) of \(Self.count(change.files.count, "file"))"
                    + (part.isByEnd ? ", by the ends of their paths" : "")
            )
        )
        if let commit = change.commit, part.time > .min {
            let gap = commit.committed.milliseconds - part.time
            let text =
                gap < 60_000
                ? "last changed them within a minute of the commit" : "last changed them \(Self.duration(gap)) before it"
            reasons.append(MatchReason(.time, text))
        }
        return reasons
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    private static func duration(_ milliseconds: Int64) -> String {
        let minutes = milliseconds / 60_000
        if minutes < 90 { return count(Int(minutes), "minute") }
        if minutes < 48 * 60 { return count(Int(minutes / 60), "hour") }
        return count(Int(minutes / 1440), "day")
    }
}
