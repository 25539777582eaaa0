internal import JSON
public import Platform

/// Why a session is not in Claude Code's list, or does not continue whole, and what to do about it.
///
/// The rules were tried out with versions 2.0.53, 2.1.81, 2.1.176 and 2.1.330 of the program: files in, lists and requests out.
public struct SessionDiagnosis: Sendable {
    /// The session that was looked at.
    public let session: Session
    /// What was found, the weightiest first.
    public private(set) var findings: [SessionFinding] = []
    /// The command that continues the session, for a POSIX shell; `nil` when it cannot be continued as it is.
    public private(set) var resume: String?

    private let context: Context
    private let store: ClaudeCodeStore

    /// Whether nothing hides the session from the agent's list of its own directory.
    public var isListed: Bool { !findings.contains { $0.severity == .hidden } }

    /// Looks at a session.
    ///
    /// `directories` are those that count as the person's project, the nearest first.
    ///
    /// - Throws: `PlatformError` when its file cannot be read.
    public init(_ session: Session, _ context: Context, directories: [String]) throws {
        self.session = session
        self.context = context
        store = ClaudeCodeStore(context)
        guard session.agent == ClaudeCodeStore.agent else {
            add(.otherAgent, .hidden, "it is a session of '\(session.agent)', not of Claude Code", copy)
            return
        }
        let isPlaced = lookAtPlace(directories)
        let transcript = try Transcript(session)
        let hasConversation = lookAtConversation(transcript)
        try lookAtLines()
        lookAtFile()
        if isPlaced, hasConversation, let cwd = session.cwd {
            let id = ShellText.word(Paths.stem(session.path))
            resume = "cd \(ShellText.word(cwd)) && claude --resume \(id)"
        }
        let order = SessionFinding.Severity.allCases
        findings.sort { (order.firstIndex(of: $0.severity) ?? 0) < (order.firstIndex(of: $1.severity) ?? 0) }
    }

    /// The command that makes a sound copy.
    private var copy: String {
        let name =
            store.isIn(session.path) && UniqueID.isLowercaseUUID(session.id) ? session.id : session.path
        let place = session.cwd.flatMap { Files.isDirectory($0) ? $0 : nil } ?? context.workingDirectory
        return "baton continue \(ShellText.word(name)) --in \(ShellText.word(place))"
    }

    private mutating func add(
        _ code: SessionFinding.Code,
        _ severity: SessionFinding.Severity,
        _ text: String,
        _ remedy: String? = nil
    ) {
        findings.append(SessionFinding(code, severity, text, remedy))
    }

    // MARK: Where it is

    /// Looks at folder and name; returns whether the session is found by its id in its own directory.
    private mutating func lookAtPlace(_ directories: [String]) -> Bool {
        let path = Paths.real(session.path) ?? session.path
        let (folder, stem) = (Paths.directory(path), Paths.stem(path))
        var isPlaced = true
        if stem.hasPrefix("agent-") {
            add(
                .subagentFile,
                .hidden,
                "'\(Paths.name(path))' is the file of a subagent, which only its session opens"
            )
            isPlaced = false
        } else if !UniqueID.isLowercaseUUID(stem) || Paths.fileExtension(path) != "jsonl" {
            let what = "the file is named '\(Paths.name(path))'; only <lower-case UUID>.jsonl is listed"
            add(.fileName, .hidden, what, copy)
            isPlaced = false
        }
        guard store.isIn(path) else {
            add(.outsideStore, .hidden, "the file is not in a folder of '\(store.projectsDirectory)'", copy)
            return false
        }
        guard let cwd = session.cwd else {
            add(.noDirectory, .note, "no line tells the directory in which the session ran")
            return isPlaced
        }
        let real = Paths.realAsFarAsThere(cwd)
        let expected = store.folder(forProject: real)
        if !store.isFolder(folder, ofProject: real),
            !directories.contains(where: { store.isFolder(folder, ofProject: $0) })
        {
            add(
                .otherFolder,
                .hidden,
                "it lies in '\(Paths.name(folder))', but for '\(cwd)' the agent looks in '\(Paths.name(expected))'",
                copy
            )
            isPlaced = false
        } else if !Files.isDirectory(cwd) {
            let remedy = "make the directory again, or: \(copy)"
            add(.noDirectory, .hidden, "its directory '\(cwd)' is not there any more", remedy)
        } else if !directories.contains(real) {
            add(
                .elsewhere,
                .note,
                "the list shows it in '\(cwd)' only",
                "cd \(ShellText.word(cwd)), or copy it here with: baton continue \(session.id)"
            )
        }
        let copies = ((try? store.paths(ofSession: stem)) ?? []).filter { Paths.real($0) != path }
        if !copies.isEmpty {
            add(
                .copies,
                .note,
                "the same id is in \(copies.count) other \(copies.count == 1 ? "folder" : "folders"): "
                    + copies.prefix(5).joined(separator: ", ")
            )
        }
        if Files.status(Paths.join(folder, "sessions-index.json")) != nil {
            add(
                .index,
                .note,
                "there is a sessions-index.json, by which versions 2.1.0 to 2.1.6x list sessions even when it is out of date",
                "remove it; the agent makes a new one"
            )
        }
        return isPlaced
    }

    // MARK: What it holds

