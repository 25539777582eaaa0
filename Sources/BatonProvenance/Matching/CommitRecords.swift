internal import BatonGit

/// Which sessions commits are recorded to be of: by the message, by the note, or by the link that this clone keeps.
///
/// Anybody can write such a thing. It says no more than that a session of this id is meant, if there is one here.
struct CommitRecords {
    private var notes: [String: Set<String>] = [:]
    private var links: [String: Set<String>] = [:]
    /// Ids of all sessions that are recorded.
    private(set) var sessions: Set<String> = []

    /// Reads what is recorded for commits; a note or a file of links that cannot be read records nothing.
    init(_ git: Git, _ changes: [CommitChange]) {
        let commits = changes.compactMap(\.commit)
        guard !commits.isEmpty else { return }
        if let book = try? git.noteBook(), let contents = try? book.notes(of: commits.map(\.id)) {
            for (id, content) in contents {
                notes[id] = Set(CommitNote(parsing: content).entries.map(\.sessionID))
            }
        }
        let wanted = Set(commits.map(\.id))
        for link in (try? CommitLinks(git.repository).all()) ?? [] where wanted.contains(link.commit) {
            links[link.commit, default: []].insert(link.session)
        }
        sessions = Set(commits.flatMap(\.sessions)).union(notes.values.joined()).union(links.values.joined())
    }

    /// How a session is recorded for a commit, in a sentence; `nil` when it is not.
    func reason(_ session: String, _ commit: PatchedCommit) -> String? {
        if commit.sessions.contains(session) { return "is named by the commit's message" }
        if notes[commit.id]?.contains(session) == true { return "is named by the commit's note" }
        return links[commit.id]?.contains(session) == true ? "is linked to the commit in this clone" : nil
    }
}
