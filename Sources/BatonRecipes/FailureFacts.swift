internal import BatonHost
internal import Lua
internal import Platform

/// What the runner must know of a failure, wherever it comes from.
struct FailureFacts {
    /// A stable name, such as `limit.time` or `session.not_found`.
    let kind: String
    /// What to do next.
    let hint: String?
    /// Whether the person pressed Ctrl-C.
    let isInterrupt: Bool

    init(_ error: any Error) {
        switch error {
        case let error as RecipeError:
            (kind, hint) = (error.kind, error.hint)
            isInterrupt = false
        case let error as LuaError:
            kind = Self.kind(of: error)
            hint = error.hint
            isInterrupt = error.kind == .cancelled
        default:
            let description = FailureDescription(error)
            (kind, hint) = (description.kind, description.hint)
            isInterrupt = error as? PlatformError == .interrupted
        }
    }

    /// Whether it ends the recipe whatever the step says: a limit of the run was reached, or a script ended the run.
    var isFinal: Bool { isInterrupt || kind == "ended" || kind == "limit" || kind.hasPrefix("limit.") }

    private static func kind(of error: LuaError) -> String {
        switch error.kind {
        case .script: "lua"
        case .syntax, .incomplete: "syntax"
        case .limit(let limit): "limit." + limit.rawValue
        case .cancelled: "interrupted"
        case .ended: "ended"
        case .conversion: "value"
        case .host(let kind): kind
        }
    }
}
