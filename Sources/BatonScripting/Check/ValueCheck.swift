internal import BatonHost
internal import LuaSyntax

extension ScriptCheck {
    /// The type of a value that stands in the source; `nil` for one that is not known.
    func kind(of id: ExpressionID) -> String? { kind(of: constant(id)) }

    func kind(of value: Constant) -> String? {
        switch value {
        case .nil: return "nil"
        case .boolean: return "boolean"
        case .integer: return "integer"
        case .float: return "number"
        case .string: return "string"
        case .table: return "table"
        case .unknown(let id):
            switch tree[id].kind {
            case .function: return "function"
            case .table: return "table"
            default:
                // A value of the API that certainly is no scalar.
                if let handle = handle(shape(id)) { return handle.name }
                return nil
            }
        }
    }

    /// Checks a value against the type that is wanted, down to the fields of records.
    func check(_ value: Constant, _ id: ExpressionID, _ type: HostType, _ label: String, name: String) {
        guard let kind = kind(of: value) else { return }
        switch (type, value) {
        case (.record(let record), .table(let entries)):
            return checkFields(entries, record, label, name, tree[id].range)
        case (.map(let element), .table(let entries)) where entries.allSatisfy({ !$0.isElement }):
            for entry in entries {
                let inner = entry.name.map { "\(name).\($0)" } ?? name
                check(entry.value, entry.expression, element, owner(label) + "'\(inner)'", name: inner)
            }
            return
        case (.list(let element), .table(let entries)) where entries.allSatisfy(\.isElement):
            for entry in entries { check(entry.value, entry.expression, element, label, name: name) }
            return
        case (.count, .integer(let number)):
            if number < 1 { report(tree[id].range, "\(label): 1 or more, or 'all', expected, got \(number)") }
            return
        case (.choice(let words), .string):
            guard let word = value.text, !words.contains(word) else { return }
            report(
                tree[id].range,
                "\(label): \(type.name) expected, got '\(word)'",
                hint: near(word, words)
            )
            return
        default: break
        }
        if !accepts(type, value) {
            report(tree[id].range, "\(label): \(type.name) expected, got \(kind)")
        }
    }

    /// The part of a label in front of what it names, such as `baton.recipe: `.
    private func owner(_ label: String) -> String {
        label.firstIndex(of: " ").map { String(label[...$0]) } ?? ""
    }

    private func checkFields(
        _ entries: [ConstantEntry],
        _ record: String,
        _ label: String,
        _ name: String,
        _ range: Range<Int>
    ) {
        guard let fields = registry.record(record)?.fields else { return }
        let isTop = !name.contains(".")
        for entry in entries {
            guard let key = entry.name else {
                if entry.isElement { report(entry.keyRange, "\(label): names expected as keys") }
                continue
            }
            let inner = isTop ? key : "\(name).\(key)"
            guard let field = fields.first(where: { $0.name == key }) else {
                let place = isTop ? "" : " in '\(name)'"
                report(
                    entry.keyRange,
                    "\(owner(label))unknown field '\(key)'\(place)",
                    hint: near(key, fields.map(\.name)) ?? "fields are "
                        + fields.map(\.name).joined(separator: ", ")
                )
                continue
            }
            if case .nil = entry.value { continue }
            check(entry.value, entry.expression, field.type, owner(label) + "'\(inner)'", name: inner)
        }
        guard entries.allSatisfy({ $0.name != nil }) else { return }
        for field in fields where field.isRequired && !entries.contains(where: { $0.name == field.name }) {
            let isSlip = entries.contains { near($0.name ?? "", [field.name]) != nil }
            if !isSlip { report(range, "\(owner(label))'\(field.name)' is missing", hint: field.about) }
        }
    }

    /// Whether a value that stands in the source is of a type; what is not known is.
    func accepts(_ type: HostType, _ value: Constant) -> Bool {
        guard let kind = kind(of: value) else { return true }
        switch type {
        case .any: return true
        case .boolean: return kind == "boolean"
        case .integer: return kind == "integer"
        case .number: return kind == "integer" || kind == "number"
        case .string, .bytes: return kind == "string"
        case .sensitive: return kind == "string" || kind == "Secret"
        case .function: return kind == "function"
        case .iterator: return kind == "function"
        case .duration: return ["integer", "number", "string"].contains(kind)
        case .session: return kind == "string" || kind == "Session"
        case .handle(let name): return kind == name
        case .content, .record: return kind == "string" && type == .content || kind == "table"
        case .count:
            if case .integer(let number) = value { return number >= 1 }
            return value.text == "all" || kind == "string" && value.text == nil
        case .choice(let words): return value.text.map(words.contains) ?? false
        case .list(let element):
            guard let entries = value.entries else { return kind == "table" }
            return entries.allSatisfy { $0.isElement && accepts(element, $0.value) }
        case .map(let element):
            guard let entries = value.entries else { return kind == "table" }
            return entries.allSatisfy { !$0.isElement && accepts(element, $0.value) }
        }
    }
}
