/// A commit's message as git hands it to a hook, before git cleans it up; bytes in whatever encoding it has.
///
/// The lines that count are those before the line `>8` of `commit.cleanup=scissors` and of `commit -v`, without comments;
/// there are comments and such a line only where an editor was used (git-commit(1), "--cleanup").
public struct CommitMessage: Equatable {
    /// How the message is to be read.
    public struct Style: Sendable, Equatable {
        /// What comments begin with (`core.commentChar`); `nil` for whatever git chose.
        public var comment: [UInt8]?
        /// Whether it came out of an editor.
        public var isEdited: Bool

        /// A style.
        public init(comment: [UInt8]? = Array("#".utf8), isEdited: Bool = true) {
            self.comment = comment
            self.isEdited = isEdited
        }
    }

    /// The key of our trailers.
    public static let key = "Baton-Session"

    /// The lines without their ends, and whether each ends with a newline.
    private var lines: [[UInt8]]
    private let endsWithNewline: Bool
    private let comment: [UInt8]?
    /// Where the message ends: at the scissors or at the end.
    private let end: Int

    /// Reads a message.
    public init(_ bytes: [UInt8], _ style: Style) {
        var parts = bytes.split(separator: 0x0a, omittingEmptySubsequences: false).map(Array.init)
        endsWithNewline = parts.last?.isEmpty ?? false
        if endsWithNewline || bytes.isEmpty { parts.removeLast() }
        lines = parts
        guard style.isEdited else {
            comment = nil
            end = parts.count
            return
        }
        let prefix = style.comment ?? Self.chosenComment(parts)
        comment = prefix
        end =
            prefix.flatMap { prefix in
                parts.firstIndex { line in
                    line.starts(with: prefix)
                        && Self.trimmed(line.dropFirst(prefix.count)).elementsEqual(Self.scissors)
                }
            } ?? parts.count
    }

    private static let scissors = Array("------------------------ >8 ------------------------".utf8)

    /// The sign that `core.commentChar=auto` came to: git takes the first of these that begins no line of the message, and
    /// ends the message with lines that begin with it.
    private static func chosenComment(_ lines: [[UInt8]]) -> [UInt8]? {
        let last = lines.last { !$0.allSatisfy(isSpace) }?.first
        return last.flatMap { Array("#;@!$%^&|:".utf8).contains($0) ? [$0] : nil } ?? Array("#".utf8)
    }

    /// The first line that counts.
    public var subject: [UInt8]? { content.first.map { lines[$0] } }

    /// The lines that count, as texts of bytes, without our trailers: by which an untouched template is known.
    public var body: [[UInt8]] {
        content.filter { session(lines[$0]) == nil }.map { Self.trimmed(lines[$0]) }
    }

    /// The sessions that the message names, each once.
    public var sessions: [String] {
        var seen: Set<String> = []
        return content.compactMap { session(lines[$0]) }.filter { seen.insert($0).inserted }
    }

    /// Places of lines that are neither empty nor comments.
    private var content: [Int] {
        (0..<end).filter { place in
            !lines[place].allSatisfy(Self.isSpace)
                && !(comment.map { lines[place].starts(with: $0) } ?? false)
        }
    }

    /// The bytes of the message.
    public var bytes: [UInt8] {
        var result: [UInt8] = []
        for (place, line) in lines.enumerated() {
            result += line
            if place < lines.count - 1 || endsWithNewline { result.append(0x0a) }
        }
        return result
    }

