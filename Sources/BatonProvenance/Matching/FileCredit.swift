internal import BatonGit

/// What sessions have in one file of a commit.
struct FileCredit {
    /// What one session has in it.
    struct Share {
        /// Lines of the commit that it wrote, by their keys, and how much each counts.
        var added: [UInt64: Float] = [:]
        /// Lines of the commit that it removed.
        var removed: [UInt64: Float] = [:]
        /// What it has in a file whose lines do not tell.
        var rest: Float = 0
        /// Whether only the ends of paths are the same.
        var isByEnd = true
        /// Its last edit of the file before the commit.
        var time: Int64 = .min

        var weight: Float { added.values.reduce(0, +) + removed.values.reduce(0, +) + rest }
    }

    /// By the numbers of the sessions.
    private(set) var shares: [Int: Share] = [:]
    /// How much all that changes in the file counts.
    private(set) var weight: Float = 0
    /// How many different lines the commit adds that tell anything, and removes.
    private(set) var addedCount = 0
    private(set) var removedCount = 0

    /// An edit of the file.
    struct Edit {
        let session: Int
        let edit: SessionEdit
        let way: EditPaths.Way
        /// When the session ran commands that may have committed, in milliseconds.
        let commits: [Int64]
    }

    private struct Writer {
        let session: Int
        let time: Int64
        let isExact: Bool
        let path: String
        let way: EditPaths.Way
    }

    /// A line that was removed counts so much of one that was added: less is new in it.
    private static let removal: Float = 0.4
    /// Edits a little behind the commit count too, since clocks differ; in milliseconds.
    static let skew: Int64 = 120_000

    private let change: FileChange
    private let isMerge: Bool
    /// Lines that stood in the file before.
    private let before: Set<UInt64>
    private let touches: [CommitHistory.Earlier]
    private let authored: Int64
    private let committed: Int64
    /// When commits before this one added lines, and removed them, for the last time.
    private var taken: [UInt64: (time: Int64, end: Int64)] = [:]
    private var takenAway: [UInt64: (time: Int64, end: Int64)] = [:]
    /// Comparisons of parts of lines that are left; more would take long where lines and edits are many.
    private var comparisons = 300_000
    private var lines: [UInt64: Float] = [:]
    private var gone: [UInt64: Float] = [:]

    /// Settles who has what in a file.
    ///
    /// - Parameters:
    ///   - change: what the commit does to it.
    ///   - edits: the edits of it, in the order of their times.
    ///   - before: the lines of the file before the commit, by their keys, as far as they are known.
    ///   - isMerge: whether the commit has several parents.
    ///   - touches: the commits before it that changed the file.
    ///   - authored: the author's time of the commit, in milliseconds.
    ///   - committed: the committer's.
    init(
        _ change: FileChange,
        _ edits: [Edit],
        before: Set<UInt64>,
        isMerge: Bool,
        touches: [CommitHistory.Earlier],
        authored: Int64,
        committed: Int64
    ) {
        self.change = change
        self.before = before
        self.isMerge = isMerge
        let first = edits.first?.edit.time ?? .max
        self.touches = touches.filter { $0.end + 999 >= first }
        for touch in self.touches {
            for key in touch.added { taken[key] = touch.latest(taken[key]) }
            for key in touch.removed { takenAway[key] = touch.latest(takenAway[key]) }
        }
        self.authored = authored
        self.committed = committed
        weigh()
        let edits = kept(
            edits.filter { edit in
                let isExact = edit.edit.kind == .exact
                return edit.edit.time <= committed + (isExact ? Self.skew : 2_000)
            }
        )
        guard !edits.isEmpty else { return }
        var writers: [UInt64: [Writer]] = [:]
        var removers: [UInt64: [Writer]] = [:]
        for edit in edits { note(edit, &writers, &removers) }
        for (key, list) in writers { credit(key, list, lines[key] ?? 0, \.added) }
        weaken(edits)
        for (key, list) in removers { credit(key, list, gone[key] ?? 0, \.removed) }
        creditSimilar(edits)
        creditRest(edits)
    }

