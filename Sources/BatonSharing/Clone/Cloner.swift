public import BatonSessions
public import Platform

/// Installs shared sessions where the agent finds them, so that they can be continued.
///
/// What it does is written to a journal before and after, so that it can be taken back, and so that a share that was
/// cloned before is found again.
public struct Cloner: Sendable {
    let context: Context
    let hash: @Sendable ([UInt8]) -> String
    let store: ClaudeCodeStore
    var journal: CloneJournal { CloneJournal(context) }

    /// A cloner for this machine.
    ///
    /// - Parameters:
    ///   - context: where the agent's and the state folders are.
    ///   - hash: gives a cryptographic hash of bytes as text, such as SHA-256 in hexadecimal digits.
    public init(_ context: Context, hash: @escaping @Sendable ([UInt8]) -> String) {
        self.context = context
        self.hash = hash
        store = ClaudeCodeStore(context)
    }

    /// Builds and checks all that a clone would install; writes nothing.
    ///
    /// - Throws: ``CloneError``, or ``PlatformError`` when the agent's folders cannot be read.
    public func plan(_ bundle: Bundle, _ options: CloneOptions = CloneOptions()) throws -> ClonePlan {
        let directory = context.path(options.project ?? context.workingDirectory)
        guard let project = Paths.real(directory), Files.isDirectory(project) else {
            throw CloneError.projectNotADirectory(path: directory)
        }
        let isCodex = options.target == .codex
        let isPlain = bundle.isForeign || isCodex
        let facts = bundle.conversation
        let now = context.now()
        let layout = isCodex ? CloneOptions.Target.codex.rawValue : options.layout.rawValue
        let hasSides = options.withSides && !isCodex
        let title = try title(facts.title, project: project, isCodex: isCodex)
        // With two threads the fingerprint and the look at all texts cost a large session no time of their own.
        let (content, repair) = Threads.both {
            ContentHash.of(bundle, withSides: hasSides, hash)
        } _: {
            ConversationRepair(bundle, isPlain: isPlain)
        }
        let (looks, (sides, session)) = Threads.both {
            Looks(bundle, repair.messages, isPlain: isPlain)
        } _: {
            (
                hasSides ? CloneSides(bundle, calls: repair.callIDs, now: now) : CloneSides(),
                SessionFile(repair.messages, bundle: bundle, title: title, now: now)
            )
        }
        guard !repair.messages.isEmpty else { throw CloneError.nothingToClone }
        let id = isCodex ? UniqueID.make() : try sessionID(for: facts.id, options.layout)
        let path =
            isCodex
            ? CodexStore(context).path(ofNewSession: id, at: now)
            : Paths.join(try folder(bundle, project: project, options.layout), id + ".jsonl")
        if options.layout == .name, Files.linkStatus(path) != nil,
            try journal.clone(ofContent: content, project: project, layout: layout) == nil
        {
            throw CloneError.nameTaken(path: path)
        }
        var drops = repair.drops
        drops.add(sides.drops)
        var plan = ClonePlan(
            sessionID: id,
            path: path,
            project: project,
            originalID: facts.id,
            title: title,
            projectName: facts.project,
            model: session.lastModel ?? SafeField.model(facts.model),
            exportTool: bundle.origin.tool,
            exportedAt: bundle.origin.exportedAt,
            created: facts.created,
            lastModified: facts.lastModified,
            messages: repair.count { _ in true },
            userMessages: repair.count { $0 == .user },
            assistantMessages: repair.count { $0 == .assistant },
            totalMessages: facts.totalMessageCount,
            tools: looks.tools,
            subagents: sides.agents.count,
            toolResults: sides.results.count,
            dropped: drops.counts,
            warnings: bundle.warnings + looks.hidden.warnings + repair.warnings,
            existing: nil,
            layout: layout,
            contentHash: content,
            file: isCodex
                ? .codex(CodexFile(repair.messages, bundle: bundle, now: now)) : .claudeCode(session),
            sides: sides,
            origin: options.isLocal || isCodex
                ? nil
                : SettingsFile.Origin(
                    projectName: facts.project ?? Paths.name(project),
                    exportedAt: bundle.origin.exportedAt?.iso8601,
                    tool: bundle.origin.tool,
                    version: bundle.origin.version
                )
        )
        plan.warnings += warnings(bundle, session, options)
        if plan.origin != nil, case .foreign = SettingsFile.present(at: SettingsFile.path(beside: path)) {
            let settings = SettingsFile.path(beside: path)
            plan.warnings.append("'\(settings)' is not from an earlier clone, and is left as it is")
        }
        if let existing = try journal.clone(ofContent: content, project: project, layout: layout) {
            plan.existing = existing
            plan.sessionID = existing.sessionID
            plan.path = existing.path
            plan.title = existing.title
        }
        return plan
    }

