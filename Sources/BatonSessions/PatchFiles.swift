internal import JSON

/// The files that a patch in the form of Codex is for: `*** Update File: path` and the like, each on a line of its own.
enum PatchFiles {
    private static let marks = ["*** Update File: ", "*** Add File: ", "*** Delete File: "]

    /// The members in which agents keep the text of a patch.
    private static let members = ["input", "patch", "patchText", "patch_text"]

    /// The paths in a patch, each once, in its order.
    static func paths(in patch: String) -> [String] {
        var paths: [String] = []
        var seen: Set<String> = []
        for line in patch.split(whereSeparator: \.isNewline) where line.hasPrefix("*** ") {
            for mark in marks where line.hasPrefix(mark) {
                let path = String(line.dropFirst(mark.count))
                if seen.insert(path).inserted { paths.append(path) }
            }
        }
        return paths
    }

    /// The paths in the patch that is the input of a call.
    static func paths(ofCall input: JSONValue?) -> [String] {
        for member in members {
            if let patch = input?[key: member], patch.kind == .string { return paths(in: patch.string ?? "") }
        }
        return []
    }
}
