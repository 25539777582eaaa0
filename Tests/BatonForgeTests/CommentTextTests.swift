import BatonForge
import TestSupport
import Testing

@Suite struct CommentTextTests {
    private func body(_ page: String) throws -> String {
        let text = try CommentText.text(CommentMarker("x"), summary: "S", page: page, for: .github)
        let head = "<!-- baton:x -->\n<details>\n<summary>S</summary>\n\n"
        #expect(text.hasPrefix(head) && text.hasSuffix("\n\n</details>\n"))
        return String(text.dropFirst(head.count).dropLast("\n\n</details>\n".count))
    }

    @Test(
        "what a page quotes mentions nobody, links no issue, commands nothing and ends no fold",
        arguments: [
            ("ask @alice, or (@bob)", "ask @\u{200b}alice, or (@\u{200b}bob)"),
            ("mail a@example.org", "mail a@example.org"),
            (
                "see #12, o/r#3, GH-4, !5, gh-6",
                "see #\u{200b}12, o/r#\u{200b}3, GH-\u{200b}4, !\u{200b}5, gh-\u{200b}6"
            ),
            ("# 12 and a#b and 1-2", "# 12 and a#b and 1-2"),
            ("https://x.org/a#5 and https://x.org/@me", "https://x.org/a#5 and https://x.org/@me"),
            ("/close\n  /merge now\na /close", "\u{200b}/close\n  \u{200b}/merge now\na /close"),
            ("x </details> <!-- y <b>", "x &lt;/details> &lt;!-- y &lt;b>"),
            ("1 < 2 <3", "1 < 2 <3"),
            ("`@alice <b> #1` and @bob", "`@alice <b> #1` and @\u{200b}bob"),
            ("`` `@a` `` @b", "`` `@a` `` @\u{200b}b"),
            ("```\n@alice </details> #1\n```\n@bob", "```\n@alice </details> #1\n```\n@\u{200b}bob"),
            ("a ` b\n`@alice`\n\n`@bob`", "a ` b\n`@\u{200b}alice`\n\n`@bob`"),
            ("\\`@alice`", "\\`@\u{200b}alice`"),
            ("\\@alice \\<b>", "\\@\u{200b}alice &lt;b>"),
            ("> ```\n> @a\n@b", "> ```\n> @a\n@\u{200b}b"),
            ("```\n@open", "```\n@open\n```"),
            ("> ~~~~\n> @open", "> ~~~~\n> @open\n> ~~~~"),
            ("``` a`b\n@x", "``` a`b\n@\u{200b}x"),
        ]
    )
    func quiet(page: String, expected: String) throws {
        #expect(try body(page) == expected)
    }

    @Test("random pages end no fold")
    func random() throws {
        var random = SeededGenerator(seed: 77)
        let pieces = [
            "```", "~~~", "`", "``", "\n", "\n\n", "> ", "</details>", "@a", "#1", "\\", " ", "x", "- ",
            "<!--", "    ",
        ]
        for _ in 0..<2000 {
            var page = ""
            for _ in 0..<random.below(40) { page += pieces[random.below(pieces.count)] }
            let text = try body(page)
            var isOpen = false
            for line in text.split(separator: "\n", omittingEmptySubsequences: false)
            where !line.contains("```") && !line.contains("~~~") && !line.contains("`") {
                // A line without any code mark, of a page without any fence: nothing in it may be left.
                isOpen = isOpen || line.contains("</details>")
            }
            if !page.contains("```"), !page.contains("~~~") { #expect(!isOpen, "\(page.debugDescription)") }
        }
    }

    @Test("the limit counts code points and, beside it, bytes")
    func limits() throws {
        let marker = try CommentMarker("x")
        func make(_ page: String, _ limit: Int? = nil) throws -> String {
            try CommentText.text(marker, summary: "S", page: page, for: .github, limit: limit)
        }
        let frame = try make("").unicodeScalars.count
        let page = String(repeating: "é", count: 65_536 - frame)
        #expect(try make(page).unicodeScalars.count == 65_536)
        #expect(throws: ForgeError.tooLong(count: 65_537, limit: 65_536, unit: "characters")) {
            try make(page + "x")
        }
        let wide = String(repeating: "😀", count: 65_470)
        #expect(try make(wide).utf8.count <= 262_144)
        #expect(throws: ForgeError.tooLong(count: 261_880 + frame + 300, limit: 262_144, unit: "bytes")) {
            try make(wide + String(repeating: "x", count: 300), 1_000_000)
        }
    }

    @Test("a summary is one line of text")
    func summary() throws {
        let text = try CommentText.text(
            CommentMarker("x"),
            summary: "a</summary>\n@b & `c`",
            page: "p",
            for: .github
        )
        #expect(text.contains("<summary>a&lt;/summary&gt; &#64;\u{200b}b &amp; &#96;c&#96;</summary>\n"))
    }

    @Test("a marker names a comment and nothing more", arguments: ["", "a--b", "a-", "->", "x\n", "é", " x"])
    func names(name: String) {
        #expect(throws: ForgeError.self) { try CommentMarker(name) }
    }
}
