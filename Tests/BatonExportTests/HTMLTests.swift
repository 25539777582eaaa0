import BatonExport
import BatonSessions
import Digest
import Platform
import TestSupport
import Testing

/// The page without its style sheet and script, which change more often than what stands around them.
func shown(_ document: Document) -> Document {
    var document = document
    var text = ""
    var isShown = true
    for line in document.text.split(separator: "\n", omittingEmptySubsequences: false) {
        if line.hasPrefix("</head>") || line.hasPrefix("</script>") { isShown = true }
        if line.hasPrefix("<style>") || line.hasPrefix("<script>") { isShown = false }
        if line.hasPrefix("</style>") { isShown = true }
        if isShown, !line.contains("Content-Security-Policy") { text += line + "\n" }
    }
    document.content = Array(text.utf8)
    return document
}

@Suite struct HTMLTests {
    /// A call of each kind, with its result.
    func kinds() -> TranscriptBuilder {
        var builder = TranscriptBuilder()
        builder.prompt("Do all of it:\none line\nand **another**")
        let calls = [
            (
                "Bash",
                "{\"command\":\"make test\\nmake install\",\"description\":\"Run the tests\",\"timeout\":1000}"
            ),
            (
                "Edit",
                "{\"file_path\":\"a.txt\",\"old_string\":\"one\\ntwo\\nthree\",\"new_string\":\"one\\n2\\nthree\"}"
            ),
            (
                "MultiEdit",
                "{\"file_path\":\"b.txt\",\"edits\":[{\"old_string\":\"x\",\"new_string\":\"y\"}]}"
            ),
            ("NotebookEdit", "{\"notebook_path\":\"c.ipynb\",\"new_source\":\"print(1)\"}"),
            ("Write", "{\"file_path\":\"d.txt\",\"content\":\"\\nhello\\nworld\\n\"}"),
            ("Read", "{\"file_path\":\"e.txt\",\"offset\":3}"),
            ("Grep", "{\"pattern\":\"a+\",\"path\":\"src\",\"-n\":true}"),
            ("WebFetch", "{\"url\":\"https://example.org/\",\"prompt\":\"Sum it up\"}"),
            (
                "TodoWrite",
                "{\"todos\":[{\"content\":\"a\",\"status\":\"completed\"},{\"content\":\"b\",\"status\":\"in_progress\"},"
                    + "{\"content\":\"c\",\"status\":\"pending\"}]}"
            ),
            (
                "Task",
                "{\"description\":\"Look around\",\"prompt\":\"# Look\\n- here\",\"subagent_type\":\"general\"}"
            ),
            ("mcp__my_server__find_it", "{\"words\":[\"a\",1],\"query\":\"q\"}"),
            ("Unheard", "{\"a\":{\"b\":null}}"),
        ]
        for (number, call) in calls.enumerated() {
            builder.call("m\(number)", "t\(number)", call.0, call.1)
            builder.result(
                "t\(number)",
                number == 6 ? "" : "result \(number)\nof two lines",
                isError: number == 1
            )
        }
        let pixel =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
        builder.user(
            content: """
                [{"type":"image","source":{"type":"base64","media_type":"image/png","data":"\(pixel)"}},\
                {"type":"image","source":{"type":"base64","media_type":"image/svg+xml","data":"\(pixel)"}},\
                {"type":"document","source":{"media_type":"application/pdf"}}]
                """
        )
        builder.assistant("m90", blocks: "{\"type\":\"thinking\",\"thinking\":\"Let me *think*\"}")
        builder.answer(
            "m91",
            "# Done\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```swift\nlet a = 1\n```\n\nSee [it](https://example.org)."
        )
        return builder
    }

    @Test("the sample as a page", arguments: ToolDetail.allCases)
    func sample(detail: ToolDetail) throws {
        let document = try export(GoldenTests().sample(), .html) { $0.tools = detail }
        try GoldenTests().check(
            shown(document),
            "sample-\(detail.rawValue).html"
        )
        #expect(document.summary.filename == "claude-context-demo-app-2026-02-28.html")
        #expect(document.summary.imageCount == 2)
    }

    @Test("each kind of call as a page", arguments: ToolDetail.allCases)
    func kinds(detail: ToolDetail) throws {
        let document = try export(kinds(), .html) { options in
            options.tools = detail
            options.thinking = true
            options.preface = "Read *this* first."
        }
        try GoldenTests().check(
            shown(document),
            "kinds-\(detail.rawValue).html"
        )
        let page = try HTMLReader(document.content)
        #expect(page.classed("call").count == 12)
        #expect(page.classed("result").count == 12)
    }

    @Test("the same session gives the same bytes, with as many messages as in Markdown and in the bundle")
    func counts() throws {
        let sample = try GoldenTests().sample()
        for messages in [nil, 20, 3] {
            let page = try export(sample, .html, messages: messages)
            #expect(try export(sample, .html, messages: messages).content == page.content)
            let markdown = try export(sample, .markdown, messages: messages)
            #expect(page.summary.messageCount == markdown.summary.messageCount)
            #expect(page.summary.imageCount == markdown.summary.imageCount)
            let ids = try HTMLReader(page.content).classed("message").map { $0.attributes["id"] }
            #expect(ids == (1...headings(markdown.text).count).map { "m\($0)" })
            let cut = try export(sample, .html, messages: messages, history: .resume).summary.messageCount
            #expect(cut == (try export(sample, .json, messages: messages).summary.messageCount))
        }
    }

