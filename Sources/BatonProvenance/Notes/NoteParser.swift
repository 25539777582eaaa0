internal import BatonSessions

/// Takes a note apart that may be anybody's.
enum NoteParser {
    /// What a note consists of.
    struct Parts {
        /// The entries in their order; a session may be there more than once.
        var entries: [NoteEntry] = []
        /// What is no entry, without empty lines around.
        var foreign: [[UInt8]] = []
    }

    /// Lines that a head has at most, and bytes that a line of it has.
    private static let mostHeadLines = 40
    private static let longestHeadLine = 4096
    private static let mark = Array("Baton-Session: ".utf8)

    /// Reads a note.
    ///
    /// An entry begins with the line that names its session. Lines of the form `Name: value` follow, then lines that are
    /// empty or begin with two spaces; any other line belongs to no entry.
    static func read(_ bytes: some Collection<UInt8>) -> Parts {
        var parts = Parts()
        var entry: NoteEntry?
        var body: [String] = []
        var headLines = 0
        var isHead = false
        var other: [ArraySlice<UInt8>] = []
        func endEntry() {
            guard var done = entry else { return }
            done.text = joined(body)
            parts.entries.append(done)
            (entry, body) = (nil, [])
        }
        func endOther() {
            while let last = other.last, last.allSatisfy(isSpace) { other.removeLast() }
            if !other.isEmpty { parts.foreign.append(Array(other.joined(separator: [0x0a]))) }
            other = []
        }
        for line in Array(bytes).split(separator: 0x0a, omittingEmptySubsequences: false) {
            let isBlank = line.allSatisfy(isSpace)
            if let id = sessionID(line) {
                endEntry()
                endOther()
                entry = NoteEntry(sessionID: id)
                (isHead, headLines) = (true, 0)
            } else if entry != nil, isHead, headLines < mostHeadLines, let field = field(line) {
                headLines += 1
                entry?.take(field.name, field.value)
            } else if entry != nil, isBlank || line.starts(with: [0x20, 0x20]) {
                isHead = false
                body.append(isBlank ? "" : String(decoding: line.dropFirst(2), as: UTF8.self))
            } else {
                endEntry()
                if !(isBlank && other.isEmpty) { other.append(line) }
            }
        }
        endEntry()
        endOther()
        return parts
    }

    private static func sessionID(_ line: ArraySlice<UInt8>) -> String? {
        guard line.starts(with: mark), line.count < 200 else { return nil }
        var rest = line.dropFirst(mark.count)
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        let id = String(decoding: rest, as: UTF8.self)
        return isSessionID(id) ? id : nil
    }

    /// Whether a text may be the id of a session.
    static func isSessionID(_ text: String) -> Bool { SafeName.isValid(text) }

    /// A line `Name: value` of a head.
    private static func field(_ line: ArraySlice<UInt8>) -> (name: String, value: String)? {
        guard line.count <= longestHeadLine, let colon = line.firstIndex(of: UInt8(ascii: ":")),
            (2...40).contains(colon - line.startIndex),
            line[colon...].dropFirst().first == 0x20,
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(line[line.startIndex]),
            line[..<colon].allSatisfy({
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) || $0 == UInt8(ascii: "-")
            })
        else { return nil }
        let value = NoteText.line(String(decoding: line[(colon + 2)...], as: UTF8.self), longest: 4000)
        return (String(decoding: line[..<colon], as: UTF8.self), value)
    }

    private static func joined(_ lines: [String]) -> String {
        var lines = lines[...]
        while lines.first?.isEmpty == true { lines.removeFirst() }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    /// Whether a byte is white space of ASCII.
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
}
