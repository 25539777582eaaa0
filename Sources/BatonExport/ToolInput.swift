internal import JSON

/// What a tool was given, read under the names that different agents have for the same thing.
struct ToolInput {
    let json: JSONValue?

    init(_ json: JSONValue?) { self.json = json }

    /// The first of the members that is a text.
    func text(_ keys: StaticString...) -> [UInt8]? {
        for key in keys {
            if let text = json?[key]?.utf8 { return text }
        }
        return nil
    }

    /// The path of a file that the tool reads or changes.
    var path: [UInt8]? { text("file_path", "filePath", "absolute_path", "notebook_path", "path", "dir_path") }

    /// A command line; a list of arguments becomes one.
    var command: [UInt8]? {
        guard let command = json?["command"] ?? json?["cmd"] else { return nil }
        if command.kind == .string { return command.utf8 }
        guard command.kind == .array else { return nil }
        let words = command.elements.compactMap(\.utf8)
        // A shell that is only there to run the text.
        if words.count == 3, Self.isShell(words[0]), words[1].starts(with: "-".utf8),
            words[1].last == UInt8(ascii: "c")
        {
            return words[2]
        }
        return Array(words.map(Self.quoted).joined(separator: [0x20]))
    }

    /// The text that the input is, when it has one member and that is a text, with the member's name cut to 80 characters.
    var onlyText: (name: String, text: [UInt8])? {
        guard let json, json.kind == .object else { return nil }
        var members = json.members.makeIterator()
        guard let only = members.next(), members.next() == nil, let text = only.value.utf8,
            let name = only.key.string
        else { return nil }
        return (String(name.prefix(80)), text)
    }

    /// The text of a patch in the form of Codex's `apply_patch` (codex-rs/apply-patch, `apply_patch_tool_instructions.md`).
    var patch: [UInt8]? {
        let text =
            json?.utf8 ?? text("input", "patch", "patchText", "patch_text")
            ?? (json?["argv"] ?? json?["command"]).flatMap { command in
                let words = command.elements.prefix(2).map(\.utf8)
                return words.count == 2 && words[0].map { $0.elementsEqual("apply_patch".utf8) } == true
                    ? words[1] : nil
            }
        guard let text, text[...].trimmed.starts(with: PatchText.opening) else { return nil }
        return text
    }

    /// The edits of a call, each with its two texts.
    var edits: [(old: [UInt8], new: [UInt8])] {
        func edit(_ json: JSONValue) -> (old: [UInt8], new: [UInt8])? {
            let input = ToolInput(json)
            let old = input.text("old_string", "oldString")
            let new = input.text("new_string", "newString")
            return old == nil && new == nil ? nil : (old ?? [], new ?? [])
        }
        if let edits = json?["edits"], edits.kind == .array { return edits.elements.compactMap(edit) }
        return json.flatMap(edit).map { [$0] } ?? []
    }

    private static func isShell(_ word: [UInt8]) -> Bool {
        let name = word.split(separator: UInt8(ascii: "/")).last ?? []
        return ["sh", "bash", "zsh", "dash"].contains { name.elementsEqual($0.utf8) }
    }

    /// A word as a shell would have to be given it.
    private static func quoted(_ word: [UInt8]) -> [UInt8] {
        let isPlain =
            !word.isEmpty
            && word.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
                    true
                default: "-_./=:,@%+".utf8.contains(byte)
                }
            }
        if isPlain { return word }
        let mark = UInt8(ascii: "'")
        return [mark] + word.flatMap { $0 == mark ? Array("'\\''".utf8) : [$0] } + [mark]
    }
}
