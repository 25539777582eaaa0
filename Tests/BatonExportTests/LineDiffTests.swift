@testable import BatonExport
import TestSupport
import Testing

@Suite struct LineDiffTests {
    func diff(_ old: String, _ new: String) -> String {
        String(decoding: LineDiff.bytes(from: Array(old.utf8), to: Array(new.utf8)), as: UTF8.self)
    }

    @Test(
        "lines that changed stand between some that did not",
        arguments: [
            ("a\nb\nc", "a\nB\nc", " a\n-b\n+B\n c\n"),
            ("", "a\nb\n", "+a\n+b\n"),
            ("a\nb\n", "", "-a\n-b\n"),
            ("a", "a", " a\n"),
            ("1\n2\n3\n4\n5\n6\n7\n8\n9", "1\n2\n3\n4\n5\n6\n7\n8\n9\nx", " 7\n 8\n 9\n+x\n"),
            (
                "a\n1\n2\n3\n4\n5\n6\n7\nb", "A\n1\n2\n3\n4\n5\n6\n7\nB",
                "-a\n+A\n 1\n 2\n 3\n@@\n 5\n 6\n 7\n-b\n+B\n"
            ),
            (
                "f {\n x\n}\ng {\n y\n}", "f {\n x\n}\nh {\n z\n}\ng {\n y\n}",
                " f {\n  x\n }\n+h {\n+ z\n+}\n g {\n  y\n }\n"
            ),
        ]
    )
    func hunks(old: String, new: String, expected: String) { #expect(diff(old, new) == expected) }

    @Test("a diff holds all that went and came, in order, and no more lines than both texts")
    func property() {
        for seed in UInt64(1)...400 {
            var random = SeededGenerator(seed: seed)
            // Few kinds of lines, so that they repeat; many lines now and then, so that the limit is reached.
            let kinds = random.oneIn(2) ? 4 : 400
            let count = random.oneIn(4) ? 600 : 30
            let old = (0..<random.below(count) + 1).map { _ in "l\(random.below(kinds))" }
            var new = old
            for _ in 0..<random.below(random.oneIn(3) ? count : 6) {
                let place = random.below(new.count + 1)
                if random.oneIn(2) || new.isEmpty {
                    new.insert("l\(random.below(kinds))", at: place)
                } else {
                    new.remove(at: min(place, new.count - 1))
                }
            }
            let lines = diff(old.joined(separator: "\n"), new.joined(separator: "\n")).split(separator: "\n")
            #expect(
                isWithin(lines.filter { $0.first != "+" && $0 != "@@" }.map { $0.dropFirst() }, old),
                "seed \(seed)"
            )
            #expect(
                isWithin(lines.filter { $0.first != "-" && $0 != "@@" }.map { $0.dropFirst() }, new),
                "seed \(seed)"
            )
            let gone = lines.reduce(0) { $0 + ($1.first == "-" ? 1 : 0) }
            let come = lines.reduce(0) { $0 + ($1.first == "+" ? 1 : 0) }
            // What is neither gone nor come is in both: their numbers fit.
            #expect(old.count - gone == new.count - come, "seed \(seed)")
        }
    }

    /// Whether `lines` stand in `all` in this order.
    func isWithin(_ lines: [Substring], _ all: [String]) -> Bool {
        var place = 0
        for line in lines {
            guard let found = all[place...].firstIndex(where: { $0 == line }) else { return false }
            place = found + 1
        }
        return true
    }

    @Test("a small change to a long text is a small diff")
    func small() {
        let old = (0..<5000).map { "line \($0 % 700)" }
        var new = old
        new[1000] = "x"
        new.insert("y", at: 4000)
        let lines = diff(old.joined(separator: "\n"), new.joined(separator: "\n")).split(separator: "\n")
        #expect(lines.count == 3 + 2 + 3 + 1 + 3 + 1 + 3)
    }

    @Test("texts that differ everywhere take no longer than their length", .timeLimit(.minutes(1)))
    func hostile() {
        let texts = [
            String(repeating: "a\nb\n", count: 10_000), String(repeating: "b\nc\na\n", count: 8_000),
            (0..<20_000).map { "\($0)\n" }.joined(), (0..<20_000).reversed().map { "\($0)\n" }.joined(),
            String(repeating: "\n", count: 30_000),
        ]
        for old in texts { for new in texts { #expect(diff(old, new).utf8.count < 800_000) } }
    }
}
