internal import Platform

/// What a push takes along, as far as context is concerned.
public struct PushedCommits: Sendable, Equatable {
    /// Commits that are new to the remote; merges do not count.
    public let count: Int
    /// Those of them that have neither a note nor a trailer.
    public let withoutContext: Int
    /// Those of them that have a note.
    public let noted: Int
    /// Whether there were more than were looked at.
    public let isCut: Bool

    /// The trailer that names a session.
    static let trailer = "Baton-Session"
    /// The most commits that are looked at.
    static let most = 500
}

extension Git {
    /// Looks at the commits of branches and tags that a remote does not have yet.
    ///
    /// Only notes and trailers are looked at, no session.
    ///
    /// - Parameters:
    ///   - refs: what is pushed.
    ///   - remote: the remote's name; an address has no refs here to compare with.
    /// - Returns: how many there are, and how many of them have context.
    /// - Throws: ``GitError``.
    public func pushedCommits(_ refs: [PushedRef], to remote: String) throws -> PushedCommits {
        let branches = refs.filter { !$0.isDeletion && !$0.remoteName.hasPrefix("refs/notes/") }
        guard !branches.isEmpty else {
            return PushedCommits(count: 0, withoutContext: 0, noted: 0, isCut: false)
        }
        let known = branches.filter { !$0.isNew }.map { "^" + $0.remote }
        let isName = (try? GitNames.remote(remote)) != nil && !remote.contains(where: { "*?[:".contains($0) })
        let arguments =
            ["rev-list", "--no-merges", "--ignore-missing", "--max-count=\(PushedCommits.most + 1)"]
            + branches.map(\.local) + known + (isName ? ["--not", "--remotes=" + remote] : []) + ["--"]
        let all = try run(arguments).text.split(separator: "\n").map(String.init)
        let new = Array(all.prefix(PushedCommits.most))
        guard !new.isEmpty else {
            return PushedCommits(count: 0, withoutContext: 0, noted: 0, isCut: false)
        }
        let notes = Set(try notedObjects())
        let format = "--format=%H %(trailers:key=\(PushedCommits.trailer),valueonly,separator=%x2C)"
        let told = try run(["log", "--no-walk=unsorted", "--no-show-signature", format] + new + ["--"]).text
        let trailed = Set(
            told.split(separator: "\n").compactMap { line -> String? in
                let words = line.split(separator: " ")
                return words.count > 1 ? String(words[0]) : nil
            }
        )
        return PushedCommits(
            count: new.count,
            withoutContext: new.count { !notes.contains($0) && !trailed.contains($0) },
            noted: new.count(where: notes.contains),
            isCut: all.count > new.count
        )
    }
}
