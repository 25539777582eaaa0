/// A patch in the form that Codex's `apply_patch` takes (openai/codex, codex-rs/apply-patch): files one after another, each
/// with lines that begin with ` `, `+`, `-` or `@@`.
enum PatchText {
    static let opening = "*** Begin Patch".utf8

    /// What happens to a file.
    enum Act: String {
        case add = "Add"
        case update = "Update"
        case delete = "Delete"
    }

    /// A file of a patch.
    struct File {
        let act: Act
        let path: ArraySlice<UInt8>
        var target: ArraySlice<UInt8>?
        /// Lines with their marks, each ended by a newline.
        var diff: [UInt8] = []
    }

    private static let heads: [(Act, [UInt8])] = [
        (.add, Array("*** Add File: ".utf8)), (.update, Array("*** Update File: ".utf8)),
        (.delete, Array("*** Delete File: ".utf8)),
    ]
    private static let move = Array("*** Move to: ".utf8)

    /// The files of a patch; what stands before the first is left out.
    static func files(of text: [UInt8]) -> [File] {
        var files: [File] = []
        for line in text.split(separator: 0x0a, omittingEmptySubsequences: false) {
            if line.starts(with: "*** ".utf8) {
                if let (act, head) = heads.first(where: { line.starts(with: $0.1) }) {
                    files.append(File(act: act, path: line.dropFirst(head.count).trimmed))
                } else if line.starts(with: move), !files.isEmpty {
                    files[files.count - 1].target = line.dropFirst(move.count).trimmed
                }
                continue
            }
            guard !files.isEmpty, let mark = line.first else { continue }
            // A line without a mark would pass for one of the page's own.
            if ![UInt8(ascii: " "), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@")].contains(mark) {
                files[files.count - 1].diff.append(0x20)
            }
            files[files.count - 1].diff.append(contentsOf: line)
            files[files.count - 1].diff.append(0x0a)
        }
        return files
    }
}
