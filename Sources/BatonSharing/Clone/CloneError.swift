/// Why a session cannot be cloned, listed or taken back.
///
/// No case holds text of a session.
public enum CloneError: Error, Sendable, Equatable {
    /// The directory that the session is to continue in is missing or no directory.
    case projectNotADirectory(path: String)
    /// Every message of the bundle had to be dropped.
    case nothingToClone
    /// The layout by name needs a project name that is safe in a path.
    case unsafeProjectName
    /// The layout by name needs an id that no program takes for an option.
    case unsafeSessionID
    /// A session of that name is there already, and the layout leaves no other name.
    case nameTaken(path: String)
    /// No free id was found in several attempts.
    case noFreeID(directory: String)
    /// There is no clone to take back.
    case nothingToUndo
}

extension CloneError: CustomStringConvertible {
    /// One sentence that names what is in the way.
    public var description: String {
        switch self {
        case .projectNotADirectory(let path):
            "the project directory '\(path)' does not exist or is not a directory"
        case .nothingToClone:
            "the file holds no message that a session could continue from"
        case .unsafeProjectName:
            "the project's name in the file is not 1 to 64 characters of A-Z, a-z, 0-9, '_' and '-'"
        case .unsafeSessionID:
            "the session's id in the file begins with '-', and would be taken for an option"
        case .nameTaken(let path):
            "a session is already at '\(path)'"
        case .noFreeID(let directory):
            "no free session id was found in '\(directory)'"
        case .nothingToUndo:
            "there is no clone to take back"
        }
    }

    /// What to do next.
    public var hint: String? {
        switch self {
        case .projectNotADirectory: "make the directory first, or name another one"
        case .nothingToClone: "ask for a new export of the session"
        case .unsafeProjectName, .unsafeSessionID:
            "leave the layout by name out; the agent finds the session all the same"
        case .nameTaken: "nothing was changed; leave the layout by name out, or move that file away"
        case .noFreeID: nil
        case .nothingToUndo: nil
        }
    }
}
