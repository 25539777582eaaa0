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
    let bytes: [UInt8]

    /// The largest input (bytes).
    static let limit = 1 << 30

    /// Reads what a text of the command line means.
    ///
    /// - Throws: what reading throws, and ``SessionError`` for a word that is no file and no session.
    init(_ text: String, _ cli: CommandContext) throws {
        if text == "-" {
            name = "-"
            ownPath = nil
            bytes = try cli.console.readInput(limit: Self.limit)
            return
        }
        let path = cli.context.path(text)
        // A word without a dot or slash may be a session; all else can only be a file.
        if Files.status(path) != nil || text.contains("/") || text.contains(".") {
            name = text
            ownPath = Paths.realAsFarAsThere(path)
            bytes = try Files.read(path, limit: Self.limit)
            return
        }
        let session = try cli.session(text)
        name = session.path
        ownPath = nil
        bytes = try Files.read(session.path, limit: Self.limit)
    }

    /// Whether it can be searched: bytes without a NUL, as all texts are.
    var isText: Bool { !bytes.contains(0) }

    /// A redaction of it.
    func redaction(_ run: HostRun) throws -> TextRedaction {
        guard let ownPath else { return TextRedaction(try run.redactor()) }
        return TextRedaction(try run.redactor(forFile: ownPath), honoursMarks: true)
    }
}
