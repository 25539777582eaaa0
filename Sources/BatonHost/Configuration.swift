internal import BatonRedaction
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
    /// Whether the list of shares keeps the keys of links.
    public var remembersKeys = false
    /// Files with identities that open what others sealed.
    public var identities: [String] = []
    /// The address of the server whose people `github:NAME` means.
    public var github: String?
    /// What is removed from all that leaves.
    public var redaction = RedactionSettings()
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
        var configuration = try main(context)
        configuration.redaction.add(
            try RedactionFiles.load(context, taken: configuration.redaction.rules.map(\.id))
        )
        return configuration
    }

    private static func main(_ context: Context) throws -> Configuration {
        let path = Paths.join(directory(context), "config.yml")
        guard Files.status(path) != nil else { return Configuration() }
        let (configuration, problems) = try read(path)
        try problems.throwIfAny()
        return configuration
    }

    /// All that is wrong with a file of settings.
    ///
    /// - Throws: ``PlatformError`` when it cannot be read.
    public static func problems(of path: String) throws -> (diagnostics: [Diagnostic], source: [UInt8]) {
        let (_, problems) = try read(path)
        return (problems.diagnostics, problems.source)
    }

    private static func read(_ path: String) throws -> (Configuration, ConfigurationProblems) {
        let bytes = try Files.read(path, limit: 1 << 20)
        var configuration = Configuration()
        configuration.path = path
        var problems = ConfigurationProblems(file: path, source: bytes)
        do throws(YAMLErrors) {
            if let root = try YAMLReader().read(bytes) { configuration.read(root, &problems) }
        } catch {
            problems.add(error)
        }
        return (configuration, problems)
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
                for store in stores { self.stores[store.name] = StoreReader.settings(store, &problems) }
            case "remember_keys":
                remembersKeys = problems.flag(entry.value, "remember_keys") ?? false
            case "identities":
                identities = problems.texts(entry.value, "identities").map(\.text)
            case "github":
                github = problems.text(entry.value, "github")
            case "redaction":
                var reader = RedactionReader(taken: RedactionSettings.takenNames)
                redaction = reader.read(entry.value, &problems)
            default:
                problems.add(
                    unknown: entry.key,
                    "setting",
                    ["default_store", "stores", "remember_keys", "identities", "github", "redaction"]
                )
            }
        }
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