    /// All finished clones, the oldest first; what a clone or an undo that was cut off left behind is removed before.
    public func list() throws -> [CloneRecord] {
        var records = try journal.records().map(\.record)
        if try journal.isUntidy() || records.contains(where: { $0.state != .done }) {
            // Another process may be at work: then this waits for it.
            let lock = try journal.lock()
            defer { withExtendedLifetime(lock) {} }
            try removeLeftovers()
            records = try journal.records().map(\.record)
        }
        return records.filter { $0.state == .done }
    }

    /// The title that tells the clone from others in its agent's list.
    private func title(_ title: String?, project: String, isCodex: Bool) throws -> String? {
        let codex = CloneOptions.Target.codex.rawValue
        let records = try journal.records().map(\.record).filter { ($0.layout == codex) == isCodex }
        return CloneTitle.free(title, project: project, among: records)
    }

    /// The author's id when it can be kept, else a new one.
    private func sessionID(for original: String, _ layout: CloneOptions.Layout) throws -> String {
        if layout == .name {
            // It stands in the command that continues the session.
            guard !original.hasPrefix("-") else { throw CloneError.unsafeSessionID }
            return original
        }
        guard UniqueID.isLowercaseUUID(original), try store.paths(ofSession: original).isEmpty else {
            return UniqueID.make()
        }
        return original
    }

    private func folder(_ bundle: Bundle, project: String, _ layout: CloneOptions.Layout) throws -> String {
        switch layout {
        case .project: return store.folder(forProject: project)
        case .name:
            guard let name = bundle.conversation.project, SafeName.isValid(name) else {
                throw CloneError.unsafeProjectName
            }
            return Paths.join(store.projectsDirectory, name)
        }
    }

    private func warnings(_ bundle: Bundle, _ file: SessionFile, _ options: CloneOptions) -> [String] {
        var warnings: [String] = []
        let agent = bundle.conversation.agent ?? ClaudeCodeStore.agent
        if options.target == .codex {
            warnings.append("the session was written by '\(agent)', and continues in Codex as plain text")
        } else if agent != ClaudeCodeStore.agent {
            warnings.append(
                "the session was written by '\(agent)', and continues in Claude Code as plain text"
            )
        }
        if !bundle.sides.isEmpty, !options.withSides || options.target == .codex {
            let (agents, results) = (bundle.sides.subagents.count, bundle.sides.toolResults.count)
            warnings.append(
                "\(agents) \(agents == 1 ? "subagent" : "subagents") and \(results) spilled "
                    + "\(results == 1 ? "result" : "results") will not be installed"
            )
        }
        if file.hiddenCount > 0 {
            warnings.append(
                "\(file.hiddenCount) messages before the last compaction \(options.target == .codex ? "are left out" : "are in the file, but are not resumed")"
            )
        }
        return warnings
    }
}

/// What a person should see of the messages before they are installed.
private struct Looks {
    var tools: [String: Int] = [:]
    var hidden = HiddenText()

    /// Looks through messages; where calls became text, through the bundle's own.
    init(_ bundle: Bundle, _ messages: [CloneMessage], isPlain: Bool) {
        var ignored = Drops()
        let messages = isPlain ? bundle.messages.compactMap { CloneMessage($0, drops: &ignored) } : messages
        for message in messages {
            hidden.look(at: message)
            for case .toolUse(_, _, let name, _) in message.blocks { tools[name, default: 0] += 1 }
        }
        for agent in bundle.sides.subagents {
            for entry in agent.messages {
                if let message = CloneMessage(entry, .subagent, drops: &ignored) { hidden.look(at: message) }
            }
        }
    }
}

extension ConversationRepair {
    /// How many API messages of the bundle are carried over.
    fileprivate func count(_ isCounted: (CloneMessage.Role) -> Bool) -> Int {
        messages.reduce(0) { $0 + (isCounted($1.role) ? $1.weight : 0) }
    }
}

extension SessionFile {
    /// The model that a resume asks for: that of the last answer, when a model gave it.
    fileprivate var lastModel: String? {
        for record in records.reversed() {
            guard case .message(let place, _, let model) = record.content,
                messages[place].role == .assistant
            else {
                continue
            }
            return model == SafeField.syntheticModel ? nil : model
        }
        return nil
    }
}
