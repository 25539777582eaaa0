internal import BatonForge
internal import BatonGit
internal import BatonRedaction
internal import BatonSessions
internal import BatonSharing
internal import Diagnostics
internal import Lua
internal import Platform
internal import QRCode

/// Any failure of a host function in the words that scripts and people get.
public struct FailureDescription: Sendable {
    /// A stable name, such as `session.not_found`.
    public let kind: String
    /// One sentence.
    public let message: String
    /// What to do next.
    public let hint: String?

    /// Describes an error.
    public init(_ error: any Error) {
        switch error {
        case let error as HostError: (kind, message, hint) = (error.kind, error.message, error.hint)
        case let error as LuaError: (kind, message, hint) = (error.kindName, error.message, error.hint)
        case let error as SessionError:
            (kind, message, hint) = (Self.kind(of: error), error.description, error.hint)
        case let error as PlatformError:
            (kind, message, hint) = (error == .interrupted ? "interrupted" : "system", error.description, nil)
        case let error as SharingError: (kind, message, hint) = ("sharing", error.description, error.hint)
        case let error as BundleError: (kind, message, hint) = ("bundle", error.description, error.hint)
        case let error as CloneError: (kind, message, hint) = ("clone", error.description, error.hint)
        case let error as ForgeError:
            (kind, message, hint) = (CommentFunction.kind(of: error), error.description, error.hint)
        case let error as GitError: (kind, message, hint) = ("git", error.description, error.hint)
        case let error as RedactionError: (kind, message, hint) = ("redaction", error.description, nil)
        case let error as QRError: (kind, message, hint) = ("qr", error.description, nil)
        case let error as DiagnosticsError:
            let first = error.diagnostics.first.map { "\($0.file):\($0.line):\($0.column): \($0.message)" }
            (kind, message, hint) = ("invalid", first ?? "invalid", nil)
        default: (kind, message, hint) = ("failed", "\(error)", nil)
        }
    }

    private static func kind(of error: SessionError) -> String {
        switch error {
        case .notFound, .noneHere: "session.not_found"
        case .ambiguous: "session.ambiguous"
        case .noConversation, .notATranscript, .damaged, .unreadAgent: "session.empty"
        }
    }
}
