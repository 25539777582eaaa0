extension TranscriptIndex {
    /// Records of subagents that stand among the session's lines, one list for each root, in file order.
    ///
    /// Versions 1 of Claude Code wrote subagents so.
    func sidechains() -> [[Int32]] {
        guard entries.contains(where: { $0.flags.contains(.sidechain) }) else { return [] }
        var roots = [Int32](repeating: -1, count: entries.count)
        var groups: [Int32: Int] = [:]
        var result: [[Int32]] = []
        for number in entries.indices where entries[number].flags.contains(.sidechain) {
            let root = root(of: Int32(number), &roots)
            if let place = groups[root] {
                result[place].append(Int32(number))
            } else {
                groups[root] = result.count
                result.append([Int32(number)])
            }
        }
        // A group without a message is no conversation.
        return result.filter { numbers in
            numbers.contains { entries[Int($0)].kind == .user || entries[Int($0)].kind == .assistant }
        }
    }

    /// The first record of the chain that a record stands in; records that were asked for are remembered.
    private func root(of number: Int32, _ roots: inout [Int32]) -> Int32 {
        var path: [Int32] = []
        var next = number
        // -2 marks what this walk has passed: a cycle ends there.
        while roots[Int(next)] == -1 {
            roots[Int(next)] = -2
            path.append(next)
            let parent = entries[Int(next)].parent
            guard parent >= 0, case let record = recordOfUUID[Int(parent)], record >= 0,
                entries[Int(record)].flags.contains(.sidechain)
            else { break }
            next = record
        }
        let known = roots[Int(next)]
        let root = known >= 0 ? known : next
        for passed in path { roots[Int(passed)] = root }
        return root
    }
}
