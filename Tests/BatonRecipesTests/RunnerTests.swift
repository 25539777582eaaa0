import BatonHost
import BatonRecipes
import Lua
import Platform
import Testing

@Suite("Running recipes")
struct RunnerTests {
    private static let head =
        "baton: 1\nabout: x\npermissions: {sessions: read, upload: [any], run: [git], env: [PLACE], git: read}\n"

    @Test("steps run in the order of the file and see earlier results")
    func order() throws {
        let bench = Bench()
        let outputs = try bench.run(
            Self.head + """
                steps:
                  - {id: bundle, use: export.json}
                  - id: share
                    use: upload.put
                    with: {content: "${{ steps.bundle }}"}
                  - use: log.say
                    with: {text: "to ${{ steps.share.store }}"}
                outputs: {link: "${{ steps.share.link }}"}
                """
        )
        #expect(bench.calls.names == ["export.json", "upload.put", "log.say"])
        #expect(bench.calls.all[1].arguments["content"]?.field("filename") == .text("session.json"))
        #expect(bench.calls.all[2].arguments["text"] == .text("to x0"))
        #expect(outputs == ["link": .text("https://store.example/a.age#KEY")])
        #expect(bench.said == ["[1/3] bundle: export.json", "[2/3] share: upload.put"])
    }

    @Test("with JSON nothing but what functions say is said")
    func quiet() throws {
        let bench = Bench()
        bench.options.isJSON = true
        try bench.run(Self.head + "steps: [{use: export.json}]\n")
        #expect(bench.said.isEmpty)
    }

    @Test("a step runs when its condition holds, and a skipped one reads as nil")
    func conditions() throws {
        let bench = Bench()
        let outputs = try bench.run(
            Self.head + """
                inputs: {flag: {type: boolean, default: false}}
                steps:
                  - {id: a, use: export.json, if: "${{ inputs.flag }}"}
                  - {id: b, use: export.json, if: "${{ not inputs.flag }}"}
                  - {id: c, use: export.json, if: false}
                  - {id: d, use: redact.text, with: {text: x}, if: "${{ steps.a.message_count == nil }}"}
                outputs:
                  a: ${{ steps.a.message_count }}
                  b: ${{ steps.b.message_count }}
                """
        )
        #expect(bench.calls.names == ["export.json", "redact.text"])
        #expect(outputs["a"] == .nil)
        #expect(outputs["b"] == .int(7))
    }

    @Test("for_each runs once for each element and gives a list")
    func forEach() throws {
        let bench = Bench()
        let outputs = try bench.run(
            Self.head + """
                inputs: {names: {type: list, default: [p, q]}}
                steps:
                  - id: all
                    use: redact.text
                    for_each: ${{ inputs.names }}
                    with: {text: "${{ index }}:${{ item }}"}
                  - {id: none, use: redact.text, for_each: [], with: {text: "${{ item }}"}}
                  - {id: fixed, use: redact.text, for_each: [1, "${{ inputs.names }}"], with: {text: a}}
                outputs: {all: "${{ steps.all }}", second: "${{ steps.all[2] }}", none: "${{ steps.none }}"}
                """
        )
        #expect(bench.calls.all.prefix(2).map { $0.arguments["text"] } == [.text("1:p"), .text("2:q")])
        #expect(bench.calls.all.count == 4)
        #expect(outputs["all"] == .array([.text("clean"), .text("clean")]))
        #expect(outputs["second"] == .text("clean"))
        #expect(outputs["none"] == .array([]))
    }

