internal import Platform
internal import YAML

/// Where a block goes in the text of a hook manager's file, and whether it means there what it should.
struct ManagerEdit {
    let manager: HookManager
    let path: String
    let text: String

    private typealias Refusal = ManagedFile.Refusal

    private enum Form {
        case shell, toml, lefthook, preCommit, json
    }

    private var form: Form {
        switch (manager, Paths.fileExtension(path)) {
        case (.husky, _): .shell
        case (_, "toml"): .toml
        case (_, "json"), (_, "jsonc"): .json
        case (.lefthook, _): .lefthook
        case (.preCommit, _): .preCommit
        }
    }

    /// Checks the file as it is.
    ///
    /// - Returns: columns by which the block is indented.
    /// - Throws: a refusal.
    func check(_ hook: HookName) throws -> Int {
        switch form {
        case .shell: return 0
        case .json: throw Refusal(reason: "'\(path)' is JSON, which takes no comments")
        case .toml:
            // An inline list, or a table of that name, cannot be had twice.
            for line in text.split(whereSeparator: \.isNewline) {
                let line = line.filter { $0 != " " && $0 != "\t" && $0 != "\"" && $0 != "'" }
                if manager == .preCommit, line.hasPrefix("repos=") {
                    throw Refusal(reason: "'repos' is a list in one piece in '\(path)'")
                }
                if line.hasPrefix("[" + hook.rawValue) || line.hasPrefix(hook.rawValue + "=")
                    || line.hasPrefix(hook.rawValue + ".")
                {
                    throw Refusal(reason: "'\(path)' says something of \(hook.rawValue) already")
                }
            }
            return 0
        case .lefthook:
            guard let root = try tree() else { return 0 }
            guard root.entries != nil, !isFlow(root) else {
                throw Refusal(reason: "'\(path)' is no plain list of hooks")
            }
            if root[hook.rawValue] != nil {
                throw Refusal(reason: "'\(path)' says something of \(hook.rawValue) already")
            }
            return 0
        case .preCommit:
            guard let item = try tree()?["repos"]?.items?.first, let line = line(item.start.line),
                let dash = line.firstIndex(where: { $0 != " " }), line[dash] == "-"
            else { throw Refusal(reason: "'repos' is no plain list in '\(path)'") }
            return line.distance(from: line.startIndex, to: dash)
        }
    }

    /// The lines of an advice with another indentation; those of pre-commit are written with two columns.
    func indented(_ lines: String, by columns: Int) -> [String] {
        let lines = lines.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        guard form == .preCommit else { return lines.map(String.init) }
        return lines.map { String(repeating: " ", count: columns) + $0.dropFirst(2) }
    }

    /// The text with the block in its place.
    func place(at joint: String, _ block: String) -> String {
        guard form == .preCommit, let root = try? tree(), let entries = root.entries,
            let index = entries.firstIndex(where: { $0.name == "repos" }), index + 1 < entries.count
        else { return text + joint + block }
        // In front of the next key, and of the comments that stand close above it.
        var lines = text.linesByByte
        var place = entries[index + 1].key.start.line - 1
        while place > 0, lines[place - 1].first == "#" || lines[place - 1].allSatisfy(\.isWhitespace) {
            place -= 1
        }
        lines.insert(contentsOf: block.linesByByte.dropLast(), at: place)
        return lines.joined(separator: "\n")
    }

    /// Reads the file as it would be: it says what it said, and the one thing more.
    func checkAfter(_ text: String, _ hook: HookName, _ advice: HookAdvice) throws {
        guard form == .lefthook || form == .preCommit else { return }
        let before = try tree()
        let after: YAMLNode?
        do throws(YAMLErrors) {
            after = try YAMLReader().read(Array(text.utf8))
        } catch {
            throw Refusal(reason: "'\(path)' would not be read any more")
        }
        guard let after, let entries = after.entries else {
            throw Refusal(reason: "'\(path)' cannot be changed")
        }
        let olds = before?.entries ?? []
        let unchanged = entries.filter { $0.name != (form == .lefthook ? hook.rawValue : "repos") }
        let kept = olds.filter { $0.name != "repos" || form == .lefthook }
        let isKept =
            unchanged.map { $0.name + Self.plain($0.value) } == kept.map { $0.name + Self.plain($0.value) }
        let isThere: Bool
        if form == .lefthook {
            isThere =
                after[hook.rawValue]?["commands"]?["baton"]?["run"]?.text?.contains("baton hooks run") == true
        } else {
            let (old, new) = (before?["repos"]?.items ?? [], after["repos"]?.items ?? [])
            isThere =
                new.count == old.count + 1 && zip(old, new).allSatisfy { Self.plain($0) == Self.plain($1) }
                && new.last?["hooks"]?.items?.first?["id"]?.text == "baton-" + hook.rawValue
        }
        guard isKept, isThere else { throw Refusal(reason: "'\(path)' would mean something else") }
    }

    private func tree() throws -> YAMLNode? {
        do throws(YAMLErrors) {
            return try YAMLReader().read(Array(text.utf8))
        } catch {
            throw Refusal(reason: "'\(path)' is not read as YAML")
        }
    }

    private func line(_ number: Int) -> String? {
        let lines = text.linesByByte
        return lines.indices.contains(number - 1) ? lines[number - 1] : nil
    }

    private func isFlow(_ root: YAMLNode) -> Bool {
        line(root.start.line)?.dropFirst(root.start.column - 1).first == "{"
    }

    /// What a node says, wherever it stands.
    private static func plain(_ node: YAMLNode) -> String {
        if let items = node.items { return "[" + items.map(plain).joined(separator: ",") + "]" }
        if let entries = node.entries {
            return "{" + entries.map { plain($0.key) + ":" + plain($0.value) }.joined(separator: ",") + "}"
        }
        let text = node.text ?? ""
        return "\(node.style?.rawValue ?? "")\(text.utf8.count) \(text)"
    }
}