    /// The edits without those that a session gave up before the commit was written.
    private func kept(_ edits: [Edit]) -> [Edit] {
        let ends = edits.filter { $0.edit.kind == .discard && $0.edit.time <= authored }
        guard !ends.isEmpty else { return edits.filter { $0.edit.kind != .discard } }
        return edits.filter { edit in
            edit.edit.kind != .discard
                && !ends.contains { end in
                    // What was committed before is not given up; of other sessions' work that is not known.
                    end.session == edit.session && edit.edit.time <= end.edit.time
                        && !edit.commits.contains { $0 >= edit.edit.time && $0 <= end.edit.time }
                }
        }
    }

    private mutating func weigh() {
        // A line that the file had before, there or elsewhere, tells little.
        var counts: [UInt64: Int] = [:]
        for line in change.added.lines {
            let isOld = before.contains(line.key) || taken[line.key] != nil
            lines[line.key] = max(lines[line.key] ?? 0, line.weight * (isOld ? 0.25 : 1))
            counts[line.key, default: 0] += 1
        }
        // So does one that the commit adds again and again.
        for (key, count) in counts where count > 1 { lines[key]? /= Float(count) }
        for line in change.removed.lines { gone[line.key] = line.weight * Self.removal }
        addedCount = lines.values.count { $0 > 0 }
        removedCount = gone.values.count { $0 > 0 }
        weight = lines.values.reduce(0, +) + gone.values.reduce(0, +)
        if change.file.isOpaque {
            weight += 1
        } else if lines.isEmpty, gone.isEmpty {
            weight += change.file.change == .renamed ? 0.8 : 0.5
        } else if change.file.change == .renamed {
            weight += 0.5
        }
    }

    private mutating func note(
        _ edit: Edit,
        _ writers: inout [UInt64: [Writer]],
        _ removers: inout [UInt64: [Writer]]
    ) {
        let isExact = edit.edit.kind == .exact
        guard
            isExact || [.whole, .replacement].contains(edit.edit.kind)
                || edit.edit.kind == .opaque && !edit.edit.fragments.isEmpty
        else { return }
        let writer = Writer(
            session: edit.session,
            time: edit.edit.time,
            isExact: isExact,
            path: edit.edit.path,
            way: edit.way
        )
        for line in edit.edit.removed.lines {
            // What was written and taken away again, in the same place, is nobody's.
            if gone[line.key] == nil {
                writers[line.key]?.removeAll { $0.path == writer.path }
            } else if removers[line.key, default: []].count < 64 {
                removers[line.key, default: []].append(writer)
            }
        }
        for fragment in edit.edit.fragments { note(fragment, writer, &writers, &removers) }
        for line in edit.edit.added.lines {
            if lines[line.key] != nil, writers[line.key, default: []].count < 64 {
                writers[line.key, default: []].append(writer)
            }
        }
    }

    /// Follows text that was replaced inside of lines: a line that the commit removes, with that text replaced, is one that
    /// it adds.
    private mutating func note(
        _ fragment: SessionEdit.Fragment,
        _ writer: Writer,
        _ writers: inout [UInt64: [Writer]],
        _ removers: inout [UInt64: [Writer]]
    ) {
        guard comparisons >= change.texts.count, fragment.old.count + fragment.new.count >= 2 else { return }
        comparisons -= change.texts.count
        if fragment.old.isEmpty {
            guard fragment.new.count >= 3 else { return }
            for (key, text) in change.texts where lines[key] != nil && text.contains(fragment.new) {
                writers[key, default: []].append(writer)
            }
            return
        }
        for (key, text) in change.texts where gone[key] != nil && text.contains(fragment.old) {
            var one = LineText()
            let all = text.replacing(fragment.old, with: fragment.new)
            one.append(line: all.span)
            let first = text.replacing(fragment.old, with: fragment.new, maxReplacements: 1)
            one.append(line: first.span)
            for line in one.lines where lines[line.key] != nil {
                writers[line.key, default: []].append(writer)
                removers[key, default: []].append(writer)
                break
            }
        }
    }

