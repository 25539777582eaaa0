internal import JSON
public import Platform

/// One clone, as the journal in the state folder keeps it.
public struct CloneRecord: Sendable, Equatable {
    /// The session's id here.
    public var sessionID: String
    /// Where its transcript was put.
    public var path: String
    /// Real path of the directory to continue in.
    public var project: String
    /// The session's title.
    public var title: String?
    /// How many messages it has.
    public var messages: Int
    /// When it was cloned.
    public var created: Timestamp

    /// How far the clone came.
    enum State: String {
        /// It is being written, or was cut off.
        case started
        /// It is there.
        case done
        /// It is being taken back, or that was cut off.
        case undoing
    }
    var state: State = .started
    var layout: String = CloneOptions.Layout.project.rawValue
    var contentHash: String
    /// The uuid of the transcript's first line, and how many lines it has.
    var firstUUID: String
    var lines: Int
    /// Size and time of last change of the transcript as it was written.
    var size: Int?
    var modified: Timestamp?
    /// Files beside the transcript, in the session's own folder.
    var files: [SideRecord] = []
    /// Directories that were missing, the outermost first.
    var directories: [String]
    /// The file beside the transcript that was written too.
    var settingsPath: String?
    /// What was written there, and what had been there.
    var settings: String?
    var previousSettings: String?

    /// A file beside the transcript, with size and time of last change as it was written.
    struct SideRecord: Sendable, Equatable {
        var path: String
        var size: Int?
        var modified: Timestamp?
    }

    /// The record as JSON.
    var bytes: [UInt8] {
        var writer = JSONWriter(pretty: true)
        writer.object { writer in
            writer.member("version", 1)
            writer.member("state", state.rawValue)
            writer.member("id", sessionID)
            writer.member("path", path)
            writer.member("project", project)
            writer.member("layout", layout)
            writer.member("title", title)
            writer.member("messages", messages)
            writer.member("created", created.iso8601)
            writer.member("content_hash", contentHash)
            writer.member("first_uuid", firstUUID)
            writer.member("lines", lines)
            if let size { writer.member("size", size) }
            if let modified { writer.member("modified", modified.iso8601) }
            if !files.isEmpty {
                writer.key("files")
                writer.array { writer in for file in files { file.write(to: &writer) } }
            }
            writer.key("directories")
            writer.array { writer in for directory in directories { writer.string(directory) } }
            writer.member("settings_path", settingsPath)
            writer.member("settings", settings)
            writer.member("previous_settings", previousSettings)
        }
        writer.bytes.append(0x0a)
        return writer.bytes
    }
}

extension CloneRecord {
    /// Reads a record; `nil` when it is none.
    init?(_ bytes: [UInt8]) {
        guard let json = try? JSONParser.parse(bytes),
            let state = json["state"]?.string.flatMap({ State(rawValue: $0) }),
            let id = json["id"]?.string, let path = json["path"]?.string, path.hasPrefix("/"),
            let project = json["project"]?.string, let layout = json["layout"]?.string,
            let created = json["created"]?.string.flatMap({ Timestamp($0) }),
            let hash = json["content_hash"]?.string, let firstUUID = json["first_uuid"]?.string,
            UniqueID.isLowercaseUUID(firstUUID), let lines = json["lines"]?.int
        else { return nil }
        sessionID = id
        self.path = path
        self.project = project
        self.state = state
        self.layout = layout
        self.created = created
        self.firstUUID = firstUUID
        self.lines = Int(lines)
        contentHash = hash
        title = json["title"]?.string
        messages = Int(json["messages"]?.int ?? 0)
        size = json["size"]?.int.map { Int($0) }
        modified = json["modified"]?.string.flatMap { Timestamp($0) }
        files = json["files"]?.elements.compactMap { SideRecord($0) } ?? []
        directories = json["directories"]?.elements.compactMap(\.string) ?? []
        settingsPath = json["settings_path"]?.string
        settings = json["settings"]?.string
        previousSettings = json["previous_settings"]?.string
    }
}

extension CloneRecord.SideRecord {
    fileprivate init?(_ json: JSONValue) {
        guard let path = json["path"]?.string, path.hasPrefix("/") else { return nil }
        self.path = path
        size = json["size"]?.int.map { Int($0) }
        modified = json["modified"]?.string.flatMap { Timestamp($0) }
    }

    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("path", path)
            if let size { writer.member("size", size) }
            if let modified { writer.member("modified", modified.iso8601) }
        }
    }
}
