internal import BatonRedaction
public import Diagnostics
public import Platform
internal import YAML

/// The person's files of redaction: `$XDG_CONFIG_HOME/baton/redaction/*.yml`, each like the section `redaction` of the
/// settings.
public enum RedactionFiles {
    private static let most = 100
    private static let largest = 4 << 20

    /// Where they are.
    public static func directory(_ context: Context) -> String {
        Paths.join(Configuration.directory(context), "redaction")
    }

    /// Whether a path is one of such a file.
    public static func isOne(_ path: String) -> Bool {
        let directory = Paths.directory(path)
        return Paths.name(directory) == "redaction" && Paths.name(Paths.directory(directory)) == "baton"
            && ["yml", "yaml"].contains(Paths.fileExtension(path))
    }

    /// The paths of all files, in the order of their names.
    public static func paths(_ context: Context) throws -> [String] {
        let directory = directory(context)
        guard Files.isDirectory(directory) else { return [] }
        return try Files.names(in: directory).sorted().filter {
            !$0.hasPrefix(".") && ["yml", "yaml"].contains(Paths.fileExtension($0))
        }.prefix(most).map { Paths.join(directory, $0) }
    }

    /// All that is wrong with a file.
    ///
    /// - Throws: ``PlatformError`` when it cannot be read.
    public static func problems(of path: String) throws -> (diagnostics: [Diagnostic], source: [UInt8]) {
        var names = RedactionSettings.takenNames
        let (_, problems) = try read(path, &names)
        return (problems.diagnostics, problems.source)
    }

    /// What all files say together.
    ///
    /// - Throws: ``DiagnosticsError`` with all problems of the first file that has some.
    static func load(_ context: Context, taken: [String]) throws -> RedactionSettings {
        var settings = RedactionSettings()
        let paths = try paths(context)
        if paths.isEmpty { return settings }
        var names = RedactionSettings.takenNames.union(taken)
        for path in paths {
            let (more, problems) = try read(path, &names)
            try problems.throwIfAny()
            settings.add(more)
        }
        return settings
    }

    private static func read(
        _ path: String,
        _ names: inout Set<String>
    ) throws -> (RedactionSettings, ConfigurationProblems) {
        let bytes = try Files.read(path, limit: largest)
        var problems = ConfigurationProblems(file: path, source: bytes)
        var settings = RedactionSettings()
        do throws(YAMLErrors) {
            if let root = try YAMLReader(limits: YAMLLimits(bytes: largest, nodes: 200_000)).read(bytes) {
                var reader = RedactionReader(taken: names)
                settings = reader.read(root, &problems)
            }
        } catch {
            problems.add(error)
        }
        names.formUnion(settings.rules.map(\.id))
        return (settings, problems)
    }
}
