internal import Platform

/// The folder beside a transcript that has its name: Claude Code keeps there what belongs to the session, such as
/// `subagents` and `tool-results` (claude-agent-sdk for Python, `sessions.py`).
///
/// Whatever stands in it comes from outside: links are not followed, and names are checked before they are used.
struct SideFolder: Sendable {
    /// Absolute path of the folder, which need not be there.
    let path: String

    /// The folder of the transcript at a path.
    init(ofTranscript path: String) {
        self.path = Paths.join(Paths.directory(path), Paths.stem(path))
    }

    /// A folder in it, given by its names from the outermost on; `nil` when it is not there or behind a link.
    func directory(_ names: String...) -> OpenDirectory? {
        guard let folder = parent, var directory = try? folder.directory(Paths.name(path)) else { return nil }
        for name in names {
            guard let next = try? directory.directory(name) else { return nil }
            directory = next
        }
        return directory
    }

    /// The folder of the transcript itself.
    var parent: OpenDirectory? {
        Paths.real(Paths.directory(path)).flatMap { try? OpenDirectory($0) }
    }

    /// The names of a folder, sorted; none when it holds more than a folder of the agent's ever does.
    static func names(in directory: OpenDirectory?) -> [String] {
        directory.flatMap { try? $0.names(limit: 100_000) } ?? []
    }
}
