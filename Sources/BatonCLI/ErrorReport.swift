internal import BatonHost
internal import BatonRecipes
internal import Diagnostics
internal import JSON
internal import Lua
internal import Platform

/// Any failure as a person or a program reads it.
struct ErrorReport {
    let kind: String
    private let message: String
    let hint: String?
    let status: ExitStatus
    private var place: (file: String, line: Int, column: Int)?
    private var diagnostics: [Diagnostic] = []
    private var source: [UInt8] = []
    private var trace: [String] = []

    init(_ error: any Error) {
        switch error {
        case let error as CommandFailure:
            (kind, message, hint, status) = (error.kind, error.message, error.hint, error.status)
        case let error as RunFailure:
            self = ErrorReport(error.underlying, note: error.note, hint: error.hint)
            trace = error.trace
        case let error as DiagnosticsError:
            (kind, hint, status) = ("invalid", error.diagnostics.first?.hint, .failed)
            message = error.diagnostics.first?.message ?? "invalid"
            diagnostics = error.diagnostics
            source = error.source
        case let error as RecipeError:
            let inner = ErrorReport(error.root is RecipeError ? FallbackError() : error.root)
            kind = error.kind
            message = error.description
            hint = error.hint ?? (error.root is RecipeError ? nil : inner.hint)
            status = error.root is RecipeError ? Self.status(ofKind: error.kind) : inner.status
            place = error.place
        case let error as LuaError:
            kind = error.kindName
            let place =
                error.chunk.map { chunk in error.line.map { "\(chunk):\($0): " } ?? "\(chunk): " } ?? ""
            message = place + error.message
            hint = error.hint
            status = Self.status(ofKind: error.kindName)
        default:
            let failure = FailureDescription(error)
            (kind, message, hint) = (failure.kind, failure.message, failure.hint)
            status = Self.status(ofKind: failure.kind)
        }
    }

    /// A failure with what its run knows of it.
    private init(_ error: any Error, note: String?, hint: String?) {
        let report = ErrorReport(error)
        kind = report.kind
        message = report.message + (note.map { " (\($0))" } ?? "")
        self.hint =
            report.kind.hasPrefix("limit.") || report.kind == "denied" ? hint ?? report.hint : report.hint
        status = report.status
        place = report.place
        diagnostics = report.diagnostics
        source = report.source
    }

    /// Lines for standard error, without secrets: a message may tell a file's name or an argument, and an excerpt of a
    /// recipe holds what stands there.
    func text(_ context: Context) -> String {
        CleanText(context)(text) { "baton: \($0)\n" }
    }

    /// One JSON value for standard error, without secrets.
    func json(_ context: Context) -> String {
        CleanText(context)(json) { "{\"error\":{\"kind\":\"\(kind)\",\"message\":\"\($0)\"}}\n" }
    }

    /// The message without secrets.
    func message(_ clean: CleanText) -> String { clean(message) }

    private var text: String {
        if !diagnostics.isEmpty {
            let excerpt = SourceExcerpt(source: source)
            return diagnostics.map { excerpt.render($0) + "\n" }.joined()
        }
        let sentence = "baton: \(PrintableText.lines(message))\n"
        let calls = trace.map { "  \(PrintableText.line($0))\n" }.joined()
        return sentence + calls + (hint.map { "hint: \(PrintableText.lines($0))\n" } ?? "")
    }

    private var json: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("error")
            writer.object { writer in
                writer.member("kind", kind)
                writer.member("message", message)
                if let hint { writer.member("hint", hint) }
                if !trace.isEmpty {
                    writer.key("trace")
                    writer.array { writer in for call in trace { writer.string(call) } }
                }
                if let place = diagnostics.first.map({ ($0.file, $0.line, $0.column) }) ?? place {
                    writer.member("file", place.0)
                    writer.member("line", place.1)
                    writer.member("column", place.2)
                }
                if diagnostics.count > 1 {
                    writer.key("problems")
                    CheckCommand.write(diagnostics, to: &writer)
                }
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }

    private static func status(ofKind kind: String) -> ExitStatus {
        switch kind {
        case "trust", "recipe.not_trusted", "denied.untrusted": .notTrusted
        case "recipe.input": .usage
        case "session.not_found", "session.ambiguous": .no
        case _ where kind.hasPrefix("limit"): .limit
        case "interrupted", "cancelled": .interrupted
        default: .failed
        }
    }
}

/// Stands where a recipe failed by itself and nothing lies behind it.
private struct FallbackError: Error {}

/// A failure that a command itself finds.
struct CommandFailure: Error {
    var kind = "failed"
    let message: String
    var hint: String?
    var status = ExitStatus.failed
}
