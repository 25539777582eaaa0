import Testing
import YAML

@Suite struct LimitTests {
    private func kinds(_ text: String, limits: YAMLLimits = YAMLLimits()) -> [YAMLError.Kind] {
        guard case .failure(let errors) = read(Array(text.utf8), limits: limits) else { return [] }
        return errors.all.map(\.kind)
    }

    @Test("a text is refused from one byte more than allowed")
    func bytes() {
        #expect(kinds("a: bc", limits: YAMLLimits(bytes: 5)) == [])
        #expect(kinds("a: bcd", limits: YAMLLimits(bytes: 5)) == [.tooLarge])
        // The size is looked at before anything else.
        #expect(kinds("\u{0}\u{0}", limits: YAMLLimits(bytes: 1)) == [.tooLarge])
    }

    @Test(
        "a text is refused from one level more than allowed",
        arguments: [("[", "]"), ("{a: ", "}"), ("- ", ""), ("[\n ", "\n ]"), ("? ", "")]
    )
    func depth(open: String, close: String) {
        func nested(_ levels: Int) -> String {
            String(repeating: open, count: levels) + "x" + String(repeating: close, count: levels)
        }
        #expect(!kinds(nested(32)).contains(.tooDeep))
        #expect(kinds(nested(33)).last == .tooDeep)
        #expect(!kinds(nested(4), limits: YAMLLimits(depth: 4)).contains(.tooDeep))
        #expect(kinds(nested(5), limits: YAMLLimits(depth: 4)).last == .tooDeep)
    }

    @Test("a text is refused from one value more than allowed")
    func nodes() {
        #expect(kinds("[a, {b: c}]", limits: YAMLLimits(nodes: 5)) == [])
        #expect(kinds("[a, {b: c}, d]", limits: YAMLLimits(nodes: 5)) == [.tooManyNodes])
    }

    @Test("the deepest tree that limits allow is built and released")
    func deepest() throws {
        let text = String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000)
        var node = try read(Array(text.utf8), limits: YAMLLimits(depth: 1000)).get()
        for _ in 0..<999 { node = node?.items?.first }
        #expect(node?.items == [])
    }

    @Test(
        "brackets, braces, dashes and question marks without end are refused where the limit is passed",
        arguments: [
            ("[", 80_000, 1, 33), ("{", 80_000, 1, 33), ("{a: ", 20_000, 1, 129), ("[\n", 40_000, 33, 1),
            ("- ", 40_000, 1, 65), ("? ", 40_000, 1, 65), ("[{a: ", 16_000, 1, 81),
        ]
    )
    func bombs(piece: String, count: Int, line: Int, column: Int) {
        guard case .failure(let errors) = read(Array(String(repeating: piece, count: count).utf8)) else {
            Issue.record("the text was read")
            return
        }
        #expect(errors.all.last?.kind == .tooDeep)
        #expect(errors.all.last?.mark.line == line)
        #expect(errors.all.last?.mark.column == column)
    }

    // The limit tells linear from quadratic, which takes many minutes for 250 KB, and nothing finer.
    @Test("the work grows no faster than the text", .timeLimit(.minutes(1)), arguments: shapes)
    func linear(shape: Shape) {
        let bytes = Array(shape.make().utf8)
        #expect(bytes.count > 100_000)
        _ = read(bytes, limits: YAMLLimits(nodes: 1_000_000))
    }

    struct Shape: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let make: @Sendable () -> String
    }

    static let shapes = [
        Shape(testDescription: "%TAG lines") { String(repeating: "%TAG !a! b\n", count: 20_000) },
        Shape(testDescription: "%TAG lines behind a document") {
            "a\n...\n" + String(repeating: "%TAG !a! b\n", count: 20_000)
        },
        Shape(testDescription: "different %TAG lines") {
            "%YAML 1.2\n" + (0..<15_000).map { "%TAG !a\($0)! b\n" }.joined()
        },
        Shape(testDescription: "keys") { (0..<20_000).map { "k\($0): 1\n" }.joined() },
        Shape(testDescription: "text blocks on one level") {
            String(repeating: "- |\n  x\n\n", count: 25_000)
        },
        Shape(testDescription: "items in one line") { "[" + String(repeating: "1,", count: 120_000) + "]" },
        Shape(testDescription: "colons") { String(repeating: "a:", count: 125_000) },
        Shape(testDescription: "quotes") { "[" + String(repeating: "'', ", count: 60_000) },
        Shape(testDescription: "empty lines") { "a: 'x" + String(repeating: "\n", count: 250_000) },
        Shape(testDescription: "letters outside ASCII") { "a: " + String(repeating: "é", count: 120_000) },
        Shape(testDescription: "closing and opening") {
            String(repeating: "[", count: 31) + String(repeating: "[],", count: 80_000)
        },
        Shape(testDescription: "comments") { String(repeating: "# x\n", count: 60_000) + "a: @" },
    ]
}