    @Test("for_each refuses what is no list")
    func forEachOfAText() {
        let error = #expect(throws: RecipeError.self) {
            try Bench().run(
                Self.head + "inputs: {n: {type: string, default: a}}\nsteps:\n"
                    + "  - {use: export.json, for_each: \"${{ inputs.n }}\"}\n"
            )
        }
        #expect(
            error?.description
                == "test.yml:6:5: step 'export.json' failed: 'for_each' needs a list, got string"
        )
    }

    @Test("a failed step names its place and keeps hint and cause")
    func failure() throws {
        let bench = Bench()
        bench.calls.overrides["upload.put"] = {
            throw HostError("store.full", "the store is full", hint: "use another")
        }
        let error = #expect(throws: RecipeError.self) {
            try bench.run(
                Self.head
                    + "steps:\n  - id: share\n    use: upload.put\n    with: {content: a}\n  - use: export.json\n"
            )
        }
        #expect(error?.description == "test.yml:5:5: step 'share' failed: the store is full")
        #expect(error?.hint == "use another")
        #expect(error?.kind == "store.full")
        #expect((error?.root as? HostError)?.kind == "store.full")
        #expect(bench.calls.names == ["upload.put"])
    }

    @Test(
        "on_error decides whether a recipe goes on",
        arguments: [
            ("stop", 0, 1), ("warn", 1, 2), ("continue", 0, 2),
        ]
    )
    func onError(_ policy: String, _ warnings: Int, _ calls: Int) throws {
        let bench = Bench()
        bench.calls.overrides["export.json"] = { throw HostError("io", "broken") }
        let recipe =
            Self.head + "steps:\n  - {id: a, use: export.json, on_error: \(policy)}\n"
            + "  - {use: redact.text, with: {text: \"x${{ steps.a.filename }}\"}}\n"
        let result = Result { try bench.run(recipe) }
        #expect(bench.calls.all.count == calls)
        #expect(
            bench.said.filter { $0 == "warning: test.yml:5:5: step 'a' failed: broken" }.count == warnings
        )
        #expect((try? result.get()) == nil ? policy == "stop" : policy != "stop")
    }

    @Test("a limit ends the recipe whatever the step says")
    func limitsAreFinal() {
        let bench = Bench()
        bench.calls.overrides["export.json"] = { throw HostError("limit.time", "too long") }
        let error = #expect(throws: RecipeError.self) {
            try bench.run(
                Self.head + "steps:\n  - {use: export.json, on_error: continue, retry: {times: 3}}\n"
            )
        }
        #expect(error?.kind == "limit.time")
        #expect(bench.calls.all.count == 1)
    }

    @Test("after a failure only steps that ask for it run")
    func cleanUp() {
        let bench = Bench()
        bench.calls.overrides["export.json"] = { throw HostError("io", "broken") }
        let error = #expect(throws: RecipeError.self) {
            try bench.run(
                Self.head + """
                    steps:
                      - {use: export.json}
                      - {use: log.say, with: {text: never}}
                      - {use: log.say, with: {text: always}, if: "${{ always() }}"}
                      - {use: log.say, with: {text: failed}, if: "${{ failed() }}"}
                      - {use: log.say, with: {text: not failed}, if: "${{ not failed() }}"}
                    """
            )
        }
        #expect(error?.description == "test.yml:5:5: step 'export.json' failed: broken")
        #expect(
            bench.calls.all.dropFirst().map { $0.arguments["text"] } == [.text("always"), .text("failed")]
        )
    }

    @Test("without a failure always() holds and failed() does not")
    func noFailure() throws {
        let bench = Bench()
        try bench.run(
            Self.head + """
                steps:
                  - {use: log.say, with: {text: a}, if: "${{ always() }}"}
                  - {use: log.say, with: {text: b}, if: "${{ failed() }}"}
                  - {use: log.say, with: {text: c}, if: "${{ failed() or run.json == false }}"}
                """
        )
        #expect(bench.calls.all.map { $0.arguments["text"] } == [.text("a"), .text("c")])
        #expect(bench.engine.evaluated.map(\.expression) == ["false or run.json == false"])
    }

    @Test("Ctrl-C runs what always runs and comes out as it is")
    func interrupt() {
        let bench = Bench()
        bench.calls.overrides["export.json"] = { throw PlatformError.interrupted }
        #expect(throws: PlatformError.interrupted) {
            try bench.run(
                Self.head + """
                    steps:
                      - {use: export.json, on_error: continue, retry: {times: 5}}
                      - {use: log.say, with: {text: never}}
                      - {use: log.say, with: {text: clean up}, if: "${{ always() }}"}
                    """
            )
        }
        #expect(bench.calls.names == ["export.json", "log.say"])
        #expect(bench.interrupts == 1)
    }

    @Test("Ctrl-C in a step that cleans up after a failure comes out, too")
    func interruptedCleanUp() {
        let bench = Bench()
        bench.calls.overrides["export.json"] = { throw HostError("made.up", "no") }
        bench.calls.overrides["redact.text"] = { throw PlatformError.interrupted }
        #expect(throws: PlatformError.interrupted) {
            try bench.run(
                Self.head + """
                    steps:
                      - {use: export.json}
                      - {use: redact.text, with: {text: x}, if: "${{ always() }}"}
                      - {use: log.say, with: {text: clean up}, if: "${{ always() }}"}
                    """
            )
        }
        #expect(bench.calls.names == ["export.json", "redact.text", "log.say"])
        #expect(bench.interrupts == 1)
    }

    @Test("failures of Lua are known by their kind: Ctrl-C, a limit, a host function's")
    func luaFailures() {
        let recipe =
            Self.head + """
                steps:
                  - {lua: make, on_error: continue, retry: {times: 2}}
                  - {use: log.say, with: {text: clean up}, if: "${{ always() }}"}
                """
        let bench = Bench()
        bench.engine.result = { _ in throw LuaError(kind: .cancelled, message: "cancelled") }
        #expect(throws: PlatformError.interrupted) { try bench.run(recipe) }
        #expect(bench.calls.names == ["log.say"])
        #expect(bench.interrupts == 1)

        bench.engine.result = { _ in
            throw LuaError(kind: .limit(.memory), message: "too much", hint: "use less")
        }
        let limit = #expect(throws: RecipeError.self) { try bench.run(recipe) }
        #expect(limit?.kind == "limit.memory")
        #expect(limit?.hint == "use less")
        #expect(bench.pauses.isEmpty)

        bench.engine.result = { _ in throw LuaError(kind: .host("denied"), message: "no") }
        let denied = #expect(throws: RecipeError.self) {
            try bench.run(recipe.replacing("on_error: continue", "on_error: stop"))
        }
        #expect(denied?.kind == "denied")
        #expect(bench.pauses.isEmpty)
    }

    @Test("a step that takes too long can be passed over")
    func timeoutContinues() throws {
        let bench = Bench()
        bench.calls.overrides["export.json"] = {
            bench.clock.milliseconds += 5000
            throw HostError("http", "busy")
        }
        try bench.run(
            Self.head + """
                steps:
                  - {use: export.json, timeout: 2s, retry: {times: 3}, on_error: continue}
                  - {use: log.say, with: {text: on}}
                """
        )
        #expect(bench.calls.names == ["export.json", "log.say"])
    }

    @Test("a step is tried again as often as it says, with its delay")
    func retry() throws {
        let bench = Bench()
        var left = 2
        bench.calls.overrides["export.json"] = {
            left -= 1
            if left >= 0 { throw HostError("http", "busy") }
            return .text("done")
        }
        let outputs = try bench.run(
            Self.head
                + "steps:\n  - {id: a, use: export.json, retry: {times: 3, delay: 250ms}}\noutputs: {a: \"${{ steps.a }}\"}\n"
        )
        #expect(outputs["a"] == .text("done"))
        #expect(bench.calls.all.count == 3)
        #expect(bench.pauses == [0.25, 0.25])
    }

    @Test("what cannot end otherwise is not tried again", arguments: ["denied", "arg"])
    func noRetry(_ kind: String) {
        let bench = Bench()
        bench.calls.overrides["export.json"] = { throw HostError(kind, "no") }
        #expect(throws: RecipeError.self) {
            try bench.run(Self.head + "steps: [{use: export.json, retry: {times: 3}}]\n")
        }
        #expect(bench.calls.all.count == 1)
    }

    @Test("a timeout ends the attempts")
    func timeout() {
        let bench = Bench()
        bench.calls.overrides["export.json"] = {
            bench.clock.milliseconds += 800
            throw HostError("http", "busy")
        }
        let error = #expect(throws: RecipeError.self) {
            try bench.run(
                Self.head + "steps: [{use: export.json, timeout: 2s, retry: {times: 9, delay: 400ms}}]\n"
            )
        }
        #expect(
            error?.description
                == "test.yml:4:9: step 'export.json' failed: it took longer than its 'timeout' of 2s"
        )
        #expect(error?.kind == "limit.timeout")
        #expect(bench.calls.all.count == 2)
    }

    @Test("a recipe ends when its time by the clock is used up, whatever its steps say")
    func wallClock() {
        let bench = Bench()
        bench.calls.overrides["export.json"] = {
            bench.clock.milliseconds += 600
            return .nil
        }
        let error = #expect(throws: RecipeError.self) {
            try bench.run(
                Self.head + """
                    limits: {wall: 1s}
                    steps:
                      - {use: export.json, for_each: [1, 2, 3, 4], on_error: continue}
                      - {use: log.say, with: {text: never}}
                      - {use: log.say, with: {text: clean up}, if: "${{ always() }}"}
                    """
            )
        }
        #expect(error?.kind == "limit.wall")
        #expect(bench.calls.names == ["export.json", "export.json", "log.say"])
    }

    @Test("a program gets its arguments as a list and gives code and output")
    func exec() throws {
        let bench = Bench()
        bench.home = "/work-directory"
        bench.programs.result = { _ in ProgramResult(status: 0, output: Array("main\n".utf8)) }
        let outputs = try bench.run(
            Self.head + """
                inputs: {name: {type: string, default: "a b; rm -rf $HOME"}}
                steps:
                  - id: a
                    exec: [git, log, "${{ inputs.name }}", "-n${{ 3 }}"]
                    timeout: 5s
                    with: {stdin: "${{ inputs.name }}", cwd: sub, env: {LANG: C}}
                outputs: {code: "${{ steps.a.code }}", out: "${{ steps.a.stdout }}"}
                """
        )
        let call = try #require(bench.programs.calls.first)
        #expect(call.name.hasSuffix("/git"))
        #expect(call.arguments == ["log", "a b; rm -rf $HOME", "-n3"])
        #expect(call.directory == "/work-directory/sub")
        #expect(call.environment == ["LANG": "C"])
        #expect(call.timeout == 5)
        #expect(call.input == Array("a b; rm -rf $HOME".utf8))
        #expect(outputs == ["code": .int(0), "out": .text("main\n")])
    }

    @Test("a program that fails fails its step, and its result can be looked at")
    func execFails() throws {
        let bench = Bench()
        bench.programs.result = { _ in ProgramResult(status: 3, error: Array("a secret reason".utf8)) }
        let recipe =
            Self.head
            + "steps:\n  - {id: a, exec: [git], on_error: POLICY}\noutputs: {code: \"${{ steps.a.code }}\"}\n"
        let error = #expect(throws: RecipeError.self) {
            try bench.run(recipe.replacing("POLICY", "stop"))
        }
        #expect(error?.description == "test.yml:5:5: step 'a' failed: 'git' ended with status 3")
        #expect(try bench.run(recipe.replacing("POLICY", "continue"))["code"] == .int(3))
    }

    @Test("a program runs only with the permission of the run, too")
    func execDenied() {
        let bench = Bench()
        bench.permissions = PermissionSet([:])
        let error = #expect(throws: RecipeError.self) {
            try bench.run(Self.head + "steps: [{exec: [git]}]\n")
        }
        #expect(error?.kind == "denied")
        #expect(bench.programs.calls.isEmpty)
    }

    @Test("Lua sees inputs and the results it names, and gives its result")
    func lua() throws {
        let bench = Bench()
        bench.engine.result = { _ in .record(["count": .int(1)]) }
        let outputs = try bench.run(
            Self.head + """
                inputs: {n: {type: integer, default: 2}}
                steps:
                  - {id: bundle, use: export.json}
                  - id: made
                    lua: |
                      -- steps.bundle is not read here
                      return steps.bundle.message_count + inputs.n
                outputs: {count: "${{ steps.made.count }}"}
                """
        )
        #expect(outputs["count"] == .int(1))
        let chunk = try #require(bench.engine.chunks.first)
        #expect(chunk.chunk == "test.yml")
        // The lines that Lua counts are those of the file.
        #expect(chunk.source.hasPrefix("\n\n\n\n\n\n\n\n-- steps.bundle"))
        #expect(
            chunk.names == [
                "inputs": .record(["n": .int(2)]),
                "steps": .record(["bundle": .record(["message_count": .int(7)])]),
            ]
        )
    }

    @Test(
        "a chunk that takes all results gets them",
        arguments: ["for k in pairs(steps) do end", "return load('x')"]
    )
    func luaTakesAll(_ source: String) throws {
        let bench = Bench()
        try bench.run(Self.head + "steps:\n  - {id: bundle, use: export.json}\n  - lua: \(source)\n")
        #expect(
            bench.engine.chunks[0].names["steps"]?.field("bundle")?.field("filename") == .text("session.json")
        )
    }

    @Test("names of the surroundings are known")
    func surroundings() throws {
        let bench = Bench()
        bench.environment = ["PLACE": "here", "OTHER": "there"]
        bench.hook = "post-commit"
        let outputs = try bench.run(
            Self.head + """
                steps: [{use: log.say, with: {text: a}}]
                outputs:
                  env: ${{ env.PLACE }}
                  all: ${{ env }}
                  hook: ${{ run.hook }}
                  tty: ${{ run.tty }}
                  time: ${{ run.time }}
                  branch: ${{ git.branch }}
                  root: ${{ git.root }}
                """
        )
        #expect(
            outputs == [
                "env": .text("here"), "all": .record(["PLACE": .text("here")]), "hook": .text("post-commit"),
                "tty": .bool(false), "time": .text("2026-02-28T10:30:15.000Z"), "branch": .text("main"),
                "root": .nil,
            ]
        )
    }

    @Test("a list or a table cannot stand inside a text")
    func notText() {
        let bench = Bench()
        bench.engine.result = { _ in .record(["a": .int(1)]) }
        let error = #expect(throws: RecipeError.self) {
            try bench.run(
                Self.head
                    + "steps:\n  - {id: a, lua: make}\n  - use: log.say\n    with: {text: \"x ${{ steps.a }}\"}\n"
            )
        }
        #expect(
            error?.description
                == "test.yml:7:25: step 'log.say' failed: 'steps.a' is a table, which cannot stand inside a text"
        )
    }
}

extension String {
    /// The text with all of `part` replaced.
    func replacing(_ part: String, _ other: String) -> String {
        split(separator: part, omittingEmptySubsequences: false).joined(separator: other)
    }
}
