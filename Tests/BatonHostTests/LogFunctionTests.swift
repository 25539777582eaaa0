import BatonHost
import Lua
import Platform
import Testing

@Suite("What scripts say")
struct LogFunctionTests {
    @Test("lines have facts, prefixes and nothing that moves the cursor")
    func lines() throws {
        try withBench { bench throws in
            try bench.call("log.say", .text("a\u{1b}[2Jb"))
            try bench.call(
                "log.info",
                .text("two"),
                .record(["b": .text("x y"), "a": .int(1), "c": .text("plain")])
            )
            try bench.call("log.warn", .text("three"))
            try bench.call("log.error", .record(["k": .int(1)]))
            try bench.call("log.step", .text("Collect\nsessions"))
            try bench.call("log.debug", .text("hidden"))
            #expect(
                bench.console.said
                    == "a\u{fffd}[2Jb\ntwo a=1 b=\"x y\" c=plain\nwarning: three\nerror: {\"k\":1}\n==> Collect sessions\n"
            )
        }
    }

    @Test("details are told when they are asked for")
    func debug() throws {
        try withBench { bench throws in
            bench.environment["BATON_DEBUG"] = "1"
            try bench.call("log.debug", .text("shown"))
            #expect(bench.console.said == "debug: shown\n")
        }
    }

    @Test("progress shows on a terminal only, and makes room for lines")
    func progress() throws {
        try withBench { bench throws in
            try bench.call("log.progress", .int(1), .int(4))
            #expect(bench.console.said == "")
            bench.console.isInteractiveHere = true
            try bench.call("log.progress", .int(1), .int(4))
            #expect(bench.console.said == "\r\u{1b}[K  25 % (1 of 4)")
            #expect(bench.run.saidBytes > 0)
            try bench.call("log.say", .text("line"))
            #expect(bench.console.said.hasSuffix("(1 of 4)\r\u{1b}[Kline\n"))
            try bench.call("log.progress", .int(4), .int(4))
            #expect(bench.console.said.hasSuffix("100 % (4 of 4)\r\u{1b}[K"))
            try bench.call("log.progress", .number(.nan), .number(.infinity))
            try bench.call("log.progress", .number(7.5))
            #expect(bench.console.said.hasSuffix("  7.5"))
        }
    }
}
