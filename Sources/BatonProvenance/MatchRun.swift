internal import BatonGit
internal import BatonSessions
internal import Platform

/// One search for the sessions of some commits: one pass over the sessions, one over the history.
struct MatchRun {
    private let git: Git
    private let candidates: CandidateSessions
    private let context: Context
    /// When reading ends, in milliseconds since the epoch.
    private let deadline: Int64?

    private static let day: Int64 = 86_400_000
    /// Agents delete transcripts after a month unless told otherwise; a copy keeps its time.
    private static let nearPast = 400 * day
    /// Sessions that ran elsewhere are looked into only when they changed since shortly before the commit.
    private static let farPast = 30 * day

    init(_ git: Git, _ candidates: CandidateSessions, _ context: Context, until deadline: Int64? = nil) {
        self.git = git
        self.candidates = candidates
        self.context = context
        self.deadline = deadline
    }

    /// A session with what it did.
    struct Read {
        let candidate: CandidateSessions.Candidate
        let work: SessionWork
    }

    /// What came of a search.
    struct Outcome {
        /// The sessions of each change, in the order of the changes.
        let matches: [[SessionMatch]]
        /// The sessions that were read.
        let reads: [Read]
    }

    /// The sessions of each change, in the order of the changes.
    func matches(_ changes: [CommitChange]) throws -> [[SessionMatch]] { try outcome(of: changes).matches }

    /// The sessions of each change, and all that were read.
    func outcome(of changes: [CommitChange]) throws -> Outcome {
        guard !changes.isEmpty else { return Outcome(matches: [], reads: []) }
        let repository = git.repository
        let places =
            repository.isBare ? [repository.root] : Array(Set([repository.root] + repository.worktrees))
        let oldest =
            changes.compactMap { $0.commit.map { min($0.authored, $0.committed) } }.min() ?? context.now()
        let all = try candidates.candidates(
            near: places,
            since: oldest.advanced(byMilliseconds: -Self.nearPast),
            othersSince: oldest.advanced(byMilliseconds: -Self.farPast)
        )
        let paths = Set(changes.flatMap(\.paths))
        let interest = PathInterest(
            paths: paths,
            commits: changes.compactMap { $0.commit.map { ($0.id, $0.subject, $0.authored) } },
            isNamed: !changes.contains { change in
                change.files.contains { [.deleted, .renamed].contains($0.file.change) }
            }
        )
        let records = CommitRecords(git, changes)
        var reads = try read(all.filter(\.isNear), interest)
        reads += Self.named(records, all, besides: reads)
        var found = try assess(changes, paths, reads, records)
        let isOpen = found.contains { $0.explained < 0.6 && !$0.isSure }
        let far = all.filter { !$0.isNear }
        if isOpen, !far.isEmpty {
            // One that is recorded may be there already.
            let known = Set(reads.map(\.candidate.session.path))
            reads += try read(far.filter { !known.contains($0.session.path) }, interest)
            found = try assess(changes, paths, reads, records)
        }
        return Outcome(matches: found.map(\.matches), reads: reads)
    }

    /// Sessions that are recorded for a commit and changed nothing that could be told.
    private static func named(
        _ records: CommitRecords,
        _ all: [CandidateSessions.Candidate],
        besides reads: [Read]
    ) -> [Read] {
        let known = Set(reads.map(\.candidate.session.id))
        let wanted = records.sessions.subtracting(known)
        guard !wanted.isEmpty else { return [] }
        return all.filter { wanted.contains($0.session.id) }.map { Read(candidate: $0, work: SessionWork()) }
    }

    // MARK: Reading

    private func read(_ candidates: [CandidateSessions.Candidate], _ interest: PathInterest) throws -> [Read]
    {
        // The latest first, so that a time limit leaves out the oldest.
        let sorted = candidates.sorted { $0.session.modified > $1.session.modified }
        var works = [SessionWork?](repeating: nil, count: sorted.count)
        let beside = AgentsBesideFiles()
        unsafe works.withUnsafeMutableBufferPointer { works in
            // Each number is given to one thread, which writes to that place only.
            nonisolated(unsafe) let works = unsafe works
            ParallelWork.run(sorted.count, worker: { Worker(beside, interest) }) { number, worker in
                // A transcript that cannot be read made nothing that could be told.
                let work = try? worker.reader.work(of: sorted[number].session)
                if let work, !work.edits.isEmpty || !work.commits.isEmpty { unsafe works[number] = work }
                if let deadline, context.now().milliseconds > deadline { return false }
                return !Cancellation.isRequested
            }
        }
        try Cancellation.check()
        var reads: [Read] = []
        for (candidate, work) in zip(sorted, works) {
            if let work { reads.append(Read(candidate: candidate, work: work)) }
        }
        return Self.withoutCopies(reads)
    }

