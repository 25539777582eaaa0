import Platform
import TestSupport
import Testing

/// Runs the tour of `docs/scripting.md`, block by block, in one room.
///
/// A block with `file=PATH` is written there; a `console` block runs its `$` lines, and a `repl` block types its `>` lines.
/// All other lines of these two must come out, in their order; `…` stands for anything.
@Suite("The tour of scripting")
struct TourTests {
    @Test("every block does what the page says")
    func tour() throws {
        let page = String(
            decoding: try Files.read(Repository.path("docs/scripting.md")),
            as: UTF8.self
        )
        let blocks = Self.blocks(page)
        #expect(blocks.count > 15)
        try withRoom { room throws in
            _ = try room.run("git", ["init", "-q", "-b", "main"])
            _ = try room.run("git", ["commit", "-q", "--allow-empty", "-m", "First"])
            try room.addSample()
            for block in blocks { try run(block, room) }
        }
    }

    private struct Block {
        let line: Int
        let kind: String
        let file: String?
        let lines: [String]
    }

    private static func blocks(_ page: String) -> [Block] {
        var blocks: [Block] = []
        var open: (line: Int, words: [String], lines: [String])?
        for (offset, line) in page.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if let current = open {
                if line == "```" {
                    let file = current.words.first { $0.hasPrefix("file=") }.map { String($0.dropFirst(5)) }
                    blocks.append(
                        Block(
                            line: current.line,
                            kind: current.words.first ?? "",
                            file: file,
                            lines: current.lines
                        )
                    )
                    open = nil
                } else {
                    open?.lines.append(String(line))
                }
            } else if line.hasPrefix("```") {
                open = (offset + 1, line.dropFirst(3).split(separator: " ").map(String.init), [])
            }
        }
        return blocks
    }

    private func run(_ block: Block, _ room: Room) throws {
        if let file = block.file {
            let path =
                file.hasPrefix("~/")
                ? Paths.join(room.home, String(file.dropFirst(2))) : Paths.join(room.work, file)
            try Files.makeDirectory(Paths.directory(path))
            try Files.write(Array((block.lines.joined(separator: "\n") + "\n").utf8), to: path)
            return
        }
        switch block.kind {
        case "console": try console(block, room)
        case "repl": try repl(block, room)
        default: Issue.record("line \(block.line): nothing is done with a block of '\(block.kind)'")
        }
    }

    private func console(_ block: Block, _ room: Room) throws {
        var index = 0
        while index < block.lines.count {
            let line = block.lines[index]
            index += 1
            #expect(line.hasPrefix("$ baton "), "line \(block.line + index): not a command")
            let command = try #require(ScriptFile(String(line.dropFirst(2))).commands.first)
            var expected: [String] = []
            while index < block.lines.count, !block.lines[index].hasPrefix("$ ") {
                expected.append(block.lines[index])
                index += 1
            }
            let result = try room.baton(Array(command.words.dropFirst()))
            compare(
                String(decoding: result.output + result.error, as: UTF8.self),
                String(decoding: result.error + result.output, as: UTF8.self),
                expected,
                "line \(block.line): \(line)"
            )
        }
    }

    private func repl(_ block: Block, _ room: Room) throws {
        var (input, expected): ([String], [String]) = ([], [])
        for line in block.lines {
            if line.hasPrefix("> ") {
                input.append(String(line.dropFirst(2)))
            } else if line.hasPrefix(">> ") {
                input.append(String(line.dropFirst(3)))
            } else {
                expected.append(line)
            }
        }
        let result = try room.baton(["repl"], input: Array((input.joined(separator: "\n") + "\n").utf8))
        #expect(result.error.isEmpty, "line \(block.line): \(String(decoding: result.error, as: UTF8.self))")
        compare(result.text, "", expected, "line \(block.line)")
    }

    /// Output and errors come by two ways, so that either may be first.
    private func compare(_ text: String, _ other: String, _ expected: [String], _ place: String) {
        #expect(
            Self.holds(text, expected) || Self.holds(other, expected),
            "\(place)\nexpected:\n\(expected.joined(separator: "\n"))\ngot:\n\(text)"
        )
    }

    private static func holds(_ text: String, _ expected: [String]) -> Bool {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        for wanted in expected where wanted != "…" {
            guard let found = lines.firstIndex(where: { matches(String($0), wanted) }) else { return false }
            lines = lines[(found + 1)...]
        }
        return true
    }

    private static func matches(_ line: String, _ wanted: String) -> Bool {
        let parts = wanted.split(separator: "…", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1 else { return line == wanted }
        guard line.hasPrefix(parts[0]), line.hasSuffix(parts[parts.count - 1]) else { return false }
        var rest = line.dropFirst(parts[0].count)
        for part in parts.dropFirst().dropLast() {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.count >= parts[parts.count - 1].count
    }
}
