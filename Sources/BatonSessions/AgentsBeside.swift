internal import Platform
internal import Synchronization

/// Files of subagents that stand beside those of their sessions, as up to version 2.1.1.
///
/// Their lines tell the session, so the beginnings of all of a folder are read once, when the first session of it asks.
final class AgentsBeside: Sendable {
    private let folders = Mutex<[String: [String: [String]]]>([:])

    /// The names of a session's subagents' files in the folder of its transcript.
    func names(ofSession id: String, in folder: String) -> [String] {
        folders.withLock { folders in
            if let known = folders[folder] { return known[id] ?? [] }
            let names = Self.names(in: folder)
            folders[folder] = names
            return names[id] ?? []
        }
    }

    /// Names of files by session.
    private static func names(in folder: String) -> [String: [String]] {
        var result: [String: [String]] = [:]
        guard let names = try? Files.names(in: folder) else { return result }
        let agents = names.filter { SubagentFinder.id(inName: $0) != nil }
        guard !agents.isEmpty, let directory = Paths.real(folder).flatMap({ try? OpenDirectory($0) }) else {
            return result
        }
        for name in agents.sorted() {
            guard directory.status(name)?.kind == .file, let file = try? directory.reader(name),
                let head = SubagentHead(file), head.isSidechain, let session = head.sessionID
            else { continue }
            result[session, default: []].append(name)
        }
        return result
    }
}
