internal import BatonGit
internal import Platform

/// The word before a push that leaves context behind; it never stops the push.
struct HookReminder {
    private let cli: CommandContext
    private var git: Git

    /// Seconds that all of it may take.
    private static let patience = 2.0

    init(_ cli: CommandContext, _ git: Git) {
        self.cli = cli
        self.git = git
        // Three questions at most, each of which may take its part.
        self.git.timeout = Self.patience / 4
    }

    /// Says what is missing, once a push; nothing when nothing is, or when git takes too long to tell.
    func remind(_ refs: [PushedRef], remote: String) {
        guard let found = try? git.pushedCommits(refs, to: remote), found.count > 0 else { return }
        let more = found.isCut ? " or more" : ""
        if found.withoutContext > 0 {
            let verb =
                found.count == 1
                ? "the new commit has" : "\(found.withoutContext) of \(found.count)\(more) new commits have"
            cli.note("baton: \(verb) no context")
            cli.note(
                "hint: baton notes repair looks for it; git config baton.remind false ends this reminder"
            )
        }
        let goes = refs.contains { $0.remoteName == Git.notesRef }
        if found.noted > 0, !goes, (try? git.hasUnsentNotes(remote)) == true {
            cli.note(
                "baton: the notes of \(found.noted == 1 ? "1 commit" : "\(found.noted) commits") stay here"
            )
            cli.note("hint: baton notes push")
        }
    }
}
