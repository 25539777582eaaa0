/// What one call of a tool did to one file.
struct SessionEdit: Sendable {
    /// How well it is known what changed.
    enum Kind: Sendable, Equatable {
        /// The lines were not there before.
        case exact
        /// The lines are the whole file, of which some may have been there before.
        case whole
        /// The file was written by a command; which lines, nobody knows.
        case opaque
        /// A script that writes files names this one.
        case named
        /// The file's mode or time was changed, or it was made empty.
        case attribute
        /// Changes of the file that were not committed were given up; of all below it, when it is a directory.
        case discard
        /// The file, or all in the directory, was removed.
        case removal
        /// The file was moved or copied to this path or from it.
        case move
        /// Text inside of lines was replaced, as ``SessionEdit/fragments`` tell.
        case replacement
    }

    /// When the call ended, in milliseconds since the epoch.
    var time: Int64
    /// Path as the session named it, made absolute where its directory is known.
    var path: String
    /// How well it is known what changed.
    var kind: Kind
    /// Lines that it added, or the whole file.
    var added = LineText()
    /// Lines that it removed.
    var removed = LineText()
    /// Text that was replaced, and by what; parts of lines.
    var fragments: [Fragment] = []
    /// Whether it took away the marks that git leaves around a conflict.
    var settlesConflict = false
    /// The record of the call.
    var place: EditPlace

    /// Text inside of a line that was replaced.
    struct Fragment: Sendable, Equatable {
        var old: [UInt8]
        var new: [UInt8]
        /// Parts longer than this are lines, which are compared as such.
        static let limit = 400
    }
}

/// Where the call stands that edited a file.
struct EditPlace: Sendable, Equatable {
    /// Where the line of the call begins, in bytes.
    var offset: Int
    /// The subagent in whose file it stands; `nil` for the transcript itself.
    var subagent: String?
}

/// A command that may have made a commit.
struct CommitCall: Sendable {
    /// A commit that git said it made.
    struct Printed: Sendable, Hashable {
        /// The beginning of its id.
        let id: String
        /// The subject, as git printed it.
        let subject: String
    }

    /// When the call began and ended, in milliseconds since the epoch.
    var start: Int64
    var end: Int64
    /// Commits that git said were made.
    var printed: [Printed]
    /// The beginning of the command, in which a message may stand.
    var command: String
    /// Whether it merges.
    var merges: Bool
}

/// What a session did that could have become commits.
struct SessionWork: Sendable {
    var edits: [SessionEdit] = []
    var commits: [CommitCall] = []
    /// Directories of its records.
    var directories: Set<String> = []
    /// Branches of its records.
    var branches: Set<String> = []
    /// The first of its calls, by which copies of one session are told.
    var firstCall: String?
    /// Lines that are kept of one session.
    static let lineLimit = 2_000_000
}
