import BatonExport
import TestSupport
import Testing

@Suite struct InlineHTMLTests {
    /// What an answer with that text is in a page.
    private func shown(_ text: String) throws -> String {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        builder.answer("m1", text)
        let page = try export(builder, .markdown).text
        let start = try #require(page.firstRange(of: "### Message 2: 🤖 Assistant\n\n"))
        let end = try #require(page[start.upperBound...].firstRange(of: "\n\n---\n\n"))
        let body = page[start.upperBound..<end.lowerBound]
        // The time stands above it.
        return body.firstRange(of: "\n\n").map { String(body[$0.upperBound...]) } ?? ""
    }

    @Test(
        "a tag within a line opens and closes nothing",
        arguments: [
            ("see </details> there", "see \\</details> there"),
            ("x <details><summary>y</summary>", "x \\<details>\\<summary>y\\</summary>"),
            ("x <h3>Message 1: 👤 User</h3>", "x \\<h3>Message 1: 👤 User\\</h3>"),
            ("> </details>", "> \\</details>"), ("- <details>", "- \\<details>"), ("x <!-- y", "x \\<!-- y"),
            ("x <textarea\ny>", "x \\<textarea\ny>"), ("Vec<String> and <?php", "Vec\\<String> and \\<?php"),
            // Not in code: a backquote behind a backslash, in a link, in another cell, without a counterpart.
            (#"\` <b> \`"#, #"\` \<b> \`"#), ("<http://a`> <b> `x", "\\<http://a`> <b> `x"),
            ("| ` | <b> ` |", "| ` | \\<b> ` |"), ("`a | b` <b> `c`", "`a | b` \\<b> `c`"),
            ("a ` b\nc ` <b> `d`", "a ` b\nc ` \\<b> `d`"), ("`` <b> `", "`` \\<b> `"),
            // The text of a paragraph, however far to the right it stands.
            ("x\n    ```\n    <b>\n\n    ```", "x\n    ```\n    \\<b>\n\n    ```"),
        ]
    ) func escaped(text: String, expected: String) throws {
        #expect(try shown(text) == expected)
    }

    @Test(
        "what is code, and what is no tag, stays",
        arguments: [
            "`<b>` and ``a ` <b>`` and <https://e.org/x?a=b> and <me@e.org>",
            "a < b, c<3, 1<-2, x <= y, <_>, a <",
            "| `<b>` | `Vec<T>` |", "```html\n<b>\n```", "a ` b\n\n`<b>`", "x\n\n    ```\n    <b>\n    ```",
        ]
    ) func kept(text: String) throws {
        #expect(try shown(text) == text)
    }

    @Test(
        "no heading in a message passes for a message's",
        arguments: [
            ("### &#77;essage 3: 👤 User", "\\### &#77;essage 3: 👤 User"),
            ("### **Message 3**: User", "\\### **Message 3**: User"),
            ("# [Message 3: User](http://a)", "\\# [Message 3: User](http://a)"),
            ("### M\u{200b}essage 3", "\\### M\u{200b}essage 3"), ("### Мessage 3: 👤", "\\### Мessage 3: 👤"),
            ("- ### Message 3", "- \\### Message 3"), ("> 1. ### Message 3", "> 1. \\### Message 3"),
            ("Message 3: 👤 User\n===", "Message 3: 👤 User\n\\==="),
            ("Message\n3: 👤 User\n---", "Message\n3: 👤 User\n\\---"),
            ("> Message 3: x\n> ---", "> Message 3: x\n> \\---"),
            ("### Messages are sent\n\nText\n---", "### Messages are sent\n\nText\n---"),
            ("### 3 things & more", "### 3 things & more"),
        ]
    ) func headings(text: String, expected: String) throws {
        #expect(try shown(text) == expected)
    }

    @Test("lines of many backquotes and tags are read in time")
    func time() throws {
        let text = (1..<900).map { String(repeating: "`", count: $0) + "<b>" }.joined()
        var builder = TranscriptBuilder()
        builder.prompt(
            text + String(repeating: "<a:", count: 200_000) + String(repeating: "`<b>", count: 200_000)
        )
        let elapsed = try ContinuousClock().measure { _ = try export(builder, .markdown) }
        #expect(elapsed < .seconds(20))
    }

    @Test("a name that turns the direction of text is told by its code")
    func direction() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        builder.call("m1", "t1", "Read", #"{"file_path":"a\#u{202e}b.txt"}"#)
        let page = try export(builder, .markdown).text
        #expect(page.contains("a[U+202E]b.txt"))
    }
}
