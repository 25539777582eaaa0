/// The kinds of tools that are shown each in its own way.
///
/// A new tool is added here; how its members are read is up to ``ToolCall``, and pages know kinds only.
enum ToolKind {
    case command, output, edit, patch, write, read, search, web, todos, task, plan, question, skill, mcp,
        subagent
    case other

    /// The tools of Claude Code, Codex CLI, Gemini CLI and OpenCode, by the names that they are called by.
    private static let kinds: [String: ToolKind] = {
        let names: [(ToolKind, String)] = [
            (
                .command,
                "Bash PowerShell Monitor shell local_shell shell_command exec_command container.exec run_shell_command bash"
            ),
            (.output, "BashOutput KillShell KillBash TaskOutput TaskStop AgentOutputTool write_stdin"),
            (.edit, "Edit MultiEdit NotebookEdit edit multiedit replace"),
            (.patch, "apply_patch patch"),
            (.write, "Write write write_file"),
            (
                .read,
                "Read NotebookRead LS read list read_file read_many_files list_directory view_image ReadMcpResource"
            ),
            (.search, "Glob Grep ToolSearch glob grep search_file_content grep_search"),
            (.web, "WebFetch WebSearch web_fetch web_search webfetch websearch google_web_search"),
            (.todos, "TodoWrite todowrite update_plan write_todos"),
            (.task, "TaskCreate TaskUpdate TaskGet TaskList"),
            (.plan, "ExitPlanMode exit_plan_mode"),
            (.question, "AskUserQuestion request_user_input question"),
            (.skill, "Skill SlashCommand skill activate_skill"),
            (.subagent, "Task Agent task spawn_agent"),
        ]
        var kinds: [String: ToolKind] = [:]
        for (kind, list) in names {
            for name in list.split(separator: " ") { kinds[String(name)] = kind }
        }
        return kinds
    }()

    /// The kind of a tool by the name that the agent calls it.
    init(_ name: String) {
        self = Self.kinds[name] ?? (name.hasPrefix("mcp__") ? .mcp : .other)
    }

    /// The word for the kind.
    var name: StaticString {
        switch self {
        case .command: "command"
        case .output: "output"
        case .edit: "edit"
        case .patch: "patch"
        case .write: "write"
        case .read: "read"
        case .search: "search"
        case .web: "web"
        case .todos: "todos"
        case .task: "task"
        case .plan: "plan"
        case .question: "question"
        case .skill: "skill"
        case .mcp: "mcp"
        case .subagent: "subagent"
        case .other: "other"
        }
    }
}
