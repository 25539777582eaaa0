public import BatonGit
public import BatonProvenance
internal import BatonSessions
public import Lua
public import Platform

/// The sessions behind commits, as commands and functions tell them.
public enum CommitSessions {
    /// A matcher for the repository around the working directory, over the sessions of all agents.
    ///
    /// - Throws: ``GitError/notARepository(directory:)`` outside of one.
    public static func matcher(_ context: Context) throws -> (git: Git, matcher: CommitMatcher) {
        let git = try repository(context)
        return (git, CommitMatcher(git, sessions: CandidateSessions(context), context: context))
    }

    /// Git for the repository around the working directory.
    ///
    /// - Throws: ``GitError/notARepository(directory:)`` outside of one.
    public static func repository(_ context: Context) throws -> Git {
        guard let repository = Repository.discover(from: context.workingDirectory, context) else {
            throw GitError.notARepository(directory: context.workingDirectory)
        }
        return Git(repository, context)
    }

    /// The path of a file from the top level of the worktree.
    ///
    /// - Throws: ``HostError`` when it lies elsewhere.
    static func path(_ file: String, in repository: Repository, _ context: Context) throws -> String {
        let path = context.path(file)
        let real = Paths.join(Paths.realAsFarAsThere(Paths.directory(path)), Paths.name(path))
        for candidate in [path, real] where candidate.hasPrefix(repository.root + "/") {
            return String(candidate.dropFirst(repository.root.count + 1))
        }
        throw HostError("arg", "'\(PrintableText.line(file))' is not in this repository's working tree")
    }

    /// What is told of a match besides the session, in the order of the manual.
    public static func members(of match: SessionMatch) -> [(name: String, value: HostValue)] {
        [
            ("score", .number(match.score)), ("is_recorded", .bool(match.isRecorded)),
            ("reasons", .texts(match.reasons.map(\.text))), ("files", .texts(match.files)),
        ]
    }
}
