import BatonExport
import BatonSessions
import Platform
import TestSupport
import Testing

/// Elements and attributes that a page is made of.
private let knownElements: Set<String> = [
    "html", "head", "meta", "title", "style", "script", "body", "header", "main", "footer", "h1", "h2", "h3",
    "h4",
    "h5", "h6", "p", "dl", "dt", "dd", "div", "form", "input", "button", "output", "details", "summary", "ol",
    "ul",
    "li", "figure", "figcaption", "svg", "a", "rect", "line", "span", "table", "thead", "tbody", "tr", "th",
    "td",
    "article", "time", "b", "code", "pre", "del", "ins", "em", "strong", "s", "blockquote", "hr", "br", "img",
]
private let knownAttributes: Set<String> = [
    "lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "hidden", "role", "type",
    "value",
    "aria-label", "placeholder", "autocomplete", "spellcheck", "enterkeyhint", "for", "viewbox", "viewBox",
    "preserveAspectRatio", "preserveaspectratio", "tabindex", "x", "y", "x1", "x2", "y1", "y2", "width",
    "height",
    "scope", "datetime", "rel", "title", "start", "loading", "decoding", "alt", "src",
]

/// Texts that would act if any place let them.
private let payloads = [
    "<script>alert(1)</script>", "</title></style></script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)", "\" onfocus=\"alert(1)\" autofocus x=\"", "<!--", "--><b>",
    "]]><svg onload=alert(1)>",
    "</summary></details></article></main><h1>Fake</h1>", "<svg><style>*{display:none}</style></svg>",
    "[x](javascript:alert(1)) [y](data:text/html,z) [z](vbscript:q)", "![x](http://127.0.0.1/track.png)",
    "<a href=javascript:alert(1)>x</a>", "<base href=//evil>", "<meta http-equiv=refresh content=0>",
    "&lt;script&gt; &#60;b&#62; &#x3c;b&#x3e;", "`<b>`\n\n    <b>\n\n```\"><b>\n<b>\n```",
    "\u{202e}txt.exe \u{2066}x\u{2069}",
    "style=\"background:url(http://127.0.0.1)\"", "<iframe srcdoc='<script>1</script>'>",
    "\u{0}\u{1}\u{7f}\u{85}\u{feff}",
    "<math><mtext></mtext><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1&gt;\">", "<plaintext>",
    "<textarea>",
]

/// A transcript that has `text` in every place that a page shows.
private func transcript(of text: String) -> TranscriptBuilder {
    let quoted = TranscriptBuilder.quoted(text)
    var builder = TranscriptBuilder(cwd: "/home/dev/" + text)
    builder.prompt(text)
    builder.prompt("<command-name>\(text)</command-name><command-args>\(text)</command-args>")
    builder.prompt("<bash-input>\(text)</bash-input><bash-stdout>\(text)</bash-stdout>")
    builder.prompt("<system-reminder>\(text)</system-reminder>\(text)")
    builder.answer("m1", text)
    let inputs: [(String, String)] = [
        ("Bash", "{\"command\":\(quoted),\"description\":\(quoted),\(quoted):\(quoted)}"),
        ("Edit", "{\"file_path\":\(quoted),\"old_string\":\(quoted),\"new_string\":\"a\\n\"}"),
        ("MultiEdit", "{\"file_path\":\(quoted),\"edits\":[{\"old_string\":\"\",\"new_string\":\(quoted)}]}"),
        ("Write", "{\"file_path\":\(quoted),\"content\":\(quoted)}"),
        ("Read", "{\"file_path\":\(quoted),\"limit\":3}"),
        ("Grep", "{\"pattern\":\(quoted),\"path\":\(quoted)}"),
        ("WebFetch", "{\"url\":\(quoted),\"prompt\":\(quoted)}"),
        ("TodoWrite", "{\"todos\":[{\"content\":\(quoted),\"status\":\(quoted)}]}"),
        ("Task", "{\"description\":\(quoted),\"prompt\":\(quoted),\"subagent_type\":\(quoted)}"),
        ("mcp__a__" + text, "{\(quoted):[\(quoted)]}"),
        (text, "{\"x\":\(quoted)}"),
        (text, quoted),
    ]
    for (number, input) in inputs.enumerated() {
        builder.call("c\(number)", "t\(number)\(text)", input.0, input.1)
        builder.result("t\(number)\(text)", text, isError: number % 2 == 0)
    }
    builder.user(
        content: """
            [{"type":"text","text":\(quoted)},{"type":\(quoted)},{"type":"document","source":{"media_type":\(quoted)}},\
            {"type":"image","source":{"media_type":\(quoted),"data":\(quoted)}},\
            {"type":"image","source":{"media_type":"image/png","data":\(quoted)}}]
            """
    )
    builder.assistant("m9", blocks: "{\"type\":\"thinking\",\"thinking\":\(quoted)}")
    return builder
}

