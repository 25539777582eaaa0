import BatonHost
import Lua
import Testing

@Suite("Prompts")
struct PromptTests {
    @Test("without a terminal a question fails and says what to do")
    func nobody() throws {
        try withBench { bench throws in
            for path in ["prompt.confirm", "prompt.input"] {
                #expect(
                    bench.failure(path, .text("Go on?"))
                        == "prompt.not_interactive: a question needs a terminal"
                )
            }
        }
    }

    @Test("--yes answers questions of yes or no, and nothing else")
    func yes() throws {
        try withBench { bench throws in
            bench.options.assumesYes = true
            #expect(try bench.call("prompt.confirm", .text("Go on?")) == .bool(true))
            #expect(bench.failure("prompt.input", .text("Name"))?.hasPrefix("prompt.not_interactive") == true)
        }
    }

    @Test("answers are read, an empty one is the default, and the question cannot move the cursor")
    func answers() throws {
        try withBench { bench throws in
            bench.console.isInteractiveHere = true
            bench.console.answers = ["y", "", "Yes", "no", "", "Ada", "2", "9"]
            #expect(try bench.call("prompt.confirm", .text("\u{1b}[2JGo on?")) == .bool(true))
            #expect(!bench.console.said.contains("\u{1b}"))
            #expect(try bench.call("prompt.confirm", .text("Go on?"), .bool(true)) == .bool(true))
            #expect(try bench.call("prompt.confirm", .text("Go on?")) == .bool(true))
            #expect(try bench.call("prompt.confirm", .text("Go on?"), .bool(true)) == .bool(false))
            #expect(
                try bench.call("prompt.input", .text("Name"), .record(["default": .text("nobody")]))
                    == .text("nobody")
            )
            #expect(try bench.call("prompt.input", .text("Name")) == .text("Ada"))
            #expect(
                try bench.call("prompt.select", .text("Colour"), .texts(["red", "green"])) == .text("green")
            )
            #expect(
                bench.failure("prompt.select", .text("Colour"), .texts(["red"]))
                    == "prompt.invalid: '9' is not a number from 1 to 1"
            )
            #expect(bench.failure("prompt.input", .text("Name"))?.hasPrefix("interrupted") == true)
        }
    }
}
