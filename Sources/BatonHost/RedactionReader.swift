internal import BatonRedaction
internal import Diagnostics
internal import YAML

/// Reads the settings of redaction, with all that is wrong with them.
///
/// Its rules are tried on their examples here, so that one that does not do what it should is never used.
struct RedactionReader {
    private static let keys = ["rules", "words", "allow", "disable", "packs", "audience"]
    private static let ruleKeys = [
        "name", "pattern", "about", "caseless", "mask", "examples", "counter_examples",
    ]
    /// So many rules, words and entries are plenty; more make every export slow.
    static let mostRules = 200
    static let mostWords = 1000
    private static let mostAllowed = 10_000
    /// The longest word (bytes): the engine's heads are short.
    static let longestWord = 100

    /// Names that a rule may not have.
    private var taken: Set<String>

    init(taken: Set<String>) { self.taken = taken }

    mutating func read(_ node: YAMLNode, _ problems: inout ConfigurationProblems) -> RedactionSettings {
        var settings = RedactionSettings()
        if node.isAbsent { return settings }
        guard let entries = node.entries else {
            problems.add(node, "'redaction' holds \(Self.keys.joined(separator: ", "))")
            return settings
        }
        for entry in entries {
            switch entry.name {
            case "rules": settings.rules = rules(entry.value, &problems)
            case "words": settings.words = Self.words(entry.value, &problems)
            case "allow": settings.allowed = allowed(entry.value, &problems)
            case "disable": settings.disabled = disabled(entry.value, settings.rules, &problems)
            case "packs": settings.packs.formUnion(Self.packs(entry.value, &problems))
            case "audience": settings.packs.formUnion(Self.audience(entry.value, &problems))
            default: problems.add(unknown: entry.key, "setting of redaction", Self.keys)
            }
        }
        return settings
    }

    // MARK: Rules

    private mutating func rules(_ node: YAMLNode, _ problems: inout ConfigurationProblems) -> [Rule] {
        if node.isAbsent { return [] }
        guard let items = node.items else {
            problems.add(node, "'rules' is a list, of which each has 'name' and 'pattern'")
            return []
        }
        if items.count > Self.mostRules { problems.add(node, "more than \(Self.mostRules) rules") }
        return items.prefix(Self.mostRules).compactMap { rule($0, &problems) }
    }

    private mutating func rule(_ node: YAMLNode, _ problems: inout ConfigurationProblems) -> Rule? {
        guard let entries = node.entries else {
            problems.add(node, "a rule needs 'name' and 'pattern'")
            return nil
        }
        var texts: [String: String] = [:]
        var caseless = false
        var examples: [(text: String, node: YAMLNode)] = []
        var counterExamples: [(text: String, node: YAMLNode)] = []
        for entry in entries {
            switch entry.name {
            case "name", "pattern", "about", "mask":
                texts[entry.name] = problems.text(entry.value, entry.name)
            case "caseless": caseless = problems.flag(entry.value, "caseless") ?? false
            case "examples": examples = problems.texts(entry.value, "examples")
            case "counter_examples": counterExamples = problems.texts(entry.value, "counter_examples")
            default: problems.add(unknown: entry.key, "setting of a rule", Self.ruleKeys)
            }
        }
        guard let name = texts["name"], let pattern = texts["pattern"] else {
            if node["name"] == nil || node["pattern"] == nil {
                problems.add(node, "a rule needs 'name' and 'pattern'")
            }
            return nil
        }
        let place = node["pattern"] ?? node
        guard taken.insert(name).inserted else {
            problems.add(node["name"] ?? node, "there is a rule '\(PrintableText.line(name))' already")
            return nil
        }
        var draft = RuleDraft(name: name, pattern: pattern)
        draft.about = texts["about"] ?? ""
        draft.caseless = caseless
        draft.mask = texts["mask"]
        draft.examples = examples.map(\.text)
        draft.counterExamples = counterExamples.map(\.text)
        for problem in draft.problems() {
            switch problem.part {
            case .rule: problems.add(place, problem.message)
            case .example(let index): problems.add(examples[index].node, problem.message)
            case .counterExample(let index): problems.add(counterExamples[index].node, problem.message)
            }
        }
        return try? draft.unchecked()
    }

