import BatonHost
import Lua
import TestSupport
import Testing

@Suite("Texts in columns")
struct LayoutTests {
    @Test(
        "the width is that of terminals",
        arguments: [
            ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("ｱ", 1), ("Ａ", 2), ("한", 2),
            ("\u{1112}\u{1161}\u{11ab}", 2),
            ("😀", 2), ("👩‍💻", 2), ("👨‍👩‍👧‍👦", 2), ("👍🏽", 2), ("🇩🇪", 2), ("🇩🇪🇫🇷", 4), ("❤️", 2), ("❤", 1), ("1️⃣", 2),
            ("✅", 2), ("☃", 1), ("…", 1), ("—", 1), ("α", 1), ("\u{200b}", 0), ("\u{ad}", 1),
            ("\u{1b}[1m", 3), ("a\tb", 9),
            ("\ta", 9), ("ab\ncde\r\nf", 3), ("नी", 2), ("﷽", 1), ("\u{0}", 0), ("\u{2028}", 0), ("、", 2),
            ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("א", 1),
        ]
    )
    func width(text: String, columns: Int) throws {
        try withBench { bench throws in
            #expect(try bench.call("text.width", .text(text)) == .integer(columns))
        }
    }

    @Test(
        "a text is cut between characters, with a mark, to the columns it may take",
        arguments: [
            ("hello", 5, "hello"), ("hello", 4, "hel…"), ("hello", 1, "…"), ("hello", 0, ""),
            ("日本語", 6, "日本語"),
            ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("日本語", 2, "…"), ("👩‍💻👩‍💻", 3, "👩‍💻…"),
            ("e\u{301}e\u{301}", 1, "…"),
            ("one\ntwo", 10, "one…"), ("one\n", 10, "one"), ("", 0, ""), ("one\ntwo", 3, "on…"),
        ]
    )
    func truncate(text: String, columns: Int, result: String) throws {
        try withBench { bench throws in
            #expect(try bench.call("text.truncate", .text(text), .integer(columns)) == .text(result))
        }
    }

    @Test("the mark can be another one, or none")
    func ellipsis() throws {
        try withBench { bench throws in
            func cut(_ mark: String, _ columns: Int) throws -> String? {
                try bench.call(
                    "text.truncate",
                    .text("hello world"),
                    .integer(columns),
                    options(["ellipsis": .text(mark)])
                ).text
            }
            #expect(try cut("...", 8) == "hello...")
            #expect(try cut("", 3) == "hel")
            #expect(try cut("...", 2) == "he")
            #expect(bench.failure("text.truncate", .text("a"), .int(-1))?.hasPrefix("arg: ") == true)
        }
    }

