internal import BatonSessions
internal import JSON

/// Reads from a call of a tool what it does to files, whichever agent's tool it is.
///
/// Tools are known by the form of their input rather than by name: a path beside a whole content, or beside what is
/// replaced and by what. So editors of servers (MCP) are read as the agents' own are.
enum FileCall {
    private static let paths = ["file_path", "filePath", "notebook_path", "path", "target_file", "filename"]
    private static let olds = ["old_string", "oldString", "old_str", "oldText", "old_text"]
    private static let news = ["new_string", "newString", "new_str", "newText", "new_text", "insert_text"]
    private static let contents = ["content", "contents", "file_text", "new_source", "code_edit", "text"]
    private static let patches = ["input", "patch", "patchText", "patch_text", "diff"]
    /// Tools whose input looks like that and that write nothing, or nothing into a file.
    private static let others: Set<String> = [
        "Task", "Agent", "Grep", "Glob", "Read", "LS", "TodoWrite", "WebFetch", "WebSearch", "grep", "glob",
        "read",
        "read_file", "list_directory", "SendMessage",
    ]

    /// The edits of a call, without time; none when it is no editor's.
    static func edits(tool: String, _ input: JSONValue, _ place: EditPlace) -> [SessionEdit] {
        if others.contains(tool) { return [] }
        for member in patches {
            if let text = input[key: member]?.string, !PatchCall.files(in: text).isEmpty {
                return edits(ofPatch: text, place)
            }
        }
        guard let path = first(paths, of: input), !path.isEmpty else { return [] }
        var edit = SessionEdit(time: 0, path: path, kind: .exact, place: place)
        let pairs = input["edits"].map { Array($0.elements) } ?? [input]
        var isEdit = false
        for pair in pairs.prefix(10_000) {
            guard let new = value(news, of: pair) else { continue }
            isEdit = true
            let (added, removed) = LineDifference.of(
                old: value(olds, of: pair).map(lines) ?? LineText(),
                new: lines(new)
            )
            edit.added.append(added.lines, of: added)
            edit.removed.append(removed.lines, of: removed)
            if let old = value(olds, of: pair)?.utf8 {
                note(old: old, new: new.utf8 ?? [], &edit)
            }
        }
        if isEdit { return [edit] }
        guard let content = value(contents, of: input) else { return [] }
        edit.kind = input["new_source"] != nil ? .exact : .whole
        edit.added = lines(content)
        return [edit]
    }

    /// Takes note of what is replaced inside of a line, and of marks of conflicts that go.
    private static func note(old: [UInt8], new: [UInt8], _ edit: inout SessionEdit) {
        if old.starts(with: "<<<<<<< ".utf8) || old.contains("\n<<<<<<< ".utf8)
            || old.contains("\n>>>>>>> ".utf8)
        {
            edit.settlesConflict = true
        }
        // A text may begin and end inside of lines; equal lines in the middle do not matter.
        let (before, after) = (old.split(separator: 0x0a), new.split(separator: 0x0a))
        guard edit.fragments.count < 64, before.count <= 200 else { return }
        for (one, other) in zip(before, after) where one != other && edit.fragments.count < 64 {
            guard one.count <= SessionEdit.Fragment.limit, other.count <= SessionEdit.Fragment.limit else {
                continue
            }
            edit.fragments.append(SessionEdit.Fragment(old: Array(one), new: Array(other)))
        }
    }

    /// The edits of a patch.
    static func edits(ofPatch text: String, _ place: EditPlace) -> [SessionEdit] {
        PatchCall.files(in: text).flatMap { file in
            var edit = SessionEdit(time: 0, path: file.path, kind: .exact, place: place)
            // A patch may remove lines to write them again.
            (edit.added, edit.removed) = LineDifference.of(old: file.removed, new: file.added)
            if file.isDeleted { edit.kind = .removal }
            guard let target = file.movedTo else { return [edit] }
            var moved = edit
            moved.path = target
            return [edit, moved] + [
                SessionEdit(time: 0, path: file.path, kind: .move, place: place),
                SessionEdit(time: 0, path: target, kind: .move, place: place),
            ]
        }
    }

    /// Takes what the agent noted of an edit's result, which tells exactly what changed.
    ///
    /// Claude Code keeps `toolUseResult` with `structuredPatch` (lines with a mark before them) beside the answer, and
    /// `type: "create"` for a new file.
    static func refine(_ edits: inout [SessionEdit], with result: JSONValue?, answer: String?) {
        guard edits.count == 1, edits[0].kind == .whole || edits[0].kind == .exact else { return }
        if result?["type"]?.equals("create") == true {
            edits[0].kind = .exact
        } else if let hunks = result?["structuredPatch"], hunks.kind == .array {
            var (added, removed) = (LineText(), LineText())
            var isThere = false
            for hunk in hunks.elements {
                guard let lines = hunk["lines"] else { continue }
                for line in lines.elements where line.kind == .string {
                    isThere = true
                    _ = line.withText { text in
                        guard let mark = text.isEmpty ? nil : text[0] else { return }
                        if mark == UInt8(ascii: "+") { added.append(line: text.extracting(droppingFirst: 1)) }
                        if mark == UInt8(ascii: "-") {
                            removed.append(line: text.extracting(droppingFirst: 1))
                        }
                    }
                }
            }
            guard isThere else { return }
            (edits[0].added, edits[0].removed) = LineDifference.of(old: removed, new: added)
            edits[0].kind = .exact
            edits[0].fragments = []
        } else if answer?.hasPrefix("File created successfully") == true {
            edits[0].kind = .exact
        }
    }

    private static func lines(_ value: JSONValue) -> LineText {
        value.withText { LineText($0) } ?? LineText()
    }

    private static func first(_ names: [String], of input: JSONValue) -> String? {
        for name in names { if let text = input[key: name]?.string { return text } }
        return nil
    }

    private static func value(_ names: [String], of input: JSONValue) -> JSONValue? {
        for name in names { if let value = input[key: name], value.kind == .string { return value } }
        return nil
    }
}
