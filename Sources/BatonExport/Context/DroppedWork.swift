/// What a session tried and dropped, told by rules from its records.
///
/// - Edits of which later edits left nothing (``EditFates``).
/// - Commands and other calls that failed, never worked later, and were followed in the same turn by a call that worked.
///   Failed reads, searches and edits are slips of the tool, and tests have their own part of the page.
/// - Calls and plans that the person rejected, with the reason they gave.
/// - Interruptions by the person, with what they asked next.
/// - Files and commits that `git restore` and the like took back (``CommandWords/removals(in:)``).
struct DroppedWork {
    private struct Entry {
        let number: Int
        let text: String
        var isStash = false
    }

    private struct Failure {
        let number: Int
        let text: String
        var next: String?
    }

    private var edits = EditFates()
    private var entries = BoundedList<Entry>(limit: 200)
    private var failures: [String: Failure] = [:]
    /// Failures of this turn that nothing has followed yet.
    private var unfollowed: [String] = []
    private var interruption: Int?
    private var changed: Set<String> = []
    private let cwd: String

    private static let failureLimit = 500
    /// The most edits that are named for one file.
    private static let named = 4

    init(cwd: String) { self.cwd = cwd }

    /// A turn begins with a prompt.
    mutating func beginTurn(_ prompt: [UInt8]) {
        unfollowed = []
        guard let number = interruption else { return }
        interruption = nil
        let next = ContextText.oneLine(prompt[...], 120)
        entries.append(Entry(number: number, text: "the person stopped the agent, then asked: " + next))
    }

    /// The person stopped the agent.
    mutating func interrupt(_ number: Int) { interruption = interruption ?? number }

    /// Takes a call that came to its end, in the message with that number.
    mutating func close(_ call: ToolCall, _ made: Int, _ result: ToolResult, _ number: Int) {
        switch result.outcome {
        case .rejected: reject(call, result, number)
        case .interrupted: interrupt(number)
        case .failed: fail(call, result, number)
        case .fine:
            succeed(call)
            edits.add(call, made)
            changed.formUnion(changed.count < 10_000 ? call.changedPaths : [])
            if call.kind == .command, let command = call.subject { takeBack(command, number) }
        }
    }

    private mutating func reject(_ call: ToolCall, _ result: ToolResult, _ number: Int) {
        let what = call.kind == .plan ? "the plan" : Self.name(call)
        let reason = Self.reason(result).map { ": " + $0 } ?? ""
        entries.append(Entry(number: number, text: "the person rejected \(what)\(reason)"))
    }

    /// What the person said when they rejected a call: Claude Code puts it behind these words.
    private static func reason(_ result: ToolResult) -> String? {
        let mark = Array("the user said:".utf8)
        guard let found = ByteSearch.range(of: mark, in: result.text.prefix(2000)) else { return nil }
        let said = result.text[found.upperBound...].trimmed
        return said.isEmpty ? nil : ContextText.oneLine(said, 300)
    }

    private mutating func fail(_ call: ToolCall, _ result: ToolResult, _ number: Int) {
        switch call.kind {
        case .command:
            guard call.subject.map({ !CommandWords.isCheck($0) }) ?? false else { return }
        case .web, .mcp, .other, .subagent, .skill: break
        default: return
        }
        let key = Self.name(call)
        guard failures[key] != nil || failures.count < Self.failureLimit else { return }
        let code = result.exitCode.map { " with exit code \($0)" } ?? ""
        let said = result.text.trimmed.isEmpty ? "" : ": " + ContextText.oneLine(result.text, 160)
        failures[key] = Failure(number: number, text: "\(key) failed\(code)\(said)")
        if unfollowed.count < Self.failureLimit { unfollowed.append(key) }
    }

    private mutating func succeed(_ call: ToolCall) {
        switch call.kind {
        case .command, .edit, .write, .patch, .web, .mcp, .other, .subagent, .skill: break
        default: return
        }
        let key = Self.name(call)
        failures[key] = nil
        for failed in unfollowed where failures[failed]?.next == nil { failures[failed]?.next = key }
        unfollowed = []
    }