    private mutating func credit(
        _ key: UInt64,
        _ list: [Writer],
        _ weight: Float,
        _ member: WritableKeyPath<Share, [UInt64: Float]>
    ) {
        guard weight > 0 else { return }
        var pending = list.filter { !isTaken(key, $0.time, isAdded: member == \Share.added) }
        // A whole file repeats what others wrote before; who wrote just these lines comes first.
        // In another worktree it is another file.
        let exact = Set(pending.lazy.filter(\.isExact).map(\.path))
        var first: [String: Int] = [:]
        pending = pending.filter { writer in
            if writer.isExact { return true }
            if exact.contains(writer.path) { return false }
            let session = first[writer.path] ?? writer.session
            first[writer.path] = session
            return session == writer.session
        }
        for writer in pending {
            // A file that was written whole after the commit's own time held its lines already.
            if !writer.isExact, writer.time > authored + Self.skew, touches.isEmpty == false { continue }
            var share = shares[writer.session] ?? Share()
            share[keyPath: member][key] = weight
            if writer.way != .byEnd { share.isByEnd = false }
            share.time = max(share.time, writer.time)
            shares[writer.session] = share
        }
    }

    /// Makes less of lines that are a small part of what a session had to commit: where its telling lines are not in the
    /// commit, those that are may stand in any program.
    private mutating func weaken(_ edits: [Edit]) {
        for session in shares.keys {
            var pending: [UInt64: Float] = [:]
            for edit in edits where edit.session == session {
                for line in edit.edit.removed.lines { pending[line.key] = nil }
                guard [.exact, .whole].contains(edit.edit.kind) else { continue }
                // Text inside of lines is no line.
                if !edit.edit.fragments.isEmpty,
                    !edit.edit.added.lines.contains(where: { lines[$0.key] != nil })
                {
                    continue
                }
                for line in edit.edit.added.lines where pending.count < 200_000 {
                    if lines[line.key] == nil, before.contains(line.key) { continue }
                    if isTaken(line.key, edit.edit.time, isAdded: true) { continue }
                    pending[line.key] = line.weight
                }
            }
            let all = pending.values.reduce(0, +)
            guard all > 0, let share = shares[session] else { continue }
            let part = pending.reduce(Float(0)) { $0 + (share.added[$1.key] == nil ? 0 : $1.value) } / all
            guard part < 0.5 else { continue }
            shares[session]?.added = share.added.mapValues { $0 * (0.5 + part) }
        }
    }

    /// Whether a commit before this one has taken the line that was written at a time.
    private func isTaken(_ key: UInt64, _ time: Int64, isAdded: Bool) -> Bool {
        guard let latest = (isAdded ? taken : takenAway)[key] else { return false }
        // Git keeps whole seconds.
        return time <= (time <= authored ? latest.time : latest.end) + 999
    }

    /// Whether no commit before this one changed the file since a time.
    private func isFirst(after time: Int64) -> Bool {
        !touches.contains { time <= (time <= authored ? $0.time : $0.end) + 999 }
    }

