internal import Diagnostics
internal import YAML

/// Collects what is wrong with a settings file.
struct ConfigurationProblems {
    let file: String
    private(set) var source: [UInt8]
    private(set) var diagnostics: [Diagnostic] = []

    init(file: String, source: [UInt8]) {
        self.file = file
        self.source = source
    }

    mutating func add(
        _ node: YAMLNode,
        _ message: String,
        hint: String? = nil,
        severity: Diagnostic.Severity = .error
    ) {
        let isOneLine = node.end.line == node.start.line
        diagnostics.append(
            Diagnostic(
                file: file,
                line: node.start.line,
                column: node.start.column,
                length: isOneLine ? max(1, node.end.column - node.start.column) : 1,
                severity: severity,
                message: message,
                hint: hint
            )
        )
    }

    /// Takes what a node holds out of the excerpts that are shown.
    mutating func hide(_ node: YAMLNode) { Self.hide(node, in: &source) }

    /// Writes asterisks over a node's bytes; ends of lines stay, so that places do.
    static func hide(_ node: YAMLNode, in source: inout [UInt8]) {
        let range =
            min(node.start.offset, source.count)..<max(node.start.offset, min(node.end.offset, source.count))
        for place in range.clamped(to: 0..<source.count) where ![0x0a, 0x0d].contains(source[place]) {
            source[place] = UInt8(ascii: "*")
        }
    }

    mutating func add(unknown key: YAMLNode, _ what: String, _ known: [String]) {
        let name = PrintableText.line(key.text ?? "")
        let suggestion = Suggestion.closest(to: name, in: known).map { "did you mean '\($0)'?" }
        add(key, "unknown \(what) '\(name)'", hint: suggestion)
    }

    mutating func add(_ errors: YAMLErrors) {
        for error in errors.all {
            diagnostics.append(
                Diagnostic(
                    file: file,
                    line: error.mark.line,
                    column: error.mark.column,
                    length: error.length,
                    message: error.message,
                    hint: error.hint
                )
            )
        }
    }

    mutating func text(_ node: YAMLNode, _ name: String) -> String? {
        if let text = node.text, !text.isEmpty { return text }
        add(node, "'\(name)' must be a text")
        return nil
    }

    mutating func flag(_ node: YAMLNode, _ name: String) -> Bool? {
        switch node.text {
        case "true": return true
        case "false": return false
        default:
            add(node, "'\(name)' must be true or false")
            return nil
        }
    }

    /// The texts of a list, or the one text that stands in its place.
    mutating func texts(_ node: YAMLNode, _ name: String) -> [(text: String, node: YAMLNode)] {
        if node.isAbsent { return [] }
        guard let items = node.items ?? (node.text == nil ? nil : [node]) else {
            add(node, "'\(name)' must be a list of texts")
            return []
        }
        return items.compactMap { item in text(item, name).map { ($0, item) } }
    }

    func throwIfAny() throws {
        if diagnostics.contains(where: { $0.severity == .error }) {
            throw DiagnosticsError(diagnostics, source: source)
        }
    }
}
