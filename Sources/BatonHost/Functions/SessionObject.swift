public import BatonSessions
internal import Platform

/// A session as a script holds it: whole or a part of it, of this machine or fetched, as it is or without its secrets.
public struct SessionObject: Sendable {
    /// What a list shows of it.
    public var session: Session
    /// The messages that are meant, as places in the full history; `nil` for all.
    var places: [Int]?
    /// What was fetched; `nil` for a session of this machine.
    var fetched: FetchedSession?
    /// Whether what is read from it has no secrets.
    var isRedacted = false

    /// A whole session of this machine.
    public init(_ session: Session) { self.session = session }

    /// Whether it is a whole session of this machine as it is.
    var isPlain: Bool { places == nil && fetched == nil && !isRedacted }
}

/// A session that was fetched and checked, and is installed nowhere.
final class FetchedSession: Sendable {
    /// What the author shared.
    let bundle: Bundle
    /// What would be installed of it.
    let transcript: Transcript

    init(_ bundle: Bundle, _ transcript: Transcript) {
        self.bundle = bundle
        self.transcript = transcript
    }
}

/// Opens transcripts for one run, each once as long as its file stays as it is.
final class SessionReader {
    private struct Entry {
        let path: String
        let size: Int
        let modified: Timestamp
        let transcript: Transcript
        var conversations: [History: Conversation] = [:]
    }

    /// The latest used last; an index of a large transcript takes some megabytes.
    private var entries: [Entry] = []
    private static let most = 4

    /// The transcript of a session.
    func transcript(of object: SessionObject) throws -> Transcript {
        if let fetched = object.fetched { return fetched.transcript }
        return try entries[entry(for: object.session)].transcript
    }

    /// The messages of a session that are meant, in their order.
    ///
    /// - Throws: `SessionError` when there are none.
    func conversation(of object: SessionObject, _ history: History = .full) throws -> Conversation {
        let whole = try whole(object, history)
        guard let places = object.places else { return whole }
        let part =
            history == .full
            ? whole.part(at: places) : whole.common(with: try self.whole(object, .full).part(at: places))
        guard part.count > 0 else {
            throw SessionError.noConversation(
                path: object.session.path,
                reason: "none of these messages is resumed"
            )
        }
        return part
    }

    private func whole(_ object: SessionObject, _ history: History) throws -> Conversation {
        if let fetched = object.fetched { return try fetched.transcript.conversation(history) }
        let place = try entry(for: object.session)
        if let known = entries[place].conversations[history] { return known }
        let conversation = try entries[place].transcript.conversation(history)
        entries[place].conversations[history] = conversation
        return conversation
    }

    private func entry(for session: Session) throws -> Int {
        let status = Files.status(session.path)
        if let place = entries.firstIndex(where: { $0.path == session.path }) {
            let entry = entries.remove(at: place)
            if entry.size == status?.size, entry.modified == status?.modified {
                entries.append(entry)
                return entries.count - 1
            }
        }
        let transcript = try Transcript(session)
        if entries.count == Self.most { entries.removeFirst() }
        entries.append(
            Entry(
                path: session.path,
                size: status?.size ?? 0,
                modified: status?.modified ?? session.modified,
                transcript: transcript
            )
        )
        return entries.count - 1
    }
}