    /// The message with one trailer for each session, those that it names already among them, all in its last paragraph; a
    /// message without anything else in it stays without them.
    public func naming(_ more: [String]) -> CommitMessage {
        var sessions = sessions
        for id in more where !sessions.contains(id) { sessions.append(id) }
        let places = content
        let ours = Set(places.filter { session(lines[$0]) != nil })
        let others = places.filter { !ours.contains($0) }
        guard let last = others.last else { return removing(ours) }
        guard !sessions.isEmpty else { return self }
        let isCRLF = lines[last].last == 0x0d
        let ending: [UInt8] = isCRLF ? [0x0d] : []
        func trailers(_ sessions: some Sequence<String>) -> [[UInt8]] {
            sessions.map { Array("\(Self.key): \($0)".utf8) + ending }
        }
        // Those that stand where they should are not touched.
        let named = self.sessions
        if ours.count == named.count, let block = trailerBlock(of: places), let end = places.last,
            ours.allSatisfy(block.contains), !ours.isEmpty
        {
            return inserting(trailers(sessions.dropFirst(named.count)), behind: end)
        }
        var added = trailers(sessions)
        if trailerBlock(of: others, ignoring: ours) == nil { added.insert(ending, at: 0) }
        return removing(ours).inserting(added, behind: last - ours.count { $0 < last })
    }

    private func inserting(_ added: [[UInt8]], behind place: Int) -> CommitMessage {
        guard !added.isEmpty else { return self }
        var lines = lines
        lines.insert(contentsOf: added, at: place + 1)
        return CommitMessage(
            lines: lines,
            endsWithNewline: endsWithNewline || place == self.lines.count - 1,
            comment,
            end + added.count
        )
    }

    private init(lines: [[UInt8]], endsWithNewline: Bool, _ comment: [UInt8]?, _ end: Int) {
        self.lines = lines
        self.endsWithNewline = endsWithNewline
        self.comment = comment
        self.end = end
    }

    private func removing(_ places: Set<Int>) -> CommitMessage {
        guard !places.isEmpty else { return self }
        let kept = lines.enumerated().filter { !places.contains($0.offset) }.map(\.element)
        return CommitMessage(
            lines: kept,
            endsWithNewline: endsWithNewline,
            comment,
            end - places.count { $0 < end }
        )
    }

    /// The last paragraph of the lines that count, when git reads it as trailers: not the first paragraph, and all of its
    /// lines are trailers, or one is git's own and a quarter of them are (git-interpret-trailers(1)).
    private func trailerBlock(of places: [Int], ignoring ignored: Set<Int> = []) -> Range<Int>? {
        guard let last = places.last, let first = places.first else { return nil }
        var start = last
        while start > first {
            let before = start - 1
            // A comment in between does not end a paragraph; an empty line does.
            if lines[before].allSatisfy(Self.isSpace), !(ignored.contains(before)) { break }
            start = before
        }
        guard start > first else { return nil }
        let block = places.filter { $0 >= start }
        let trailers = block.filter { isTrailer(lines[$0]) }
        let isGits = block.contains { place in
            ["Signed-off-by: ", "(cherry picked from commit "].contains { lines[place].starts(with: $0.utf8) }
        }
        guard trailers.count == block.count || isGits && trailers.count * 4 >= block.count else { return nil }
        return start..<(last + 1)
    }

    private func isTrailer(_ line: [UInt8]) -> Bool {
        if line.starts(with: "(cherry picked from commit ".utf8) { return true }
        // A line that begins with a space goes on with the trailer before.
        if let first = line.first, Self.isSpace(first) { return true }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return false }
        var name = line[..<colon]
        while let last = name.last, last == 0x20 { name.removeLast() }
        return !name.isEmpty
            && name.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            }
    }

    /// The session that a line names when it is one of our trailers.
    private func session(_ line: [UInt8]) -> String? {
        let head = Array((Self.key + ":").utf8)
        guard line.count < 200, line.count > head.count,
            zip(line, head).allSatisfy({ Self.lower($0) == Self.lower($1) })
        else { return nil }
        let id = String(decoding: Self.trimmed(line.dropFirst(head.count)), as: UTF8.self)
        return NoteParser.isSessionID(id) ? id : nil
    }

    private static func lower(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    private static func trimmed(_ line: some Collection<UInt8>) -> [UInt8] {
        var rest = Array(line)[...]
        while let first = rest.first, isSpace(first) { rest.removeFirst() }
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return Array(rest)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { NoteParser.isSpace(byte) }
}
