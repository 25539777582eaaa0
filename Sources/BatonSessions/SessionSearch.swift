public import Platform
internal import Synchronization

/// A place where a search found all its words.
public struct SearchHit: Sendable, Equatable {
    /// Number of the message in the full history, from 1; `nil` for what is in none, such as a title.
    public var message: Int?
    /// Number of the line in the transcript, or in the subagent's own file, from 1; `nil` for an agent whose transcripts
    /// are translated.
    public var line: Int?
    /// Id of the subagent whose message it is; `nil` for one of the session itself.
    public var subagent: String?
    /// What the text is.
    public var kind: SearchKind
    /// Time of the record.
    public var timestamp: Timestamp?
    /// The words with the text around them on one line, about 120 characters.
    public var excerpt: String

    /// Who wrote it: the side of the conversation that the message is on; `nil` for what is in none.
    public var role: Message.Role? {
        switch kind {
        case .prompt, .result: .user
        case .answer, .call: .assistant
        case .title, .notice: nil
        }
    }
}

/// A session in which a search found something.
public struct SearchResult: Sendable {
    /// The session.
    public var session: Session
    /// The first places in it, in the order of the file; those in files beside it last.
    public var hits: [SearchHit]
    /// How many places there are.
    public var count: Int
}

/// A search for words in what people wrote and read in sessions.
public struct SessionSearch {
    private let query: SearchQuery
    private let hits: Int
    private let rewrite: (String) throws -> String

    /// A search.
    ///
    /// - Parameters:
    ///   - query: what to look for.
    ///   - hits: places of a session that are told, 1 or more; the others are counted.
    ///   - rewrite: changes the text around a place before an excerpt is cut out of it, such as by removing secrets. It is
    ///     called on several threads, but never on two at once.
    public init(
        _ query: SearchQuery,
        hits: Int,
        rewriting rewrite: @escaping (String) throws -> String = { $0 }
    ) {
        self.query = query
        self.hits = hits
        self.rewrite = rewrite
    }

    /// Those of the sessions that hold all words in one message, in their order, at most `limit` of them.
    ///
    /// No more files are read than the limit needs, but for those that are being read already. A file that cannot be read is
    /// left out.
    ///
    /// - Throws: ``PlatformError/interrupted``, and what rewriting throws.
    public func results(in sessions: [Session], limit: Int = .max) throws -> [SearchResult] {
        let state = State(count: sessions.count, limit: limit)
        ParallelWork.run(sessions.count, worker: { Worker(self, state) }) { number, worker in
            var result: SearchResult?
            do {
                result = try look(into: sessions[number], worker, state)
            } catch let error as PlatformError where error != .interrupted {
                // It has gone, or may not be read.
            } catch is SessionError {
                // It is no transcript after all.
            } catch {
                state.fail(error)
            }
            return state.take(result, of: number) && !Cancellation.isRequested
        }
        try Cancellation.check()
        return try state.results()
    }

    private func look(into session: Session, _ worker: Worker, _ state: State) throws -> SearchResult? {
        guard session.agent == ClaudeCodeStore.agent else {
            return try lookTranslated(session, worker, state)
        }
        let file = try FileReader(session.path)
        var (found, count, isLarge) = try worker.search(file, state)
        var sides = SideSearch(session, query, most: hits - found.count)
        try sides.search(state.agentsBeside, worker.excerpt) { try worker.search($0, state) }
        count += sides.count
        guard count > 0 else { return nil }
        found += sides.spilled
        let offsets = found.map(\.offset)
        // It parses the long lines again.
        let places = try state.aloneIf(isLarge) { try SearchPlaces(of: offsets, in: file) }
        return SearchResult(
            session: session,
            hits: found.map { SearchHit($0, places) } + sides.hits,
            count: count
        )
    }

