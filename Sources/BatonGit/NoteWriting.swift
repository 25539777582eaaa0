internal import Platform

extension Git {
    /// Changes the notes of many commits in one step, whatever others do to the ref meanwhile.
    ///
    /// - Parameters:
    ///   - ref: full name, or the part behind `refs/notes/`.
    ///   - message: what the ref's own history says of it.
    ///   - changes: gives what is to become of which notes, by full ids of commits, which need not be here. It is asked
    ///     anew when the ref was moved in between.
    /// - Returns: the ids of all that was changed, sorted.
    /// - Throws: ``GitError``, and what `changes` throws.
    @discardableResult
    public func updateNotes(
        ref: String = Git.notesRef,
        message: String = "Notes changed by baton",
        _ changes: (NoteBook) throws -> [String: NoteChange]
    ) throws -> [String] {
        let ref = try GitNames.notesRef(ref)
        for attempt in 1... {
            let book = try noteBook(ref: ref)
            let wanted = try effective(try changes(book), in: book)
            guard !wanted.isEmpty else { return [] }
            do {
                try commitNotes(wanted, onto: book.tip, merging: nil, ref: ref, message: message)
                return wanted.map(\.id).sorted()
            } catch {
                guard attempt < 20, case GitError.failed(command: "update-ref", _, _) = error else {
                    throw error
                }
            }
        }
        return []
    }

    /// One note to write, or to remove where `content` is `nil`.
    struct NoteWrite {
        let id: String
        /// Where it stands now.
        let paths: [String]
        let content: [UInt8]?
    }

    private func effective(_ changes: [String: NoteChange], in book: NoteBook) throws -> [NoteWrite] {
        let places = try book.places(of: changes.keys)
        return try changes.sorted { $0.key < $1.key }.compactMap { id, change in
            guard GitNames.isObjectID(id) else { throw GitError.badArgument(kind: "commit", text: id) }
            let place = places[id]
            switch change {
            case .remove:
                return place.map { NoteWrite(id: id, paths: $0.paths, content: nil) }
            case .write(let content):
                guard !content.isEmpty else { throw GitError.badArgument(kind: "note", text: "") }
                if let place, place.content == content, place.paths.count == 1 { return nil }
                return NoteWrite(id: id, paths: place?.paths ?? [], content: content)
            }
        }
    }

    /// Makes a commit of notes and moves the ref to it if the ref still points to `tip`.
    ///
    /// By way of git-fast-import(1), one process however many notes there are. Unlike `git notes` it also takes commits
    /// that are not here, as others' notes may have.
    func commitNotes(
        _ writes: [NoteWrite],
        onto tip: String?,
        merging other: String?,
        ref: String,
        message: String
    ) throws {
        let scratch = "refs/notes/baton-pending-" + UniqueID.make()
        let text = Array((message + "\n").utf8)
        var stream: [UInt8] = []
        func line(_ text: String) { stream += Array((text + "\n").utf8) }
        line("feature done")
        line("commit \(scratch)")
        line("committer \(try committer())")
        line("data \(text.count)")
        stream += text
        if let tip { line("from \(tip)") }
        if let other { line("merge \(other)") }
        let depth = try usualDepth(of: tip)
        for write in writes {
            var paths = write.paths
            if let content = write.content {
                let path = paths.isEmpty ? NoteBook.path(of: write.id, depth: depth) : paths.removeFirst()
                line("M 100644 inline \(path)")
                line("data \(content.count)")
                stream += content + [0x0a]
            }
            for path in paths { line("D \(path)") }
        }
        line("done")
        do {
            _ = try run(["fast-import", "--quiet", "--date-format=raw"], input: stream)
            let move = tip.map { "update \(ref) \(scratch) \($0)\n" } ?? "create \(ref) \(scratch)\n"
            _ = try run(["update-ref", "--stdin"], input: Array((move + "delete \(scratch)\n").utf8))
        } catch {
            _ = try? run(["update-ref", "-d", scratch])
            throw error
        }
    }

    /// How many folders git would put a new note below: one more each time there are 256 times as many.
    private func usualDepth(of tip: String?) throws -> Int {
        guard let tip else { return 0 }
        // The root alone says enough: once it has folders only, so many that they are cut again are far away.
        let names = try run(["ls-tree", "--name-only", tip], outputLimit: 1 << 20).output.split(
            separator: 0x0a
        )
        let folders = names.count { $0.count == 2 }
        guard folders > 0 || names.count > 256 else { return 0 }
        guard let first = names.first(where: { $0.count == 2 }) else { return 1 }
        let below = try run(
            ["ls-tree", "--name-only", "\(tip):" + String(decoding: first, as: UTF8.self)],
            outputLimit: 1 << 20
        ).output.split(separator: 0x0a)
        return below.count { $0.count == 2 } > 128 ? 2 : 1
    }

    /// Who writes notes: the person that commits; a name of our own where git knows nobody.
    private func committer() throws -> String {
        let known = try run(["var", "GIT_COMMITTER_IDENT"], accepting: [0, 128])
        if known.status == 0, !known.text.contains("\n") { return known.text }
        let unnamed = ["-c", "user.name=baton", "-c", "user.email=baton@localhost"]
        return try run(["var", "GIT_COMMITTER_IDENT"], settings: unnamed).text
    }
}
