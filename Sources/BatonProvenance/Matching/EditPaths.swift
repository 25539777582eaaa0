internal import BatonGit
internal import Platform

/// Tells which file of the repository a session means by a path.
struct EditPaths {
    /// How a path leads to a file.
    enum Way: Sendable, Equatable {
        /// It lies in a worktree of this repository.
        case here
        /// Its end is that of the file, and the directory above it is gone: a worktree that was removed, perhaps.
        case gone
        /// Only its end is that of the file: another clone, or another project.
        case byEnd
    }

    private let roots: [String]
    private let byName: [String: [String]]
    private let all: [String]
    private var resolved: [String: String] = [:]
    private var gone: [String: Bool] = [:]

    /// Paths of a repository's files that are of interest.
    init(_ repository: Repository, _ paths: Set<String>) {
        // The longest first: a worktree may stand in another.
        roots = Set(repository.worktrees + (repository.isBare ? [] : [repository.root]))
            .sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
        byName = Dictionary(grouping: paths) { Paths.name($0) }
        all = paths.sorted()
    }

    /// The files that an edit is for.
    mutating func files(of edit: SessionEdit) -> [(path: String, way: Way)] {
        let inside = relative(edit.path) ?? relative(real(edit.path))
        var found: [(path: String, way: Way)] = []
        for path in byName[Paths.name(edit.path)] ?? [] {
            if inside == path {
                found.append((path, .here))
            } else if edit.path == path || Self.ends(edit.path, path) {
                let isOurs = inside.map { Self.isInWorktreeFolder($0, path) } == true
                found.append((path, isOurs ? .here : isGone(edit.path, path) ? .gone : .byEnd))
            }
        }
        if found.isEmpty, let inside, [.removal, .move, .discard].contains(edit.kind) {
            // A directory that went with all that was in it.
            let folder = inside.isEmpty ? "" : inside + "/"
            if !folder.isEmpty || edit.kind == .discard {
                found = all.filter { $0.hasPrefix(folder) }.prefix(5_000).map { ($0, .here) }
            }
        }
        return found
    }

    private static func ends(_ path: String, _ file: String) -> Bool {
        path.utf8.count > file.utf8.count && path.hasSuffix("/" + file)
    }

    /// Whether a path inside the repository is that of a file in a worktree that stood there, as agents keep them in
    /// `.claude/worktrees/NAME`.
    private static func isInWorktreeFolder(_ inside: String, _ file: String) -> Bool {
        let folder = inside.dropLast(file.utf8.count + 1).split(separator: "/")
        return folder.count >= 2 && folder[folder.count - 2].hasSuffix("worktrees")
    }

    /// Whether the directory is gone in which the file of the path would be that of the repository.
    private mutating func isGone(_ path: String, _ file: String) -> Bool {
        guard path.utf8.first == UInt8(ascii: "/") else { return false }
        let top = String(path.dropLast(file.count + 1))
        if let known = gone[top] { return known }
        let isGone = Files.status(top.isEmpty ? "/" : top) == nil
        if gone.count < 100_000 { gone[top] = isGone }
        return isGone
    }

    private func relative(_ path: String) -> String? {
        for root in roots {
            if path == root { return "" }
            if path.hasPrefix(root), path.utf8.dropFirst(root.utf8.count).first == UInt8(ascii: "/") {
                return String(path.dropFirst(root.count + 1))
            }
        }
        return nil
    }

    private mutating func real(_ path: String) -> String {
        guard path.utf8.first == UInt8(ascii: "/") else { return path }
        let folder = Paths.directory(path)
        if let known = resolved[folder] { return Paths.join(known, Paths.name(path)) }
        let real = Paths.realAsFarAsThere(folder)
        if resolved.count < 100_000 { resolved[folder] = real }
        return Paths.join(real, Paths.name(path))
    }
}
