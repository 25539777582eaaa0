internal import BatonSharing
public import Diagnostics
public import Platform
internal import YAML

/// The settings of a project, `.baton/config.yml`: what a repository may say, and what it may not.
///
/// Nothing in a repository changes trust, limits, stores, permissions or addresses. So most settings are the person's
/// alone; they are told, not followed. Of redaction a project may ask for more, by words and packs: patterns it may not
/// bring, since a slow one would stop every export.
public struct ProjectSettings: Sendable {
    /// What stands there and does not hold, as warnings.
    public private(set) var problems: [Diagnostic] = []
    /// What is removed besides.
    public private(set) var redaction = ProjectRedaction()
    /// The file's bytes, for excerpts.
    public private(set) var source: [UInt8]

    /// Settings that only the person makes.
    private static let personal = [
        "default_store", "stores", "store", "trust", "trusted", "limits", "permissions", "endpoint",
        "endpoints", "hooks",
        "recipes", "env", "secrets", "yes",
    ]
    private static let allowed = ["baton", "redaction"]
    /// What of redaction only the person sets: all that could let more through, or make it slow.
    private static let personalRedaction = ["rules", "allow", "disable"]
    private static let allowedRedaction = ["words", "packs", "audience"]
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

    /// The secrets among the settings of stores.
    private static func secrets(in entry: YAMLEntry) -> [YAMLEntry] {
        guard entry.name == "stores" else { return [] }
        return (entry.value.entries ?? []).flatMap { store in
            (store.value.entries ?? []).filter { StoreKind.secretNames.contains($0.name) }
        }
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
        func refuse(_ entry: YAMLEntry, _ personal: [String], _ allowed: [String], _ prefix: String) {
            let mark = entry.key.start
            let name = PrintableText.line(entry.name)
            if personal.contains(entry.name) {
                add(
                    mark.line,
                    mark.column,
                    name.count,
                    "a project cannot set '\(prefix)\(name)'; it is ignored",
                    "set it in \(directory)/config.yml"
                )
            } else {
                let near = Suggestion.closest(to: name, in: allowed).map { "did you mean '\($0)'?" }
                add(
                    mark.line,
                    mark.column,
                    name.count,
                    "unknown setting '\(prefix)\(name)'; it is ignored",
                    near
                )
            }
        }
        var redaction = ProjectRedaction()
        do throws(YAMLErrors) {
            let root = try YAMLReader().read(bytes)
            for entry in root?.entries ?? [] {
                if entry.name == "redaction" {
                    var reading = ConfigurationProblems(file: file, source: bytes)
                    for field in entry.value.entries ?? [] {
                        switch field.name {
                        case "words": redaction.words = RedactionReader.words(field.value, &reading)
                        case "packs": redaction.packs.formUnion(RedactionReader.packs(field.value, &reading))
                        case "audience":
                            redaction.packs.formUnion(RedactionReader.audience(field.value, &reading))
                        default: refuse(field, Self.personalRedaction, Self.allowedRedaction, "redaction.")
                        }
                    }
                    for problem in reading.diagnostics {
                        add(
                            problem.line,
                            problem.column,
                            problem.length,
                            problem.message + "; it is ignored",
                            problem.hint
                        )
                    }
                } else if !Self.allowed.contains(entry.name) {
                    refuse(entry, Self.personal, Self.allowed, "")
                    // What is ignored here is read by everybody else who has the repository.
                    for field in Self.secrets(in: entry) {
                        ConfigurationProblems.hide(field.value, in: &source)
                        found.append(
                            Diagnostic(
                                file: file,
                                line: field.key.start.line,
                                column: field.key.start.column,
                                length: field.name.utf8.count,
                                severity: .error,
                                message: "a secret does not belong into a file of the repository",
                                hint: "take it out, and make a new one if it was ever shared"
                            )
                        )
                    }
                }
            }
        } catch {
            for error in error.all {
                add(error.mark.line, error.mark.column, error.length, error.message, error.hint)
            }
        }
        problems = found
        self.redaction = redaction
    }
}
