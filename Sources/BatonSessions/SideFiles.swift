public import Platform

/// A file that belongs to a session, beside its transcript.
public struct SideFile: Sendable {
    /// Where it stands under the project's folder, such as `<id>/subagents/agent-a1.jsonl`: parts of
    /// `[A-Za-z0-9._-]` that do not begin with a dot.
    public let path: String
    private let folder: OpenDirectory
    private let name: String

    init(path: String, folder: OpenDirectory, name: String) {
        self.path = path
        self.folder = folder
        self.name = name
    }

    /// Opens it; a link is refused.
    ///
    /// - Throws: `PlatformError` when it cannot be opened.
    public func reader() throws -> FileReader { try folder.reader(name) }
}

/// The files beside a transcript.
public struct SideFileList: Sendable {
    /// In the order of their paths.
    public internal(set) var files: [SideFile] = []
    /// Files and folders that are no regular files, have odd names, or are more than the limit.
    public internal(set) var leftOut = 0

    /// The most files that one session is taken to have.
    public static let limit = 10_000
    /// Folders within folders.
    static let depth = 4
}

extension Transcript {
    /// All files beside the transcript that belong to the session: those in its own folder, and subagents of versions up
    /// to 2.1.1.
    public func sideFiles() throws -> SideFileList {
        var list = SideFileList()
        guard let sideFolder else { return list }
        if let folder = sideFolder.directory() {
            list.add(folder, Paths.name(sideFolder.path), depth: 1)
        }
        guard let parent = sideFolder.parent else { return list }
        for agent in try subagents() {
            guard case .file(let folder, let name) = agent.source, folder.path == parent.path else {
                continue
            }
            list.files.append(SideFile(path: name, folder: folder, name: name))
        }
        return list
    }
}

extension SideFileList {
    fileprivate mutating func add(_ folder: OpenDirectory, _ path: String, depth: Int) {
        for name in SideFolder.names(in: folder) {
            guard SpilledResult.isSafe(name), files.count < Self.limit else {
                leftOut += 1
                continue
            }
            let place = path + "/" + name
            switch folder.status(name)?.kind {
            case .file: files.append(SideFile(path: place, folder: folder, name: name))
            case .directory:
                if depth < Self.depth, let inner = try? folder.directory(name) {
                    add(inner, place, depth: depth + 1)
                } else {
                    leftOut += 1
                }
            default: leftOut += 1
            }
        }
    }
}
