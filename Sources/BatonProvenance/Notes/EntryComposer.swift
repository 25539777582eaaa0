public import BatonGit
internal import BatonSessions
internal import JSON
internal import Platform

/// Writes what a session has to do with a commit, short enough to be read below it in a terminal.
///
/// Of the session only the turns count that changed files of the commit, and nothing that came after it: what was asked, what
/// was answered at the end, and which tools were called how often.
public struct EntryComposer {
    /// Bytes that an entry has at most, the head included.
    public var longest = 8 << 10
    private let roots: [String]
    private let clean: (String) throws -> String

    /// Prompts that are listed, and bytes of one text that are looked at.
    static let mostPrompts = 20
    static let longestText = 16 << 10
    private static let answer = (lines: 14, characters: 1200)
    /// How much later than the commit a message may be, in milliseconds: git counts whole seconds.
    private static let tolerance: Int64 = 1500

    /// A composer.
    ///
    /// - Parameters:
    ///   - git: the repository.
    ///   - clean: removes secrets from a text; all that people or models wrote goes through it, before it is cut.
    public init(_ git: Git, removingSecrets clean: @escaping (String) throws -> String) {
        roots = git.repository.worktrees
        self.clean = clean
    }

    /// The entry of a session for a commit.
    ///
    /// - Throws: ``PlatformError`` or ``SessionError`` when the session cannot be read, and what removing secrets throws.
    public func entry(_ match: SessionMatch, for commit: Commit) throws -> NoteEntry {
        let session = match.session
        var entry = NoteEntry(sessionID: session.id, agent: session.agent)
        let files = match.files.isEmpty ? commit.files : match.files
        let turns = try turns(of: session, files: files, until: commit.committed)
        entry.title = try session.title.map { try clean($0) }
        entry.model = turns.model ?? session.model
        entry.time = turns.time
        entry.messages = turns.messages
        entry.files = match.files
        entry.score = match.score
        entry.reasons = match.reasons.prefix(4).map(\.text)
        entry.commit = commit.id
        try write(turns, to: &entry)
        return entry
    }

    private func turns(of session: Session, files: [String], until end: Timestamp) throws -> EntryTurns.Sum {
        struct Enough: Error {}
        var turns = EntryTurns(files: files, roots: roots)
        let last = end.advanced(byMilliseconds: Self.tolerance)
        do {
            try Transcript(session).conversation(.full).forEach { message in
                if let time = message.timestamp, time > last { throw Enough() }
                turns.add(message)
            }
        } catch is Enough {
        }
        turns.end()
        return turns.sum
    }

    private func write(_ turns: EntryTurns.Sum, to entry: inout NoteEntry) throws {
        var prompts: [String] = []
        for text in turns.prompts {
            let line = NoteText.line(try clean(text), longest: 200)
            if !line.isEmpty { prompts.append(line) }
        }
        var answer = try shortened(clean(turns.answer))
        var leftOut = turns.promptsLeftOut
        while true {
            entry.text = text(prompts, leftOut: leftOut, answer: answer, calls: turns.callsLine)
            if entry.lines.utf8.count <= longest { return }
            // What was asked last matters most, the answer least.
            if answer.count > 300 {
                answer = String(answer.prefix(answer.count / 2)) + "…"
            } else if prompts.count > 1 {
                prompts.remove(at: prompts.count > 2 ? 1 : 0)
                leftOut += 1
            } else {
                entry.text = turns.callsLine
                return
            }
        }
    }

    private func text(_ prompts: [String], leftOut: Int, answer: String, calls: String) -> String {
        var parts: [String] = []
        if !prompts.isEmpty {
            var lines = prompts.map { "- " + $0 }
            if leftOut > 0 { lines.insert("- … (\(leftOut) more)", at: min(1, lines.count)) }
            parts.append("Asked:\n" + lines.joined(separator: "\n"))
        }
        if !answer.isEmpty {
            let lines = answer.split(separator: "\n", omittingEmptySubsequences: false)
            parts.append("Answered:\n" + lines.map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n"))
        }
        if !calls.isEmpty { parts.append(calls) }
        return parts.joined(separator: "\n\n")
    }

    private func shortened(_ text: String) -> String {
        let all = NoteText.lines(text).split(separator: "\n", omittingEmptySubsequences: false)
        var lines: [Substring] = []
        var count = 0
        for line in all {
            if lines.count == Self.answer.lines || count + line.count > Self.answer.characters {
                let room = Self.answer.characters - count
                if lines.isEmpty { lines.append(line.prefix(room)) }
                lines.append("…")
                break
            }
            if line.isEmpty, lines.last?.isEmpty ?? true { continue }
            lines.append(line)
            count += line.count
        }
        return lines.joined(separator: "\n")
    }
}
