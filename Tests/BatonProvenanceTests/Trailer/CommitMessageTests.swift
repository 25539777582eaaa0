import BatonProvenance
import TestSupport
import Testing

@Suite struct CommitMessageTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let name: String
        let message: String
        let result: String
        var comment: String? = "#"
        var isEdited = true
        var sessions = ["s1"]
        var testDescription: String { name }
    }

    static let t = "Baton-Session: s1\n"
    static let scissors = "# ------------------------ >8 ------------------------\n"

    static let examples: [Example] = [
        Example(name: "a subject alone", message: "Do it\n", result: "Do it\n\n" + t),
        Example(name: "no newline at the end", message: "Do it", result: "Do it\n\n" + t),
        Example(name: "a subject like a trailer", message: "fix: it\n", result: "fix: it\n\n" + t),
        Example(name: "a body", message: "Do it\n\nBecause.\n", result: "Do it\n\nBecause.\n\n" + t),
        Example(
            name: "other trailers",
            message: "Do it\n\nBecause.\n\nSigned-off-by: A <a@b>\nCo-authored-by: C <c@d>\n",
            result: "Do it\n\nBecause.\n\nSigned-off-by: A <a@b>\nCo-authored-by: C <c@d>\n" + t
        ),
        Example(
            name: "a trailer over two lines",
            message: "Do it\n\nReviewed-by: A\n  and B\n",
            result: "Do it\n\nReviewed-by: A\n  and B\n" + t
        ),
        Example(
            name: "a cherry-pick",
            message: "Do it\n\nSome words here\n(cherry picked from commit abc)\n",
            result: "Do it\n\nSome words here\n(cherry picked from commit abc)\n" + t
        ),
        Example(
            name: "a last paragraph that is none of trailers",
            message: "Do it\n\nNote: this\nis prose.\n",
            result: "Do it\n\nNote: this\nis prose.\n\n" + t
        ),
        Example(
            name: "the trailer is there",
            message: "Do it\n\n" + t,
            result: "Do it\n\n" + t
        ),
        Example(
            name: "the trailer is there in other letters",
            message: "Do it\n\nbaton-session:   s1\n",
            result: "Do it\n\nbaton-session:   s1\n"
        ),
        Example(
            name: "another session's trailer",
            message: "Do it\n\n" + t,
            result: "Do it\n\n" + t + "Baton-Session: s2\n",
            sessions: ["s2"]
        ),
        Example(
            name: "comments of an editor",
            message: "Do it\n\n# Please enter the message\n# On branch main\n",
            result: "Do it\n\n" + t + "\n# Please enter the message\n# On branch main\n"
        ),
        Example(
            name: "comments without an editor",
            message: "Do it\n\n# Part\n",
            result: "Do it\n\n# Part\n\n" + t,
            isEdited: false
        ),
        Example(
            name: "scissors and a patch",
            message: "Do it\n" + scissors + "# Do not touch\ndiff --git a/x b/x\n+Baton-Session: s1\n",
            result: "Do it\n\n" + t + scissors + "# Do not touch\ndiff --git a/x b/x\n+Baton-Session: s1\n"
        ),
        Example(
            name: "another comment sign",
            message: "# heading\n; comment\n; ------------------------ >8 ------------------------\nx\n",
            result: "# heading\n\n" + t
                + "; comment\n; ------------------------ >8 ------------------------\nx\n",
            comment: ";"
        ),
        Example(
            name: "a comment sign of several letters",
            message: "Do it\n// comment\n",
            result: "Do it\n\n" + t + "// comment\n",
            comment: "//"
        ),
        Example(
            name: "a comment sign that git chose",
            message: "#1 first\n\n; Please enter\n;\n",
            result: "#1 first\n\n" + t + "\n; Please enter\n;\n",
            comment: nil
        ),
        Example(
            name: "a squash of two that have trailers",
            message:
                "# This is a combination of 2 commits.\nOne\n\nBaton-Session: s1\n\n# This is the commit message #2:\n\nTwo\n\nSigned-off-by: A\nBaton-Session: s2\n\n# end\n",
            result:
                "# This is a combination of 2 commits.\nOne\n\n\n# This is the commit message #2:\n\nTwo\n\nSigned-off-by: A\nBaton-Session: s1\nBaton-Session: s2\n\n# end\n",
            sessions: []
        ),
        Example(
            name: "lines that end as on Windows",
            message: "Do it\r\n\r\nBecause.\r\n",
            result: "Do it\r\n\r\nBecause.\r\n\r\nBaton-Session: s1\r\n"
        ),
        Example(
            name: "trailers that end as on Windows",
            message: "Do it\r\n\r\nAcked-by: A\r\n",
            result: "Do it\r\n\r\nAcked-by: A\r\nBaton-Session: s1\r\n"
        ),
        Example(name: "nothing", message: "", result: ""),
        Example(name: "nothing but lines", message: "\n\n", result: "\n\n"),
        Example(name: "nothing but comments", message: "\n# Please\n", result: "\n# Please\n"),
        Example(name: "nothing but our trailer", message: "\n" + t + "# Please\n", result: "\n# Please\n"),
        Example(
            name: "nothing above the scissors",
            message: scissors + "diff --git a/x b/x\n",
            result: scissors + "diff --git a/x b/x\n"
        ),
        Example(name: "no session", message: "Do it\n", result: "Do it\n", sessions: []),
        Example(
            name: "two sessions",
            message: "Do it\n",
            result: "Do it\n\n" + t + "Baton-Session: s2\n",
            sessions: ["s1", "s2", "s1"]
        ),
    ]

    @Test(arguments: examples)
    func `sessions are named where git reads trailers`(_ example: Example) {
        let style = CommitMessage.Style(
            comment: example.comment.map { Array($0.utf8) },
            isEdited: example.isEdited
        )
        let message = CommitMessage(Array(example.message.utf8), style).naming(example.sessions)
        #expect(String(decoding: message.bytes, as: UTF8.self) == example.result)
        // Once more changes nothing.
        let again = CommitMessage(message.bytes, style).naming(example.sessions)
        #expect(again.bytes == message.bytes)
    }

    @Test func `bytes of other encodings stay`() {
        let latin = Array("Sp".utf8) + [0xe4] + Array("t\n".utf8)
        let message = CommitMessage(latin, .init()).naming(["s1"])
        #expect(message.bytes == latin + Array(("\n" + Self.t).utf8))
    }

    @Test func `random messages keep all but our trailers, and settle after one change`() {
        var generator = SeededGenerator(seed: 5)
        let pieces = [
            "Subject\n", "\n", "# comment\n", "Signed-off-by: A\n", "Baton-Session: s1\n",
            "baton-session:s9\n", "text\r\n",
            Self.scissors, " indented\n", "\r\n", "no newline",
        ]
        for _ in 0..<2000 {
            var text = ""
            for _ in 0..<Int.random(in: 0...8, using: &generator) {
                text += pieces.randomElement(using: &generator)!
            }
            for isEdited in [true, false] {
                let style = CommitMessage.Style(isEdited: isEdited)
                let once = CommitMessage(Array(text.utf8), style).naming(["s1", "s2"])
                let twice = CommitMessage(once.bytes, style).naming(["s1", "s2"])
                #expect(twice.bytes == once.bytes, "\(text.debugDescription)")
                #expect(Set(once.sessions).count == once.sessions.count)
                #expect(once.body == CommitMessage(Array(text.utf8), style).body, "\(text.debugDescription)")
            }
        }
    }
}
