internal import BatonGit
internal import BatonProvenance
internal import BatonSessions
internal import Platform

/// Names the sessions of a commit in its message, between the hooks prepare-commit-msg and commit-msg.
///
/// The message is changed in commit-msg, when it is as its author leaves it: one that is empty then stays empty, and git gives
/// the commit up as it does without us. The hook before only remembers what git tells it alone.
struct TrailerHook {
    private let run: HostRun
    private let notes: CommitNotes
    private let git: Git

    /// Seconds in which sessions must be found; a commit waits for it.
    private static let patience = 0.3
    /// Bytes of a message; with `commit -v` the patch is part of it.
    private static let longest = 64 << 20
    /// What prepare-commit-msg leaves for commit-msg, in the directory of the worktree.
    private static let memory = "baton-message"

    init(_ run: HostRun) throws {
        self.run = run
        notes = try CommitNotes(run)
        git = notes.git
    }

    /// - Returns: the sessions that the message names.
    /// - Throws: `HostError` for a file that is no message of this repository, `GitError`, `PlatformError`.
    func run(hook: String, file: String, arguments: [String]) throws -> [String] {
        let path = try messagePath(file)
        let style = try style()
        switch hook {
        case "prepare-commit-msg":
            try prepare(path, style, arguments)
            return []
        case "commit-msg":
            return try finish(path, style)
        default:
            throw HostError("git", "'\(PrintableText.line(hook))' has no message to name sessions in")
        }
    }

    /// The file, if it is one in which git hands over messages; a recipe cannot have any other changed.
    private func messagePath(_ file: String) throws -> String {
        let path = Paths.join(run.context.workingDirectory, file)
        guard let real = Paths.real(path), ["COMMIT_EDITMSG", "MERGE_MSG"].contains(Paths.name(real)),
            Paths.directory(real) == git.repository.gitDirectory
        else {
            throw HostError(
                "git",
                "'\(PrintableText.line(file))' is not the message of a commit of this repository"
            )
        }
        return real
    }

    private func style() throws -> CommitMessage.Style {
        let sign = try git.config("core.commentString") ?? git.config("core.commentChar") ?? "#"
        return CommitMessage.Style(
            comment: sign == "auto" ? nil : Array(sign.utf8),
            // Git sets this editor for hooks of a commit without one.
            isEdited: run.context.environment["GIT_EDITOR"] != ":"
        )
    }

    // MARK: prepare-commit-msg

    private func prepare(_ path: String, _ style: CommitMessage.Style, _ arguments: [String]) throws {
        let memory = Paths.join(git.repository.gitDirectory, Self.memory)
        let rest =
            arguments.first.map { Paths.name($0) == Paths.name(path) } == true
            ? arguments.dropFirst() : arguments[...]
        var lines: [String] = [try git.head() ?? ""]
        switch rest.first {
        case "template":
            let message = CommitMessage(try Files.read(path, limit: Self.longest), style)
            lines.append("template")
            lines += message.body.map { String(decoding: $0, as: UTF8.self) }
        case "commit" where rest.dropFirst().first == "HEAD":
            lines.append("amend")
        default:
            return try Files.remove(memory)
        }
        try Files.write(Array(lines.joined(separator: "\n").utf8), to: memory, mode: 0o600)
    }

    /// What was remembered of this very commit.
    private func remembered() throws -> (kind: String, lines: [String])? {
        let path = Paths.join(git.repository.gitDirectory, Self.memory)
        guard Files.linkStatus(path)?.kind == .file, let bytes = try? Files.read(path, limit: Self.longest)
        else {
            return nil
        }
        try Files.remove(path)
        let lines = String(decoding: bytes, as: UTF8.self).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        .map(String.init)
        guard lines.count > 1, lines[0] == (try git.head() ?? "") else { return nil }
        return (lines[1], Array(lines[2...]))
    }

    // MARK: commit-msg

    private func finish(_ path: String, _ style: CommitMessage.Style) throws -> [String] {
        let memory = try remembered()
        let message = CommitMessage(try Files.read(path, limit: Self.longest), style)
        let body = message.body.map { String(decoding: $0, as: UTF8.self) }
        // Nothing to say, or the template as it was: git gives the commit up.
        guard !body.isEmpty, memory?.kind != "template" || memory?.lines != body else {
            return try write(message.naming([]), over: message, path)
        }
        let subject = body[0]
        if ["fixup! ", "squash! ", "amend! "].contains(where: subject.hasPrefix) { return message.sessions }
        // What repeats another commit says already what that one said; a revert was made by none of its sessions.
        for name in ["CHERRY_PICK_HEAD", "REVERT_HEAD"]
        where Files.linkStatus(Paths.join(git.repository.gitDirectory, name)) != nil {
            return try write(message.naming([]), over: message, path)
        }
        let isAmend = try memory?.kind == "amend" || isAmend()
        let sessions = try carried(isAmend: isAmend) + made(isAmend: isAmend)
        return try write(message.naming(sessions), over: message, path)
    }

    private func write(_ message: CommitMessage, over old: CommitMessage, _ path: String) throws -> [String] {
        if message != old {
            try Files.write(message.bytes, to: path, mode: Files.status(path)?.mode ?? 0o644)
        }
        return message.sessions
    }

    /// The sessions that the commits name which this one takes the place of or puts together.
    private func carried(isAmend: Bool) throws -> [String] {
        var commits: [String] = []
        if isAmend, let head = try git.head() { commits.append(head) }
        let squash = Paths.join(git.repository.gitDirectory, "SQUASH_MSG")
        if let bytes = try? Files.read(squash, limit: 16 << 20) {
            commits += NoteUpkeep.squashed(inMessage: String(decoding: bytes, as: UTF8.self))
        }
        var sessions: [String] = []
        for facts in try git.facts(of: commits) {
            sessions += CommitMessage(Array(facts.message.utf8), .init(isEdited: false)).sessions
        }
        return sessions
    }

    /// The sessions that made what is committed now.
    private func made(isAmend: Bool) throws -> [String] {
        if isAmend, try !git.hasStagedChanges() { return [] }
        if let inside = notes.surroundingID { return [inside] }
        // A merge holds what others made; who settled its conflicts is not told in so short a time.
        if Files.linkStatus(Paths.join(git.repository.gitDirectory, "MERGE_HEAD")) != nil { return [] }
        return try notes.stagedSessions(within: Self.patience).map(\.id)
    }

    /// Whether the commit takes the place of HEAD, of which `commit --amend -m` tells no hook.
    ///
    /// Its arguments say so; where they cannot be seen, or an alias hides them, the author that git hands to hooks is that of
    /// HEAD to the second, and nothing else is committed.
    private func isAmend() throws -> Bool {
        for process in run.context.ancestors().prefix(8) {
            guard let arguments = ProcessTree.arguments(of: process), let name = arguments.first,
                Paths.name(name) == "git"
            else { continue }
            return try arguments.contains("--amend") || (!arguments.contains("commit") && hasAuthorOfHead())
        }
        return try hasAuthorOfHead()
    }

    private func hasAuthorOfHead() throws -> Bool {
        let environment = run.context.environment
        guard let date = environment["GIT_AUTHOR_DATE"], let name = environment["GIT_AUTHOR_NAME"],
            let mail = environment["GIT_AUTHOR_EMAIL"], let head = try git.head(),
            let facts = try git.facts(of: [head]).first
        else { return false }
        let seconds = date.drop { $0 == "@" }.prefix { $0 != " " }
        return try Int64(seconds) == facts.written && facts.author == "\(name) <\(mail)>"
            && !git.hasStagedChanges()
    }
}