    @Test("the policy comes first and names the page's own script and style sheet, and nothing else")
    func policy() throws {
        let page = try HTMLReader(export(kinds(), .html).content)
        #expect(page.elements.prefix(4).map(\.name) == ["html", "head", "meta", "meta"])
        #expect(page.elements[2].attributes == ["charset": "utf-8"])
        #expect(page.elements[3].attributes["http-equiv"] == "Content-Security-Policy")
        func hash(_ name: String) throws -> String {
            let openssl = try #require(findProgram("openssl"))
            return try withTemporaryDirectory { root in
                try Files.write(
                    SHA256.digest(Array((page.all(name).first?.text ?? "").utf8)),
                    to: root + "/digest"
                )
                return try runProgram([openssl, "base64", "-A", "-in", root + "/digest"]).text
            }
        }
        let policy = page.elements[3].attributes["content"] ?? ""
        #expect(
            policy == "default-src 'none'; script-src 'sha256-\(try hash("script"))'; "
                + "style-src 'sha256-\(try hash("style"))'; img-src data:; base-uri 'none'; form-action 'none'"
        )
        #expect(page.elements.allSatisfy { $0.attributes["style"] == nil })
        #expect(page.elements.allSatisfy { $0.attributes.keys.allSatisfy { !$0.hasPrefix("on") } })
    }

    @Test(
        "pictures are shown when they are what they say",
        arguments: [
            ("image/png", "iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAAfFcSJ", "PNG, 2 × 3, 33 bytes"),
            ("image/gif", "R0lGODlhAgADAAAAACw=", "GIF, 2 × 3, 15 bytes"),
            ("image/jpeg", "/9j/4AAQSkZJRgABAQAAAQABAAD/wAARCAADAAIDASIAAhEBAxEB", "JPEG, 2 × 3, 39 bytes"),
            ("image/webp", "UklGRhoAAABXRUJQVlA4IA4AAAAQAgCdASoCAAMAAAAA", "WebP, 2 × 3, 33 bytes"),
            // Another type than it says, none that is shown, no base 64, cut off, too many pixels, nothing.
            ("image/png", "R0lGODlhAgADAAAAACw=", nil),
            ("image/svg+xml", "PHN2Zz48L3N2Zz4=", nil),
            ("image/png", "iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAAf\\\"cSJ", nil),
            ("image/png", "iVBORw0KGgo=", nil),
            ("image/png", "iVBORw0KGgoAAAANSUhEUgAA//8AAP//CAYAAAAfFcSJ", nil),
            ("image/png", "", nil),
        ]
    )
    func pictures(type: String, data: String, description: String?) throws {
        var builder = TranscriptBuilder()
        let block = "{\"type\":\"image\",\"source\":{\"media_type\":\"\(type)\",\"data\":\"\(data)\"}}"
        builder.user(content: "[\(block)]")
        builder.call("m1", "t1")
        builder.user(content: "[{\"type\":\"tool_result\",\"tool_use_id\":\"t1\",\"content\":[\(block)]}]")
        let document = try export(builder, .html)
        let page = try HTMLReader(document.content)
        #expect(document.summary.imageCount == 2)
        if let description {
            #expect(
                page.all("img").map { $0.attributes["alt"] } == (1...2).map { "Image \($0): \(description)" }
            )
            #expect(page.all("img").first?.attributes["src"] == "data:\(type);base64,\(data)")
        } else {
            #expect(page.all("img").isEmpty)
            #expect(page.classed("left-out").count == 2)
        }
        #expect(
            try HTMLReader(export(builder, .html) { $0.images = ImageDetail.none }.content).all("img").isEmpty
        )
    }

    @Test("a large picture is shown only when all are asked for")
    func largePicture() throws {
        var builder = TranscriptBuilder()
        let data = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAAfFcSJ" + String(repeating: "AAAA", count: 360_000)
        builder.user(
            content: "[{\"type\":\"image\",\"source\":{\"media_type\":\"image/png\",\"data\":\"\(data)\"}}]"
        )
        #expect(try HTMLReader(export(builder, .html).content).classed("left-out").count == 1)
        #expect(try HTMLReader(export(builder, .html) { $0.images = .all }.content).all("img").count == 1)
    }

    @Test("the timeline counts all messages and calls, and its table says so")
    func timeline() throws {
        let page = try HTMLReader(export(kinds(), .html).content)
        let rows = page.all("tr").dropFirst().filter { $0.path.contains("figure") }
        #expect(rows.count == page.classed("message").count)
        let cells = page.all("td").filter { $0.path.contains("figure") }.compactMap { Int($0.text) }
        let sums = (0..<4).map { column in
            stride(from: column, to: cells.count, by: 4).reduce(0) { $0 + cells[$1] }
        }
        #expect(sums == [28, 12, 70, 182])
        #expect(
            page.all("svg").allSatisfy {
                $0.attributes["role"] == "img" && $0.attributes["aria-label"] != nil
            }
        )
    }

    @Test("times that are missing, equal or go backwards make a timeline too")
    func oddTimes() throws {
        for time in ["2026-02-28T10:30:15.000Z", "nonsense"] {
            let text = kinds().text.split(separator: "\n").map { line in
                line.replacing(/"timestamp":"[^"]*"/, with: "\"timestamp\":\"\(time)\"")
            }.joined(separator: "\n")
            try withTemporaryDirectory { root in
                try Files.write(Array(text.utf8), to: root + "/x.jsonl")
                let page = try HTMLReader(export(transcript(at: root + "/x.jsonl"), .html).content)
                #expect(page.all("svg").count == 4)
                #expect(page.classed("message").count == 28)
            }
        }
    }

    @Test("headings follow each other without holes, and those of messages stay below the page's")
    func headingLevels() throws {
        let page = try HTMLReader(export(kinds(), .html).content)
        #expect(page.elements.filter { ["h1", "h2", "h3"].contains($0.name) }.map(\.name).first == "h1")
        #expect(page.all("h4").contains { $0.text == "Done" })
        #expect(page.all("h1").count == 1)
    }
}
