internal import BatonGit

extension NoteUpkeep {
    /// Commits that one became, at most, and how many rewritten ones are looked at.
    private static let mostParts = 8
    private static let mostLooks = 64

    /// Which new commits are the last part of one that was split, each with all parts, the oldest first.
    ///
    /// A rebase tells of the last part only, by what `git commit` in its middle leaves. Those before are told by the sum: what
    /// changes from before the first to the last is what the old commit changed.
    func splits(among sources: [String: [String]]) throws -> [String: [String]] {
        let single = sources.filter { $0.value.count == 1 }
        let noted = try git.noteBook(ref: ref).notes(of: single.values.joined())
        let candidates = single.filter { noted[$0.value[0]] != nil }
        guard !candidates.isEmpty else { return [:] }
        let patches = try git.patchIDs(of: candidates.flatMap { [$0.key, $0.value[0]] })
        var found: [String: [String]] = [:]
        var looks = 0
        for (new, olds) in candidates.sorted(by: { $0.key < $1.key }) {
            guard let whole = patches[olds[0]], let own = patches[new], whole != own, looks < Self.mostLooks
            else { continue }
            looks += 1
            var parts = [new]
            for (place, ancestor) in try git.firstParents(of: new, limit: Self.mostParts + 1).enumerated()
            where place > 0 {
                // The result of another commit is no part of this one.
                if place > 1, try git.patchID(from: ancestor, to: new) == whole {
                    found[new] = parts
                    break
                }
                if sources[ancestor] != nil { break }
                parts.insert(ancestor, at: 0)
            }
        }
        return found
    }

    /// Gives each part of a split commit the entries of the old one that belong to it.
    func divide(_ old: String, among parts: [String]) throws {
        var files: [String: Set<String>] = [:]
        for part in parts { files[part] = Set(try git.commit(part)?.files ?? []) }
        let known = try parts.map { part in (part, Set(try sessionsOf?(part) ?? [])) }
        let somewhere = known.reduce(into: Set<String>()) { $0.formUnion($1.1) }
        let made = Dictionary(uniqueKeysWithValues: known)
        func belongs(_ entry: NoteEntry, to part: String) -> Bool {
            if somewhere.contains(entry.sessionID) { return made[part]?.contains(entry.sessionID) ?? false }
            return entry.files.isEmpty || !(files[part] ?? []).isDisjoint(with: entry.files)
        }
        try git.updateNotes(ref: ref, message: "Sessions kept with a commit that was split") { book in
            let notes = try book.notes(of: parts + [old])
            let carried = notes[old].map { NoteParser.read($0) } ?? NoteParser.Parts()
            let choice = try choices(
                for: Dictionary(
                    uniqueKeysWithValues: parts.map {
                        ($0, carried.entries + (notes[$0].map { NoteParser.read($0).entries } ?? []))
                    }
                )
            )
            var results: [String: CommitNote] = [:]
            for part in parts {
                var note = CommitNote(
                    notes[part].map { NoteParser.read($0) } ?? NoteParser.Parts(),
                    choosing: choice(part)
                )
                // What git copied to the last part alone.
                note.keepEntries { entry in
                    entry.commit == part || !carried.entries.contains { $0.sessionID == entry.sessionID }
                        || belongs(entry, to: part)
                }
                for entry in carried.entries
                where belongs(entry, to: part)
                    || part == parts.last && !parts.contains(where: { belongs(entry, to: $0) })
                {
                    note.add(entry, choosing: choice(part))
                }
                results[part] = note
            }
            var changes = changes(results, notes)
            for (part, note) in results where note.isEmpty && notes[part] != nil { changes[part] = .remove }
            return changes
        }
        let links = CommitLinks(git.repository)
        for link in try links.all() where link.commit == old {
            for part in parts
            where somewhere.contains(link.session) == (made[part]?.contains(link.session) ?? false) {
                try links.add([link.session], to: part)
            }
        }
    }
}
