internal import Platform

extension Git {
    /// Brings the notes of another ref into one, note by note.
    ///
    /// A note that only one side changed since they parted is taken from there, also when it was removed there. What both
    /// changed is given to `join`; what one changed and the other removed stays.
    ///
    /// - Parameters:
    ///   - theirs: a revision that names a commit of notes.
    ///   - ref: the ref that is changed.
    ///   - join: makes one note of two; it gets ours and theirs.
    /// - Returns: whether the ref was moved.
    /// - Throws: ``GitError``, and what `join` throws.
    func mergeNotes(
        _ theirs: String,
        into ref: String,
        _ join: (_ ours: [UInt8], _ theirs: [UInt8]) throws -> [UInt8]
    ) throws -> Bool {
        guard let other = try notesTip(theirs) else { return false }
        for attempt in 1... {
            let tip = try notesTip(ref)
            if tip == other { return false }
            do {
                guard let tip else {
                    _ = try run(["update-ref", "--stdin"], input: Array("create \(ref) \(other)\n".utf8))
                    return true
                }
                let base = try answer(["merge-base", tip, other])
                if base == other { return false }
                if base == tip {
                    _ = try run(
                        ["update-ref", "--stdin"],
                        input: Array("update \(ref) \(other) \(tip)\n".utf8)
                    )
                    return true
                }
                let writes = try joined(base: base, ours: tip, theirs: other, join)
                try commitNotes(writes, onto: tip, merging: other, ref: ref, message: "Notes merged by baton")
                return true
            } catch {
                guard attempt < 20, case GitError.failed(command: "update-ref", _, _) = error else {
                    throw error
                }
            }
        }
        return false
    }

    private func joined(
        base: String?,
        ours: String,
        theirs: String,
        _ join: ([UInt8], [UInt8]) throws -> [UInt8]
    ) throws -> [NoteWrite] {
        let (old, here, there) = (
            try NoteBook(git: self, tip: base).all(), try NoteBook(git: self, tip: ours).all(),
            try NoteBook(git: self, tip: theirs).all()
        )
        var taken: [String] = []
        var conflicts: [String] = []
        var removed: [String] = []
        for id in Set(here.keys).union(there.keys) {
            let (was, our, their) = (old[id]?.blob, here[id]?.blob, there[id]?.blob)
            if our == their || their == was { continue }
            if our == was {
                if their == nil { removed.append(id) } else { taken.append(id) }
            } else if our != nil, their != nil {
                conflicts.append(id)
            } else if our == nil {
                taken.append(id)
            }
        }
        let theirNotes = try NoteBook(git: self, tip: theirs).notes(of: taken + conflicts)
        let ourNotes = try NoteBook(git: self, tip: ours).notes(of: conflicts)
        var writes = removed.map { NoteWrite(id: $0, paths: here[$0]?.paths ?? [], content: nil) }
        for id in taken.sorted() {
            guard let content = theirNotes[id], !content.isEmpty else { continue }
            writes.append(NoteWrite(id: id, paths: here[id]?.paths ?? [], content: content))
        }
        for id in conflicts.sorted() {
            // One that is too long to be looked at stays as it is here.
            guard let our = ourNotes[id], let their = theirNotes[id] else { continue }
            let content = try join(our, their)
            guard !content.isEmpty, content.count <= NoteBook.longestNote else { continue }
            writes.append(NoteWrite(id: id, paths: here[id]?.paths ?? [], content: content))
        }
        return writes
    }
}
