import HTML
import Markdown
import TestSupport
import Testing

/// The HTML of a text.
private func html(_ text: String, offset: Int = 0, breaks: Bool = false) -> String {
    var page = HTMLWriter()
    MarkdownRenderer(headingOffset: offset, keepsLineBreaks: breaks).append(Array(text.utf8).span, to: &page)
    return String(decoding: page.bytes, as: UTF8.self)
}

@Suite struct MarkdownRendererTests {
    @Test(
        "Markdown becomes HTML",
        arguments: [
            ("", ""),
            ("a *b* **c** ~~d~~ `e`", "<p>a <em>b</em> <strong>c</strong> <s>d</s> <code>e</code></p>\n"),
            ("# A\n## B", "<h1>A</h1>\n<h2>B</h2>\n"),
            ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
            ("3. a", "<ol start=\"3\">\n<li>a</li>\n</ol>\n"),
            ("> q", "<blockquote>\n<p>q</p>\n</blockquote>\n"),
            ("a\nb", "<p>a\nb</p>\n"),
            ("a  \nb", "<p>a<br>\nb</p>\n"),
            ("---", "<hr>\n"),
            (
                "```swift x\nlet a = 1 < 2\n```",
                "<figure class=\"code\"><figcaption>swift</figcaption><pre><code>let a = 1 &lt; 2\n</code></pre></figure>\n"
            ),
            ("```\n\na\n```", "<figure class=\"code\"><pre><code>\na\n</code></pre></figure>\n"),
            (
                "- [x] a\n- [ ] b",
                "<ul>\n<li class=\"task\"><span role=\"img\" aria-label=\"done:\">☑</span> a</li>\n"
                    + "<li class=\"task\"><span role=\"img\" aria-label=\"open:\">☐</span> b</li>\n</ul>\n"
            ),
            (
                "|a|b|\n|---|--:|\n|1|2|",
                "<div class=\"table\"><table>\n<thead>\n<tr><th>a</th><th class=\"right\">b</th></tr>\n</thead>\n"
                    + "<tbody>\n<tr><td>1</td><td class=\"right\">2</td></tr>\n</tbody>\n</table></div>\n"
            ),
            (
                "[a](https://example.org/?a=1&b=2 \"t\")",
                "<p><a rel=\"noopener noreferrer\" href=\"https://example.org/?a=1&amp;b=2\" title=\"t\">a</a></p>\n"
            ),
            (
                "see https://example.org.",
                "<p>see <a rel=\"noopener noreferrer\" href=\"https://example.org\">https://example.org</a>.</p>\n"
            ),
            ("&mdash; &amp; &#65; &unknown;", "<p>&mdash; &amp; A &unknown;</p>\n"),
        ]
    )
    func rendering(text: String, expected: String) { #expect(html(text) == expected) }

    @Test("headings are moved down, none beyond the sixth level")
    func headings() {
        #expect(html("# A\n\n###### B", offset: 3) == "<h4>A</h4>\n<h6>B</h6>\n")
    }

    @Test("line ends stay where people typed them")
    func lineBreaks() { #expect(html("a\nb", breaks: true) == "<p>a<br>\nb</p>\n") }

    @Test(
        "what could act is text",
        arguments: [
            ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
            ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
            ("<!-- x", "<p>&lt;!-- x</p>\n"),
            ("[x](javascript:alert(1))", "<p>x <span class=\"target\">(javascript:alert(1))</span></p>\n"),
            (
                "[x](&#106;avascript:alert(1))",
                "<p>x <span class=\"target\">(javascript:alert(1))</span></p>\n"
            ),
            ("[x](javascript&colon;a)", "<p>x <span class=\"target\">(javascript:a)</span></p>\n"),
            ("[x](data:text/html,a)", "<p>x <span class=\"target\">(data:text/html,a)</span></p>\n"),
            ("[x](src/a.swift)", "<p>x <span class=\"target\">(src/a.swift)</span></p>\n"),
            ("[src/a](src/a)", "<p>src/a</p>\n"),
            ("[x](#m1)", "<p>x <span class=\"target\">(#m1)</span></p>\n"),
            (
                "[x](https://e.org/\"onclick=\"a)",
                "<p><a rel=\"noopener noreferrer\" href=\"https://e.org/&quot;onclick=&quot;a\">x</a></p>\n"
            ),
            (
                "![a *b*](https://e.org/x.png)",
                "<p><span class=\"left-out\">[image: a b https://e.org/x.png]</span></p>\n"
            ),
            (
                "```\"><b>\na\n```",
                "<figure class=\"code\"><figcaption>\"&gt;&lt;b&gt;</figcaption><pre><code>a\n</code></pre></figure>\n"
            ),
            (
                "a\u{202e}b &#x202e; &rlm;",
                "<p>a<span class=\"sign\">U+202E</span>b <span class=\"sign\">U+202E</span> &amp;rlm;</p>\n"
            ),
        ]
    )
    func hostile(text: String, expected: String) { #expect(html(text) == expected) }

    @Test(
        "what would be too long, too deep or grow beyond measure is shown as it is",
        arguments: [
            String(repeating: ">", count: 500),
            String(repeating: "- ", count: 500) + "a",
            String(repeating: "a|", count: 3000) + "\n" + String(repeating: "---|", count: 3000) + "\n"
                + String(repeating: "|\n", count: 3000),
            "# a\n" + String(repeating: "a", count: MarkdownRenderer.lengthLimit),
        ]
    )
    func limits(text: String) throws {
        let page = html(text)
        #expect(page.hasPrefix("<p class=\"plain\">"))
        #expect(try HTMLReader(Array(page.utf8)).text == text + "\n")
    }

    @Test("any bytes give a page of known elements")
    func random() throws {
        let seed: UInt64 = 5
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "<", ">", "&", "\"", "'", "[", "](", ")", "!", "*", "_", "`", "```", "\n", "\n\n", "    ", "- ",
            "1. ",
            "> ", "# ", "|", "|---|\n", "~~", "\\", "https://a.b", "javascript:", "&#0;", "&lt;",
            "<a href=\"",
            "<script>", "</p>", "é", "\u{202e}", "\0", "\t", "[x]: <y> 'z'\n", "[ ] ", ":", "==\n", "--",
        ].map { Array($0.utf8) }
        let known: Set<String> = [
            "p", "em", "strong", "s", "code", "pre", "figure", "figcaption", "ul", "ol", "li", "blockquote",
            "hr",
            "br", "h4", "h5", "h6", "a", "span", "div", "table", "thead", "tbody", "tr", "th", "td",
        ]
        let attributes: Set<String> = ["href", "title", "rel", "class", "start", "role", "aria-label"]
        for round in 0..<1500 {
            var bytes: [UInt8] = []
            for _ in 0..<random.below(60) {
                if random.below(8) == 0 {
                    bytes.append(UInt8(random.below(256)))
                } else {
                    bytes += pieces[random.below(pieces.count)]
                }
            }
            var page = HTMLWriter()
            MarkdownRenderer(headingOffset: 3).append(bytes.span, to: &page)
            let reader = try HTMLReader(page.bytes)
            for element in reader.elements {
                #expect(known.contains(element.name), "seed \(seed), round \(round)")
                #expect(attributes.isSuperset(of: element.attributes.keys), "seed \(seed), round \(round)")
                if element.name == "a" {
                    let target = Array((element.attributes["href"] ?? "").utf8)
                    let isAllowed = LinkTarget.isAllowed(target.span)
                    #expect(isAllowed, "seed \(seed), round \(round)")
                    #expect(!element.path.contains("a"), "seed \(seed), round \(round)")
                }
            }
        }
    }
}
