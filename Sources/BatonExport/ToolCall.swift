internal import JSON

/// A call of a tool: its kind, and on one line what it is about.
///
/// Both kinds of page are written from this, so a new tool is described in one place.
struct ToolCall {
    let id: String
    /// The name that the agent calls the tool by.
    let name: String
    let kind: ToolKind
    let input: ToolInput

    init(id: String, name: String, input: JSONValue?) {
        self.id = id
        self.name = name
        self.input = ToolInput(input)
        let kind = ToolKind(name)
        // Codex's shell takes patches too, under the name of a program.
        self.kind = kind == .command && self.input.patch != nil ? .patch : kind
    }

    /// The tool's name for people: `server: tool` for a tool of an MCP server.
    var title: String {
        guard kind == .mcp else { return name }
        let rest = name.dropFirst(5)
        guard let marks = rest.dropFirst().firstRange(of: "__"), marks.upperBound < rest.endIndex else {
            return String(rest)
        }
        return rest[..<marks.lowerBound] + ": " + rest[marks.upperBound...]
    }

    /// What the call is about: a command, a path, a pattern; it may have many lines.
    var subject: [UInt8]? {
        switch kind {
        case .command: input.command
        case .output: input.text("bash_id", "shell_id", "task_id", "agentId") ?? number("session_id")
        case .edit, .write, .read: input.path ?? paths
        case .patch:
            Array(
                patchFiles.prefix(3).map(\.path).joined(separator: ", ".utf8)
                    + (patchFiles.count > 3 ? Array(" and \(patchFiles.count - 3) more".utf8) : [])
            )
        case .search: input.text("pattern", "query", "path")
        case .web: input.text("url", "query", "prompt")
        case .todos, .subagent: nil
        case .task: taskSubject
        case .plan: plan.map { Array(Self.firstLine($0)) }
        case .question: questions.first.map(\.text)
        case .skill: skill
        case .mcp, .other:
            input.text(
                "command",
                "file_path",
                "notebook_path",
                "pattern",
                "url",
                "query",
                "path",
                "description",
                "prompt"
            ) ?? input.onlyText?.text
        }
    }

    /// A remark on the call: what it is for, or how much it holds.
    var about: [UInt8]? {
        switch kind {
        case .command: return input.text("description", "justification")
        case .subagent:
            let type = input.text("subagent_type", "agent_type")
            let text = input.text("description")
            guard let type, let text else { return text ?? type }
            return type + Array(": ".utf8) + text
        case .todos:
            let done = todos.reduce(0) { $0 + ($1.state == .done ? 1 : 0) }
            return Array("\(done) of \(todos.count) done".utf8)
        case .write:
            return input.text("content").map {
                Array(HTMLText.count(HTMLText.lineCount($0[...]), "line").utf8)
            }
        case .edit:
            let count = input.edits.count
            return count > 1 ? Array("\(count) edits".utf8) : nil
        case .mcp, .other:
            return input.text("command", "file_path", "pattern", "url", "query", "path") == nil
                ? nil : input.text("description")
        default: return nil
        }
    }

    /// The members that ``subject``, ``about`` and ``parts(patch:)`` do not show, with their values as text.
    var facts: [(name: [UInt8], value: [UInt8])] {
        guard kind != .mcp, kind != .other, let json = input.json else { return [] }
        var facts: [(name: [UInt8], value: [UInt8])] = []
        for member in json.members {
            guard let key = member.key.utf8, !shownMembers.contains(where: { key.elementsEqual($0.utf8) })
            else {
                continue
            }
            switch member.value.kind {
            case .string: facts.append((key, member.value.utf8 ?? []))
            case .null: break
            case .bool where member.value.bool == false: break
            default:
                var writer = JSONWriter()
                writer.copy(member.value)
                facts.append((key, writer.bytes))
            }
        }
        return facts
    }

    /// The members that are shown in another way than as a fact.
    private var shownMembers: [String] {
        let path = ["file_path", "filePath", "absolute_path", "notebook_path"]
        switch kind {
        // How long Codex waits for the output and how much of it it takes say nothing of the call.
        case .command:
            return [
                "command", "cmd", "argv", "description", "justification", "yield_time_ms",
                "max_output_tokens",
            ]
        case .output:
            return [
                "bash_id", "shell_id", "task_id", "agentId", "session_id", "yield_time_ms",
                "max_output_tokens",
            ]
        case .edit:
            return path + [
                "old_string", "oldString", "new_string", "newString", "edits", "new_source", "instruction",
            ]
        case .patch: return ["input", "patch", "patchText", "patch_text", "command", "argv", "file_path"]
        case .write: return path + ["content"]
        case .read:
            return path
                + (input.text("file_path", "filePath", "absolute_path") == nil
                    ? ["path", "dir_path", "paths"] : [])
        case .search: return input.text("pattern") != nil ? ["pattern"] : ["query"]
        case .web:
            return input.text("url") != nil ? ["url"] : input.text("query") != nil ? ["query"] : ["prompt"]
        case .todos: return ["todos", "plan"]
        case .task: return ["taskId", "subject", "status", "description", "activeForm"]
        case .plan: return ["plan"]
        case .question: return ["questions", "question", "options", "header"]
        case .skill: return ["skill", "command", "args", "name"]
        case .subagent: return ["prompt", "description", "subagent_type", "agent_type", "message"]
        case .mcp, .other: return []
        }
    }

    /// Paths that the call changes, if it works.
    var changedPaths: [String] {
        switch kind {
        case .edit, .write: input.path.map { [String(decoding: $0, as: UTF8.self)] } ?? []
        case .patch: patchFiles.map { String(decoding: $0.target ?? $0.path, as: UTF8.self) }
        default: []
        }
    }

    /// The plan that the person is asked to accept, in Markdown.
    var plan: [UInt8]? { kind == .plan ? input.text("plan") : nil }

    var patchFiles: [PatchText.File] { input.patch.map(PatchText.files) ?? [] }

    private func number(_ key: StaticString) -> [UInt8]? {
        input.json?[key]?.int.map { Array(String($0).utf8) }
    }

    private var paths: [UInt8]? {
        guard let paths = input.json?["paths"], paths.kind == .array else { return nil }
        return Array(paths.elements.compactMap(\.utf8).joined(separator: ", ".utf8))
    }

    /// `#3`, `#3 → completed`, or what the new task is.
    private var taskSubject: [UInt8]? {
        guard let id = input.text("taskId") ?? number("taskId") else { return input.text("subject") }
        let changes = [input.text("status"), input.text("subject")].compactMap(\.self)
        guard !changes.isEmpty else { return Array("#".utf8) + id }
        return Array("#".utf8) + id + Array(" → ".utf8) + changes.joined(separator: ", ".utf8)
    }

    private var skill: [UInt8]? {
        guard let name = input.text("skill", "command", "name") else { return nil }
        return input.text("args").map { name + [0x20] + $0 } ?? name
    }

    /// The first line that has text, without the marks of a heading.
    static func firstLine(_ text: [UInt8]) -> ArraySlice<UInt8> {
        let line = text[...].trimmed.prefix { $0 != 0x0a }
        return line.drop { $0 == UInt8(ascii: "#") }.trimmed
    }
}
