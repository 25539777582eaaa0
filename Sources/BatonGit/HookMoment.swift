internal import Platform

/// What git was doing when a commit was made, as the files in its directory tell.
public struct HookMoment: Sendable, Equatable {
    /// How a commit came about.
    public enum Operation: String, Sendable {
        /// Somebody made it, also a merge or during a rebase that stopped.
        case commit
        /// It repeats the changes of another commit.
        case cherryPick = "cherry-pick"
        /// It takes a commit back.
        case revert
        /// It holds the changes of several commits, by `merge --squash`.
        case squash
        /// A rebase made it from another one.
        case rebase
    }

    /// How the commit came about.
    public var operation = Operation.commit
    /// The commits that it comes from, as far as the files tell.
    public var sources: [String] = []

    /// A commit that somebody made.
    public init(_ operation: Operation = .commit, sources: [String] = []) {
        self.operation = operation
        self.sources = sources
    }

    /// Reads the files of a worktree.
    ///
    /// Seen with git 2.39: a pick leaves CHERRY_PICK_HEAD until after post-commit, within a rebase too; a rebase that
    /// stopped for a person has `stopped-sha`, and a fixup or squash in it has neither.
    public init(_ repository: Repository) {
        let picked = repository.pseudoref("CHERRY_PICK_HEAD")
        let rebase = Paths.join(repository.gitDirectory, "rebase-merge")
        if Files.isDirectory(rebase) {
            let hasStopped = Files.status(Paths.join(rebase, "stopped-sha")) != nil
            if let picked {
                self.init(.rebase, sources: [picked])
            } else if !hasStopped, let source = Self.lastDone(Paths.join(rebase, "done")) {
                self.init(.rebase, sources: [source])
            } else {
                self.init()
            }
        } else if Files.status(Paths.join(repository.gitDirectory, "rebase-apply/rebasing")) != nil {
            self.init(.rebase)
        } else if let picked {
            self.init(.cherryPick, sources: [picked])
        } else if let reverted = repository.pseudoref("REVERT_HEAD") {
            self.init(.revert, sources: [reverted])
        } else {
            self.init()
        }
    }

    /// The commit that a rebase picked last, when its command makes a commit by itself.
    private static func lastDone(_ path: String) -> String? {
        guard let file = try? FileReader(path) else { return nil }
        let count = min(file.size, 4096)
        guard let bytes = try? file.bytes(from: file.size - count, count: count) else { return nil }
        let last = String(decoding: bytes, as: UTF8.self).split(separator: "\n").last
        let words = (last ?? "").split(separator: " ")
        let making = ["pick", "p", "reword", "r", "edit", "e", "squash", "s", "fixup", "f"]
        guard let command = words.first, making.contains(String(command)) else { return nil }
        // A fixup may have an option between.
        return words.dropFirst().lazy.compactMap { Repository.id(String($0)) }.first
    }

    /// What a commit that is being prepared will come from, when files tell that post-commit does not see any more.
    ///
    /// Nil when it is an ordinary commit.
    public static func preparing(_ repository: Repository) -> HookMoment? {
        let squash = Paths.join(repository.gitDirectory, "SQUASH_MSG")
        if let bytes = try? Files.read(squash, limit: 16 << 20) {
            let sources = squashed(String(decoding: bytes, as: UTF8.self))
            return HookMoment(.squash, sources: sources)
        }
        let moment = HookMoment(repository)
        return moment.operation == .commit ? nil : moment
    }

    /// The commits in the message that `git merge --squash` prepares: lines `commit ID`, with the rest indented.
    static func squashed(_ message: String) -> [String] {
        message.split(separator: "\n").compactMap { line in
            guard line.hasPrefix("commit ") else { return nil }
            return Repository.id(String(line.dropFirst("commit ".count).prefix { $0 != " " }))
        }
    }
}
