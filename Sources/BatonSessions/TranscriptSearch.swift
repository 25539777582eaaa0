internal import JSON
internal import Platform

/// A message, or another record, in which a search found all its words.
struct SearchFound {
    /// Where its line begins, in bytes from the start of the file.
    var offset: Int
    var kind: SearchKind
    var timestamp: Timestamp?
    /// Id of the subagent whose line it is, when it stands among the session's.
    var subagent: String?
    /// The text around the words; of a place that is told, what is told of it.
    var text: String
}

/// Searches one transcript after another, with memory kept from one to the next.
///
/// The bytes of the file are searched first; only lines that may hold a word are parsed, and their texts decide. A word can
/// be hidden from the first search by an escape or an accent only, and those are searched for too.
struct TranscriptSearch: ~Copyable {
    private let query: SearchQuery
    /// At most so many places of a file are kept; the others are counted.
    private let most: Int
    /// Makes of the text around the words what is told of it.
    private let excerpt: (String) throws -> String
    private var blocks: LineBlocks
    private let lineLimit: Int
    private var parser = JSONParser()

    // Of one file.
    private var found: [SearchFound] = []
    private var count = 0
    private var messages: [String: Partial] = [:]
    private var titles: Set<String> = []

    /// An answer of which several lines may hold the words.
    private struct Partial {
        var words: UInt32
        var isFound = false
        var place: SearchFound?
    }

    /// A search of lines up to a length in bytes; longer ones are left out.
    init(_ query: SearchQuery, most: Int, lineLimit: Int, excerpt: @escaping (String) throws -> String) {
        self.query = query
        self.most = most
        self.lineLimit = lineLimit
        self.excerpt = excerpt
        blocks = LineBlocks(lineLimit: lineLimit)
    }

    /// Whether a line of the last file was too long.
    private(set) var hasLeftOut = false

    /// What is found in a file: at most so many places as were asked for, in file order, and the number of all.
    mutating func search(_ file: FileReader) throws -> (found: [SearchFound], count: Int) {
        forget()
        hasLeftOut = false
        guard try query.words.count == 1 || mayHoldRarest(file) else { return ([], 0) }
        // Moved out, so that lines can be looked at while the block lives.
        var blocks = LineBlocks(lineLimit: 0)
        swap(&blocks, &self.blocks)
        defer { swap(&blocks, &self.blocks) }
        try blocks.forEachBlock(of: file) { block, offset in
            try look(through: block, offset)
            return !Cancellation.isRequested
        }
        hasLeftOut = blocks.hasLeftOut
        return (found, count)
    }

    /// What is found in a transcript in memory.
    mutating func search(_ bytes: [UInt8]) throws -> (found: [SearchFound], count: Int) {
        forget()
        try look(through: bytes.span, 0)
        return (found, count)
    }

    private mutating func forget() {
        found = []
        count = 0
        messages.removeAll(keepingCapacity: true)
        titles.removeAll(keepingCapacity: true)
    }

    /// Whether the word that is least likely occurs anywhere, which spares most files the search for the others.
    private mutating func mayHoldRarest(_ file: FileReader) throws -> Bool {
        guard let needle = query.words[query.rarest].needle else { return true }
        let query = query
        var isThere = false
        try blocks.forEachBlock(of: file) { block, _ in
            isThere = needle.occurs(in: block) || query.firstDisguise(in: block, from: 0) != nil
            return !isThere && !Cancellation.isRequested
        }
        // It may be in a line that was left out.
        hasLeftOut = !isThere && blocks.hasLeftOut
        return isThere
    }

