internal import BatonSessions

/// The note of a commit: entries of sessions, and whatever else others wrote there.
///
/// What is read may be anybody's: everything is taken, nothing is trusted. What is not an entry stays as it is, byte for
/// byte, in front of the entries.
public struct CommitNote: Sendable, Equatable {
    /// One entry a session, by time.
    public private(set) var entries: [NoteEntry] = []
    /// What is no entry, in its order.
    private(set) var foreign: [[UInt8]] = []
    /// Whether a session stood there twice.
    public private(set) var hadDoubles = false

    /// Lines that a head has at most, and bytes that a line of it has.
    private static let mostHeadLines = 40
    private static let longestHeadLine = 4096
    private static let mark = Array("Baton-Session: ".utf8)

    /// A note without anything in it.
    public init() {}

    /// Reads a note; a session that stands there twice is settled by `choose`.
    public init(
        parsing bytes: some Collection<UInt8>,
        choosing choose: NoteChoice = .newest
    ) {
        var entry: NoteEntry?
        var body: [String] = []
        var headLines = 0
        var isHead = false
        var other: [ArraySlice<UInt8>] = []
        var read: [NoteEntry] = []
        func endEntry() {
            guard var done = entry else { return }
            done.text = Self.joined(body)
            read.append(done)
            (entry, body) = (nil, [])
        }
        func endOther() {
            while let last = other.last, last.allSatisfy(Self.isSpace) { other.removeLast() }
            if !other.isEmpty { foreign.append(Array(other.joined(separator: [0x0a]))) }
            other = []
        }
        let all = Array(bytes)
        for line in all.split(separator: 0x0a, omittingEmptySubsequences: false) {
            let isBlank = line.allSatisfy(Self.isSpace)
            if let id = Self.sessionID(line) {
                endEntry()
                endOther()
                entry = NoteEntry(sessionID: id)
                (isHead, headLines) = (true, 0)
            } else if entry != nil, isHead, headLines < Self.mostHeadLines, let field = Self.field(line) {
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
        for entry in read { hadDoubles = add(entry, choose) || hadDoubles }
        sort()
    }

    /// The note as it is stored; empty when there is nothing in it.
    public var content: [UInt8] {
        var parts = foreign.map { $0 + [0x0a] }
        parts += entries.map { Array($0.lines.utf8) }
        return Array(parts.joined(separator: [0x0a]))
    }

    /// The note as a text; bytes that are no UTF-8 become U+FFFD.
    public var text: String { String(decoding: content, as: UTF8.self) }

    /// Whether nothing is in it.
    public var isEmpty: Bool { entries.isEmpty && foreign.isEmpty }

    /// Adds an entry; one of the same session is settled by `choose`.
    ///
    /// - Returns: whether the session was there already.
    @discardableResult
    public mutating func add(_ entry: NoteEntry, choosing choose: NoteChoice = .newest) -> Bool {
        let wasThere = add(entry, choose)
        sort()
        return wasThere
    }

    /// Adds all of another note: entries by session, other text where it does not stand already.
    public mutating func add(_ other: CommitNote, choosing choose: NoteChoice = .newest) {
        for entry in other.entries { _ = add(entry, choose) }
        var known = Set(foreign.flatMap(Self.paragraphs))
        for text in other.foreign {
            let paragraphs = Self.paragraphs(text)
            if paragraphs.allSatisfy(known.contains) { continue }
            known.formUnion(paragraphs)
            foreign.append(text)
        }
        sort()
    }

    /// Keeps the entries that fulfil a condition.
    public mutating func keepEntries(where isKept: (NoteEntry) throws -> Bool) rethrows {
        entries = try entries.filter(isKept)
    }

    /// Removes all entries of sessions; what others wrote stays.
    public mutating func removeEntries() { entries = [] }

    private mutating func add(_ entry: NoteEntry, _ choose: NoteChoice) -> Bool {
        guard let place = entries.firstIndex(where: { $0.sessionID == entry.sessionID }) else {
            // More sessions than that have no part in one commit.
            if entries.count < Self.mostEntries { entries.append(entry) }
            return false
        }
        entries[place] = choose.better(entries[place], entry)
        return true
    }

    private static let mostEntries = 200

    /// In an order that does not depend on how they came here, so that the same note arises everywhere.
    private mutating func sort() {
        entries.sort { left, right in
            let (leftTime, rightTime) = (left.time?.milliseconds ?? 0, right.time?.milliseconds ?? 0)
            return leftTime == rightTime ? left.sessionID < right.sessionID : leftTime < rightTime
        }
    }

    private static func sessionID(_ line: ArraySlice<UInt8>) -> String? {
        guard line.starts(with: mark), line.count < 200 else { return nil }
        var rest = line.dropFirst(mark.count)
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        let id = String(decoding: rest, as: UTF8.self)
        return SafeName.isValid(id) ? id : nil
    }

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

    private static func paragraphs(_ text: [UInt8]) -> [[UInt8]] {
        var paragraphs: [[UInt8]] = []
        var current: [UInt8] = []
        for line in text.split(separator: 0x0a, omittingEmptySubsequences: false) {
            if line.allSatisfy(isSpace) {
                if !current.isEmpty { paragraphs.append(current) }
                current = []
            } else {
                current += line + [0x0a]
            }
        }
        if !current.isEmpty { paragraphs.append(current) }
        return paragraphs
    }

    private static func joined(_ lines: [String]) -> String {
        var lines = lines[...]
        while lines.first?.isEmpty == true { lines.removeFirst() }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
}
