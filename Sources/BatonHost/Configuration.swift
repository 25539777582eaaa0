public import BatonSharing
public import Diagnostics
public import Platform
internal import YAML

/// The person's settings, and the few that a project may add.
public struct Configuration: Sendable {
    /// Stores by name.
    public var stores: [String: StoreSettings] = [:]
    /// The store that is used when none is named.
    public var defaultStore: String?
    /// The file the settings came from, when there is one.
    public var path: String?

    /// No settings.
    public init() {}

    /// Where the person's settings and recipes are: `$XDG_CONFIG_HOME/baton`.
    public static func directory(_ context: Context) -> String {
        Paths.join(context.baseDirectory("XDG_CONFIG_HOME", default: ".config"), "baton")
    }

    /// Where what Baton remembers is: `$XDG_STATE_HOME/baton`.
    public static func stateDirectory(_ context: Context) -> String {
        Paths.join(context.baseDirectory("XDG_STATE_HOME", default: ".local/state"), "baton")
    }

    /// Reads `config.yml` of the person's folder.
    ///
    /// - Throws: ``DiagnosticsError`` with all problems of the file; that there is none is no error.
    public static func load(_ context: Context) throws -> Configuration {
        let path = Paths.join(directory(context), "config.yml")
        guard Files.status(path) != nil else { return Configuration() }
        let bytes = try Files.read(path, limit: 1 << 20)
        var configuration = Configuration()
        configuration.path = path
        var problems = ConfigurationProblems(file: path, source: bytes)
        do throws(YAMLErrors) {
            if let root = try YAMLReader().read(bytes) { configuration.read(root, &problems) }
        } catch {
            problems.add(error)
        }
        try problems.throwIfAny()
        return configuration
    }

    private mutating func read(_ root: YAMLNode, _ problems: inout ConfigurationProblems) {
        guard let entries = root.entries else { return problems.add(root, "settings are names with values") }
        for entry in entries {
            switch entry.name {
            case "default_store":
                defaultStore = problems.text(entry.value, "default_store")
            case "stores":
                guard let stores = entry.value.entries else {
                    problems.add(entry.value, "'stores' holds one entry a store")
                    continue
                }
                for store in stores { self.stores[store.name] = Self.store(store, &problems) }
            default:
                problems.add(unknown: entry.key, "setting", ["default_store", "stores"])
            }
        }
    }

    private static func store(_ entry: YAMLEntry, _ problems: inout ConfigurationProblems) -> StoreSettings? {
        guard let fields = entry.value.entries else {
            problems.add(entry.value, "store '\(entry.name)' needs 'type' and what that type asks for")
            return nil
        }
        var settings = StoreSettings(type: "")
        for field in fields {
            switch field.name {
            case "type": settings.type = problems.text(field.value, "type") ?? ""
            case "url": settings.url = problems.text(field.value, "url")
            case "path": settings.path = problems.text(field.value, "path")
            case "allow_http": settings.allowsPlainHTTP = problems.flag(field.value, "allow_http") ?? false
            default: problems.add(unknown: field.key, "store setting", ["type", "url", "path", "allow_http"])
            }
        }
        if !StoreCatalog.types.contains(settings.type) {
            problems.add(
                entry.value,
                "store '\(entry.name)' has no known type (known: \(StoreCatalog.types.joined(separator: ", ")))"
            )
        }
        return settings
    }
}

/// All problems of one file, with their places.
public struct DiagnosticsError: Error, Sendable {
    /// The problems, in the order of the file.
    public let diagnostics: [Diagnostic]
    /// The file's bytes, for excerpts.
    public let source: [UInt8]

    /// Problems of a file.
    public init(_ diagnostics: [Diagnostic], source: [UInt8]) {
        self.diagnostics = diagnostics
        self.source = source
    }
}

/// Collects what is wrong with a settings file.
private struct ConfigurationProblems {
    let file: String
    let source: [UInt8]
    private var diagnostics: [Diagnostic] = []

    init(file: String, source: [UInt8]) {
        self.file = file
        self.source = source
    }

    mutating func add(_ node: YAMLNode, _ message: String, hint: String? = nil) {
        diagnostics.append(
            Diagnostic(
                file: file,
                line: node.start.line,
                column: node.start.column,
                message: message,
                hint: hint
            )
        )
    }

    mutating func add(unknown key: YAMLNode, _ what: String, _ known: [String]) {
        let name = key.text ?? ""
        let suggestion = Suggestion.closest(to: name, in: known).map { "did you mean '\($0)'?" }
        add(key, "unknown \(what) '\(name)'", hint: suggestion)
    }

    mutating func add(_ errors: YAMLErrors) {
        for error in errors.all {
            diagnostics.append(
                Diagnostic(
                    file: file,
                    line: error.mark.line,
                    column: error.mark.column,
                    length: error.length,
                    message: error.message,
                    hint: error.hint
                )
            )
        }
    }

    mutating func text(_ node: YAMLNode, _ name: String) -> String? {
        if let text = node.text, !text.isEmpty { return text }
        add(node, "'\(name)' must be a text")
        return nil
    }

    mutating func flag(_ node: YAMLNode, _ name: String) -> Bool? {
        switch node.text {
        case "true": return true
        case "false": return false
        default:
            add(node, "'\(name)' must be true or false")
            return nil
        }
    }

    func throwIfAny() throws {
        if !diagnostics.isEmpty { throw DiagnosticsError(diagnostics, source: source) }
    }
}
