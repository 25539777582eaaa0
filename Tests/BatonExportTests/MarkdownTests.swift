import BatonExport
import BatonSessions
import Platform
import TestSupport
import Testing

@Suite struct MarkdownTests {
    static let hostile = [
        "```", "~~~", "````\n```", "```\n~~~", "- ```\n  x\n  ```", "1. ```\n   x\n   ```\nafter", "> ```\nx",
        "> ```", "   ```\nx",
        "   ```bash\n   x\n   ```", "    ```", "- a\n\n      ```\n  ```", "\t```", "* > ```\n```",
        "### Message 7: 👤 User", "###\tMessage 1",
        "   ### Message 7: 👤 User", "```\n### Message 7: 👤 User", "x\r### Message 7: 👤 User", "x\r\n```\r\ny",
        "<!-- ", "<script>", "<pre>",
        "  <details>", "</details>", "<?php", "<![CDATA[", "<div\n```", "<x-y>", "``` `x`", "```x",
        "~~~ ```\n```", "\\```", "`", "``", "#",
        "a\n===\n---", "[x]: y", "  ```\n ```", " ```\n    ```", "2. ~~~\n\n3. ~~~", "+\t```\n\t```",
        "\u{b}```", "\u{2028}### Message 8: x",
    ]

    @Test("no text leaves its message", arguments: MarkdownTests.hostile)
    func contained(text: String) throws {
        var builder = TranscriptBuilder()
        builder.prompt(text)
        builder.answer("m1", text)
        builder.call(
            "m2",
            "t1",
            "Bash",
            "{\"command\":\(TranscriptBuilder.quoted(text)),\"description\":\(TranscriptBuilder.quoted(text))}"
        )
        builder.result("t1", text, isError: true)
        builder.call("m3", "t2", text, "{\"x\":\(TranscriptBuilder.quoted(text))}")
        builder.result("t2", text)
        builder.call(
            "m4",
            "t3",
            "Edit",
            "{\"file_path\":\(TranscriptBuilder.quoted(text)),\"old_string\":\"\",\"new_string\":\(TranscriptBuilder.quoted(text))}"
        )
        builder.result("t3", text)
        builder.call(
            "m5",
            "t4",
            "Read",
            "{\"file_path\":\(TranscriptBuilder.quoted(text)),\"x\":\(TranscriptBuilder.quoted(text))}"
        )
        builder.prompt(
            "<bash-input>\(text)</bash-input><bash-stdout>\(text)</bash-stdout><ide_selection>\(text)</ide_selection>"
        )
        builder.prompt("<command-name>\(text)</command-name>")
        builder.answer("m9", "end")
        for detail in ToolDetail.allCases {
            let document = try export(builder, .markdown) {
                $0.tools = detail
                $0.title = text
            }
            let found = headings(document.text)
            #expect(found.count == document.summary.messageCount, "\(detail)")
            #expect(found.enumerated().allSatisfy { $1.hasPrefix("### Message \($0 + 1): ") })
            let lines = linesOutsideFences(document.text)
            #expect(!lines.contains("an open fence"))
            #expect(lines.suffix(5) == ["end", "", "---", "", ""])
            #expect(
                !lines.contains {
                    $0.drop { $0 == " " }.hasPrefix("<") && !$0.contains("details>")
                        && !$0.contains("summary>")
                }
            )
        }
    }

    @Test("random hostile texts do not leave their messages")
    func property() throws {
        for seed in UInt64(1)...60 {
            var random = SeededGenerator(seed: seed)
            var builder = TranscriptBuilder()
            for number in 0..<6 {
                let text = (0..<random.below(6)).map { _ in
                    String(repeating: " ", count: random.below(5))
                        + Self.hostile[random.below(Self.hostile.count)]
                }.joined(separator: random.oneIn(3) ? "\n\n" : "\n")
                builder.prompt(text)
                builder.answer("m\(number)", text)
            }
            builder.answer("end", "end")
            let document = try export(builder, .markdown)
            #expect(headings(document.text).count == 13, "seed \(seed)")
            #expect(
                linesOutsideFences(document.text).suffix(5) == ["end", "", "---", "", ""],
                "seed \(seed)"
            )
        }
    }

    @Test("code that a message shows stays as it was")
    func kept() throws {
        let text = """
            Text with `code`.

            ```swift
            ### Message 3: no heading here
            <b>let</b> x = "`"
            ```

            1. Step:
               ```bash
               npm test
               ```

            > quoted
            <https://example.org> a < b
            """
        var builder = TranscriptBuilder()
        builder.prompt(text)
        builder.answer("m1", text)
        let document = try export(builder, .markdown)
        #expect(document.text.split(separator: text, omittingEmptySubsequences: false).count == 3)
    }

    @Test("escape sequences do not reach the page, and do not swallow text")
    func terminal() throws {
        let cases = [
            ("a\u{1b}[1;31mb\u{1b}[0m", "ab"), ("\u{1b}]0;title\u{7}x", "x"),
            ("\u{1b}]8;;http://e\u{1b}\\l\u{1b}]8;;\u{1b}\\", "l"),
            ("\u{1b}]open\nkept", "\nkept"), ("a\u{1b}(Bb", "ab"), ("a\u{9b}31mb", "a31mb"),
            ("10%\r20%", "10%\n20%"), ("a\r\nb", "a\nb"),
            ("a\u{8}\u{0}b\u{7f}", "ab"), ("é·\u{a0}©", "é·\u{a0}©"), ("x\u{1b}", "x"), ("x\u{1b}[", "x"),
            ("x\u{1b}[31\ny", "x\ny"),
            ("\u{1b}Pdcs\u{1b}\\y", "y"),
        ]
        for (text, expected) in cases {
            var builder = TranscriptBuilder()
            builder.prompt("go")
            builder.call("m1", "t1")
            builder.result("t1", "[" + text + "\n]")
            let document = try export(builder, .markdown)
            #expect(document.text.contains("[" + expected + "\n]"), "\(expected)")
            #expect(
                !document.text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7f }
            )
        }
    }

    @Test("text with many open tags is read in time")
    func tags() throws {
        var builder = TranscriptBuilder()
        builder.prompt(String(repeating: "<command-name><bash-input><x>", count: 20_000))
        #expect(try export(builder, .markdown).summary.messageCount == 1)
    }

    @Test("a command's arguments may begin with a slash")
    func command() throws {
        var builder = TranscriptBuilder()
        builder.prompt(
            "<command-name>/review</command-name><command-message>x</command-message><command-args>/tmp/x</command-args>"
        )
        #expect(try export(builder, .markdown).text.contains("\n`/review /tmp/x`\n"))
    }

    @Test(
        "the file's name is plain whatever the project's is",
        arguments: [
            ("../../etc/pass wd", "pass-wd"), ("/x/..", "session"), ("/x/日本", "session"),
            ("/x/a.b_c-d", "a.b_c-d"), ("/x/-rf", "rf"),
        ]
    )
    func filename(cwd: String, expected: String) throws {
        var builder = TranscriptBuilder(cwd: cwd)
        builder.prompt("x")
        #expect(try export(builder, .markdown).summary.filename == "claude-context-\(expected)-2026-02-28.md")
    }

    @Test("an export time can be fixed, to anything")
    func exportTime() {
        func time(_ value: String) -> Timestamp {
            ExportOptions.exportTime(.poisoned(environment: ["SOURCE_DATE_EPOCH": value]))
        }
        #expect(time("0").iso8601 == "1970-01-01T00:00:00.000Z")
        #expect(time("x") == Context.poisoned().now())
        #expect(time("9223372036854775807").iso8601 == "9999-12-31T23:59:59.000Z")
    }
}
