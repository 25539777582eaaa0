internal import BatonGit
internal import Platform

/// What a commit, or the index, changes.
struct CommitChange: Sendable {
    /// The commit; `nil` for the index.
    var commit: PatchedCommit?
    /// The files it changes.
    var files: [FileChange] = []

    /// All paths, those before a rename too.
    var paths: [String] { files.flatMap { [$0.file.path] + ($0.file.originalPath.map { [$0] } ?? []) } }
}

/// What a commit changes in one file.
struct FileChange: Sendable {
    let file: PatchedFile
    var added = LineText()
    var removed = LineText()
    /// The lines themselves by their keys, of the first ones that are not long.
    var texts: [UInt64: [UInt8]] = [:]

    /// Leaves out lines that are there before and after, indented differently or elsewhere in the file.
    mutating func simplify() {
        guard !added.isEmpty, !removed.isEmpty else { return }
        (added, removed) = LineDifference.of(old: removed, new: added)
    }
}

/// Collects the changes of commits.
struct ChangeCollector: PatchVisitor {
    private(set) var changes: [CommitChange] = []
    private var lineCount = 0
    private var textCount = 0
    /// Whether the lines themselves are kept too, so that parts of them can be compared.
    var keepsText = false

    /// Lines whose text is kept, over all commits, and their length in bytes.
    private static let textLimit = 40_000
    private static let longestText = 500

    /// Lines that are compared, over all commits.
    private static let lineLimit = 4_000_000

    mutating func visit(_ commit: PatchedCommit) {
        finishFile()
        changes.append(CommitChange(commit: commit))
    }

    mutating func visit(_ file: PatchedFile) {
        finishFile()
        if changes.isEmpty { changes.append(CommitChange()) }
        changes[changes.count - 1].files.append(FileChange(file: file))
    }

    mutating func visit(line: Span<UInt8>, isAdded: Bool) {
        guard let last = changes.indices.last, let file = changes[last].files.indices.last,
            lineCount < Self.lineLimit
        else { return }
        lineCount += 1
        let line = line.extracting(Notebook.content(of: line, in: changes[last].files[file].file.path))
        if keepsText, textCount < Self.textLimit, line.count <= Self.longestText {
            textCount += 1
            var one = LineText()
            one.append(line: line)
            if let key = one.lines.first?.key {
                changes[last].files[file].texts[key] = unsafe line.withUnsafeBufferPointer {
                    unsafe Array($0)
                }
            }
        }
        if isAdded {
            changes[last].files[file].added.append(line: line)
        } else {
            changes[last].files[file].removed.append(line: line)
        }
    }

    /// All changes, once the last line was handed over.
    mutating func finish() -> [CommitChange] {
        finishFile()
        return changes
    }

    private mutating func finishFile() {
        guard let last = changes.indices.last, let file = changes[last].files.indices.last else { return }
        changes[last].files[file].simplify()
    }
}

/// Notebooks keep the lines of their cells as texts in JSON, one a line.
enum Notebook {
    /// A line without the quotes, the line end and the comma around it, when it is one of a notebook's cell.
    static func content(of line: Span<UInt8>, in path: String) -> Range<Int> {
        guard path.hasSuffix(".ipynb") else { return 0..<line.count }
        var (start, end) = (0, line.count)
        while start < end, line[start] <= 0x20 { start += 1 }
        while end > start, line[end - 1] <= 0x20 || line[end - 1] == UInt8(ascii: ",") { end -= 1 }
        guard end - start >= 2, line[start] == UInt8(ascii: "\""), line[end - 1] == UInt8(ascii: "\"") else {
            return 0..<line.count
        }
        (start, end) = (start + 1, end - 1)
        if end - start >= 2, line[end - 1] == UInt8(ascii: "n"), line[end - 2] == UInt8(ascii: "\\") {
            end -= 2
        }
        return start..<end
    }
}
