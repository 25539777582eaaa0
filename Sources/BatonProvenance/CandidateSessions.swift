public import BatonSessions
public import Platform

/// The sessions among which those of a commit are looked for.
public struct CandidateSessions: Sendable {
    private enum Source: Sendable {
        case stores(Context)
        case given([Session])
    }

    private let source: Source

    /// The sessions of all agents on this machine.
    public init(_ context: Context) { source = .stores(context) }

    /// These sessions only.
    public init(_ sessions: [Session]) { source = .given(sessions) }

    /// All of them.
    ///
    /// - Throws: ``PlatformError`` when a store is there and cannot be listed.
    func all() throws -> [Session] {
        switch source {
        case .given(let sessions): return sessions
        case .stores(let context): return try SessionStores(context).sessions()
        }
    }
}
