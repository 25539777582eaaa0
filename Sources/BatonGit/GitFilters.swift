internal import Platform

extension Git {
    /// Runs a command that compares the working tree, without the programs that the repository's own configuration
    /// names to convert files; those of the person's configuration run.
    func compare(_ arguments: [String], outputLimit: Int? = nil) throws -> ProgramResult {
        try run(arguments, settings: filtersOff(), outputLimit: outputLimit)
    }

    /// Options that switch the repository's own filters off.
    private func filtersOff() throws -> [String] {
        let result = try run(
            [
                "config", "--null", "--show-scope", "--includes", "--name-only", "--get-regexp",
                "^filter\\..*\\.(clean|smudge|process)$",
            ],
            accepting: [0, 1]
        )
        let texts = NulSeparated.texts(result.output)
        var keys: Set<String> = []
        for (scope, key) in zip(texts, texts.dropFirst()) where ["local", "worktree"].contains(scope) {
            keys.insert(key)
        }
        return try keys.sorted().flatMap { key in
            // The option ends a key at its first '='.
            guard !key.contains("="), let dot = key.lastIndex(of: ".") else {
                throw GitError.badArgument(kind: "filter", text: key)
            }
            return ["-c", key + "=", "-c", key[..<dot] + ".required=false"]
        }
    }
}
