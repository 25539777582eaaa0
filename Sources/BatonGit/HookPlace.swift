internal import Platform

/// Where a hook of this repository stands, and what stands there now.
struct HookPlace {
    /// Who else the folder of the hooks belongs to.
    enum Owner: Equatable {
        /// The repository's own git directory.
        case repository
        /// The working tree, where a hook shows up as a change that may be committed.
        case workingTree
        /// Something outside, such as all repositories of a person.
        case others
    }

    /// The folder that git looks in.
    let folder: String
    /// The hook itself.
    let path: String
    /// Where a hook that stood there before is kept.
    let earlier: String
    /// Whose folder it is.
    let owner: Owner

    init(_ hook: HookName, folder: String, of repository: Repository) {
        self.folder = folder
        path = Paths.join(folder, hook.rawValue)
        earlier = path + HookShim.suffix
        let real = Paths.realAsFarAsThere(folder)
        func lies(in directory: String) -> Bool { real.hasPrefix(directory + "/") }
        owner =
            if lies(in: repository.commonDirectory) || lies(in: repository.gitDirectory) {
                .repository
            } else if lies(in: repository.root) || repository.worktrees.contains(where: lies) {
                .workingTree
            } else {
                .others
            }
    }

    /// Whether `core.hooksPath` names something that can hold no hook, such as `/dev/null`.
    var isSwitchedOff: Bool { Files.status(folder).map { $0.kind != .directory } ?? false }

    /// Whether a hook is kept there.
    var hasEarlier: Bool { Files.linkStatus(earlier) != nil }

    /// Whether git runs what stands there.
    var isExecutable: Bool { Files.status(path).map { $0.mode & 0o111 != 0 } ?? false }

    /// How many directories must be made to have the folder, itself included.
    var missingFolders: Int {
        var count = 0
        var directory = folder
        while !Files.isDirectory(directory), directory != Paths.directory(directory) {
            count += 1
            directory = Paths.directory(directory)
        }
        return count
    }

    /// Removes the folder and those above it, `count` in all, as far as they are empty.
    func removeFolders(_ count: Int) {
        var directory = folder
        for _ in 0..<max(0, count) {
            guard Files.removeEmptyDirectory(directory) else { return }
            directory = Paths.directory(directory)
        }
    }

    /// What stands there; `nil` when nothing does.
    func kind(_ hook: HookName) -> HookShim.Kind? {
        guard Files.linkStatus(path) != nil else { return nil }
        // A link is never ours; it is moved, not followed. Nor is anything as long as a program.
        guard Files.linkStatus(path)?.kind == .file, let file = try? FileReader(path), file.size <= 1 << 20,
            let bytes = try? file.bytes(from: 0, count: file.size)
        else { return .foreign }
        return HookShim.kind(of: String(decoding: bytes, as: UTF8.self), hook)
    }
}
