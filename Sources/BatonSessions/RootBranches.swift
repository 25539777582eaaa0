extension ConversationOrder {
    /// For the full history: the chain with the other branches that hang on its root, when that is a note to the model.
    ///
    /// Claude Code puts the caveat about local commands before the first prompt, and later hangs commands on that very
    /// line again: the agent then sees the latest branch only, but a person had one session. Branches further down
    /// are what a person went back from, and stay left out.
    func withBranchesOfRoot(_ chain: [Int32]) -> [Int32] {
        guard history == .full, let root = chain.first, index.entries[Int(root)].flags.contains(.meta) else {
            return chain
        }
        var isPassed = [Bool](repeating: false, count: index.entries.count)
        for number in chain { isPassed[Int(number)] = true }
        var branches = [Array(chain.dropFirst())]
        var begun = Set(chain.dropFirst().prefix(1))
        // From the end on, the first line of a branch that is met is its last one.
        for number in (Int32(0)..<Int32(index.entries.count)).reversed() where !isPassed[Int(number)] {
            var path: [Int32] = []
            var next: Int32? = number
            while let current = next, !isPassed[Int(current)] {
                isPassed[Int(current)] = true
                path.append(current)
                next = record(ofUUID: index.entries[Int(current)].parent)
            }
            guard next == root, let first = path.last, index.entries[Int(first)].flags.isDisjoint(with: .sidechain),
                begun.insert(first).inserted
            else { continue }
            branches.append(path.reversed())
        }
        guard branches.count > 1 else { return chain }
        return [root] + branches.filter { !$0.isEmpty }.sorted { $0[0] < $1[0] }.joined()
    }
}