    private func disabled(_ node: YAMLNode, _ own: [Rule], _ problems: inout ConfigurationProblems) -> Set<
        String
    > {
        var ids: Set<String> = []
        for (id, place) in problems.texts(node, "disable") {
            if taken.contains(id) { ids.insert(id) } else { Self.unknownRule(place, id, taken, &problems) }
        }
        return ids
    }

    private static func unknownRule(
        _ node: YAMLNode,
        _ id: String,
        _ known: Set<String>,
        _ problems: inout ConfigurationProblems,
        severity: Diagnostic.Severity = .error
    ) {
        let near = Suggestion.closest(to: id, in: known.sorted()).map { "did you mean '\($0)'?" }
        problems.add(
            node,
            "there is no rule '\(PrintableText.line(id))'",
            hint: near ?? "baton.redact.rules() lists them",
            severity: severity
        )
    }

    // MARK: What a project may say, too

    static func words(_ node: YAMLNode, _ problems: inout ConfigurationProblems) -> [String] {
        let texts = problems.texts(node, "words")
        if texts.count > mostWords { problems.add(node, "more than \(mostWords) words") }
        return texts.prefix(mostWords).compactMap { text, place in
            let size = text.utf8.count
            guard size >= 3, size <= longestWord, !text.utf8.contains(where: { $0 < 0x20 }) else {
                problems.add(place, "a word has 3 to \(longestWord) bytes, on one line")
                return nil
            }
            return text
        }
    }

    static func packs(_ node: YAMLNode, _ problems: inout ConfigurationProblems) -> Set<Pack> {
        var packs: Set<Pack> = []
        for (text, place) in problems.texts(node, "packs") {
            if let pack = Pack(rawValue: text) {
                packs.insert(pack)
            } else {
                let known = Pack.allCases.map(\.rawValue)
                problems.add(
                    place,
                    "there is no pack '\(PrintableText.line(text))'",
                    hint: Suggestions.hint(for: text, in: known)
                )
            }
        }
        return packs
    }

    static func audience(_ node: YAMLNode, _ problems: inout ConfigurationProblems) -> Set<Pack> {
        switch node.text {
        case Readership.private.rawValue: return []
        case Readership.public.rawValue: return Set(Pack.allCases)
        default:
            problems.add(node, "'audience' is private or public")
            return []
        }
    }

    // MARK: What stays

    private func allowed(_ node: YAMLNode, _ problems: inout ConfigurationProblems) -> AllowList {
        var list = AllowList()
        if node.isAbsent { return list }
        guard let items = node.items else {
            problems.add(node, "'allow' is a list, of which each has 'hash', 'rule' or 'path'")
            return list
        }
        if items.count > Self.mostAllowed { problems.add(node, "more than \(Self.mostAllowed) entries") }
        for item in items.prefix(Self.mostAllowed) {
            guard let entries = item.entries, !entries.isEmpty else {
                problems.add(item, "an entry of 'allow' has 'hash', 'rule' or 'path'")
                continue
            }
            var entry = AllowList.Entry()
            var isWhole = true
            for field in entries {
                guard let text = problems.text(field.value, field.name) else {
                    isWhole = false
                    continue
                }
                switch field.name {
                case "hash":
                    entry.hash = Self.hash(text)
                    if entry.hash == nil {
                        problems.add(field.value, "'hash' is SHA-256 of the value, 64 hexadecimal digits")
                        isWhole = false
                    }
                case "rule":
                    entry.rule = text
                    // A script may add it.
                    if !taken.contains(text) {
                        Self.unknownRule(field.value, text, taken, &problems, severity: .warning)
                    }
                case "path": entry.path = text
                case "about", "added": break
                default:
                    problems.add(unknown: field.key, "field of 'allow'", ["hash", "rule", "path", "about"])
                    isWhole = false
                }
            }
            // An entry that is half understood must not allow more than was meant.
            if isWhole { list.add(entry) }
        }
        return list
    }

    private static func hash(_ text: String) -> String? {
        let digits = (text.hasPrefix("sha256:") ? String(text.dropFirst(7)) : text).lowercased()
        guard digits.utf8.count == 64,
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        return digits
    }
}
