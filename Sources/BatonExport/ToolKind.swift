internal import JSON

/// The kinds of tools that are shown each in its own way.
enum ToolKind {
    case command, edit, write, read, search, web, todos, mcp, subagent, other

    /// The kind of a tool by the name that the agent calls it.
    init(_ name: String) {
        switch name {
        case "Bash", "BashOutput", "KillShell", "PowerShell": self = .command
        case "Edit", "MultiEdit", "NotebookEdit": self = .edit
        case "Write": self = .write
        case "Read", "NotebookRead", "LS": self = .read
        case "Glob", "Grep", "ToolSearch": self = .search
        case "WebFetch", "WebSearch": self = .web
        case "TodoWrite": self = .todos
        case "Task", "Agent": self = .subagent
        default: self = name.hasPrefix("mcp__") ? .mcp : .other
        }
    }

    /// The word for the kind.
    var name: StaticString {
        switch self {
        case .command: "command"
        case .edit: "edit"
        case .write: "write"
        case .read: "read"
        case .search: "search"
        case .web: "web"
        case .todos: "todos"
        case .mcp: "mcp"
        case .subagent: "subagent"
        case .other: "other"
        }
    }

    /// Members of an input that tell what a call is about, the most telling first.
    private static let subjects = [
        "command", "file_path", "notebook_path", "pattern", "url", "query", "path", "description", "prompt",
    ]

    /// What a call is about, and the name of the member that tells it.
    static func subject(of input: JSONValue?) -> (key: String, value: JSONValue)? {
        guard let input else { return nil }
        for key in subjects {
            if let value = input[key: key], value.kind == .string { return (key, value) }
        }
        return nil
    }
}
