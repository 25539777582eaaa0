internal import Lua
internal import YAML

/// `baton.yaml`: read YAML.
enum YamlFunctions {
    static let all: [HostFunction] = [decode]

    static let failures = [
        HostFailure(
            kind: "yaml.invalid",
            about: "A text is no YAML, or uses what is not read: anchors, tags, equal keys."
        )
    ]

    static let decode = HostFunction(
        "yaml",
        "decode",
        """
        Reads YAML as recipes are read: without quotes only `true`, `false`, `null`, `~`, nothing and decimal numbers \
        are not texts; anchors, aliases, tags, merge keys and equal keys are refused with their place.
        """,
        parameters: [.required("text", .bytes, "one YAML document in UTF-8, of at most 1 MB")],
        result: .any,
        gives: "the value; `baton.null` for a text without any",
        errors: ["yaml.invalid"],
        blocks: false,
        example: """
            local settings = baton.yaml.decode("name: work\\ntags: [a, b]\\n")
            print(settings.name, #settings.tags)
            """
    ) { call in
        let reader = YAMLReader(limits: YAMLLimits(bytes: 1 << 20))
        do throws(YAMLErrors) {
            guard let root = try reader.read(call.bytesOrEmpty("text")) else { return .null }
            return value(root)
        } catch {
            let first = error.first
            let more = error.all.count - 1
            throw HostError(
                "yaml.invalid",
                "\(call.function.fullName): line \(first.mark.line), column \(first.mark.column): \(first.message)"
                    + (more > 0 ? " (and \(more) more)" : ""),
                hint: first.hint
            )
        }
    }

    private static func value(_ node: YAMLNode) -> HostValue {
        switch node.content {
        case .scalar(let text, .plain): return plain(text)
        case .scalar(let text, _): return .text(text)
        case .sequence(let items): return .array(items.map(value))
        case .mapping(let entries):
            var table: [LuaKey: HostValue] = [:]
            for entry in entries { table[.text(entry.name)] = value(entry.value) }
            return .table(table)
        }
    }

    /// What a text without quotes means by the rules of JSON (YAML 1.2.2, section 10.2).
    private static func plain(_ text: String) -> HostValue {
        switch text {
        case "", "~", "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default: break
        }
        guard isNumber(text) else { return .text(text) }
        if let integer = Int64(text) { return .int(integer) }
        guard let number = Double(text), number.isFinite else { return .text(text) }
        return .number(number)
    }

    /// Whether a text is a number of JSON.
    private static func isNumber(_ text: String) -> Bool {
        var rest = Substring(text).utf8
        func digits() -> Int {
            let count = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
            rest = rest.dropFirst(count)
            return count
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let startsWithZero = rest.first == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, whole == 1 || !startsWithZero else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            if digits() == 0 { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
            if digits() == 0 { return false }
        }
        return rest.isEmpty
    }
}

extension HostCall {
    /// The bytes of a field that was checked to be a string.
    func bytesOrEmpty(_ name: String) -> [UInt8] { (try? bytes(name)) ?? [] }
}
