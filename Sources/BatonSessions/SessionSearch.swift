public import Platform
internal import Synchronization

/// A place where a search found all its words.
public struct SearchHit: Sendable, Equatable {
    /// Number of the message in the full history, from 1; `nil` for what is in none, such as a title.
    public var message: Int?
    /// Number of the line in the transcript, from 1; `nil` for an agent whose transcripts are translated.
    public var line: Int?
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
    /// The first places in it, in the order of the file.
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
        ParallelWork.run(sessions.count, worker: { Worker(query, most: hits) }) { number, worker in
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
        let (found, count): ([SearchFound], Int)
        let places: SearchPlaces
        if let records = try SessionStores.kind(ofAgent: session.agent).records(of: session) {
            (found, count) = worker.search.search(records)
            guard count > 0 else { return nil }
            places = SearchPlaces(of: found.map(\.offset), in: records)
        } else {
            let file = try FileReader(session.path)
            (found, count) = try worker.search.search(file)
            guard count > 0 else { return nil }
            places = try SearchPlaces(of: found.map(\.offset), in: file)
        }
        let hits = try found.map { place in
            let passage = try state.alone { try rewrite(place.passage) }
            return SearchHit(
                message: places.message(at: place.offset),
                line: places.line(at: place.offset),
                kind: place.kind,
                timestamp: place.timestamp,
                excerpt: SearchExcerpt.of(passage, query)
            )
        }
        return SearchResult(session: session, hits: hits, count: count)
    }

    /// What one thread searches with.
    private final class Worker {
        var search: TranscriptSearch
        init(_ query: SearchQuery, most: Int) { search = TranscriptSearch(query, most: most) }
    }

    /// What the threads share; all of it is used by one of them at a time.
    private final class State: @unchecked Sendable {
        private let turn = Mutex(())
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