    /// Lines that nobody wrote as they are, but that share most runs of words with lines somebody wrote last: a formatter
    /// or a hand went over them.
    private mutating func creditSimilar(_ edits: [Edit]) {
        let open = change.added.lines.filter { line in
            line.count >= 3 && line.weight > 0.2
                && !shares.values.contains { $0.added[line.key] != nil }
        }
        guard !open.isEmpty else { return }
        var grams: [Int: Set<UInt64>] = [:]
        var latest: [Int: (time: Int64, way: EditPaths.Way)] = [:]
        var budget = 2_000_000
        for edit in edits where isFirst(after: edit.edit.time) && edit.edit.time <= committed {
            let text = edit.edit.added
            guard !text.isEmpty, budget > 0 else { continue }
            // Lines that the commit has as they are cannot have become others.
            var run: [UInt32] = []
            var found = grams[edit.session] ?? []
            for line in text.lines where lines[line.key] == nil { run += text.words(of: line) }
            budget -= run.count
            for gram in Self.grams(run[...]) { found.insert(gram) }
            grams[edit.session] = found
            latest[edit.session] = (edit.edit.time, edit.way)
        }
        for line in open {
            let own = Self.grams(change.added.words(of: line))
            guard !own.isEmpty else { continue }
            for (session, known) in grams {
                let share = Float(own.count { known.contains($0) }) / Float(own.count)
                guard share >= 0.7 else { continue }
                var mine = shares[session] ?? Share()
                mine.added[line.key] = (lines[line.key] ?? 0) * 0.8
                if latest[session]?.way != .byEnd { mine.isByEnd = false }
                mine.time = max(mine.time, latest[session]?.time ?? .min)
                shares[session] = mine
            }
        }
    }

    private static func grams(_ words: ArraySlice<UInt32>) -> [UInt64] {
        guard words.count >= 3 else { return [] }
        return (words.startIndex...words.endIndex - 3).map { index in
            (UInt64(words[index]) &* 0x9e37_79b9_7f4a_7c15)
                ^ (UInt64(words[index + 1]) &* 0xc2b2_ae3d_27d4_eb4f &+ UInt64(words[index + 2]))
        }
    }

    /// What lines cannot tell: replaced text, files that a command wrote, moved or removed, and binary ones.
    private mutating func creditRest(_ edits: [Edit]) {
        let held = Set(shares.values.flatMap { $0.added.keys })
        let free = change.added.lines.filter { !held.contains($0.key) }
        for edit in edits
        where isFirst(after: edit.edit.time) && edit.edit.time <= committed && edit.way == .here {
            var share = shares[edit.session] ?? Share()
            let had = share.weight
            switch edit.edit.kind {
            case .replacement, .discard: continue
            case .attribute:
                guard lines.isEmpty, gone.isEmpty else { continue }
                share.rest = weight
            case .named:
                // A script may only read what it names.
                guard change.file.change == .added || change.file.isOpaque || holdsLiteral(edit.edit) else {
                    continue
                }
                share.rest = max(share.rest, free.reduce(0) { $0 + (lines[$1.key] ?? 0) } * 0.7)
                if change.file.isOpaque || lines.isEmpty { share.rest = max(share.rest, weight) }
            case .exact where edit.edit.settlesConflict && isMerge:
                share.rest = max(share.rest, max(1.2, weight * 0.6))
            case .removal:
                guard change.file.change == .deleted || change.file.change == .renamed else { continue }
                for (key, weight) in gone { share.removed[key] = weight }
                if gone.isEmpty { share.rest = weight }
            case .move:
                guard change.file.change != .modified else { continue }
                share.rest = max(share.rest, change.file.change == .renamed ? 0.8 : weight * 0.5)
            case .opaque:
                share.rest = max(share.rest, max(0, weight - held.reduce(0) { $0 + (lines[$1] ?? 0) }) * 0.7)
            case .exact, .whole:
                guard change.file.isOpaque || lines.isEmpty && gone.isEmpty else { continue }
                share.rest = weight
            }
            guard share.weight > had else { continue }
            share.isByEnd = false
            share.time = max(share.time, edit.edit.time)
            shares[edit.session] = share
        }
    }

    /// Whether a text of a script stands in a line that the commit adds.
    private mutating func holdsLiteral(_ edit: SessionEdit) -> Bool {
        let count = change.texts.count * edit.fragments.count
        guard comparisons >= count else { return false }
        comparisons -= count
        return change.texts.contains { key, text in
            lines[key] != nil && edit.fragments.contains { text.contains($0.new) }
        }
    }
}