    private mutating func look(through block: Span<UInt8>, _ offset: Int) throws {
        var cursor = 0
        // Per word, and for escapes: the next place where it may be.
        var next = query.words.map { Self.next($0, in: block, from: 0) }
        var escape = query.firstDisguise(in: block, from: 0) ?? block.count
        while true {
            let place = min(next.min() ?? block.count, escape)
            guard place < block.count else { return }
            // Forwards, since most lines hold a common word: then the first newline is the one behind it.
            var start = cursor
            var end = block.firstIndex(of: 0x0a, from: start) ?? block.count
            while end < place {
                start = end + 1
                end = block.firstIndex(of: 0x0a, from: start) ?? block.count
            }
            var words = escape < end ? query.allWords : 0
            for word in next.indices where next[word] < end { words |= 1 << UInt32(word) }
            try look(at: block.extracting(start..<end), offset + start, mayHold: words)
            cursor = end + 1
            guard cursor < block.count else { return }
            for word in next.indices where next[word] < cursor {
                next[word] = Self.next(query.words[word], in: block, from: cursor)
            }
            if escape < cursor { escape = query.firstDisguise(in: block, from: cursor) ?? block.count }
        }
    }

    private static func next(_ word: SearchWord, in block: Span<UInt8>, from start: Int) -> Int {
        guard let needle = word.needle else { return start }
        return needle.firstMatch(in: block, from: start) ?? block.count
    }

    private static let assistant = BytePattern("\"assistant\"")

    /// Looks at a line that may hold some of the words.
    private mutating func look(at line: Span<UInt8>, _ offset: Int, mayHold words: UInt32) throws {
        // An answer is streamed over several lines, each of which may have a part of the words.
        // A byte order mark is no part of the first line.
        let mark = offset == 0 && line.begins(with: "\u{feff}") ? 3 : 0
        guard words == query.allWords || Self.assistant.occurs(in: line),
            let (document, _) = try? parser.parseRepairing(line.extracting(droppingFirst: mark)),
            document.root.kind == .object
        else { return }
        let record = RecordView(document.root)
        var held: UInt32 = 0
        var best: (words: Int, found: SearchFound)?
        SearchableTexts.forEach(of: record) { kind, value in
            value.withText { text in
                let match = query.matches(in: text)
                guard match.words != 0 else { return }
                if kind == .title {
                    // Titles are written again and again.
                    guard match.words == query.allWords, titles.count < 1000,
                        titles.insert(value.string ?? "").inserted
                    else { return }
                }
                held |= match.words
                guard found.count < most, match.words.nonzeroBitCount > best?.words ?? 0 else { return }
                best = (
                    match.words.nonzeroBitCount,
                    SearchFound(
                        offset: offset,
                        kind: kind,
                        timestamp: record.timestamp,
                        subagent: record.subagentID,
                        text: SearchExcerpt.passage(of: text, around: match.place)
                    )
                )
            }
        }
        guard held != 0 else { return }
        guard let id = record.json["type"]?.equals("assistant") == true ? record.messageID : nil else {
            if held == query.allWords { try note(best?.found) }
            return
        }
        var partial = messages[id] ?? Partial(words: 0)
        partial.words |= held
        if partial.place == nil { partial.place = best?.found }
        if partial.words == query.allWords, !partial.isFound {
            partial.isFound = true
            try note(partial.place)
        }
        // The lines of an answer are near each other.
        if messages.count >= 256 { messages.removeAll(keepingCapacity: true) }
        messages[id] = partial
    }

    private mutating func note(_ place: SearchFound?) throws {
        count += 1
        guard var place, found.count < most else { return }
        place.text = try excerpt(place.text)
        found.append(place)
    }
}

extension SearchQuery {
    /// Which words are in a text, and where the first of them is.
    func matches(in text: Span<UInt8>) -> (words: UInt32, place: Int) {
        var found: UInt32 = 0
        var place = text.count
        for number in words.indices {
            guard let match = words[number].firstMatch(in: text) else { continue }
            found |= 1 << UInt32(number)
            place = min(place, match.lowerBound)
        }
        return (found, place)
    }
}

extension RecordView {
    /// Id of the subagent that wrote the line, when it stands among those of a session.
    fileprivate var subagentID: String? {
        guard isSidechain, let id = json["agentId"]?.string, SafeName.isValid(id) else { return nil }
        return id
    }
}
