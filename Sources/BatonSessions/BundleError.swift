public import JSON

/// Why bytes are not a session that can be cloned.
///
/// No case holds content of the file.
public enum BundleError: Error, Sendable, Equatable {
    /// The file has no bytes, or blanks only.
    case empty
    /// The file is longer than the reader takes.
    case tooLarge(bytes: Int, limit: Int)
    /// The file is of another well-known form.
    case looksLike(BundleLook)
    /// The file is no JSON.
    case notJSON(JSONError)
    /// The file is JSON, but its outermost value is no object.
    case notAnObject
    /// `version` is missing or no text.
    case missingVersion
    /// The format has a newer major version than this reader knows.
    case unsupportedVersion(major: Int)
    /// `conversation` or its `id` is missing.
    case missingConversation
    /// The session's id could harm as part of a path.
    case unsafeSessionID
    /// `messages` is missing or no list.
    case invalidMessages
    /// `messages` is empty, or nothing in it is a message.
    case noMessages
    /// There are more messages than the reader takes.
    case tooManyMessages(limit: Int)
    /// There are more subagents than the reader takes.
    case tooManySubagents(limit: Int)
    /// There are more spilled results than the reader takes.
    case tooManyResults(limit: Int)
    /// One message has more content blocks than the reader takes.
    case tooManyBlocks(message: Int, limit: Int)
}

extension BundleError: CustomStringConvertible {
    /// One sentence that says what is wrong; the first words of some are those of the format's original tool.
    public var description: String {
        switch self {
        case .empty:
            "Invalid session file - it is empty"
        case .tooLarge(let bytes, let limit):
            "Invalid session file - it has \(bytes) bytes, more than the limit of \(limit)"
        case .looksLike(let look):
            "Invalid session file - it looks like \(look.description)"
        case .notJSON(let error):
            "Invalid session file - not a JSON document (\(error.description))"
        case .notAnObject:
            "Invalid session file - its JSON is not an object"
        case .missingVersion:
            "Invalid session file - missing version"
        case .unsupportedVersion(let major):
            "Invalid session file - version \(major) of the format is newer than this program"
        case .missingConversation:
            "Invalid session file - missing conversation data"
        case .unsafeSessionID:
            "Invalid session file - the session id is not 1 to 64 characters of A-Z, a-z, 0-9, '_' and '-'"
        case .invalidMessages:
            "Invalid session file - missing or invalid messages"
        case .noMessages:
            "Invalid session file - no messages found"
        case .tooManyMessages(let limit):
            "Invalid session file - more than \(limit) messages"
        case .tooManySubagents(let limit):
            "Invalid session file - more than \(limit) subagents"
        case .tooManyResults(let limit):
            "Invalid session file - more than \(limit) spilled results"
        case .tooManyBlocks(let message, let limit):
            "Invalid session file - message \(message) has more than \(limit) content blocks"
        }
    }

    /// What to do next.
    public var hint: String {
        switch self {
        case .empty, .notJSON:
            "download the file again, and check that the link is complete"
        case .tooLarge:
            "raise the limit, or ask for an export of fewer messages"
        case .looksLike(let look):
            look.hint
        case .notAnObject, .missingVersion, .missingConversation, .invalidMessages:
            "check that the file is a JSON export of a session, and download it again"
        case .unsupportedVersion:
            "update this program"
        case .unsafeSessionID:
            "do not trust this file: an export of a session never has such an id"
        case .noMessages:
            "ask for a new export of the session; this one holds nothing to continue"
        case .tooManyMessages, .tooManyBlocks, .tooManySubagents, .tooManyResults:
            "ask for an export of fewer messages"
        }
    }
}
