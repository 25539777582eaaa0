import BatonHost
import BatonRecipes
import Lua
import Testing

@Suite("Good recipes")
struct GoodRecipeTests {
    private static let head = "baton: 1\nabout: Says something.\n"

    @Test("all parts of a recipe are read")
    func parts() throws {
        let recipe = try Bench().read(
            Self.head + """
                inputs:
                  name: {type: string, about: Who, required: true}
                  colour: {type: choice, choices: [red, "no"], default: no}
                  files: {type: list, default: [a, "1.20", 12:30]}
                permissions: {sessions: read, upload: [any], git: notes, clone: false, http: [a.example]}
                hooks: [post-commit, pre-push]
                limits: {time: 1500ms, wall: 2m, memory: 64M, output: 512K}
                steps:
                  - id: a
                    use: log.say
                    with: {text: hi}
                    timeout: 30s
                    retry: {times: 2}
                    on_error: warn
                outputs: {x: 1}
                """,
            file: "dir/demo.yml"
        )
        #expect(recipe.name == "demo")
        #expect(recipe.about == "Says something.")
        #expect(recipe.inputs.map(\.name) == ["name", "colour", "files"])
        #expect(recipe.inputs[0].isRequired)
        #expect(
            recipe.permissions.granted == [
                .sessions: [], .upload: ["any"], .git: ["read", "notes"], .http: ["a.example"],
            ]
        )
        #expect(recipe.hooks == ["post-commit", "pre-push"])
        #expect(recipe.limits.time == 1.5)
        #expect(recipe.limits.wall == 120)
        #expect(recipe.limits.memory == 64 << 20)
        #expect(recipe.limits.output == 512 << 10)
        #expect(recipe.steps[0].timeout == 30)
        #expect(recipe.steps[0].retry?.times == 2)
        #expect(recipe.steps[0].retry?.delay == 1)
        #expect(recipe.steps[0].onError == .warn)
    }

    @Test(
        "a text is kept as it is written where a text is wanted",
        arguments: ["1.20", "no", "12:30", "0x1F", "null", "~", "true", "2026-02-28", "1e3", "=", "-1"]
    )
    func texts(_ text: String) throws {
        let bench = Bench()
        try bench.run(
            Self.head
                + "permissions: {sessions: read}\nsteps:\n  - use: export.json\n    with: {title: \(text)}\n"
        )
        #expect(bench.calls.all[0].arguments["title"] == .text(text))
    }

    @Test(
        "a plain value of any type reads as JSON would",
        arguments: [
            ("true", HostValue.bool(true)), ("null", .null), ("12", .int(12)), ("-0.5", .number(-0.5)),
            ("1e3", .number(1000)),
            ("yes", .text("yes")), ("012", .text("012")), ("\"12\"", .text("12")), ("1.", .number(1)),
            (".5", .text(".5")),
            ("[1, a]", .array([.int(1), .text("a")])), ("{a: 1}", .record(["a": .int(1)])),
        ]
    )
    func anything(_ text: String, _ value: HostValue) throws {
        let outputs = try Bench().run(
            Self.head + "steps: [{use: log.say, with: {text: a}}]\noutputs: {x: \(text)}\n"
        )
        #expect(outputs["x"] == value)
    }

    @Test("an expression alone keeps its type, and text around it makes a text")
    func types() throws {
        let outputs = try Bench().run(
            Self.head + """
                inputs: {n: {type: integer, default: 3}, t: {type: string}}
                steps: [{use: log.say, with: {text: a}}]
                outputs:
                  alone: ${{ inputs.n }}
                  text: n=${{ inputs.n }}${{ inputs.n }}
                  none: <${{ inputs.t }}>
                  literal: $${{ inputs.n }} is ${{inputs.n}}
                  table: "${{ { {1}, 2 } }}"
                  quoted: '${{ "}}" }}'
                """
        )
        #expect(outputs["alone"] == .int(3))
        #expect(outputs["text"] == .text("n=33"))
        #expect(outputs["none"] == .text("<>"))
        #expect(outputs["literal"] == .text("${{ inputs.n }} is 3"))
        #expect(outputs["table"] == .array([.array([.int(1)]), .int(2)]))
        #expect(outputs["quoted"] == .text("}}"))
    }

    @Test("a path needs no engine, and an expression sees only the fields it names")
    func noEngine() throws {
        let bench = Bench()
        let outputs = try bench.run(
            Self.head + """
                permissions: {sessions: read}
                steps:
                  - {id: bundle, use: export.json}
                outputs:
                  path: ${{ steps.bundle.message_count }}
                  key: ${{ steps["bundle"]["filename"] }}
                  sum: ${{ steps.bundle.message_count > 5 }}
                """
        )
        #expect(outputs["path"] == .int(7))
        #expect(outputs["key"] == .text("session.json"))
        #expect(outputs["sum"] == .bool(true))
        #expect(bench.engine.evaluated.map(\.expression) == ["steps.bundle.message_count > 5"])
        #expect(
            bench.engine.evaluated[0].names
                == ["steps": .record(["bundle": .record(["message_count": .int(7)])])]
        )
        #expect(bench.engine.checks == 1)
    }

    @Test("what hides in strings and keys is no path")
    func noPaths() throws {
        _ = try Bench().read(
            Self.head + """
                steps: [{use: log.say, with: {text: a}}]
                outputs:
                  a: ${{ "inputs.nothing" }}
                  b: ${{ 'steps.x' .. "git.y" }}
                  c: ${{ ("x"):rep(3) }}
                """
        )
    }

    @Test(
        "nested and endless brackets are refused in no time",
        .timeLimit(.minutes(1)),
        arguments: [
            String(repeating: "[", count: 100_000), String(repeating: "'", count: 99_999),
            String(repeating: "\"\\", count: 50_000), String(repeating: "${{", count: 30_000),
            "inputs" + String(repeating: ".a", count: 50_000),
            String(repeating: "inputs.b + ", count: 9_000) + "1",
            String(repeating: "[=", count: 50_000), String(repeating: "${{ steps.a }}", count: 7_000),
        ]
    )
    func hostile(_ text: String) throws {
        let bench = Bench()
        let recipe =
            Self.head + "steps:\n  - use: log.say\n    with:\n      text: |\n        ${{ \(text) }}\n"
        #expect(throws: (any Error).self) { try bench.run(recipe) }
    }

    @Test("mutated recipes are read or refused, and never end the program")
    func mutations() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(state: seed)
        let pieces = [
            "${{", "}}", "\n", "  ", "- ", "steps.", "inputs.", ": ", "{", "}", "[", "]", "#", "'", "\"",
            "use: ", "\\", "é",
            "if: ", "for_each: ", "with:", "|", "\t", "always()", "0",
        ].map { Array($0.utf8) }
        for file in BuiltInRecipe.all where file.file.hasSuffix(".yml") {
            for _ in 0..<150 {
                var bytes = file.bytes
                for _ in 0..<Int.random(in: 1...6, using: &random) {
                    let start = Int.random(in: 0..<bytes.count, using: &random)
                    let end = min(bytes.count, start + Int.random(in: 0...8, using: &random))
                    bytes.replaceSubrange(start..<end, with: pieces.randomElement(using: &random) ?? [])
                }
                let bench = Bench()
                do throws(DiagnosticsError) {
                    _ = try RecipeReader(registry: bench.registry, engine: bench.engine).read(
                        bytes,
                        file: "m.yml"
                    )
                } catch {
                    #expect(!error.diagnostics.isEmpty && error.diagnostics.count <= 20, "seed \(seed)")
                }
            }
        }
    }
}

/// A generator that a seed repeats (Steele, Lea and Flood, "Fast splittable pseudorandom number generators").
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
