import BatonHost
import BatonScripting
import Diagnostics
import Lua
import Testing

/// A script with one mistake, and what is said about it.
struct BrokenScript: Sendable, CustomTestStringConvertible {
    let source: String
    let expected: String

    init(_ source: String, _ expected: String) {
        self.source = source
        self.expected = expected
    }

    var testDescription: String { expected }
}

@Suite("The check of scripts")
struct CheckTests {
    static let words = ScriptChecker.Words(
        inputTypes: ["string", "integer", "number", "boolean", "count", "session", "path", "choice", "list"],
        hooks: ["post-commit", "pre-push"],
        limits: ["time", "wall", "memory", "output"]
    )

    static func check(_ source: String, in surroundings: ScriptSurroundings? = nil) -> [String] {
        ScriptChecker(registry: .builtIn, words: words)
            .check(Array(source.utf8), file: "a.lua", in: surroundings)
            .map { finding in
                let hint = finding.hint.map { " (\($0))" } ?? ""
                return "\(finding.line):\(finding.column)+\(finding.length) \(finding.message)\(hint)"
            }
    }

    @Test("a broken script is told with place, reason and way out", arguments: BrokenScripts.all)
    func broken(script: BrokenScript) {
        #expect(Self.check(script.source) == [script.expected])
    }

    @Test("there are many broken scripts") func count() { #expect(BrokenScripts.all.count >= 80) }

    @Test("several mistakes of a file are told at once, in its order, at most 20")
    func several() {
        let found = Self.check("pritn(1)\nlocal s = string\ns.trim('x')\nbaton.sesions.list()\n")
        #expect(found.map { $0.prefix { $0 != " " } } == ["1:1+5", "3:3+4", "4:7+7"])
        let syntax = Self.check("if x\n  y()\nend\nlocal 1 = 2\nf(\n")
        #expect(syntax.map { $0.prefix { $0 != "+" } } == ["2:3", "4:7", "6:1"])
        #expect(Self.check(String(repeating: "pritn(1)\n", count: 100)).count == 20)
    }

    @Test("a good script is not complained about", arguments: GoodScripts.all)
    func good(source: String) { #expect(Self.check(source) == []) }

    @Test("every example of the reference is good")
    func examples() {
        for function in HostRegistry.builtIn.functions + HostRegistry.builtIn.handles.flatMap(\.methods) {
            #expect(Self.check(function.example) == [], "\(function.fullName)")
        }
    }

    @Test("the names that a check knows are those that the engine has")
    func names() throws {
        try withBench { bench throws in
            let known = try bench.run(
                """
                local lines = {}
                for name, value in pairs(_G) do
                  lines[#lines + 1] = name
                  if type(value) == "table" and name ~= "_G" and name ~= "baton" then
                    for field in pairs(value) do lines[#lines + 1] = name .. "." .. field end
                  end
                end
                table.sort(lines)
                return table.concat(lines, "\\n")
                """
            )
            let names = try #require(known.text).split(separator: "\n").map(String.init)
            for name in names {
                // Some builds still have functions of older releases.
                let old = ["cosh", "sinh", "tanh", "pow", "frexp", "ldexp", "log10", "atan2"].map {
                    "math.\($0)"
                }
                #expect(Self.check("local _ = \(name)").isEmpty != old.contains(name), "\(name)")
            }
            for word in [
                "io", "debug", "package", "dofile", "loadfile", "os.execute", "string.dump", "bit32",
            ] {
                #expect(!names.contains(word))
                #expect(Self.check("local _ = \(word)").count == 1, "\(word)")
            }
        }
    }

    @Test("what the check says of names the engine says, too")
    func agreement() throws {
        try withBench { bench throws in
            for source in [
                "pritn(1)", "string.foo()", "baton.sesions.list()", "baton.text.slgu('x')", "os.execute('x')",
            ] {
                let found = try #require(
                    ScriptChecker(registry: .builtIn, words: Self.words)
                        .check(Array(source.utf8), file: "a.lua").first
                )
                let message = try #require(bench.failure(source)?.message)
                #expect(message.hasPrefix(found.message), "\(message)")
            }
            #expect(try bench.run("x = 1 return x") == .int(1))
            #expect(Self.check("x = 1 return x") == [])
        }
    }

    @Test("pieces of recipes see what the recipe lends, and may do what it may")
    func surroundings() {
        let around = ScriptSurroundings(
            globals: ["inputs", "steps", "item", "index"],
            fields: ["inputs": ["name"], "steps": ["share"]],
            permissions: PermissionSet([.git: ["read"]])
        )
        #expect(Self.check("return inputs.name .. steps.share.link .. item.x .. index", in: around) == [])
        #expect(
            Self.check("return inputs.nmae", in: around) == [
                "1:15+4 input 'nmae' does not exist (did you mean 'name'?)"
            ]
        )
        #expect(
            Self.check("return steps.shar.link", in: around) == [
                "1:14+4 step 'shar' does not exist (did you mean 'share'?)"
            ]
        )
        #expect(Self.check("return baton.git.head()", in: around) == [])
        #expect(
            Self.check("baton.sessions.list()", in: around) == [
                "1:1+19 baton.sessions.list needs the permission 'sessions' (add 'sessions: read' to 'permissions:' of the recipe)"
            ]
        )
        #expect(Self.check("return inputs") == ["1:8+6 undefined global 'inputs'"])
    }

    @Test("a check of anything ends", arguments: [1, 2, 3] as [UInt64])
    func mutations(seed: UInt64) {
        var state = seed
        func random(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        let sources = GoodScripts.all + BrokenScripts.all.map(\.source)
        for _ in 0..<1500 {
            var text = Array(sources[random(sources.count)].utf8)
            for _ in 0..<1 + random(4) where !text.isEmpty {
                let place = random(text.count)
                switch random(3) {
                case 0: text.remove(at: place)
                case 1: text.insert(UInt8(random(256)), at: place)
                default:
                    let other = Array(sources[random(sources.count)].utf8)
                    text.insert(contentsOf: other.prefix(random(40)), at: place)
                }
            }
            let found = ScriptChecker(registry: .builtIn, words: Self.words).check(text, file: "a.lua")
            #expect(found.count <= 20)
        }
    }

    @Test("long chains cost no stack and little time")
    func chains() {
        for source in [
            "x = a" + String(repeating: ".a", count: 100_000),
            "x = 1" + String(repeating: " + 1", count: 100_000),
            "x = baton" + String(repeating: ".sessions", count: 20_000),
            "f" + String(repeating: "()", count: 50_000),
            (0..<150).map { "local a\($0) = \($0 == 0 ? "baton" : "a\($0 - 1)")" }.joined(separator: "\n")
                + "\na149.x()",
        ] {
            #expect(Self.check(source).count <= 20)
        }
    }
}
