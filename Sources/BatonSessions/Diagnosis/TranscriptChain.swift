internal import Platform

/// How the lines of a transcript hang together, as far as a resume depends on it.
struct TranscriptChain {
    /// User and assistant lines of the session itself.
    private(set) var messages = 0
    /// Whether any line names another one that is there.
    private(set) var hasLinks = false
    /// Lines that name one that is not there.
    private(set) var dangling = 0
    /// Whether following the names of a line leads back to it.
    private(set) var hasCycle = false
    /// Messages without a time.
    private(set) var withoutTime = 0
    /// Messages whose time is not later than that of the line before them in the chain.
    private(set) var outOfOrder = 0
    /// Compaction boundaries.
    private(set) var compactions = 0

    /// Looks at an index.
    init(_ index: TranscriptIndex) {
        let entries = index.entries
        func record(_ uuid: Int32) -> Int? {
            guard uuid >= 0, index.recordOfUUID[Int(uuid)] >= 0 else { return nil }
            return Int(index.recordOfUUID[Int(uuid)])
        }
        for entry in entries where !entry.flags.contains(.sidechain) {
            if entry.flags.contains(.boundary) { compactions += 1 }
            let parent = record(entry.parent)
            if parent != nil { hasLinks = true } else if entry.parent >= 0 { dangling += 1 }
            guard entry.kind == .user || entry.kind == .assistant else { continue }
            messages += 1
            guard let time = entry.time else {
                withoutTime += 1
                continue
            }
            if let parent, let before = entries[parent].time, before >= time { outOfOrder += 1 }
        }
        // 0: not walked, 1: on the walk, 2: done.
        var state = [UInt8](repeating: 0, count: entries.count)
        for start in entries.indices where state[start] == 0 {
            var walk: [Int] = []
            var next: Int? = start
            while let place = next, state[place] == 0 {
                state[place] = 1
                walk.append(place)
                next = record(entries[place].parent)
            }
            if let next, state[next] == 1 { hasCycle = true }
            for place in walk { state[place] = 2 }
        }
    }
}
