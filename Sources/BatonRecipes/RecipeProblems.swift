internal import BatonHost
internal import Diagnostics
internal import YAML

/// Collects what is wrong with a recipe.
struct RecipeProblems {
    /// The most problems of a file that are told.
    static let most = 20
    /// The most problems that are looked at to find the first of the file.
    private static let mostCollected = 200

    let file: String
    let source: [UInt8]
    private(set) var diagnostics: [Diagnostic] = []

    init(file: String, source: [UInt8]) {
        self.file = file
        self.source = source
    }

    /// Adds a problem with a place.
    mutating func add(
        _ span: RecipeSpan,
        _ message: String,
        hint: String? = nil,
        severity: Diagnostic.Severity = .error
    ) {
        guard diagnostics.count < Self.mostCollected else { return }
        diagnostics.append(
            Diagnostic(
                file: file,
                line: span.line,
                column: span.column,
                length: span.length,
                severity: severity,
                message: message,
                hint: hint
            )
        )
    }

    /// Adds a problem with a value.
    mutating func add(_ node: YAMLNode, _ message: String, hint: String? = nil) {
        add(node.span, message, hint: hint)
    }

    /// Adds that a name is not one of those known, with the one that was probably meant.
    mutating func add(unknown span: RecipeSpan, _ message: String, _ name: String, _ known: [String]) {
        guard diagnostics.count < Self.mostCollected else { return }
        let near = Suggestion.closest(to: name, in: known).map { "did you mean '\($0)'?" }
        add(span, message, hint: near)
    }

    /// Adds what the reader of YAML found.
    mutating func add(_ errors: YAMLErrors) {
        for error in errors.all {
            let span = RecipeSpan(line: error.mark.line, column: error.mark.column, length: error.length)
            add(span, error.message, hint: error.hint)
            if let related = error.related {
                let place = RecipeSpan(line: related.mark.line, column: related.mark.column)
                add(place, related.message, severity: .note)
            }
        }
    }

    /// The problems in the order of the file, at most 20.
    ///
    /// - Throws: ``DiagnosticsError`` if there are any.
    func throwIfAny() throws(DiagnosticsError) {
        guard !diagnostics.isEmpty else { return }
        // Stable: a note stays behind the error it explains, which has the same place or a later one.
        let groups = diagnostics.reduce(into: [[Diagnostic]]()) { groups, diagnostic in
            if diagnostic.severity == .note, !groups.isEmpty {
                groups[groups.count - 1].append(diagnostic)
            } else {
                groups.append([diagnostic])
            }
        }
        let sorted = groups.enumerated().sorted { left, right in
            let (a, b) = (left.element[0], right.element[0])
            return (a.line, a.column, left.offset) < (b.line, b.column, right.offset)
        }
        throw DiagnosticsError(Array(sorted.flatMap(\.element).prefix(Self.most)), source: source)
    }
}

extension YAMLNode {
    /// The place of the value: its first line, as far as it goes there.
    var span: RecipeSpan {
        let length = end.line == start.line ? end.column - start.column : text?.unicodeScalars.count ?? 1
        return RecipeSpan(line: start.line, column: start.column, length: length)
    }
}
