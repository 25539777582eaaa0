internal import BatonGit

extension NoteUpkeep {
    /// Commits that a message may name, at most.
    private static let mostNamed = 500

    /// After a commit of which nothing else is known: what it is a copy of is told by the commit itself.
    ///
    /// That is the message of `cherry-pick -x` and of `merge --squash`, and, for a commit that was written earlier than
    /// committed, one of the same author, time and subject: a pick that was concluded by hand leaves no other trace, and for
    /// other copies the change must be the same too.
    ///
    /// - Parameter commit: its full id.
    /// - Returns: the commits whose sessions it got.
    /// - Throws: ``GitError``.
    @discardableResult
    public func committed(_ commit: String) throws -> [String] {
        guard let facts = try git.facts(of: [commit]).first, facts.parents.count < 2 else { return [] }
        var sources = Self.picked(inMessage: facts.message) + Self.squashed(inMessage: facts.message)
        if facts.written < facts.committed {
            let noted = try git.notedObjects(ref: ref).filter { $0 != commit }
            let twins = try git.facts(of: noted).filter {
                $0.written == facts.written && $0.subject == facts.subject && $0.author == facts.author
            }
            if !twins.isEmpty {
                let isPick = git.headLog(of: commit).map {
                    $0.hasPrefix("commit (cherry-pick)") || $0.hasPrefix("cherry-pick")
                }
                let patches = try git.patchIDs(of: twins.map(\.id) + [commit])
                let same = twins.filter { patches[$0.id] != nil && patches[$0.id] == patches[commit] }
                sources += (same.isEmpty && isPick == true ? twins : same).map(\.id)
            }
        }
        sources = Array(Set(sources).subtracting([commit])).sorted()
        try squashed(sources, into: commit)
        return sources
    }

    /// The commit that `cherry-pick -x` names at the end of a message.
    static func picked(inMessage message: String) -> [String] {
        message.split(whereSeparator: \.isNewline).suffix(20).compactMap { line in
            let (head, end) = ("(cherry picked from commit ", ")")
            guard line.hasPrefix(head), line.hasSuffix(end) else { return nil }
            let id = String(line.dropFirst(head.count).dropLast(end.count))
            return isObjectID(id) ? id : nil
        }
    }

    /// The commits that `merge --squash` lists, in the file `SQUASH_MSG` or in a message that kept its text.
    ///
    /// - Parameter message: the text, which may be anybody's.
    /// - Returns: full ids, at most 500.
    public static func squashed(inMessage message: String) -> [String] {
        guard message.contains("Squashed commit of the following:") else { return [] }
        return message.split(whereSeparator: \.isNewline).lazy
            .filter { $0.hasPrefix("commit ") }
            .map { String($0.dropFirst("commit ".count)) }
            .filter(isObjectID)
            .prefix(mostNamed).map { $0 }
    }

    private static func isObjectID(_ text: String) -> Bool {
        [40, 64].contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            }
    }
}