    /// Looks into a transcript of another agent, which is in memory for as long as that takes.
    private func lookTranslated(_ session: Session, _ worker: Worker, _ state: State) throws -> SearchResult?
    {
        let isCompressed = session.path.hasSuffix(".zst")
        return try state.aloneIf(session.bytes > (isCompressed ? 1 : 8) << 20) {
            guard let records = try SessionStores.kind(ofAgent: session.agent).records(of: session) else {
                return nil
            }
            let (found, count) = try worker.search.search(records)
            guard count > 0 else { return nil }
            let places = SearchPlaces(of: found.map(\.offset), in: records)
            return SearchResult(session: session, hits: found.map { SearchHit($0, places) }, count: count)
        }
    }

    /// Lines up to this length, in bytes, are searched by all threads at once.
    private static let longLine = 8 << 20

    /// What one thread searches with.
    private final class Worker {
        var search: TranscriptSearch
        let excerpt: (String) throws -> String
        private let query: SearchQuery
        private let most: Int

        init(_ search: SessionSearch, _ state: State) {
            query = search.query
            most = search.hits
            excerpt = { passage in
                SearchExcerpt.of(try state.alone { try search.rewrite(passage) }, search.query)
            }
            self.search = TranscriptSearch(query, most: most, lineLimit: longLine, excerpt: excerpt)
        }

        /// What is found in a file, and whether it has long lines.
        ///
        /// Those take several times their length in memory, so that only one thread at a time looks at them, and keeps
        /// none of it.
        func search(_ file: FileReader, _ state: State) throws -> SideSearch.Finding {
            let (found, count) = try search.search(file)
            guard search.hasLeftOut else { return (found, count, false) }
            return try state.aloneIf(true) {
                var search = TranscriptSearch(
                    query,
                    most: most,
                    lineLimit: TranscriptIndex.lineLimit,
                    excerpt: excerpt
                )
                let (found, count) = try search.search(file)
                return (found, count, true)
            }
        }
    }

    /// What the threads share; all of it is used by one of them at a time.
    private final class State: @unchecked Sendable {
        private let turn = Mutex(())
        private let largeTurn = Mutex(())
        /// Files of subagents that stand beside those of their sessions.
        let agentsBeside = AgentsBeside()
        private var found: [SearchResult?]
        private var isDone: [Bool]
        private var error: (any Error)?
        private let limit: Int
        /// All sessions before this one were looked into, and this many of them have something.
        private var (done, count) = (0, 0)

        init(count: Int, limit: Int) {
            found = Array(repeating: nil, count: count)
            isDone = Array(repeating: false, count: count)
            self.limit = limit
        }

        func alone<Result>(_ body: () throws -> Result) rethrows -> Result {
            try turn.withLock { _ in try body() }
        }

        /// Does what takes much memory when no other thread does.
        func aloneIf<Result>(_ isLarge: Bool, _ body: () throws -> Result) rethrows -> Result {
            isLarge ? try largeTurn.withLock { _ in try body() } : try body()
        }

        func fail(_ error: any Error) { alone { self.error = self.error ?? error } }

        /// Takes note of what is in a session.
        ///
        /// - Returns: whether further ones are wanted.
        func take(_ result: SearchResult?, of number: Int) -> Bool {
            alone {
                found[number] = result
                isDone[number] = true
                while done < isDone.count, isDone[done] {
                    if found[done] != nil { count += 1 }
                    done += 1
                }
                return error == nil && count < limit
            }
        }

        func results() throws -> [SearchResult] {
            if let error { throw error }
            // Behind the limit, some may have been looked into and others not.
            return Array(found.lazy.compactMap { $0 }.prefix(limit))
        }
    }
}

extension SearchHit {
    fileprivate init(_ found: SearchFound, _ places: SearchPlaces) {
        self.init(
            message: places.message(at: found.offset),
            line: places.line(at: found.offset),
            subagent: found.subagent,
            kind: found.kind,
            timestamp: found.timestamp,
            excerpt: found.text
        )
    }
}
