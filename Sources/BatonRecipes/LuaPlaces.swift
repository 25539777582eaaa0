internal import Diagnostics
internal import YAML

/// Places in the file of what was found in a piece of Lua that stands in it.
///
/// The piece has as many empty lines in front of it as the file, so its lines are the file's; YAML takes away what its
/// lines are indented by, and joins lines of texts that are not blocks.
struct LuaPlaces {
    private let node: YAMLNode
    private let file: [Substring.UnicodeScalarView]
    private let chunk: [Substring.UnicodeScalarView]

    init(source: [UInt8], chunk: [UInt8], node: YAMLNode) {
        self.node = node
        file = Self.lines(source)
        self.chunk = Self.lines(chunk)
    }

    private static func lines(_ bytes: [UInt8]) -> [Substring.UnicodeScalarView] {
        String(decoding: bytes, as: UTF8.self).unicodeScalars
            .split(omittingEmptySubsequences: false) { $0 == "\n" }
    }

    /// The place of a finding; that of the whole value where the text stands in another form in the file.
    func span(of finding: Diagnostic) -> RecipeSpan {
        let index = finding.line - 1
        guard file.indices.contains(index) else { return node.span }
        guard chunk.indices.contains(index), !chunk[index].isEmpty else {
            // The end of the piece.
            return RecipeSpan(line: finding.line, column: max(1, file[index].count))
        }
        let written = file[index]
        let line = chunk[index]
        guard written.count >= line.count else { return node.span }
        let most = written.count - line.count
        // A block ends with its line; in a line of its own behind a key the text may have quotes around it.
        let offsets = [most] + Array(0...most)
        for offset in offsets where written.dropFirst(offset).starts(with: line) {
            return RecipeSpan(line: finding.line, column: finding.column + offset, length: finding.length)
        }
        return node.span
    }
}
