public import Diagnostics
public import Platform
internal import YAML

/// The settings of a project, `.baton/config.yml`: what a repository may say, and what it may not.
///
/// Nothing in a repository changes trust, limits, stores, permissions or addresses. So most settings are the person's
/// alone; they are told, not followed.
public struct ProjectSettings: Sendable {
    /// What stands there and does not hold, as warnings.
    public private(set) var problems: [Diagnostic] = []
    /// The file's bytes, for excerpts.
    public let source: [UInt8]

    /// Settings that only the person makes.
    private static let personal = [
        "default_store", "stores", "store", "trust", "trusted", "limits", "permissions", "endpoint",
        "endpoints", "hooks",
        "recipes", "redaction", "env", "secrets", "yes",
    ]
    private static let allowed = ["baton"]
    private static let largest = 64 << 10

    /// Reads the settings of the project around the working directory; `nil` when there are none.
    ///
    /// A link is none: it could show any file of the person in a message.
    public static func load(_ context: Context) -> ProjectSettings? {
        for directory in Workspace(context).projectDirectories.map({ Paths.join($0, ".baton") })
        where Files.linkStatus(directory)?.kind == .directory {
            let path = Paths.join(directory, "config.yml")
            guard Files.linkStatus(path)?.kind == .file, let bytes = try? Files.read(path, limit: largest)
            else {
                return nil
            }
            let base = context.workingDirectory + "/"
            let file = path.hasPrefix(base) ? String(path.dropFirst(base.count)) : path
            return ProjectSettings(bytes, file: file, personal: Configuration.directory(context))
        }
        return nil
    }

    private init(_ bytes: [UInt8], file: String, personal directory: String) {
        source = bytes
        var found: [Diagnostic] = []
        func add(_ line: Int, _ column: Int, _ length: Int, _ message: String, _ hint: String?) {
            found.append(
                Diagnostic(
                    file: file,
                    line: line,
                    column: column,
                    length: length,
                    severity: .warning,
                    message: message,
                    hint: hint
                )
            )
        }
        do throws(YAMLErrors) {
            let root = try YAMLReader().read(bytes)
            for entry in root?.entries ?? [] where !Self.allowed.contains(entry.name) {
                let mark = entry.key.start
                let name = PrintableText.line(entry.name)
                if Self.personal.contains(entry.name) {
                    add(
                        mark.line,
                        mark.column,
                        name.count,
                        "a project cannot set '\(name)'; it is ignored",
                        "set it in \(directory)/config.yml"
                    )
                } else {
                    let near = Suggestion.closest(to: name, in: Self.allowed).map { "did you mean '\($0)'?" }
                    add(mark.line, mark.column, name.count, "unknown setting '\(name)'; it is ignored", near)
                }
            }
        } catch {
            for error in error.all {
                add(error.mark.line, error.mark.column, error.length, error.message, error.hint)
            }
        }
        problems = found
    }
}