    @Test("a text is filled up where it is told to")
    func pad() throws {
        try withBench { bench throws in
            func padded(_ text: String, _ fields: [String: HostValue] = [:]) throws -> String? {
                try bench.call("text.pad", .text(text), .int(5), options(fields)).text
            }
            #expect(try padded("ab") == "ab   ")
            #expect(try padded("ab", ["align": .text("right")]) == "   ab")
            #expect(try padded("ab", ["align": .text("center"), "fill": .text("·")]) == "·ab··")
            #expect(try padded("日本", ["fill": .text(".")]) == "日本.")
            #expect(try padded("longer") == "longer")
            for fill in ["", "ab", "日", "\t", "\u{301}"] {
                #expect(
                    bench.failure("text.pad", .text("a"), .int(5), options(["fill": .text(fill)]))
                        == "arg: baton.text.pad: argument 'fill' must be one column wide"
                )
            }
            #expect(bench.failure("text.pad", .text("a"), .int(.max))?.hasPrefix("limit: ") == true)
            #expect(bench.failure("text.pad", .text("a"), .int(.min))?.hasPrefix("arg: ") == true)
        }
    }

    @Test(
        "lines are broken at spaces, and between wide characters",
        arguments: [
            ("one two three", 7, "one two\nthree"), ("one two", 3, "one\ntwo"),
            ("onetwothree", 5, "onetwothree"),
            ("a onetwothree b", 5, "a\nonetwothree\nb"), ("  one two", 5, "  one\n  two"),
            ("a\n\nb", 5, "a\n\nb"),
            ("日本語です", 4, "日本\n語で\nす"), ("日本、語", 4, "日\n本、\n語"), ("a  b", 10, "a  b"), ("a    b", 3, "a\nb"),
            ("a \n", 5, "a\n"), ("", 5, ""), ("   ", 5, ""), ("see 日本", 6, "see 日\n本"),
        ]
    )
    func wrap(text: String, columns: Int, result: String) throws {
        try withBench { bench throws in
            #expect(try bench.call("text.wrap", .text(text), .integer(columns)) == .text(result))
        }
    }

    @Test("every line begins with the prefix, which counts")
    func prefix() throws {
        try withBench { bench throws in
            #expect(
                try bench.call(
                    "text.wrap",
                    .text("one two\n\nthree"),
                    .int(6),
                    options(["prefix": .text("> ")])
                )
                    == .text("> one\n> two\n>\n> three")
            )
            let lines = String(repeating: "\n", count: 100_000)
            let prefix = String(repeating: "x", count: 1000)
            #expect(
                bench.failure("text.wrap", .text(lines), .int(80), options(["prefix": .text(prefix)]))?
                    .hasPrefix("limit: ") == true
            )
            #expect(bench.failure("text.wrap", .text("a"), .int(0))?.hasPrefix("arg: ") == true)
        }
    }

    @Test("a random text keeps its characters, and no line is wider than it must be", arguments: 0..<10)
    func random(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let characters = ["a", "b", " ", "  ", "日", "、", "😀", "e\u{301}", "\n", "\t", "-", "👩‍💻"]
        try withBench { bench throws in
            for _ in 0..<150 {
                let text = (0..<random.below(60)).map { _ in characters[random.below(characters.count)] }
                    .joined()
                let columns = 1 + random.below(20)
                let wrapped = try #require(try bench.call("text.wrap", .text(text), .integer(columns)).text)
                #expect(
                    wrapped.filter { !$0.isWhitespace } == text.filter { !$0.isWhitespace },
                    "seed \(seed)"
                )
                for line in wrapped.split(separator: "\n") {
                    let words = line.split(separator: " ")
                    let width = try bench.call("text.width", .text(String(line)))
                    // One word alone may be wider, and a tab counts from where it stands.
                    let fits = width.isAtMost(columns) || words.count <= 1 || line.contains("\t")
                    #expect(fits || line.first == " ", "seed \(seed): \(text.debugDescription)")
                }
                let cut = try #require(try bench.call("text.truncate", .text(text), .integer(columns)).text)
                #expect(try bench.call("text.width", .text(cut)).isAtMost(columns), "seed \(seed)")
                let padded = try bench.call("text.pad", .text(cut), .integer(columns))
                if !cut.contains("\t") {
                    #expect(try bench.call("text.width", padded) == .integer(columns), "seed \(seed)")
                }
            }
        }
    }

    @Test("large and hostile texts take time that grows with them", .timeLimit(.minutes(1)))
    func hostile() throws {
        try withBench { bench throws in
            let marks = "a" + String(repeating: "\u{301}", count: 500_000)
            #expect(try bench.call("text.width", .text(marks)) == .int(1))
            #expect(try bench.call("text.truncate", .text(marks), .int(1)) == .text(marks))
            let word = String(repeating: "x", count: 1_000_000)
            #expect(try bench.call("text.wrap", .text(word), .int(10)) == .text(word))
            let spaces = String(repeating: " ", count: 1_000_000) + "x"
            #expect(try bench.call("text.wrap", .text(spaces), .int(10)).text?.utf8.count == 1_000_001)
            let wide = String(repeating: "日", count: 200_000)
            #expect(try bench.call("text.wrap", .text(wide), .int(2)).text?.utf8.count == 799_999)
            let lines = String(repeating: "\r\n", count: 500_000)
            #expect(try bench.call("text.truncate", .text(lines), .int(5)) == .text(""))
        }
    }
}

extension HostValue {
    fileprivate func isAtMost(_ count: Int) -> Bool {
        if case .int(let value) = self { return value <= count }
        return false
    }
}
