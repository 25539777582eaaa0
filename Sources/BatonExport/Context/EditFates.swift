/// What became of the lines that edits wrote: an edit whose lines are all gone later was undone or written anew.
///
/// Told from the calls alone: an edit adds the lines that its new text has and its old one has not. When later edits of the
/// same file have removed all of them, the edit is gone; when also all lines are back that it had removed, it was undone,
/// else replaced. Blank lines and lines of brackets do not count, nor does white space at the ends of lines. Time and memory
/// grow with the lines of the edits, up to a fixed number of them.
struct EditFates {
    /// An edit that nothing is left of.
    struct Fate {
        let path: String
        /// The message with the edit.
        let made: Int
        /// The message with the edit that took its last line away.
        let gone: Int
        /// Whether the lines that it had removed are all back.
        let isUndone: Bool
        /// The first line that it had written, or else removed.
        let sample: [UInt8]
    }

    private struct Edit {
        let path: String
        let made: Int
        let sample: [UInt8]
        var added = 0
        var live = 0
        var removed = 0
        var restored = 0
        var gone = 0
    }

    /// Lines of a file: which edit wrote each of those that are there, and which removed each of those that are not.
    private struct File {
        var live: [Int: Int] = [:]
        var gone: [Int: (remover: Int, author: Int?)] = [:]
    }

    private var edits: [Edit] = []
    private var files: [String: File] = [:]
    private var lineCount = 0

    /// The most lines that are followed; what a session writes beyond is not.
    private static let limit = 200_000
    /// The most bytes of a text that are read.
    private static let textLimit = 1 << 20

    /// Takes a call that changed files, made in the message with that number.
    mutating func add(_ call: ToolCall, _ number: Int) {
        switch call.kind {
        case .edit:
            guard let path = call.changedPaths.first else { return }
            for edit in call.input.edits { change(path, Self.lines(edit.old), Self.lines(edit.new), number) }
        case .write:
            guard let path = call.changedPaths.first, let content = call.input.text("content") else { return }
            replace(path, Self.lines(content), number)
        case .patch:
            for file in call.patchFiles {
                let path = String(decoding: file.target ?? file.path, as: UTF8.self)
                let lines = file.diff.prefix(Self.textLimit).split(separator: 0x0a)
                func marked(_ mark: Character) -> [ArraySlice<UInt8>] {
                    lines.filter { $0.first == mark.asciiValue }.map { $0.dropFirst() }
                }
                change(path, Self.counted(marked("-")), Self.counted(marked("+")), number)
            }
        default: break
        }
    }

    /// Forgets what it knows of a file, which something else has changed; `nil` for all files.
    mutating func forget(_ path: String? = nil) {
        if let path { files[path] = nil } else { files = [:] }
    }

    /// The edits that nothing is left of, in their order.
    var fates: [Fate] {
        edits.filter { $0.live == 0 && $0.gone > 0 && ($0.added > 0 || $0.restored == $0.removed) }
            .map {
                Fate(
                    path: $0.path,
                    made: $0.made,
                    gone: $0.gone,
                    isUndone: $0.restored == $0.removed,
                    sample: $0.sample
                )
            }
    }

    // MARK: Lines

    private typealias Lines = [Int: ArraySlice<UInt8>]

    /// A file's content as a whole: lines that it has no more are removed.
    private mutating func replace(_ path: String, _ new: Lines, _ number: Int) {
        let old = files[path]?.live ?? [:]
        var removed: Lines = [:]
        for line in old.keys where new[line] == nil { removed[line] = [] }
        change(path, removed, new.filter { old[$0.key] == nil }, number)
    }

    private mutating func change(_ path: String, _ old: Lines, _ new: Lines, _ number: Int) {
        let removed = old.filter { new[$0.key] == nil }
        let added = new.filter { old[$0.key] == nil }
        guard !removed.isEmpty || !added.isEmpty, lineCount + removed.count + added.count <= Self.limit else {
            return
        }
        lineCount += removed.count + added.count
        var file = files.removeValue(forKey: path) ?? File()
        // Slices of one text: the place tells which line is first.
        let first =
            added.values.min { $0.startIndex < $1.startIndex }
            ?? removed.values.min { $0.startIndex < $1.startIndex } ?? []
        var edit = Edit(path: path, made: number, sample: Array(first.prefix(400)))
        let place = edits.count
        for line in removed.keys {
            edit.removed += 1
            let author = file.live.removeValue(forKey: line)
            if let author {
                edits[author].live -= 1
                edits[author].gone = number
            }
            file.gone[line] = (place, author)
        }
        for line in added.keys where file.live[line] == nil {
            let past = file.gone.removeValue(forKey: line)
            if let past, past.remover < place {
                edits[past.remover].restored += 1
                // One that only removed is gone when all is back.
                if edits[past.remover].added == 0 { edits[past.remover].gone = number }
            }
            if let author = past?.author, author < place {
                file.live[line] = author
                edits[author].live += 1
            } else {
                file.live[line] = place
                edit.added += 1
                edit.live += 1
            }
        }
        edits.append(edit)
        files[path] = file
    }

    /// The lines of a text that say something, by hashes of them without white space at their ends.
    private static func lines(_ text: [UInt8]) -> Lines {
        counted(text.prefix(textLimit).split(separator: 0x0a))
    }

    private static func counted(_ lines: [ArraySlice<UInt8>]) -> Lines {
        var result: Lines = [:]
        for line in lines {
            let line = line.trimmed
            // A bracket alone is on many lines.
            guard line.contains(where: { isWord($0) }) else { continue }
            var hasher = Hasher()
            for byte in line { hasher.combine(byte) }
            let hash = hasher.finalize()
            if result[hash] == nil { result[hash] = line }
        }
        return result
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...:
            true
        default: false
        }
    }
}
