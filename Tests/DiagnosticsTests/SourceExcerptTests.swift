import Diagnostics
import Testing

@Suite struct SourceExcerptTests {
    private func render(
        _ source: String,
        line: Int,
        column: Int,
        length: Int = 1,
        severity: Diagnostic.Severity = .error,
        message: String = "wrong",
        hint: String? = nil
    ) -> String {
        SourceExcerpt(source: Array(source.utf8)).render(
            Diagnostic(
                file: "a.yaml",
                line: line,
                column: column,
                length: length,
                severity: severity,
                message: message,
                hint: hint
            )
        )
    }

    @Test("a finding shows file, place, message, hint, line and caret")
    func wholeForm() {
        let source = String(repeating: "x\n", count: 22) + "      wiht:\n        a: 1\n"
        let text = render(
            source,
            line: 23,
            column: 7,
            length: 4,
            message: "unknown key 'wiht' in step 'find'",
            hint: "did you mean 'with'?"
        )
        #expect(
            text == """
                a.yaml:23:7: error: unknown key 'wiht' in step 'find' (did you mean 'with'?)
                   23 |       wiht:
                      |       ^~~~
                """
        )
    }

    @Test("the severity is named", arguments: Diagnostic.Severity.allCases)
    func severities(severity: Diagnostic.Severity) {
        #expect(
            render("a", line: 1, column: 1, severity: severity).hasPrefix(
                "a.yaml:1:1: \(severity.rawValue): wrong\n"
            )
        )
    }

    @Test(
        "lines end at LF, CR LF and CR, and a byte order mark has no column",
        arguments: ["one\ntwo\nthree", "one\r\ntwo\r\nthree", "one\rtwo\rthree", "\u{FEFF}one\ntwo\r\nthree"]
    )
    func lineEnds(source: String) {
        #expect(
            render(source, line: 2, column: 1, length: 3)
                == "a.yaml:2:1: error: wrong\n    2 | two\n      | ^~~"
        )
        #expect(render(source, line: 1, column: 2) == "a.yaml:1:2: error: wrong\n    1 | one\n      |  ^")
    }

    @Test("the caret stands under its character behind tabs")
    func tabs() {
        #expect(
            render("\ta\tb", line: 1, column: 4)
                == "a.yaml:1:4: error: wrong\n    1 |     a   b\n      |         ^"
        )
        #expect(render("\tb", line: 1, column: 1) == "a.yaml:1:1: error: wrong\n    1 |     b\n      | ^~~~")
    }

    @Test("a place behind the end of a line is shown, one outside the file is not")
    func outside() {
        #expect(render("ab", line: 1, column: 3) == "a.yaml:1:3: error: wrong\n    1 | ab\n      |   ^")
        #expect(render("ab\n", line: 2, column: 1) == "a.yaml:2:1: error: wrong\n    2 |\n      | ^")
        #expect(render("ab", line: 1, column: 4) == "a.yaml:1:4: error: wrong")
        #expect(render("ab", line: 2, column: 1) == "a.yaml:2:1: error: wrong")
        #expect(render("", line: 9, column: 9) == "a.yaml:9:9: error: wrong")
    }

    @Test("the underline ends with the line")
    func longUnderline() {
        #expect(render("abc", line: 1, column: 2, length: 1000).hasSuffix("\n      |  ^~"))
        #expect(render("abc", line: 1, column: 2, length: .max).hasSuffix("\n      |  ^~"))
    }

    @Test("a line number of six digits widens the margin")
    func wideNumber() {
        let source = String(repeating: "\n", count: 123_455) + "x"
        #expect(
            render(source, line: 123_456, column: 1)
                == "a.yaml:123456:1: error: wrong\n123456 | x\n       | ^"
        )
    }

    @Test("a long line is cut around the place")
    func longLine() {
        let source = String(repeating: "a", count: 500) + "X" + String(repeating: "b", count: 500)
        let lines = render(source, line: 1, column: 501, length: 3).split(separator: "\n")
        #expect(
            lines[1] == "    1 | …" + String(repeating: "a", count: 40) + "X"
                + String(repeating: "b", count: 59) + "…"
        )
        #expect(lines[2] == "      | " + String(repeating: " ", count: 41) + "^~~")
    }

    @Test("what a terminal would obey is replaced in the line, the message and the file's name")
    func controlCharacters() {
        let bad = "a\u{1B}[31m\u{9B}\u{202E}\u{200B}\u{7F}b"
        let text = SourceExcerpt(source: Array(bad.utf8)).render(
            Diagnostic(file: bad, line: 1, column: 1, message: bad + "\nnext", hint: bad)
        )
        #expect(text.split(separator: "\n").count == 3)
        for scalar in text.unicodeScalars where scalar != "\n" {
            #expect(![.control, .format].contains(scalar.properties.generalCategory))
        }
        #expect(text.contains("    1 | a\u{FFFD}[31m\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}b\n"))
    }

    @Test("any bytes and any place give at most three short lines")
    func anything() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SplitMix(state: seed)
        for _ in 0..<2000 {
            let pieces: [[UInt8]] = [
                [0x09], [0x0A], [0x0D], [0x0D, 0x0A], [0x1B], [0xC3], [0xFF], Array("日é".utf8), [0x61],
            ]
            var source: [UInt8] = []
            for _ in 0..<Int.random(in: 0...300, using: &random) {
                source += pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }
            let text = SourceExcerpt(source: source).render(
                Diagnostic(
                    file: "f",
                    line: Int.random(in: 1...20, using: &random),
                    column: Int.random(in: 1...150, using: &random),
                    length: Int.random(in: 1...400, using: &random),
                    message: "m"
                )
            )
            let lines = text.unicodeScalars.split(separator: "\n")
            #expect(lines.count == 1 || lines.count == 3, "seed \(seed)")
            #expect(lines.allSatisfy { $0.count <= 120 }, "seed \(seed)")
            #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 }, "seed \(seed)")
        }
    }
}

/// A generator whose numbers follow from its seed (SplitMix64, public domain).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
