/// Patches in the form of Codex: `*** Update File: path`, and lines with `+`, `-` or a space before them
/// (openai/codex, `codex-rs/apply-patch`).
enum PatchCall {
    /// A file that a patch is for.
    struct File {
        var path: String
        var added = LineText()
        var removed = LineText()
        var isDeleted = false
        var movedTo: String?
    }

    /// The files of the patch in a text; none when there is none.
    static func files(in text: String) -> [File] {
        guard text.contains("*** Begin Patch") || text.contains("*** Update File: ") else { return [] }
        var files: [File] = []
        var isInside = false
        for line in text.utf8.split(separator: 0x0a, omittingEmptySubsequences: false) {
            if line.starts(with: "*** ".utf8) {
                let head = String(decoding: line, as: UTF8.self)
                isInside = true
                for (mark, deletes) in [
                    ("*** Update File: ", false), ("*** Add File: ", false), ("*** Delete File: ", true),
                ] where head.hasPrefix(mark) {
                    files.append(File(path: trimmed(head.dropFirst(mark.count)), isDeleted: deletes))
                }
                if head.hasPrefix("*** Move to: "), !files.isEmpty {
                    files[files.count - 1].movedTo = trimmed(head.dropFirst("*** Move to: ".count))
                }
                if head.hasPrefix("*** End Patch") { isInside = false }
                continue
            }
            guard isInside, !files.isEmpty, let mark = line.first else { continue }
            let content = Array(line.dropFirst())
            if mark == UInt8(ascii: "+") { files[files.count - 1].added.append(line: content.span) }
            if mark == UInt8(ascii: "-") { files[files.count - 1].removed.append(line: content.span) }
        }
        return files
    }

    private static func trimmed(_ text: Substring) -> String {
        text.last == "\r" ? String(text.dropLast()) : String(text)
    }
}
