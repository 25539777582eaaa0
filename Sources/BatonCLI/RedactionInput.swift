internal import BatonHost
internal import BatonRedaction
internal import BatonSessions
internal import Platform

/// What `baton redact` looks at: a file, standard input, or the transcript of a session.
struct RedactionInput {
    /// As the person named it, for reports.
    let name: String
    /// Absolute path of a file that the person named; `nil` for standard input and for sessions.
    let ownPath: String?
    /// Its text: the bytes as they are, or as UTF-8 when it is written in UTF-16.
    let source: LargeTextRedaction.Source
    /// How it is written.
    let encoding: TextEncoding

    /// The largest input that is held as a whole (bytes).
    static let limit = 1 << 30

    /// Opens what a text of the command line means.
    ///
    /// - Throws: what reading throws, and ``SessionError`` for a word that is no file and no session.
    init(_ text: String, _ cli: CommandContext) throws {
        let path = cli.context.path(text)
        let bytes: LargeTextRedaction.Source
        if text == "-" {
            name = "-"
            ownPath = nil
            bytes = .init(try cli.console.readInput(limit: Self.limit))
        } else if Files.status(path) != nil || text.contains("/") || text.contains(".") {
            // A word without a dot or slash may be a session; all else can only be a file.
            name = text
            ownPath = Paths.realAsFarAsThere(path)
            bytes = try Self.file(path)
        } else {
            let session = try cli.session(text)
            name = session.path
            ownPath = nil
            bytes = try Self.file(session.path)
        }
        let marked = TextEncoding(mark: try bytes.read(0, 2))
        if marked != .bytes, bytes.count <= Self.limit,
            let text = marked.decoded(try bytes.read(0, bytes.count))
        {
            (source, encoding) = (.init(text), marked)
        } else {
            (source, encoding) = (bytes, .bytes)
        }
    }

    private static func file(_ path: String) throws -> LargeTextRedaction.Source {
        let file = try FileReader(path)
        // Files of /proc have no size, and a content none the less.
        if file.size == 0 { return .init(try file.all(limit: limit)) }
        return .init(count: file.size) { offset, count in
            try file.bytes(from: offset, count: min(count, max(0, file.size - offset)))
        }
    }

    /// All of its text, in memory.
    ///
    /// - Throws: ``PlatformError`` when it cannot be read or is too large for that.
    func bytes() throws -> [UInt8] {
        guard source.count <= Self.limit else {
            throw PlatformError.tooLarge(path: name, limit: Self.limit)
        }
        return try source.read(0, source.count)
    }

    /// Whether it can be searched: bytes without a NUL, as all texts are.
    func isText() throws -> Bool {
        var offset = 0
        while offset < source.count {
            let bytes = try source.read(offset, 1 << 20)
            if bytes.isEmpty { return true }
            if bytes.contains(0) { return false }
            offset += bytes.count
        }
        return true
    }

    /// A redaction of it.
    func redaction(_ run: HostRun) throws -> LargeTextRedaction {
        guard let ownPath else { return LargeTextRedaction(try run.redactor()) }
        return LargeTextRedaction(try run.redactor(forFile: ownPath), honoursMarks: true)
    }
}

extension LargeTextRedaction.Source {
    /// A source that is in memory.
    fileprivate init(_ bytes: [UInt8]) {
        self.init(count: bytes.count) { offset, count in
            if offset == 0, count >= bytes.count { return bytes }
            return Array(bytes[min(offset, bytes.count)..<min(offset + count, bytes.count)])
        }
    }
}
