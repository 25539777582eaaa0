internal import JSON

/// How often a tool was called.
public struct ToolUse: Sendable, Equatable {
    /// Calls; one that is repeated in the file counts once.
    public var calls = 0
    /// Calls whose result says that they failed.
    public var errors = 0
}

/// How often tools changed a file.
public struct FileUse: Sendable, Equatable {
    /// The path as the calls name it.
    public let path: String
    /// Calls that changed parts of it.
    public internal(set) var edits = 0
    /// Calls that wrote it as a whole.
    public internal(set) var writes = 0
}

/// Counts the calls of tools, their failures and the files they changed.
struct ToolTally: Sendable {
    private var names: [String: Int] = [:]
    private var uses: [ToolUse] = []
    private var toolOfCall: [RecordKey: Int32] = [:]
    private var failed: Set<RecordKey> = []
    private(set) var files: [FileUse] = []
    private var placeOfFile: [String: Int] = [:]

    /// Uses by the name of the tool.
    var tools: [String: ToolUse] { names.mapValues { uses[$0] } }

    /// Adds a call, a block of type `tool_use`.
    mutating func addCall(_ block: JSONValue) {
        let id = RecordKey(block["id"])
        if let id, toolOfCall[id] != nil { return }
        guard let name = block["name"]?.string else {
            if let id { toolOfCall[id] = -1 }
            return
        }
        let number: Int
        if let known = names[name] {
            number = known
        } else {
            number = uses.count
            names[name] = number
            uses.append(ToolUse())
        }
        uses[number].calls += 1
        if let id { toolOfCall[id] = Int32(number) }
        for path in TranscriptStatistics.files(ofTool: name, block["input"]) { addChange(of: path, name) }
    }

    private mutating func addChange(of path: String, _ name: String) {
        let place = placeOfFile[path] ?? files.count
        if place == files.count {
            placeOfFile[path] = place
            files.append(FileUse(path: path))
        }
        if name == "Write" { files[place].writes += 1 } else { files[place].edits += 1 }
    }

    /// Adds a failure, a block of type `tool_result` with `is_error`.
    mutating func addFailure(_ block: JSONValue) {
        guard let id = RecordKey(block["tool_use_id"]), let tool = toolOfCall[id], tool >= 0,
            failed.insert(id).inserted
        else { return }
        uses[Int(tool)].errors += 1
    }
}
