import HTML
import TestSupport
import Testing

@Suite struct HTMLWriterTests {
    func text(_ text: String) -> String {
        var page = HTMLWriter()
        page.text(text)
        return String(decoding: page.bytes, as: UTF8.self)
    }

    @Test(
        "text is escaped",
        arguments: [
            ("", ""),
            ("plain", "plain"),
            ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
            ("\"quotes' stay", "\"quotes' stay"),
            ("&lt;", "&amp;lt;"),
            ("a\tb\nc", "a\tb\nc"),
            ("a\r\nb\rc", "a\nb\nc"),
            ("nul \0 and \u{1b}[0m \u{7f}", "nul ␀ and ␛[0m ␡"),
            ("a\u{202e}b", "a<span class=\"sign\">U+202E</span>b"),
            ("\u{2066}\u{85}", "<span class=\"sign\">U+2066</span><span class=\"sign\">U+0085</span>"),
            ("tag \u{e0041}", "tag <span class=\"sign\">U+E0041</span>"),
            ("\u{ffff}", "<span class=\"sign\">U+FFFF</span>"),
            ("ältere Züge 日本 🙂 שלום", "ältere Züge 日本 🙂 שלום"),
            (String(repeating: "a", count: 70) + "<", String(repeating: "a", count: 70) + "&lt;"),
        ]
    )
    func escaped(input: String, expected: String) { #expect(text(input) == expected) }

    @Test("a value cannot leave its attribute")
    func attribute() {
        var page = HTMLWriter()
        page.markup("<p")
        page.attribute("title", "\" onclick='x' <b>&\u{202e}\n")
        page.attribute("data-n", -3)
        page.attribute("data-p") {
            $0.text("a\"")
            $0.text("b")
        }
        page.markup(">")
        #expect(
            String(decoding: page.bytes, as: UTF8.self)
                == "<p title=\"&quot; onclick=&#39;x&#39; &lt;b&gt;&amp;[U+202E]\n\" data-n=\"-3\" data-p=\"a&quot;b\">"
        )
    }

    @Test("bytes that are not UTF-8 become replacement characters and swallow nothing")
    func invalid() {
        for bytes: [UInt8] in [
            [0xff, 0x3c], [0xc3, 0x3c], [0xe2, 0x82, 0x3c], [0xed, 0xa0, 0x80, 0x3c], [0xf0, 0x9f, 0x3c],
            [0xc0, 0xbc, 0x3c], [0xf5, 0x80, 0x80, 0x80, 0x3c], [0xe2, 0x80],
        ] {
            var page = HTMLWriter()
            page.text(bytes[...])
            let text = String(decoding: page.bytes, as: UTF8.self)
            #expect(String(validating: page.bytes, as: UTF8.self) != nil)
            #expect(text.hasPrefix("\u{fffd}"))
            #expect(text.hasSuffix("&lt;") == (bytes.last == 0x3c))
        }
    }

    @Test("any bytes are text and nothing else")
    func random() throws {
        let seed: UInt64 = 11
        var random = SeededGenerator(seed: seed)
        let likely = Array("<>&\"'=/ \r\n\0\u{202e}é;#x".utf8) + [0xe2, 0x80, 0xae, 0xff]
        for round in 0..<400 {
            let bytes = (0..<random.below(200)).map { _ in
                random.below(2) == 0 ? likely[random.below(likely.count)] : UInt8(random.below(256))
            }
            var page = HTMLWriter()
            page.markup("<p")
            page.attribute("title", bytes.span)
            page.markup(">")
            page.text(bytes[...])
            page.markup("</p>")
            let reader = try HTMLReader(page.bytes)
            #expect(
                reader.elements.allSatisfy { $0.name == "p" || $0.attributes == ["class": "sign"] },
                "seed \(seed), round \(round)"
            )
            #expect(Array(reader.elements[0].attributes.keys) == ["title"], "seed \(seed), round \(round)")
        }
    }

    @Test(
        "a reference is passed on only when it is a name of something visible",
        arguments: [
            ("&mdash;", "&mdash;"), ("&frac12;", "&frac12;"), ("&rlm;", "&amp;rlm;"),
            ("&#x202e;", "&amp;#x202e;"),
            ("&a b;", "&amp;a b;"), ("&<b>;", "&amp;&lt;b&gt;;"), ("&;", "&amp;;"), ("&x", "&amp;x"),
            ("&NewLine;", "&amp;NewLine;"),
        ]
    )
    func references(input: String, expected: String) {
        var page = HTMLWriter()
        page.reference(Array(input.utf8).span)
        #expect(String(decoding: page.bytes, as: UTF8.self) == expected)
    }

    @Test(
        "links lead to the web and to mail only",
        arguments: [
            ("https://example.org/a?b=c#d", true), ("HTTP://example.org", true),
            ("mailto:a@example.org", true),
            ("https://例え.jp/", true),
            ("https://", false), ("javascript:alert(1)", false), ("JaVaScRiPt:alert(1)", false),
            (" https://example.org", false), ("java\nscript:x", false), ("\u{1}javascript:x", false),
            ("data:text/html,x", false), ("file:///etc/passwd", false), ("//example.org", false),
            ("/a", false), ("#m1", false), ("", false), ("https:\\\\x", false), ("vbscript:x", false),
            ("https://a b", false),
        ]
    )
    func links(address: String, isAllowed: Bool) {
        let bytes = Array(address.utf8)
        let found = LinkTarget.isAllowed(bytes.span)
        #expect(found == isAllowed)
    }
}
