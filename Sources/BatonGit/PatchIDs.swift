internal import Platform

extension Git {
    /// What commits change, each as one id: commits that change the same, wherever they stand, have the same one.
    ///
    /// That is git-patch-id(1) of the difference to the first parent. Merges, commits without a change, and what lies
    /// beyond 64 MiB of patches have none. Nothing is fetched for it.
    ///
    /// - Parameter commits: full ids of commits.
    /// - Returns: the ids of their changes, by commit.
    /// - Throws: ``GitError``.
    public func patchIDs(of commits: some Sequence<String>) throws -> [String: String] {
        let ids = Set(commits.filter(GitNames.isObjectID)).sorted()
        guard !ids.isEmpty else { return [:] }
        let known = zip(ids, try commitsThatExist(ids)).filter(\.1).map(\.0)
        guard !known.isEmpty else { return [:] }
        let patches = try run(
            ["diff-tree", "--stdin", "--root"] + Self.patchForm,
            settings: Self.offline,
            input: Array(known.map { $0 + "\n" }.joined().utf8),
            accepting: [0, 128],
            outputLimit: 64 << 20
        )
        return try patchIDs(reading: patches)
    }

    /// What changes between two commits, as ``patchIDs(of:)`` has it; `nil` when nothing does or it is too much.
    public func patchID(from old: String, to new: String) throws -> String? {
        guard GitNames.isObjectID(old), GitNames.isObjectID(new) else { return nil }
        let patch = try run(
            ["diff-tree"] + Self.patchForm + [old, new],
            settings: Self.offline,
            accepting: [0, 128],
            outputLimit: 64 << 20
        )
        guard patch.status == 0, !patch.isTruncated, !patch.output.isEmpty else { return nil }
        let marked = Array((String(repeating: "0", count: old.utf8.count - 1) + "1\n").utf8) + patch.output
        return try run(["patch-id", "--stable"], input: marked).text.split(separator: " ").first.map(
            String.init
        )
    }

    /// Whether each id is that of a commit which is here.
    func commitsThatExist(_ ids: [String]) throws -> [Bool] {
        let input = Array(ids.map { $0 + "\n" }.joined().utf8)
        let lines = try run(["cat-file", "--batch-check"], settings: Self.offline, input: input).output
            .split(separator: 0x0a)
        guard lines.count == ids.count else { throw GitError.unexpectedOutput(command: "cat-file") }
        return lines.map { line in
            let fields = line.split(separator: 0x20)
            return fields.count == 3 && fields[1].elementsEqual("commit".utf8)
        }
    }

    /// Options that keep git from fetching what a partial clone left out: no way of transport is allowed.
    static let offline = [
        "protocol", "protocol.file", "protocol.https", "protocol.http", "protocol.ssh", "protocol.git",
    ]
    .flatMap { ["-c", $0 + ".allow=never"] }

    private static let patchForm = [
        "-p", "-r", "--no-renames", "--full-index", "--no-color", "--no-ext-diff", "--no-textconv",
        "--src-prefix=a/", "--dst-prefix=b/", "--unified=3",
    ]

    private func patchIDs(reading patches: ProgramResult) throws -> [String: String] {
        var output = patches.output[...]
        if patches.isTruncated || patches.status != 0 {
            // The last one may lack its end, and would seem to be another.
            guard let last = Self.lastHead(in: output) else { return [:] }
            output = output[..<last]
        }
        let lines = try run(["patch-id", "--stable"], input: Array(output)).text.split(separator: "\n")
        var found: [String: String] = [:]
        for line in lines {
            let fields = line.split(separator: " ")
            if fields.count == 2 { found[String(fields[1])] = String(fields[0]) }
        }
        return found
    }

    /// Where the last line stands that is nothing but an id.
    private static func lastHead(in bytes: ArraySlice<UInt8>) -> Int? {
        var end = bytes.endIndex
        while end > bytes.startIndex {
            let start = bytes[..<(end - 1)].lastIndex(of: 0x0a).map { $0 + 1 } ?? bytes.startIndex
            let line = bytes[start..<end].prefix { $0 != 0x0a }
            if line.count == 40 || line.count == 64,
                GitNames.isObjectID(String(decoding: line, as: UTF8.self))
            {
                return start
            }
            end = start
        }
        return nil
    }
}

extension Git {
    /// A commit and the first parents before it, itself first.
    ///
    /// - Throws: ``GitError``.
    public func firstParents(of commit: String, limit: Int) throws -> [String] {
        guard GitNames.isObjectID(commit) else { throw GitError.badArgument(kind: "commit", text: commit) }
        return try run(["rev-list", "--first-parent", "--max-count=\(limit)", commit]).text
            .split(separator: "\n").map(String.init)
    }
}
