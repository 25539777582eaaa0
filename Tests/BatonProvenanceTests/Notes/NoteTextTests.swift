import Platform
import TestSupport
import Testing

@testable import BatonProvenance

@Suite struct NoteTextTests {
    private func entry(_ id: String, time: Int64 = 0, commit: String? = nil, text: String = "") -> NoteEntry {
        var entry = NoteEntry(sessionID: id, agent: "claude-code", text: text)
        entry.time = Timestamp(seconds: 1_770_000_000 + time)
        entry.commit = commit
        return entry
    }

    @Test func `an entry is read as it was written`() {
        var full = entry("0b1c", time: 5, commit: "abc", text: "Prompts\n  1. do it\n\nAnswer\n  done")
        full.title = "Repair the parser"
        full.model = "claude-opus"
        full.messages = 12
        full.files = ["src/a.swift", "a, b.txt", "+1", "with \"quotes\"\\", "späte Datei.txt"]
        full.moreFiles = 3
        full.score = 0.93
        full.reasons = ["wrote 41 of 44 added lines", "ran the commit"]
        full.others = [.init(name: "Newer-Field", value: "kept")]
        let read = CommitNote(parsing: full.lines.utf8)
        #expect(read.entries == [full])
        #expect(read.text == full.lines)
        #expect(
            full.lines == """
                Baton-Session: 0b1c
                Agent: claude-code
                Title: Repair the parser
                Model: claude-opus
                Time: 2026-02-02T02:40:05.000Z
                Messages: 12
                Files: src/a.swift, "a, b.txt", "+1", "with \\"quotes\\"\\\\", späte Datei.txt, +3
                Score: 0.93
                Reasons: wrote 41 of 44 added lines; ran the commit
                Commit: abc
                Newer-Field: kept

                  Prompts
                    1. do it

                  Answer
                    done

                """
        )
    }

    @Test func `a session that stands twice in a note is there once afterwards`() {
        let (old, new) = (entry("one", time: 0, text: "old"), entry("one", time: 9, text: "new"))
        let other = entry("two", time: 4)
        let doubled = [new, other, old].map(\.lines).joined(separator: "\n")
        let note = CommitNote(parsing: doubled.utf8)
        #expect(note.hadDoubles)
        #expect(note.entries == [other, new])
        #expect(
            CommitNote(parsing: note.content)
                == CommitNote(parsing: CommitNote(parsing: note.content).content)
        )
    }

    @Test func `of entries for the same change the earliest stays, else the newest`() {
        let choice = NoteChoice { $0.hasPrefix("same") }
        let (copy, later) = (entry("x", time: 0, commit: "same-1"), entry("x", time: 9, commit: "same-2"))
        let (foreign, newest) = (
            entry("x", time: 3, commit: "other"), entry("x", time: 20, commit: "another")
        )
        let all = [copy, later, foreign, newest]
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1], [0, 2, 1, 0]] {
            var note = CommitNote()
            for place in order { note.add(all[place], choosing: choice) }
            #expect(note.entries == [copy])
        }
        var others = CommitNote()
        for one in [newest, foreign] { others.add(one, choosing: choice) }
        #expect(others.entries == [newest])
    }

    @Test func `notes put together are the same whichever comes first`() {
        var generator = SeededGenerator(seed: 8)
        for _ in 0..<200 {
            let notes = (0..<3).map { _ in
                var note = CommitNote()
                for _ in 0..<Int.random(in: 0...4, using: &generator) {
                    note.add(
                        entry(
                            "s\(Int.random(in: 0...3, using: &generator))",
                            time: Int64.random(in: 0...3, using: &generator),
                            text: "text \(Int.random(in: 0...2, using: &generator))"
                        )
                    )
                }
                return note
            }
            func joined(_ order: [Int]) -> CommitNote {
                var result = CommitNote()
                for place in order { result.add(notes[place]) }
                return result
            }
            let expected = joined([0, 1, 2]).text
            for order in [[2, 1, 0], [1, 0, 2], [0, 1, 2, 0, 1]] { #expect(joined(order).text == expected) }
        }
    }

    @Test func `what others wrote in a note stays byte for byte`() {
        let theirs = Array("Reviewed-by: Ada\r\n\n  indented\n\u{1b}[31mred\n".utf8) + [0xff, 0xfe]
        var note = CommitNote(parsing: theirs)
        #expect(note.entries.isEmpty)
        note.add(entry("one", text: "body"))
        #expect(note.content.starts(with: theirs))
        let again = CommitNote(parsing: note.content)
        #expect(again.entries.map(\.sessionID) == ["one"])
        #expect(again.content == note.content)
        var doubled = again
        doubled.add(CommitNote(parsing: theirs))
        #expect(doubled.content == note.content)
    }

    @Test func `a body cannot be taken for a head, and nothing in a note controls a terminal`() {
        var hostile = entry(
            "one",
            text:
                "Baton-Session: evil\nBaton-Session: evil2\r\u{1b}[2J\u{202e}txet\u{2066}\u{0007}\u{9b}31m\u{2028}Baton-Session: evil3"
        )
        hostile.title = "t\nBaton-Session: evil4\u{1b}]0;x\u{07}"
        hostile.files = ["a\nBaton-Session: evil5"]
        hostile.reasons = ["r\nBaton-Session: evil6; x"]
        let note = CommitNote(parsing: hostile.lines.utf8)
        #expect(note.entries.map(\.sessionID) == ["one"])
        #expect(
            hostile.lines.unicodeScalars.allSatisfy {
                $0 == "\n"
                    || $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value)
                        && !(0x202a...0x202e).contains($0.value) && !(0x2066...0x2069).contains($0.value)
            }
        )
    }

    @Test(arguments: [
        "", "\n\n", "Baton-Session:", "Baton-Session: ", "Baton-Session: ../../etc", "Baton-Session: a b",
        "Baton-Session: x\nScore: nan\nTime: never\nMessages: -5\nFiles: \"", "\u{feff}Baton-Session: x",
        "Baton-Session: x\nBaton-Session: x\nBaton-Session: x", "Score: 1\nBaton-Session: x\r\nAgent: y\r\n",
    ])
    func `strange notes are read without a failure and settle after one writing`(_ text: String) {
        let once = CommitNote(parsing: text.utf8).content
        #expect(CommitNote(parsing: once).content == once)
    }

    @Test func `random bytes are read without a failure and settle after one writing`() {
        var generator = SeededGenerator(seed: 3)
        let pieces = [
            "Baton-Session: ab\n", "Agent: x\n", "\n", "  body\n", "text\n", "Files: \"a\n", "\r\n", "\u{85}",
            "Score: 2\n",
        ]
        for _ in 0..<500 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...20, using: &generator) {
                bytes += Array(pieces.randomElement(using: &generator)!.utf8)
                if Int.random(in: 0...4, using: &generator) == 0 {
                    bytes.append(UInt8.random(in: 0...255, using: &generator))
                }
            }
            let once = CommitNote(parsing: bytes).content
            let twice = CommitNote(parsing: once).content
            #expect(CommitNote(parsing: twice).content == twice)
        }
    }

    @Test func `a note of a megabyte is read in no time and stays bounded`() {
        let many = Array(
            String(repeating: "Baton-Session: \(String(repeating: "a", count: 60))\n", count: 14_000).utf8
        )
        #expect(CommitNote(parsing: many).entries.count == 1)
        let different = (0..<20_000).map { "Baton-Session: s\($0)\nAgent: x\n" }.joined()
        #expect(CommitNote(parsing: different.utf8).entries.count == 200)
        let quotes = "Baton-Session: a\nFiles: " + String(repeating: "\",", count: 2000)
        #expect(CommitNote(parsing: quotes.utf8).entries.count == 1)
    }
}
