internal import Platform

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

    /// A note without anything in it.
    public init() {}

    /// Reads a note; a session that stands there twice is settled by `choose`.
    public init(
        parsing bytes: some Collection<UInt8>,
        choosing choose: NoteChoice = .newest
    ) {
        self.init(NoteParser.read(bytes), choosing: choose)
    }

    init(_ parts: NoteParser.Parts, choosing choose: NoteChoice) {
        foreign = parts.foreign
        for entry in parts.entries { hadDoubles = add(entry, choose) || hadDoubles }
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

    /// What others wrote in it.
    public var otherTexts: [String] { foreign.map { String(decoding: $0, as: UTF8.self) } }

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

    private static func paragraphs(_ text: [UInt8]) -> [[UInt8]] {
        var paragraphs: [[UInt8]] = []
        var current: [UInt8] = []
        for line in text.split(separator: 0x0a, omittingEmptySubsequences: false) {
            if line.allSatisfy(NoteParser.isSpace) {
                if !current.isEmpty { paragraphs.append(current) }
                current = []
            } else {
                current += line + [0x0a]
            }
        }
        if !current.isEmpty { paragraphs.append(current) }
        return paragraphs
    }
}
