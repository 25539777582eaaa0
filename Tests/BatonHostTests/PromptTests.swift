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

@Suite("Prompts with choices, checks and secrets")
struct PromptAnswerTests {
    @Test("a wrong answer is asked for again, three times at most")
    func again() throws {
        try withBench { bench throws in
            bench.console.isInteractiveHere = true
            let colours = HostValue.texts(["red", "green", "blue"])
            bench.console.answers = ["9", "x", "green"]
            #expect(try bench.call("prompt.select", .text("Colour"), colours) == .text("green"))
            bench.console.answers = ["9", "x", "y", "1"]
            #expect(
                bench.failure("prompt.select", .text("Colour"), colours)?.hasPrefix("prompt.invalid") == true
            )
            #expect(bench.console.answers == ["1"])
            bench.console.answers = [""]
            #expect(
                try bench.call("prompt.select", .text("Colour"), colours, .record(["default": .text("blue")]))
                    == .text("blue")
            )
            #expect(
                bench.failure("prompt.select", .text("C"), colours, .record(["default": .text("pink")]))?
                    .hasPrefix("arg: ") == true
            )
        }
    }

    @Test(
        "several are chosen by numbers, texts or all",
        arguments: [
            ("3, 1", ["red", "blue"]), ("", []), ("all", ["red", "green", "blue"]), ("green,2", ["green"]),
        ]
    )
    func multi(answer: String, expected: [String]) throws {
        try withBench { bench throws in
            bench.console.isInteractiveHere = true
            bench.console.answers = [answer]
            #expect(
                try bench.call("prompt.multi", .text("Colours"), .texts(["red", "green", "blue"]))
                    == .texts(expected)
            )
        }
    }

    @Test("what is typed as a secret is a secret from then on")
    func secret() throws {
        try withBench { bench throws in
            bench.console.isInteractiveHere = true
            bench.console.answers = ["my passphrase", "12345"]
            let hidden: HostValue = .record(["secret": .bool(true)])
            #expect(try bench.call("prompt.input", .text("Password"), hidden).typeName == "handle")
            try bench.call("log.say", .text("it is my passphrase"))
            #expect(bench.console.said.hasSuffix("it is [redacted:secret:1]\n"))
            let failure = bench.failure("prompt.input", .text("Password"), hidden)
            #expect(failure?.hasPrefix("secrets.too_short: ") == true && failure?.contains("12345") == false)
        }
    }
}
