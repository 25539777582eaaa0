internal import JSON

/// A piece of what a tool was given, as a page shows it below the call's line.
enum CallPart {
    /// Text as it is; `name` tells what it is when it is long, and `nil` that it is shown whole.
    case code([UInt8], language: String, name: String?)
    /// Lines that begin with ` `, `-`, `+` or `@`; `title` names the file when there are several.
    case diff([UInt8], title: [UInt8]?)
    /// Markdown that the model wrote: a plan, the prompt of a subagent.
    case prose([UInt8], name: String)
    /// A list of things to do.
    case todos([Todo])
    /// Questions to the person.
    case questions([Question])

    /// A thing to do.
    struct Todo {
        /// How far it is.
        enum State {
            case done, inProgress, open

            init(_ name: [UInt8]) {
                switch String(decoding: name, as: UTF8.self) {
                case "completed", "done": self = .done
                case "in_progress": self = .inProgress
                default: self = .open
                }
            }
        }

        let text: [UInt8]
        let state: State

        /// Reads a todo of Claude Code, OpenCode or Gemini CLI, or a step of Codex's plan.
        init(_ json: JSONValue) {
            text = ToolInput(json).text("content", "step", "description", "subject") ?? json.utf8 ?? []
            state = json["status"]?.utf8.map { State($0) } ?? .open
        }

        init(text: [UInt8], state: State) {
            self.text = text
            self.state = state
        }
    }

    /// A question to the person, with the answers that are offered.
    struct Question {
        let text: [UInt8]
        let options: [(label: [UInt8], about: [UInt8]?)]

        init(_ json: JSONValue) {
            text = ToolInput(json).text("question", "header") ?? []
            options = (json["options"].map { Array($0.elements) } ?? []).map { option in
                (ToolInput(option).text("label") ?? option.utf8 ?? [], ToolInput(option).text("description"))
            }
        }
    }
}

extension ToolCall {
    /// What there is to show below the call's line.
    ///
    /// `patch` is what the result says of the lines that an edit changed (Claude Code's `toolUseResult.structuredPatch`).
    func parts(patch: JSONValue? = nil) -> [CallPart] {
        switch kind {
        case .command: return input.command.map { [.code($0, language: "bash", name: nil)] } ?? whole
        case .output: return input.text("chars").map { [.code($0, language: "", name: "input")] } ?? []
        case .edit: return edits(patch)
        case .patch:
            let files = patchFiles
            guard !files.isEmpty else { return whole }
            return files.map { file in
                let target = file.target.map { Array(" → ".utf8) + $0 } ?? []
                let title = Array((file.act.rawValue + " ").utf8) + file.path + target
                return .diff(file.diff, title: title)
            }
        case .write:
            guard let content = input.text("content") else { return whole }
            let path = input.path.map { String(decoding: $0, as: UTF8.self) } ?? ""
            return [.code(content, language: CodeLanguage.name(ofPath: path), name: "content")]
        case .todos: return [.todos(todos)]
        case .task:
            return input.text("description").map { $0.isEmpty ? [] : [.prose($0, name: "Description")] } ?? []
        case .plan: return plan.map { [.prose($0, name: "Plan")] } ?? whole
        case .question: return questions.isEmpty ? whole : [.questions(questions)]
        case .subagent:
            return input.text("prompt", "message").map { [.prose($0, name: "Prompt of the subagent")] } ?? []
        case .read, .search, .web, .skill: return subject == nil ? whole : []
        case .mcp, .other: return whole
        }
    }

    /// Everything that the call was given, as JSON.
    private var whole: [CallPart] {
        guard let json = input.json, !json.isNull,
            json.kind != .object || json.members.contains(where: { _ in true })
        else { return [] }
        if let text = json.utf8 { return [.code(text, language: "", name: "input")] }
        // A program or a letter, such as what Codex's "exec" is given, reads badly as a string of JSON.
        if let (name, text) = input.onlyText, text.contains(0x0a) || text.count > 100 {
            return [.code(text, language: "", name: name)]
        }
        var writer = JSONWriter(pretty: true)
        writer.copy(json)
        return [.code(writer.bytes, language: "json", name: "input")]
    }

    private func edits(_ patch: JSONValue?) -> [CallPart] {
        if let patch {
            let lines = StructuredPatch.lines(of: patch)
            if !lines.isEmpty { return [.diff(lines, title: nil)] }
        }
        if let source = input.text("new_source") {
            let isMarkdown = input.json?["cell_type"]?.equals("markdown") == true
            return [.code(source, language: isMarkdown ? "markdown" : "python", name: "cell")]
        }
        let edits = input.edits
        return edits.isEmpty
            ? whole : edits.map { .diff(LineDiff.bytes(from: $0.old, to: $0.new), title: nil) }
    }

    /// The list of things to do that the call leaves.
    var todos: [CallPart.Todo] {
        guard kind == .todos, let list = input.json?["todos"] ?? input.json?["plan"] else { return [] }
        return list.elements.map(CallPart.Todo.init)
    }

    /// The questions that the call asks.
    var questions: [CallPart.Question] {
        guard kind == .question, let json = input.json else { return [] }
        if let list = json["questions"], list.kind == .array {
            return list.elements.map(CallPart.Question.init)
        }
        return json["question"] == nil ? [] : [CallPart.Question(json)]
    }
}

/// The lines of a patch as Claude Code's results hold it: hunks with their places in both files.
enum StructuredPatch {
    /// A unified diff of the hunks; empty when there is none that can be read.
    static func lines(of patch: JSONValue) -> [UInt8] {
        var output: [UInt8] = []
        for hunk in patch.elements {
            guard let lines = hunk["lines"], lines.kind == .array else { continue }
            func number(_ key: StaticString) -> String { hunk[key]?.int.map { String($0) } ?? "?" }
            output.put(
                "@@ -\(number("oldStart")),\(number("oldLines")) +\(number("newStart")),\(number("newLines")) @@\n"
            )
            for line in lines.elements {
                let start = output.count
                line.appendUTF8(to: &output)
                let mark = output.count > start ? output[start] : 0
                // A line without a mark, or several in one, would pass for something else.
                if ![UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "\\")].contains(
                    mark
                ) {
                    output.insert(0x20, at: start)
                }
                for index in output.indices[start...] where output[index] == 0x0a { output[index] = 0x20 }
                output.append(0x0a)
            }
        }
        return output
    }

    /// The patches that the lines of a message with results hold, by the calls that they are of.
    static func patches(of record: JSONValue) -> (call: String, patch: JSONValue)? {
        guard let patch = record["toolUseResult"]?["structuredPatch"], patch.kind == .array,
            patch.elements.contains(where: { _ in true })
        else { return nil }
        for block in record["message"]?["content"].map({ Array($0.elements) }) ?? [] {
            if let call = block["tool_use_id"]?.string { return (call, patch) }
        }
        return nil
    }
}
