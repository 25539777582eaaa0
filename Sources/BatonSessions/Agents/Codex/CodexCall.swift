internal import JSON

/// Calls of tools in a rollout, and their answers, in the form of the Messages API.
///
/// A tool keeps its name. Its input keeps its members, but for what a shell is to run: that is always the text
/// `command`, and `argv` keeps the list that it was made of.
enum CodexCall {
    private static let shells: Set<String> = [
        "shell", "shell_command", "exec_command", "local_shell", "container.exec",
    ]

    /// The name of the tool that an item calls.
    static func name(of item: JSONValue, type: String) -> String {
        guard let name = item["name"]?.string, !name.isEmpty else {
            // A call of a tool of the API's own is named by its type: web_search_call.
            return type.hasSuffix("_call") ? String(type.dropLast(5)) : type
        }
        // Tools of a server are named in two parts: mcp__server and _tool.
        return (item["namespace"]?.string ?? "") + name
    }

    /// The id that a call and its answer share.
    static func id(of item: JSONValue) -> String? {
        for key in ["call_id", "id"] {
            if let id = item[key: key]?.string, !id.isEmpty { return id }
        }
        return nil
    }

    /// Writes the input of a call.
    static func writeInput(of item: JSONValue, name: String, to writer: inout JSONWriter) {
        if let text = item["input"], text.kind == .string {
            // Free text, as apply_patch takes it.
            writer.object { writer in
                writer.member("input", copying: text)
                writeFiles(ofPatch: text, name, to: &writer)
            }
            return
        }
        guard let arguments = item["arguments"] ?? item["action"] else { return writer.object { _ in } }
        if arguments.kind == .object { return writeObject(arguments, name, to: &writer) }
        if arguments.kind == .string, let object = parsed(arguments) {
            return writeObject(object, name, to: &writer)
        }
        writer.object { $0.member("arguments", copying: arguments) }
    }

    /// Arguments are an object in the text of its JSON; text that is none stays text.
    private static func parsed(_ text: JSONValue) -> JSONValue? {
        guard let bytes = text.utf8 else { return nil }
        // What is nested too deep to be a part of a record stays text.
        guard
            bytes.reduce(into: 0, { if $1 == UInt8(ascii: "{") || $1 == UInt8(ascii: "[") { $0 += 1 } })
                < 100_000
        else { return nil }
        var parser = JSONParser()
        guard let (document, _) = try? parser.parseRepairing(bytes.span), document.root.kind == .object,
            document.root.isShallow
        else { return nil }
        return document.root
    }

    private static func writeObject(_ input: JSONValue, _ name: String, to writer: inout JSONWriter) {
        // Found once: an object may have many members of one name.
        let isShell = shells.contains(name)
        let command = isShell ? input["command"] ?? input["cmd"] : nil
        let takesShortName = isShell && input["command"] == nil
        writer.object { writer in
            if let command {
                writer.member("command", commandText(command))
                if command.kind == .array { writer.member("argv", copying: command) }
            }
            for (key, value) in input.members {
                if isShell && key.equals("command") || takesShortName && key.equals("cmd") { continue }
                writer.member(key.string ?? "", copying: value)
            }
            for key in ["input", "patch"] {
                if let patch = input[key: key], patch.kind == .string {
                    writeFiles(ofPatch: patch, name, to: &writer)
                }
            }
        }
    }

    /// A command as one would type it: what `bash -lc` runs, or the words with the quotes they need.
    private static func commandText(_ command: JSONValue) -> String {
        if let text = command.string { return text }
        let words = command.elements.compactMap(\.string)
        if words.count == 3, ["-lc", "-c"].contains(words[1]) { return words[2] }
        return words.map { word in
            let isPlain =
                !word.isEmpty
                && word.utf8.allSatisfy { byte in
                    switch byte {
                    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2b...0x2f, 0x3a, 0x3d, 0x40, 0x5f, 0x80...:
                        true
                    default: false
                    }
                }
            return isPlain
                ? word
                : "'"
                    + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
                    + "'"
        }.joined(separator: " ")
    }

    /// Adds the path of the one file that a patch is for.
    private static func writeFiles(ofPatch patch: JSONValue, _ name: String, to writer: inout JSONWriter) {
        guard name == "apply_patch", let text = patch.string else { return }
        let files = PatchFiles.paths(in: text)
        if files.count == 1 { writer.member("file_path", files[0]) }
    }

    // MARK: Answers

    /// Writes the user line's content that answers a call.
    static func writeResult(_ item: JSONValue, id: String, to writer: inout JSONWriter) {
        let output = item["output"] ?? item["tools"]
        let (text, failed) = unwrapped(output)
        writer.toolResult(id: id, isError: failed) { writer in
            guard let output = text else { return writer.string("") }
            guard output.kind == .array, item["tools"] == nil else { return writer.textOf(output) }
            writer.array { writer in
                for item in output.elements { CodexText.writeItem(item, to: &writer) }
            }
        }
    }

    /// The content of an answer, and whether the call failed.
    ///
    /// Versions differ: a text with a head that tells the exit code, JSON in a text with `output` and
    /// `metadata.exit_code`, or an object with `content` and `success`.
    private static func unwrapped(_ output: JSONValue?) -> (JSONValue?, failed: Bool) {
        guard let output else { return (nil, false) }
        if output.kind == .object, let content = output["content"] {
            return (content, output["success"]?.bool == false)
        }
        let first = output.kind == .array ? output.elements.first { $0["text"] != nil }?["text"] : output
        guard let text = first, text.kind == .string else { return (output, false) }
        if output.kind == .string, text.withText({ $0.count > 1 && $0[0] == UInt8(ascii: "{") }) == true,
            let object = parsed(text), let inner = object["output"], inner.kind == .string
        {
            return (inner, (object["metadata"]?["exit_code"]?.int ?? 0) != 0)
        }
        return (output, text.withText(saysFailure) ?? false)
    }

    /// Whether the head of a result tells of an exit code that is not 0.
    private static func saysFailure(_ text: Span<UInt8>) -> Bool {
        var start = 0
        for _ in 0..<6 where start < text.count && start < 512 {
            var end = start
            while end < text.count, end < 1024, text[end] != 0x0a { end += 1 }
            let line = String(decoding: (start..<end).map { text[$0] }, as: UTF8.self)
            if line == "Output:" { return false }
            for mark in ["Process exited with code ", "Exit code: "] where line.hasPrefix(mark) {
                return Int(line.dropFirst(mark.count)).map { $0 != 0 } ?? false
            }
            start = end + 1
        }
        return false
    }
}

extension JSONValue {
    /// Whether a value may become a part of a record without being nested too deep for a reader.
    var isShallow: Bool { isShallow(900) }

    private func isShallow(_ levels: Int) -> Bool {
        guard levels > 0 else { return false }
        switch kind {
        case .object: return members.allSatisfy { $0.value.isShallow(levels - 1) }
        case .array: return elements.allSatisfy { $0.isShallow(levels - 1) }
        default: return true
        }
    }
}
