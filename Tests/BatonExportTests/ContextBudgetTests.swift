import BatonExport
import BatonSessions
import Platform
import TestSupport
import Testing

@Suite struct ContextBudgetTests {
    /// A session with much of everything, some of it hostile.
    private func busy(_ seed: UInt64) -> TranscriptBuilder {
        var random = SeededGenerator(seed: seed)
        var builder = TranscriptBuilder(cwd: "/home/dev/demo")
        let pieces =
            MarkdownTests.hostile + [
                "👩‍👩‍👧‍👦 family ", "e\u{301}\u{302}\u{303} ", "word ", "\n", "\n\n", "🇩🇪", "[x](y) ",
                String(repeating: "long ", count: 80),
            ]
        for number in 0..<40 {
            var text = ""
            for _ in 0..<random.below(30) { text += pieces[random.below(pieces.count)] }
            let quoted = TranscriptBuilder.quoted(text)
            builder.prompt("p\(number) " + text)
            builder.call("a\(number)", "b\(number)", "Bash", "{\"command\":\(quoted)}")
            builder.result("b\(number)", text, isError: random.below(2) == 0)
            builder.call("c\(number)", "d\(number)", "Bash", "{\"command\":\"swift test --x \(number)\"}")
            builder.result("d\(number)", text, isError: random.below(2) == 0)
            builder.call(
                "e\(number)",
                "f\(number)",
                "Edit",
                "{\"file_path\":\"/home/dev/demo/\(number % 7).txt\",\"old_string\":\(quoted),\"new_string\":\"x\(number)\"}"
            )
            builder.result("f\(number)", "ok")
            builder.answer("g\(number)", text)
        }
        return builder
    }

    @Test("a page never has more code points than asked for, and uses most of them", arguments: 1...12)
    func bound(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let builders = (0...random.below(4)).map { busy(UInt64(seed * 10 + $0)) }
        let budget = ContextOptions.leastBudget + random.below(30_000)
        let text = try contextPage(builders) { $0.budget = budget }.text
        #expect(text.unicodeScalars.count <= budget, "seed \(seed)")
        #expect(text.unicodeScalars.count * 10 >= budget * 8, "seed \(seed)")
        #expect(!linesOutsideFences(text).contains("an open fence"), "seed \(seed)")
        let heads = linesOutsideFences(text).filter { $0.hasPrefix("## ") }
        #expect(heads.count == builders.count, "seed \(seed)")
        #expect(heads.allSatisfy { $0.hasPrefix("## Session ") }, "seed \(seed)")
    }

    @Test("prompts stay longest: at the least budget there are some, and none of what matters less")
    func order() throws {
        let text = try contextPage([busy(5)]) { $0.budget = ContextOptions.leastBudget }.text
        #expect(text.contains("### What was asked\n\n- (1) p0 "))
        #expect(!text.contains("### Tests and builds"))
        #expect(text.contains("*Left out here: "))
    }

    @Test("where not even all headings have room, the earliest sessions are left out and counted")
    func manySessions() throws {
        let builders = (0..<9).map { number in
            var builder = TranscriptBuilder()
            for _ in 0..<number { builder.record("progress") }
            builder.prompt("prompt \(number) " + String(repeating: "x", count: 100))
            builder.answer("m", "well")
            return builder
        }
        let text = try contextPage(builders) { $0.budget = ContextOptions.leastBudget }.text
        #expect(text.unicodeScalars.count <= ContextOptions.leastBudget)
        #expect(text.contains("earlier sessions left out, for which there was no room.*"))
        #expect(text.contains("## Session 9: prompt 8"))
        #expect(!text.contains("## Session 1: "))
    }

    @Test("a title and a preface of any size leave the budget as it is")
    func head() throws {
        let text = try contextPage([busy(7)]) { options in
            options.title = String(repeating: "\u{202e}*", count: 5000)
            options.preface = String(repeating: "preface\n", count: 5000)
            options.budget = ContextOptions.leastBudget
        }.text
        #expect(text.unicodeScalars.count <= ContextOptions.leastBudget)
        #expect(text.contains("*[the text in front of the sessions is left out"))
    }

    @Test("a cut text ends before a fence that it would leave open, and at a whole character")
    func cuts() throws {
        let family = "👩‍👩‍👧‍👦"
        var builder = TranscriptBuilder()
        builder.prompt("intro\nof two lines\n\n```\n" + String(repeating: "code\n", count: 3000) + "```\nend")
        builder.answer("m1", String(repeating: family, count: 3000))
        let text = try contextPage([builder]).text
        let isIntro = text.contains("- (1)\n\n  > intro\n  > of two lines\n\n  *[15,013 characters more]*")
        #expect(isIntro)
        let shown = text.filter { $0 == Character(family) }.count
        #expect(shown == 8000 / family.unicodeScalars.count)
        let isWhole = !text.contains("👩\u{200d}\n") && !text.contains("👧\n")
        #expect(isWhole)
    }

    @Test("without a budget nothing is left out")
    func whole() throws {
        let text = try contextPage([busy(3)]).text
        #expect(!text.contains("Left out here"))
        #expect(text.contains("### Tests and builds"))
    }
}
