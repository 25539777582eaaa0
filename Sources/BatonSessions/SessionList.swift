internal import Platform

/// Reads what a list shows of many transcripts.
enum SessionList {
    /// The sessions in these files that are wanted, the latest changed first, at most `limit` of them.
    ///
    /// Files are read on all processors, the latest first, and no more of them than it takes to fill the limit. One that
    /// cannot be read is left out.
    ///
    /// - Throws: ``PlatformError/interrupted``.
    static func sessions(
        in files: [TranscriptFile],
        limit: Int = .max,
        where isWanted: (Session) -> Bool = { _ in true }
    ) throws -> [Session] {
        let sorted = files.sorted { $0.status.modified > $1.status.modified }
        var found: [Session] = []
        var start = 0
        while start < sorted.count {
            // Of files of one time the records tell which comes first, so all of them are read.
            if found.count >= limit, sorted[start].status.modified < found[limit - 1].modified { break }
            let end = limit >= sorted.count ? sorted.count : min(sorted.count, max(start * 2, start + limit))
            found += peek(sorted[start..<end]).lazy.compactMap { $0 }.filter(isWanted)
            found = found.latestFirst()
            start = end
            try Cancellation.check()
        }
        return Array(found.prefix(limit))
    }

    /// What is in the files, in their order.
    private static func peek(_ files: ArraySlice<TranscriptFile>) -> [Session?] {
        var sessions = [Session?](repeating: nil, count: files.count)
        // A thread that takes several files at once asks less often for more.
        let grain = 8
        unsafe sessions.withUnsafeMutableBufferPointer { sessions in
            // Each number is given to one thread, which writes to that place only.
            nonisolated(unsafe) let sessions = unsafe sessions
            ParallelWork.run(files.count, grain: grain, worker: { SessionPeeker() }) { number, peeker in
                let file = files[files.startIndex + number]
                unsafe sessions[number] =
                    file.agent == ClaudeCodeStore.agent
                    ? try? peeker.session(at: file.path, id: file.id, status: file.status)
                    : try? SessionStores.session(of: file)
                return !Cancellation.isRequested
            }
        }
        return sessions
    }
}