    private mutating func takeBack(_ command: [UInt8], _ number: Int) {
        let shown = ContextText.code(command[...], 120)
        for removal in CommandWords.removals(in: command).prefix(20) {
            switch removal {
            case .everything, .stash:
                guard !changed.isEmpty else { continue }
                edits.forget()
                entries.append(
                    Entry(
                        number: number,
                        text: "\(shown) took back what was not committed",
                        isStash: removal == .stash
                    )
                )
            case .unstash: entries.removeLast(where: \.isStash)
            case .commit(let name):
                let commit = MarkdownText.code(String(name.prefix(60)))
                entries.append(Entry(number: number, text: "\(shown) reverted commit \(commit)"))
            case .paths(let paths):
                let found = paths.prefix(100).compactMap { path in changedFile(path) }
                guard !found.isEmpty else { continue }
                for path in found { edits.forget(path) }
                let names = found.prefix(5).map { MarkdownText.code(FilePlaces.relative($0, to: cwd)) }
                let more = found.count > 5 ? " and \(found.count - 5) more" : ""
                entries.append(
                    Entry(
                        number: number,
                        text: "\(shown) took back \(names.joined(separator: ", "))\(more)"
                    )
                )
            }
        }
    }

    /// The file that the session changed which a command names by the end of its path.
    private func changedFile(_ path: Substring) -> String? {
        var name = path
        while name.hasPrefix("./") { name = name.dropFirst(2) }
        guard !name.isEmpty else { return nil }
        if changed.contains(String(name)) { return String(name) }
        let full = cwd + "/" + name
        return changed.contains(full) ? full : nil
    }

    private static func name(_ call: ToolCall) -> String {
        let subject = call.subject ?? call.about ?? []
        let title = call.kind == .command ? "" : MarkdownText.inline(String(call.title.prefix(80))) + " "
        return title + (subject.isEmpty ? "" : ContextText.code(subject[...], 120))
    }

    // MARK: The list

    /// All of it in the order of the messages; the latest matters most.
    var list: ContextList {
        var all = entries.entries.map { $0 }
        for failure in failures.values {
            guard let next = failure.next else { continue }
            all.append(Entry(number: failure.number, text: "\(failure.text); then \(next)"))
        }
        if let number = interruption {
            all.append(Entry(number: number, text: "the person stopped the agent"))
        }
        all += fates
        all.sort { ($0.number, $0.text) < ($1.number, $1.text) }
        let kept = all.suffix(200)
        return ContextList(
            kept.enumerated().map { place, entry in
                ContextEntry("- (\(entry.number)) \(entry.text)", rank: kept.count - place)
            },
            forgotten: entries.forgotten + all.count - kept.count
        )
    }

    /// One line for each file and fate.
    private var fates: [Entry] {
        var groups: [String: [EditFates.Fate]] = [:]
        for fate in edits.fates { groups["\(fate.isUndone) \(fate.path)", default: []].append(fate) }
        return groups.values.compactMap { group in
            guard let first = group.first else { return nil }
            let gone = group.map(\.gone).max() ?? first.gone
            var numbers: [Int] = []
            for fate in group where numbers.last != fate.made { numbers.append(fate.made) }
            let made = numbers.prefix(Self.named).map { "(\($0))" }.joined(separator: ", ")
            let more = numbers.count > Self.named ? " and \(numbers.count - Self.named) more" : ""
            let path = MarkdownText.code(FilePlaces.relative(first.path, to: cwd))
            let sample = first.sample.isEmpty ? "" : ", such as \(ContextText.code(first.sample[...], 80))"
            let act = first.isUndone ? "undone" : "written anew"
            return Entry(
                number: gone,
                text: "\(path): what was changed in \(made)\(more) was \(act)\(sample)"
            )
        }
    }
}

/// Paths of files as people read them.
enum FilePlaces {
    /// A path from `directory` on when it lies below it, else as it is.
    static func relative(_ path: String, to directory: String) -> String {
        let head = directory.hasSuffix("/") ? directory : directory + "/"
        return head.count > 1 && path.hasPrefix(head) ? String(path.dropFirst(head.count)) : path
    }
}
