@testable import BatonExport
import TestSupport
import Testing

@Suite struct UserMarkupTests {
    /// The parts of a text, as short words.
    func parts(_ text: String) -> [String] {
        func string(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
        return UserMarkup.parts(of: Array(text.utf8)).map { part in
            switch part {
            case .text(let text): "text \(string(text))"
            case .command(let text): "command \(text)"
            case .shell(let text): "shell \(string(text))"
            case .output(let text): "output \(string(text))"
            case .pasted(let text): "pasted \(string(text))"
            case .interruption(let text): "interruption \(text)"
            case .note(let kind, let about, let text): "\(kind)(\(about ?? "")) \(string(text))"
            }
        }
    }

    @Test(
        "markup of the agent's own becomes what the person typed or saw",
        arguments: [
            ("plain", ["text plain"]),
            ("", []),
            ("<command-name>/go</command-name><command-args>far</command-args>", ["command /go far"]),
            ("<command-name>go</command-name>\n<command-args></command-args>", ["command /go"]),
            ("<bash-input>ls</bash-input>", ["shell ls"]),
            ("<bash-stdout>a</bash-stdout><bash-stderr></bash-stderr>", ["output a"]),
            ("<local-command-caveat>x</local-command-caveat>", []),
            ("<ide_selection>x</ide_selection> why", ["selection() x", "text why"]),
            ("<ide_new_thing>x</ide_new_thing>", ["new thing() x"]),
            ("<teammate-message teammate_id=\"r\">hi</teammate-message>", ["message of a teammate() hi"]),
            (
                "a <pasted_content id=\"1\">\nb\n</pasted_content id=\"1\"> c",
                ["text a", "pasted b", "text c"]
            ),
            (
                "<pasted_content id=\"1\">b </pasted_content> c</pasted_content id=\"1\">",
                ["pasted b </pasted_content> c"]
            ),
            ("<pasted_content id=\"1\">b</pasted_content>", ["pasted b"]),
            ("<pasted_content>b</pasted_content>", ["pasted b"]),
            ("<persisted-output>\nlong\n</persisted-output>", ["output long"]),
            ("<tool_use_error>no</tool_use_error>", ["error of a tool() no"]),
            ("[Request interrupted by user]", ["interruption interrupted by the user"]),
            (
                "[Request interrupted by user for tool use]",
                ["interruption interrupted by the user, before a tool ran"]
            ),
            ("[Request interrupted by user] said he", ["text [Request interrupted by user] said he"]),
            (
                "<task-notification><task-id>7</task-id><status>failed</status><summary>It broke</summary>"
                    + "<result>why\nnot</result></task-notification>",
                ["task notification(It broke) status: failed\n\nwhy\nnot"]
            ),
            ("<task-notification>gone</task-notification>", ["task notification() gone"]),
            // What the agent does not write stays as it is.
            ("<scheduled-task name=\"n\" file=\"f\">do it</scheduled-task>", ["text do it"]),
            ("<topic>x</topic>", ["text <topic>x</topic>"]),
            ("`<bash-input>` and </bash-input>", ["text `<bash-input>` and </bash-input>"]),
            ("<bash-input>open", ["text <bash-input>open"]),
            ("1 < 2 > 0 <- <>", ["text 1 < 2 > 0 <- <>"]),
        ]
    )
    func reading(text: String, expected: [String]) { #expect(parts(text) == expected) }

    @Test("no text takes longer than its length", .timeLimit(.minutes(1)))
    func hostile() {
        let pieces = [
            "<pasted_content id=\"%\">x</pasted_content>", "<pasted_content id=\"%\">",
            "</pasted_content id=\"%\">",
            "<task-notification><summary>", "<command-name>", "<ide_%>", "<", "</",
        ]
        for first in pieces {
            for second in pieces {
                let text = (0..<20_000).map { (first + second).replacing("%", with: "\($0)") }.joined()
                #expect(parts(text).count <= 60_000)
            }
        }
    }
}
