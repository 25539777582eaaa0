internal import JSON
internal import Platform

/// Searches what Claude Code keeps in files beside a transcript: messages of subagents, and results that were too long.
struct SideSearch {
    /// What is found in a transcript: places, how many there are, and whether it has long lines.
    typealias Finding = (found: [SearchFound], count: Int, isLarge: Bool)

    private let session: Session
    private let query: SearchQuery
    private let most: Int
    /// How many places there are.
    private(set) var count = 0
    /// Places in subagents' files.
    private(set) var hits: [SearchHit] = []
    /// Results that were spilled, at the lines of the transcript that name them; at -1 when none does.
    private(set) var spilled: [SearchFound] = []

    /// A search beside a session's transcript that tells at most so many places.
    init(_ session: Session, _ query: SearchQuery, most: Int) {
        self.session = session
        self.query = query
        self.most = most
    }

    /// Searches all files; one that cannot be read is left out.
    mutating func search(
        _ beside: AgentsBeside,
        _ excerpt: (String) throws -> String,
        _ search: (FileReader) throws -> Finding
    ) throws {
        let sideFolder = SideFolder(ofTranscript: session.path)
        if Files.linkStatus(sideFolder.path)?.kind == .directory {
            try searchResults(in: sideFolder.directory("tool-results"), excerpt)
            let folder = sideFolder.directory("subagents")
            try searchAgents(SideFolder.names(in: folder), folder, search)
            let runs = folder.flatMap { try? $0.directory("workflows") }
            for run in SideFolder.names(in: runs) where SafeName.isValid(run) {
                let folder = try? runs?.directory(run)
                try searchAgents(SideFolder.names(in: folder), folder, search)
            }
        }
        let names = beside.names(ofSession: session.id, in: Paths.directory(session.path))
        if !names.isEmpty { try searchAgents(names, sideFolder.parent, search) }
    }

    // MARK: Subagents

    private mutating func searchAgents(
        _ names: [String],
        _ folder: OpenDirectory?,
        _ search: (FileReader) throws -> Finding
    ) throws {
        guard let folder else { return }
        for name in names.prefix(SubagentLimits.count) {
            guard !Cancellation.isRequested else { return }
            guard let id = SubagentFinder.id(inName: name), folder.status(name)?.kind == .file,
                let file = try? folder.reader(name), file.size <= SubagentLimits.fileBytes
            else { continue }
            let (found, count, _) = try search(file)
            self.count += count
            let wanted = found.prefix(max(0, most - spilled.count - hits.count))
            let lines = wanted.isEmpty ? [:] : try SearchPlaces.lines(of: Set(wanted.map(\.offset)), in: file)
            hits += wanted.map { place in
                SearchHit(
                    message: nil,
                    line: lines[place.offset],
                    subagent: id,
                    kind: place.kind,
                    timestamp: place.timestamp,
                    excerpt: place.text
                )
            }
        }
    }

    // MARK: Results

    private mutating func searchResults(in folder: OpenDirectory?, _ excerpt: (String) throws -> String)
        throws
    {
        guard let folder else { return }
        var passages: [(name: String, text: String)] = []
        for name in SideFolder.names(in: folder).prefix(SideFileList.limit) where SpilledResult.isSafe(name) {
            guard !Cancellation.isRequested else { return }
            guard folder.status(name)?.kind == .file, let file = try? folder.reader(name),
                let bytes = try? file.bytes(from: 0, count: min(file.size, SpilledResult.limit))
            else { continue }
            let match = query.matches(in: bytes.span)
            guard match.words == query.allWords else { continue }
            passages.append((name, SearchExcerpt.passage(of: bytes.span, around: match.place)))
        }
        guard !passages.isEmpty else { return }
        let places = try namings()
        for passage in passages {
            let place = places[passage.name]
            // The transcript has the beginning of the result; what is found there is counted already.
            if place?.isFound == true { continue }
            count += 1
            guard spilled.count < most else { continue }
            spilled.append(
                SearchFound(
                    offset: place?.offset ?? -1,
                    kind: .result,
                    timestamp: place?.timestamp,
                    text: try excerpt(passage.text)
                )
            )
        }
    }

    /// A line that names a file with a result.
    private struct Naming {
        let offset: Int
        let timestamp: Timestamp?
        /// Whether the line itself has all words.
        let isFound: Bool
    }

    private static let mark = BytePattern("<persisted-output>")

    /// The lines of the transcript that name files with results, by the names.
    private func namings() throws -> [String: Naming] {
        var namings: [String: Naming] = [:]
        var parser = JSONParser()
        var blocks = LineBlocks(lineLimit: 1 << 20)
        try blocks.forEachBlock(of: FileReader(session.path)) { block, offset in
            var start = 0
            while let place = Self.mark.firstMatch(in: block, from: start) {
                let begin = block.lastIndex(of: 0x0a, before: place).map { $0 + 1 } ?? 0
                let end = block.firstIndex(of: 0x0a, from: place) ?? block.count
                if let (document, _) = try? parser.parseRepairing(block.extracting(begin..<end)) {
                    note(RecordView(document.root), at: offset + begin, &namings)
                }
                start = end
            }
            return !Cancellation.isRequested
        }
        return namings
    }

    private func note(_ record: RecordView, at offset: Int, _ namings: inout [String: Naming]) {
        guard record.json.kind == .object else { return }
        var words: UInt32 = 0
        SearchableTexts.forEach(of: record) { _, text in
            text.withText { words |= query.matches(in: $0).words }
        }
        for block in record.blocks {
            guard case .toolResult(_, let content, _) = block, let name = SpilledResult.name(in: content),
                namings[name] == nil
            else { continue }
            namings[name] = Naming(
                offset: offset,
                timestamp: record.timestamp,
                isFound: words == query.allWords
            )
        }
    }
}
