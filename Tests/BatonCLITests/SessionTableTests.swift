import BatonCLI
import BatonSessions
import Platform
import TestSupport
import Testing

@Suite struct SessionTableTests {
    /// What `baton sessions` writes for sessions with these titles, in a project of a hostile name.
    private func lines(_ titles: [String], _ arguments: String..., terminals: Set<ConsoleStream>) throws
        -> [String]
    {
        try withTemporaryDirectory { root in
            let console = FakeConsole(terminals: terminals)
            let context = Context.poisoned(workingDirectory: root, homeDirectory: root, console: console)
            let folder = ClaudeCodeStore(context).folder(forProject: root)
            try Files.makeDirectory(folder)
            for (number, title) in titles.enumerated() {
                var builder = TranscriptBuilder(cwd: "/x/a\u{1b}[2Jb\n\(String(repeating: "c", count: 50))")
                builder.prompt("needle \(title)")
                builder.line("{\"type\":\"tag\",\"tag\":\"later\"}")
                let id = "1111111\(number)-2222-4333-8444-55555555555\(number)"
                try Files.write(builder.bytes, to: folder + "/\(id).jsonl")
            }
            #expect(
                CommandLineProgram.run(["sessions", "--all"] + arguments, in: context) == 0,
                "\(console.error)"
            )
            return console.output.split(separator: "\n").map(String.init)
        }
    }

    private static let titles = [
        "short", String(repeating: "long ", count: 50), String(repeating: "日本語", count: 60),
        "a\u{202e}b\u{1b}]0;c\u{7}",
    ]

    /// Columns of a text of ASCII and of wide characters.
    private func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ((0x3000...0x9fff).contains($1.value) ? 2 : 1) }
    }

    @Test(
        "on a terminal no line is wider than it, and the columns stand below each other",
        arguments: [[], ["--grep", "needle"]]
    )
    func terminal(arguments: [String]) throws {
        let lines =
            try arguments.isEmpty
            ? lines(Self.titles, terminals: [.output])
            : lines(Self.titles, "--grep", "needle", terminals: [.output])
        #expect(lines.allSatisfy { width($0) <= 80 }, "\(lines)")
        #expect(lines.contains { width($0) >= 79 })
        let rows = lines.filter { $0.hasPrefix("1111111") }
        #expect(rows.count == Self.titles.count)
        for row in rows {
            // The id is cut to what tells it apart.
            #expect(row.dropFirst(8).hasPrefix("  2026-02-28 10:30  a"))
            #expect(row.contains("  #later "))
        }
        #expect(Set(rows.map { row in row.prefix { $0 != "#" }.count }).count == 1)
        #expect(
            arguments.isEmpty || lines.filter { $0.hasPrefix("    ") && $0.contains("needle") }.count == 4
        )
    }

    @Test("elsewhere ids and titles are whole, and nothing in them controls a terminal")
    func file() throws {
        let lines = try lines(Self.titles, terminals: [])
        #expect(lines.count == Self.titles.count)
        #expect(lines.allSatisfy { $0.hasPrefix("1111111") && $0.dropFirst(8).hasPrefix("-2222-4333-8444-") })
        #expect(lines.contains { $0.contains("needle " + String(repeating: "日本語", count: 60)) })
        let hostile: Set<Unicode.Scalar> = ["\u{1b}", "\u{7}", "\u{202e}"]
        #expect(!lines.joined().unicodeScalars.contains { hostile.contains($0) })
    }
}
