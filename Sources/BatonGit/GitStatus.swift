internal import Platform

/// What differs between the last commit, the index and the working tree.
public struct WorkingTreeStatus: Sendable, Equatable {
    /// One path that differs.
    public struct Entry: Sendable, Equatable {
        /// Path from the top level.
        public let path: String
        /// Where it was before, when it was renamed or copied.
        public let originalPath: String?
        /// Two letters for index and working tree as git-status(1) lists them, `.` for unchanged; `??` when it is not
        /// tracked.
        public let code: String
        /// Whether a merge left it for a person to settle.
        public let isConflict: Bool

        /// Whether git does not track it.
        public var isUntracked: Bool { code == "??" }
    }

    /// Short name of the branch; `nil` when HEAD is detached.
    public internal(set) var branch: String?
    /// Object id of the commit at HEAD; `nil` before the first commit.
    public internal(set) var head: String?
    /// The branch that this one follows, such as `origin/main`.
    public internal(set) var upstream: String?
    /// Commits that the upstream does not have.
    public internal(set) var ahead = 0
    /// Commits that the upstream has and this branch does not.
    public internal(set) var behind = 0
    /// What differs, in git's order.
    public internal(set) var entries: [Entry] = []

    /// Whether nothing differs and nothing is untracked.
    public var isClean: Bool { entries.isEmpty }
}

extension Git {
    /// The state of the working tree, untracked directories as one entry.
    ///
    /// - Throws: ``GitError`` also for a bare repository, which has no working tree.
    public func status() throws -> WorkingTreeStatus {
        let result = try compare([
            "status", "--porcelain=v2", "-z", "--branch", "--untracked-files=normal",
            // What is changed inside a submodule only git in there could tell, by the submodule's configuration.
            "--ignore-submodules=dirty",
        ])
        guard let status = WorkingTreeStatus(porcelain: NulSeparated.texts(result.output)) else {
            throw GitError.unexpectedOutput(command: "status")
        }
        return status
    }
}

extension WorkingTreeStatus {
    /// Reads "Porcelain Format Version 2" of git-status(1); `nil` when it is something else.
    init?(porcelain lines: [String]) {
        var rest = lines[...]
        while let line = rest.popFirst() {
            switch line.first {
            case "#":
                readHeader(line)
            case "1":
                guard let fields = Self.fields(line, 9) else { return nil }
                entries.append(Entry(path: fields[8], originalPath: nil, code: fields[1], isConflict: false))
            case "2":
                guard let fields = Self.fields(line, 10), let original = rest.popFirst() else { return nil }
                entries.append(
                    Entry(path: fields[9], originalPath: original, code: fields[1], isConflict: false)
                )
            case "u":
                guard let fields = Self.fields(line, 11) else { return nil }
                entries.append(Entry(path: fields[10], originalPath: nil, code: fields[1], isConflict: true))
            case "?":
                entries.append(
                    Entry(path: String(line.dropFirst(2)), originalPath: nil, code: "??", isConflict: false)
                )
            case "!":
                continue
            default:
                return nil
            }
        }
    }

    private mutating func readHeader(_ line: String) {
        let words = line.split(separator: " ", maxSplits: 2).map(String.init)
        guard words.count == 3 else { return }
        switch words[1] {
        case "branch.oid": head = words[2] == "(initial)" ? nil : words[2]
        case "branch.head": branch = words[2] == "(detached)" ? nil : words[2]
        case "branch.upstream": upstream = words[2]
        case "branch.ab":
            let counts = words[2].split(separator: " ").compactMap { Int($0) }
            if counts.count == 2 { (ahead, behind) = (counts[0], -counts[1]) }
        default: break
        }
    }

    /// Exactly `count` fields, the last of which may hold spaces.
    private static func fields(_ line: String, _ count: Int) -> [String]? {
        let fields = line.split(separator: " ", maxSplits: count - 1, omittingEmptySubsequences: false)
        return fields.count == count ? fields.map(String.init) : nil
    }
}