    private final class Worker {
        var reader: WorkReader

        init(_ beside: AgentsBesideFiles, _ interest: PathInterest) { reader = WorkReader(beside, interest) }
    }

    /// Leaves out what a copy of a session repeats: one that was continued elsewhere, forked or cloned.
    ///
    /// The one that ends first is the original of what both hold.
    private static func withoutCopies(_ reads: [Read]) -> [Read] {
        let groups = Dictionary(grouping: reads.indices) { reads[$0].work.firstCall ?? "\($0)" }
        var result = reads
        for group in groups.values where group.count > 1 {
            var seen: Set<Seen> = []
            let order = group.sorted { one, other in
                let (first, second) = (
                    reads[one].work.edits.last?.time ?? 0, reads[other].work.edits.last?.time ?? 0
                )
                return (first, reads[one].candidate.session.id) < (second, reads[other].candidate.session.id)
            }
            for place in order {
                var work = reads[place].work
                var own: Set<Seen> = []
                work.edits.removeAll { edit in
                    let mark = Seen(time: edit.time, path: edit.path)
                    own.insert(mark)
                    return seen.contains(mark)
                }
                work.commits.removeAll { call in
                    let mark = Seen(time: call.start, path: "")
                    own.insert(mark)
                    return seen.contains(mark)
                }
                seen.formUnion(own)
                result[place] = Read(candidate: reads[place].candidate, work: work)
            }
        }
        return result
    }

    private struct Seen: Hashable {
        let time: Int64
        let path: String
    }

    // MARK: Judging

    /// What was found for one change.
    struct Finding {
        var matches: [SessionMatch]
        /// How much of the change is explained by what sessions wrote.
        var explained: Float
        /// Whether a session is known by more than what it wrote.
        var isSure: Bool
    }

    private func assess(
        _ changes: [CommitChange],
        _ paths: Set<String>,
        _ reads: [Read],
        _ records: CommitRecords
    ) throws -> [Finding] {
        var resolver = EditPaths(git.repository, paths)
        var edits: [String: [FileCredit.Edit]] = [:]
        var earliest = Int64.max
        for (number, read) in reads.enumerated() {
            let commits = read.work.commits.map(\.start)
            for edit in read.work.edits {
                for (path, way) in resolver.files(of: edit) {
                    edits[path, default: []].append(
                        FileCredit.Edit(session: number, edit: edit, way: way, commits: commits)
                    )
                    earliest = min(earliest, edit.time)
                }
            }
        }
        for path in Array(edits.keys) { edits[path]?.sort { $0.edit.time < $1.edit.time } }
        let history = try history(changes, Set(edits.keys), since: earliest)
        let evidence = try CommandEvidence(
            reads.map(\.work),
            git,
            commits: changes.compactMap(\.commit),
            others: history.ids
        )
        let judge = MatchJudge(
            reads: reads,
            edits: edits,
            evidence: evidence,
            records: records,
            before: try EarlierLines(git, changes, Set(edits.keys)),
            now: context.now()
        )
        return changes.map { judge.finding($0, history) }
    }

    /// The commits that touched the files before, as far back as the first edit.
    private func history(_ changes: [CommitChange], _ paths: Set<String>, since earliest: Int64) throws
        -> CommitHistory
    {
        guard earliest < Int64.max else { return CommitHistory() }
        let commits = changes.compactMap(\.commit)
        var tips = commits.map(\.id)
        if commits.isEmpty {
            guard let head = try git.resolve("HEAD") else { return CommitHistory() }
            tips = [head]
        }
        // Clocks differ, and git's walk ends at the first old commit.
        let since = Timestamp(milliseconds: max(0, earliest - Self.day))
        var query = PatchQuery(tips)
        query.since = since
        query.limit = 5_000
        if paths.count <= 200 { query.paths = paths.sorted() }
        var collector = ChangeCollector()
        _ = try git.forEachPatch(query, &collector)
        let graph = commits.isEmpty ? [:] : try git.parents(from: tips, since: since, limit: 50_000)
        return CommitHistory(collector.finish(), graph: graph)
    }
}