    private mutating func lookAtConversation(_ transcript: Transcript) -> Bool {
        let count: Int
        do {
            count = try transcript.conversation(.resume).count
        } catch let error as SessionError {
            guard case .noConversation(_, let reason) = error else { return false }
            add(.noConversation, .hidden, "there is nothing to continue: \(reason)")
            return false
        } catch {
            return false
        }
        if session.isSubagent {
            add(
                .sidechainFirst,
                .hidden,
                "its first line is of a subagent, so that the list leaves it out; it can be continued by its id",
                copy
            )
        }
        if session.isHeadless {
            add(
                .headless,
                .hidden,
                "a program ran it (claude -p or a library), so that the list leaves it out; it can be continued by its id",
                copy
            )
        }
        let chain = TranscriptChain(transcript.index)
        if !chain.hasLinks, chain.messages > 1 {
            add(
                .noLinks,
                .risk,
                "no line names the one before it (uuid, parentUuid): only the last message continues",
                copy
            )
        } else {
            if chain.dangling > 0 {
                add(
                    .brokenChain,
                    .risk,
                    "\(chain.dangling) \(chain.dangling == 1 ? "line names" : "lines name") a line before it that is not in the file; versions up to 2.1.81 lose all before",
                    copy
                )
            }
            if chain.hasCycle {
                add(
                    .cycle,
                    .risk,
                    "its lines name each other in a circle, on which version 2.0.53 hangs",
                    copy
                )
            }
            if chain.messages > count * 2, chain.compactions == 0 {
                add(
                    .notResumed,
                    .note,
                    "\(count) messages continue; the other lines are on branches that were left"
                )
            }
        }
        if chain.withoutTime > 0 {
            add(
                .noTimes,
                .risk,
                "\(chain.withoutTime) messages have no time; versions up to 2.1.176 lose messages or do not find the session",
                copy
            )
        } else if chain.outOfOrder > 0 {
            add(
                .timeOrder,
                .risk,
                "\(chain.outOfOrder) times are equal to the one before or earlier; versions up to 2.1.81 may lose messages",
                copy
            )
        }
        if session.title == nil {
            add(
                .noTitle,
                .note,
                "no title and no prompt is in its first and last 64 KiB, so that the list shows '(session)'",
                "claude --resume \(session.id), then: /rename"
            )
        }
        if transcript.index.badLines + transcript.index.oversizedLines > 0 {
            let bad = transcript.index.badLines + transcript.index.oversizedLines
            add(
                .badLines,
                .note,
                "\(bad) \(bad == 1 ? "line is" : "lines are") no JSON object or too long, and passed over",
                copy
            )
        }
        return true
    }

    /// Looks for answers that the loaders of some versions fail on, and for another session's id.
    private mutating func lookAtLines() throws {
        var (texts, nameless, others) = (0, 0, 0)
        let id = session.id
        _ = try TranscriptIndex(scanning: FileReader(session.path)) { record, fields in
            guard let type = record.type, type == "assistant" || type == "user" else { return }
            if let own = record.json["sessionId"]?.string, own != id { others += 1 }
            guard type == "assistant" else { return }
            if record.message?["content"]?.kind == .string { texts += 1 }
            if record.message?["model"] == nil { nameless += 1 }
        }
        if texts > 0 {
            add(
                .textAnswer,
                .risk,
                "\(texts) answers are one text and no list, on which versions up to 2.1.176 fail",
                copy
            )
        }
        if nameless > 0 {
            add(.noModel, .risk, "\(nameless) answers name no model, on which version 2.1.176 hangs", copy)
        }
        if others > 0 {
            add(
                .otherID,
                .note,
                "\(others) lines hold the id of another session, as in a copy; the name of the file counts"
            )
        }
    }

    // MARK: Age

    /// Claude Code removes files that did not change for `cleanupPeriodDays` days, 30 when nothing is set.
    private mutating func lookAtFile() {
        let path = Paths.join(store.configurationDirectory, "settings.json")
        let settings = (try? Files.read(path, limit: 1 << 20)).flatMap { try? JSONParser.parse($0) }
        let days = settings?["cleanupPeriodDays"]?.int ?? 30
        let age = (context.now().milliseconds - session.modified.milliseconds) / 86_400_000
        guard store.isIn(session.path), days > 0, age >= days else { return }
        add(
            .old,
            .risk,
            "its file did not change for \(age) days; the agent removes files after \(days) when it starts",
            "raise cleanupPeriodDays in '\(path)', then: touch \(ShellText.word(session.path))"
        )
    }
}

extension ClaudeCodeStore {
    /// Whether a transcript lies in a project's folder of this store.
    func isIn(_ path: String) -> Bool {
        let real = Paths.real(path) ?? path
        let root = Paths.real(projectsDirectory) ?? projectsDirectory
        return Paths.directory(Paths.directory(real)) == root
    }

    /// Whether a folder is one that any version looks in for a project.
    func isFolder(_ folder: String, ofProject realPath: String) -> Bool {
        let name = Paths.name(folder)
        return name == Paths.name(self.folder(forProject: realPath))
            || name == ProjectFolder.wholeName(of: realPath)
            || realPath.utf16.count > ProjectFolder.longestName
                && name.hasPrefix(ProjectFolder.beginning(of: realPath) + "-")
    }
}
