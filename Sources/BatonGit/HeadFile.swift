internal import Platform

/// What HEAD says, read from git's files.
public struct HeadState: Sendable, Equatable {
    /// Object id of the commit; `nil` before the first one, and where the files do not tell.
    public let commit: String?
    /// Short name of the branch; `nil` when HEAD is detached.
    public let branch: String?
    /// Whether only git itself knows, as in a repository that keeps its refs in tables.
    public let isUnknown: Bool
}

extension Repository {
    /// HEAD as gitrepository-layout(5) describes it: a file, the ref that it names, and the packed refs.
    ///
    /// No process is started.
    public func head() -> HeadState {
        guard let text = Self.line(Paths.join(gitDirectory, "HEAD")) else {
            return HeadState(commit: nil, branch: nil, isUnknown: true)
        }
        guard text.hasPrefix("ref: ") else {
            return HeadState(commit: Self.id(text), branch: nil, isUnknown: Self.id(text) == nil)
        }
        let ref = String(text.dropFirst("ref: ".count))
        // The reftable format leaves this name in the file; gitrepository-layout(5).
        guard GitNames.isRef(ref), ref.hasPrefix("refs/"), ref != "refs/heads/.invalid" else {
            return HeadState(commit: nil, branch: nil, isUnknown: true)
        }
        let branch = ref.hasPrefix("refs/heads/") ? String(ref.dropFirst("refs/heads/".count)) : nil
        let found = self.id(ofRef: ref)
        return HeadState(commit: found, branch: branch, isUnknown: false)
    }

    /// Object id in a file such as CHERRY_PICK_HEAD, which belongs to this worktree.
    public func pseudoref(_ name: String) -> String? {
        Self.line(Paths.join(gitDirectory, name)).flatMap(Self.id)
    }

    private func id(ofRef ref: String, depth: Int = 0) -> String? {
        // Refs of a worktree alone stand in its own directory.
        let isOwn = ["refs/bisect/", "refs/worktree/", "refs/rewritten/"].contains { ref.hasPrefix($0) }
        if let line = Self.line(Paths.join(isOwn ? gitDirectory : commonDirectory, ref)) {
            if let id = Self.id(line) { return id }
            guard line.hasPrefix("ref: "), depth < 5 else { return nil }
            let next = String(line.dropFirst("ref: ".count))
            return GitNames.isRef(next) ? id(ofRef: next, depth: depth + 1) : nil
        }
        guard let packed = try? Files.read(Paths.join(commonDirectory, "packed-refs"), limit: 64 << 20) else {
            return nil
        }
        let wanted = Array((" " + ref + "\n").utf8)
        // One pass over the file; its lines are `ID SP NAME`.
        var start = 0
        while start < packed.count {
            let end = packed[start...].firstIndex(of: UInt8(ascii: "\n")) ?? packed.count
            let line = packed[start..<end]
            start = end + 1
            guard line.count > wanted.count - 1,
                line.suffix(wanted.count - 1).elementsEqual(wanted.dropLast())
            else { continue }
            return Self.id(String(decoding: line.dropLast(wanted.count - 1), as: UTF8.self))
        }
        return nil
    }

    /// An object id in either of git's formats.
    static func id(_ text: String) -> String? {
        let isHex = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        }
        return isHex && [40, 64].contains(text.utf8.count) ? text : nil
    }

    /// The first line of a small file.
    static func line(_ path: String) -> String? {
        guard let bytes = try? Files.read(path, limit: 1 << 20) else { return nil }
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        return String(decoding: line, as: UTF8.self)
    }
}
