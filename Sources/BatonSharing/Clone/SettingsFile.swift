internal import JSON
internal import Platform

/// The `settings.json` beside a cloned transcript, which tells where it came from; the form is the original tool's.
enum SettingsFile {
    /// Where the session came from.
    struct Origin: Sendable {
        var projectName: String
        var exportedAt: String?
        var tool: String?
        var version: String?
    }

    /// What stands at the place now.
    enum Present {
        /// Nothing.
        case none
        /// A file that an earlier clone wrote, with its text.
        case ours(String)
        /// Something else, which is left alone.
        case foreign
    }

    /// The path beside a transcript.
    static func path(beside transcript: String) -> String {
        Paths.join(Paths.directory(transcript), "settings.json")
    }

    /// Looks at what stands at `path`.
    static func present(at path: String) -> Present {
        guard let status = Files.linkStatus(path) else { return .none }
        guard status.kind == .file, let bytes = try? Files.read(path, limit: 1 << 20),
            let text = String(validating: bytes, as: UTF8.self),
            let json = try? JSONParser.parse(bytes), json["sharedSession"]?.bool == true
        else { return .foreign }
        return .ours(text)
    }

    /// The file's text.
    static func text(_ origin: Origin, project: String, now: Timestamp) -> String {
        var writer = JSONWriter(pretty: true)
        writer.object { writer in
            writer.member("projectName", origin.projectName)
            writer.member("projectPath", project)
            writer.member("sharedSession", true)
            writer.key("originalExport")
            writer.object { writer in
                writer.member("exportedAt", origin.exportedAt)
                writer.member("exportTool", origin.tool)
                writer.member("exportVersion", origin.version)
            }
            writer.member("importedAt", now.iso8601)
        }
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}