@Suite struct HTMLSafetyTests {
    /// Whether a page is made of what the program writes, and nothing else.
    func check(_ page: HTMLReader, _ comment: Comment) {
        for element in page.elements {
            #expect(knownElements.contains(element.name), comment)
            #expect(knownAttributes.isSuperset(of: element.attributes.keys), comment)
            if let target = element.attributes["href"] {
                let isOwn =
                    target == "#conversation" || target.hasPrefix("#m") && Int(target.dropFirst(2)) != nil
                let isWeb = ["http://", "https://", "mailto:"].contains { target.lowercased().hasPrefix($0) }
                #expect(isOwn || isWeb && element.attributes["rel"] == "noopener noreferrer", comment)
            }
            if let source = element.attributes["src"] { #expect(source.hasPrefix("data:image/"), comment) }
        }
        #expect(page.all("script").count == 1, comment)
        #expect(page.all("style").count == 1, comment)
        #expect(page.all("h1").count == 1, comment)
        for scalar in page.text.unicodeScalars {
            switch scalar.value {
            case 0x202a...0x202e, 0x2066...0x2069, 0x80...0x9f: Issue.record("a character that acts unseen")
            default: break
            }
        }
    }

    @Test("no text acts, wherever it stands", arguments: payloads)
    func hostile(payload: String) throws {
        for detail in ToolDetail.allCases {
            let document = try export(transcript(of: payload), .html) { options in
                options.tools = detail
                options.thinking = true
                options.title = payload
                options.preface = payload
                options.images = .all
            }
            let page = try HTMLReader(document.content)
            check(page, "\(payload) in \(detail)")
            #expect(page.classed("message").count == document.summary.messageCount)
            #expect(page.classed("call").count == 12)
            #expect(page.classed("result").count == 12)
            #expect(page.all("img").isEmpty)
        }
    }

    @Test("what a page shows of a text is the text")
    func isKept() throws {
        let text = "if (a < b && c > \"d\") { e = 'f' } // <b>&amp;</b>"
        let page = try HTMLReader(export(transcript(of: text), .html).content)
        #expect(page.all("h1").first?.text.contains("if (a < b && c >") == true)
        // The command, both sides of the result's fold, the edit, the file, the todo.
        #expect(page.all("code").filter { $0.text.contains(text) }.count > 20)
        #expect(page.all("del").first?.text == "-\(text)\n")
        #expect(page.all("ins").first?.text == "+a\n")
    }

    @Test("another parser finds the same elements", .enabled(if: findProgram("python3") != nil))
    func otherParser() throws {
        let source = """
            import html.parser, sys
            class Reader(html.parser.HTMLParser):
                def __init__(self): super().__init__(); self.count = {}; self.names = set()
                def handle_starttag(self, tag, attributes):
                    self.count[tag] = self.count.get(tag, 0) + 1
                    self.names |= {name for name, value in attributes}
                def handle_comment(self, data): self.count["comment"] = 1
            reader = Reader()
            reader.feed(open(sys.argv[1], encoding="utf-8").read())
            for tag in sorted(reader.count): print(tag, reader.count[tag])
            print("names", *sorted(reader.names))
            """
        let python = findProgram("python3") ?? ""
        for payload in payloads {
            let document = try export(transcript(of: payload), .html) { $0.title = payload }
            let page = try HTMLReader(document.content)
            try withTemporaryDirectory { root in
                try Files.write(document.content, to: root + "/page.html")
                let result = try runProgram([python, "-c", source, root + "/page.html"])
                let lines = result.text.split(separator: "\n").map(String.init)
                let expected = Dictionary(grouping: page.elements, by: \.name).map {
                    "\($0.key) \($0.value.count)"
                }
                #expect(lines.dropLast().sorted() == expected.sorted(), "\(payload)")
                let names = Set(lines.last?.split(separator: " ").dropFirst().map(String.init) ?? [])
                #expect(names.isSubset(of: knownAttributes), "\(payload)")
            }
        }
    }

    @Test("random bytes in every place stay text")
    func random() throws {
        let seed: UInt64 = 3
        var random = SeededGenerator(seed: seed)
        let likely = Array("<>&\"'=/\\`[]()#*-\n !;".utf8)
        for round in 0..<60 {
            let bytes = (0..<random.below(80)).map { _ in
                random.below(2) == 0 ? likely[random.below(likely.count)] : UInt8(random.below(256))
            }
            let document = try export(transcript(of: String(decoding: bytes, as: UTF8.self)), .html)
            check(try HTMLReader(document.content), "seed \(seed), round \(round)")
        }
    }
}
