internal import JSON
public import Platform
internal import YAML

/// The file in which `baton redact --review` keeps what the person allows: `redaction/allow.yml` beside the settings.
///
/// It is text that a person may edit: entries are added at its end, nothing else of it changes.
public enum AllowFile {
    /// Where it is.
    public static func path(_ context: Context) -> String {
        Paths.join(RedactionFiles.directory(context), "allow.yml")
    }

    /// Adds an entry, unless it is there; another process may do the same at the same time.
    ///
    /// - Throws: ``DiagnosticsError`` when the file is not what the settings expect, ``PlatformError`` when it cannot be
    ///   written, ``HostError`` when it does not end with its list.
    public static func add(_ entry: AllowList.Entry, _ context: Context) throws {
        let path = path(context)
        _ = try Files.makeDirectory(Paths.directory(path), mode: 0o700)
        let lock = try FileLock(Paths.join(Paths.directory(path), ".allow.lock"))
        try withExtendedLifetime(lock) {
            let old =
                Files.linkStatus(path) == nil ? Array(header.utf8) : try Files.read(path, limit: 4 << 20)
            let (list, indentation) = try read(old, path)
            if list.entries.contains(entry) { return }
            var text = old
            if let last = text.last, last != 0x0a { text.append(0x0a) }
            text += (String(repeating: " ", count: indentation) + line(entry, context) + "\n").utf8
            let (grown, _) = try read(text, path)
            guard grown.entries == list.entries + [entry] else {
                throw HostError(
                    "redaction",
                    "'\(path)' does not end with its list 'allow', so nothing can be added",
                    hint: "move 'allow' to its end"
                )
            }
            try Files.write(text, to: path, mode: 0o600)
        }
    }

    private static let header = """
        # Values that may stay, as 'baton redact --review' was told; hashes are SHA-256 of the value.
        # See baton's docs/redaction.md. You may edit this; new entries are added at the end.
        allow:

        """

    /// The entries, and how far its list is indented.
    private static func read(_ bytes: [UInt8], _ path: String) throws -> (AllowList, Int) {
        var problems = ConfigurationProblems(file: path, source: bytes)
        var root: YAMLNode?
        do throws(YAMLErrors) {
            root = try YAMLReader(limits: YAMLLimits(bytes: 4 << 20, nodes: 200_000)).read(bytes)
        } catch {
            problems.add(error)
        }
        var reader = RedactionReader(taken: RedactionSettings.takenNames)
        let settings = root.map { reader.read($0, &problems) } ?? RedactionSettings()
        try problems.throwIfAny()
        let first = root?["allow"]?.items?.first
        return (settings.allowed, max(0, (first?.start.column ?? 5) - 3))
    }

    private static func line(_ entry: AllowList.Entry, _ context: Context) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            if let hash = entry.hash { writer.member("hash", "sha256:" + hash) }
            if let rule = entry.rule { writer.member("rule", rule) }
            if let path = entry.path { writer.member("path", path) }
            writer.member("added", String(context.now().iso8601.prefix(10)))
        }
        return "- " + String(decoding: writer.bytes, as: UTF8.self)
    }
}
