internal import JSON
public import Platform

/// Where a record stands that a pass hands over.
public struct RecordPlace: Sendable, Equatable {
    /// Where its line begins, in bytes from the start of its file, or of the translation of another agent's.
    public var offset: Int
    /// Id of the subagent in whose own file it stands; `nil` for the transcript itself.
    public var subagent: String?
}

/// Goes once through the records of sessions that call tools or answer calls, those of their subagents too.
///
/// The memory is kept from one session to the next; a line longer than ``lineLimit`` is left out.
public struct RecordPass: ~Copyable {
    /// The longest line that is read, in bytes.
    public static let lineLimit = 16 << 20

    private var blocks = LineBlocks(lineLimit: Self.lineLimit)
    private var parser = JSONParser()
    private let beside: AgentsBesideFiles

    private static let call = BytePattern("\"tool_use\"")
    private static let result = BytePattern("\"tool_result\"")

    /// A pass that shares what it learns of folders with others.
    public init(_ beside: AgentsBesideFiles) { self.beside = beside }

    /// Calls `body` with the records of a session, in the order of its files.
    ///
    /// - Parameters:
    ///   - session: the session.
    ///   - needles: when there are some, a session that holds none of them in any file is passed over.
    ///   - body: takes a record, until it returns `false`.
    /// - Throws: ``PlatformError`` or ``SessionError`` when the transcript cannot be read. Files of subagents that
    ///   cannot be read are left out.
    public mutating func forEachCall(
        of session: Session,
        holding needles: [BytePattern] = [],
        _ body: (RecordView, RecordPlace) throws -> Bool
    ) throws {
        guard session.agent == ClaudeCodeStore.agent else {
            guard let bytes = try SessionStores.kind(ofAgent: session.agent).records(of: session) else {
                return
            }
            if needles.isEmpty || needles.contains(where: { $0.occurs(in: bytes.span) }) {
                _ = try read(bytes.span, RecordPlace(offset: 0), body)
            }
            return
        }
        let file = try FileReader(session.path)
        let agents = agents(of: session)
        if !needles.isEmpty {
            var isThere = try mayHold(file, needles)
            for agent in agents where !isThere { isThere = (try? mayHold(agent.file, needles)) ?? false }
            guard isThere else { return }
        }
        guard try read(file, subagent: nil, body) else { return }
        for agent in agents {
            do {
                guard try read(agent.file, subagent: agent.id, body) else { return }
            } catch let error as PlatformError where error != .interrupted {}
        }
    }

    private mutating func mayHold(_ file: FileReader, _ needles: [BytePattern]) throws -> Bool {
        var isThere = false
        try blocks.forEachBlock(of: file) { block, _ in
            isThere = needles.contains { $0.occurs(in: block) }
            return !isThere && !Cancellation.isRequested
        }
        return isThere || blocks.hasLeftOut
    }

    private mutating func read(
        _ file: FileReader,
        subagent: String?,
        _ body: (RecordView, RecordPlace) throws -> Bool
    ) throws -> Bool {
        // Moved out, so that lines can be read while the block lives.
        var blocks = LineBlocks(lineLimit: 0)
        swap(&blocks, &self.blocks)
        defer { swap(&blocks, &self.blocks) }
        var goesOn = true
        try blocks.forEachBlock(of: file) { block, offset in
            goesOn = try read(block, RecordPlace(offset: offset, subagent: subagent), body)
            return goesOn && !Cancellation.isRequested
        }
        return goesOn
    }

    private mutating func read(
        _ block: Span<UInt8>,
        _ place: RecordPlace,
        _ body: (RecordView, RecordPlace) throws -> Bool
    ) throws -> Bool {
        var start = 0
        while start < block.count {
            let end = block.firstIndex(of: 0x0a, from: start) ?? block.count
            let line = block.extracting(start..<end)
            if Self.result.occurs(in: line) || Self.call.occurs(in: line),
                let (document, _) = try? parser.parseRepairing(line), document.root.kind == .object
            {
                var place = place
                place.offset += start
                guard try body(RecordView(document.root), place) else { return false }
            }
            start = end + 1
        }
        return true
    }

    /// The files of a session's subagents.
    private func agents(of session: Session) -> [(id: String, file: FileReader)] {
        var found: [(id: String, file: FileReader)] = []
        func add(_ names: [String], _ folder: OpenDirectory?) {
            guard let folder else { return }
            for name in names where found.count < SubagentLimits.count {
                guard let id = SubagentFinder.id(inName: name), folder.status(name)?.kind == .file,
                    let file = try? folder.reader(name), file.size <= SubagentLimits.fileBytes
                else { continue }
                found.append((id, file))
            }
        }
        let side = SideFolder(ofTranscript: session.path)
        if Files.linkStatus(side.path)?.kind == .directory {
            let folder = side.directory("subagents")
            add(SideFolder.names(in: folder), folder)
            let runs = folder.flatMap { try? $0.directory("workflows") }
            for run in SideFolder.names(in: runs) where SafeName.isValid(run) {
                let folder = try? runs?.directory(run)
                add(SideFolder.names(in: folder), folder)
            }
        }
        let names = beside.agents.names(ofSession: session.id, in: Paths.directory(session.path))
        if !names.isEmpty { add(names, side.parent) }
        return found
    }
}

/// What passes on several threads share: which files of subagents stand beside transcripts.
public struct AgentsBesideFiles: Sendable {
    let agents = AgentsBeside()

    /// Nothing is known yet.
    public init() {}
}
