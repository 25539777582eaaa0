internal import Platform

extension Git {
    /// What git wrote of a commit in the log of this worktree's HEAD, such as `commit (cherry-pick): subject`; `nil` when the
    /// end of that log does not name it.
    ///
    /// A pick that was concluded by hand leaves no other trace: CHERRY_PICK_HEAD has gone when the hook post-commit runs.
    public func headLog(of commit: String) -> String? {
        guard GitNames.isObjectID(commit),
            let file = try? FileReader(Paths.join(repository.gitDirectory, "logs/HEAD"))
        else { return nil }
        let start = max(0, file.size - (1 << 17))
        guard let bytes = try? file.bytes(from: start, count: file.size - start) else { return nil }
        let name = Array(commit.utf8)
        for line in bytes.split(separator: 0x0a).reversed() {
            // old SP new SP person TAB message
            guard let tab = line.firstIndex(of: 0x09) else { continue }
            let fields = line[..<tab].split(separator: 0x20, maxSplits: 2)
            if fields.count == 3, fields[1].elementsEqual(name) {
                return String(decoding: line[(tab + 1)...], as: UTF8.self)
            }
        }
        return nil
    }
}
