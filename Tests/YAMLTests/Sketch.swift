import YAML

/// A tree on one line: `{key=value}`, `[item,item]`; scalars keep a sign of their style.
func sketch(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let text, let style):
        switch style {
        case .plain: text
        case .singleQuoted: "'\(text)'"
        case .doubleQuoted: "\"\(text)\""
        case .literal: "|\(text)"
        case .folded: ">\(text)"
        }
    case .sequence(let items):
        "[" + items.map(sketch).joined(separator: ",") + "]"
    case .mapping(let entries):
        "{" + entries.map { sketch($0.key) + "=" + sketch($0.value) }.joined(separator: ",") + "}"
    }
}

/// All nodes of a tree, each before its children.
func allNodes(_ node: YAMLNode) -> [YAMLNode] {
    switch node.content {
    case .scalar: [node]
    case .sequence(let items): [node] + items.flatMap(allNodes)
    case .mapping(let entries): [node] + entries.flatMap { allNodes($0.key) + allNodes($0.value) }
    }
}

/// `LINE:COLUMN-LINE:COLUMN` of all nodes.
func places(_ node: YAMLNode) -> [String] {
    allNodes(node).map { "\($0.start.line):\($0.start.column)-\($0.end.line):\($0.end.column)" }
}

/// Reads a text, with its errors as a value.
func read(
    _ bytes: [UInt8],
    limits: YAMLLimits = YAMLLimits()
) -> Result<YAMLNode?, YAMLErrors> {
    do throws(YAMLErrors) {
        return .success(try YAMLReader(limits: limits).read(bytes))
    } catch {
        return .failure(error)
    }
}
