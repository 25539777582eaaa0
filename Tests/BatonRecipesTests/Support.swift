import BatonHost
import BatonRecipes
import Lua
import Platform

/// A console where nobody sits; it keeps what was said.
final class FakeConsole: Console, @unchecked Sendable {
    var isATerminal = false

    func writeOutput(_ bytes: Span<UInt8>) throws(PlatformError) {}
    func writeError(_ text: String) {}
    func readInput(limit: Int) throws(PlatformError) -> [UInt8] { [] }
    func readLine(prompt: String, echo: Bool) throws(PlatformError) -> String? { nil }
    func isTerminal(_ stream: ConsoleStream) -> Bool { isATerminal }
    var size: (columns: Int, rows: Int)? { nil }
}

/// Programs that do what a test says.
final class FakePrograms: ProgramRunner, @unchecked Sendable {
    var calls: [Program] = []
    var result: (Program) throws(PlatformError) -> ProgramResult = { _ in ProgramResult(status: 0) }

    func run(_ program: Program) throws(PlatformError) -> ProgramResult {
        calls.append(program)
        return try result(program)
    }
    func find(_ name: String) -> String? { nil }
    func startDetached(_ program: Program) throws(PlatformError) {}
}

/// A clock that moves when it is told to.
final class FakeClock: @unchecked Sendable {
    var milliseconds: Int64 = 1_772_274_615_000
}

/// A run of recipes with functions that only remember their calls.
final class Bench {
    let console = FakeConsole()
    let programs = FakePrograms()
    let clock = FakeClock()
    let engine = FakeEngine()
    var environment: [String: String] = [:]
    var home = "/nonexistent"
    var options = RunOptions()
    var permissions = PermissionSet.all
    var hook: String?
    var interrupts = 0
    /// What functions were called with, in order.
    let calls = Calls()
    /// Lines said to the person.
    var said: [String] = []
    /// Seconds waited before further attempts.
    var pauses: [Double] = []

    /// Calls of the fake functions.
    final class Calls: @unchecked Sendable {
        var all: [(function: String, arguments: [String: HostValue])] = []
        /// What a function does instead of giving its usual result.
        var overrides: [String: () throws -> HostValue] = [:]
        var names: [String] { all.map(\.function) }
    }

    var context: Context {
        let clock = clock
        return Context(
            environment: environment,
            workingDirectory: home,
            homeDirectory: home,
            now: { Timestamp(milliseconds: clock.milliseconds) },
            console: console,
            programs: programs
        )
    }

    /// The run, with what has been set so far.
    lazy var run = HostRun(
        context,
        registry: registry,
        configuration: Configuration(),
        options: options,
        permissions: permissions,
        say: { [unowned self] in said.append($0) }
    )

    var catalog: RecipeCatalog?

    lazy var runner: RecipeRunner = {
        var settings = RecipeRunner.Settings(pause: { [unowned self] in
            pauses.append($0)
            clock.milliseconds += Int64($0 * 1000)
        })
        run.hook = hook.map { HookFacts(hook: $0) }
        settings.acknowledgeInterrupt = { [unowned self] in interrupts += 1 }
        return RecipeRunner(run: run, engine: engine, recipes: catalog, settings: settings)
    }()

    /// Reads a recipe; parts that every recipe has can be left out.
    func read(_ text: String, file: String = "test.yml", scripts: [String: String] = [:]) throws -> Recipe {
        try RecipeReader(registry: registry, engine: engine).read(Array(text.utf8), file: file) { name in
            guard let script = scripts[name] else { throw RecipeError.scriptNotFound(name: name) }
            return Array(script.utf8)
        }
    }

    /// Reads and runs a recipe.
    @discardableResult
    func run(_ text: String, _ inputs: [String: HostValue] = [:]) throws -> [String: HostValue] {
        try runner.run(try read(text), inputs: inputs)
    }

    /// The functions of the program by name and type, with bodies that remember.
    lazy var registry: HostRegistry = {
        let calls = calls
        let note = HostFunction(
            "git",
            "note",
            "Writes a note.",
            parameters: [],
            options: [
                .required("ref", .string, "the ref"), .required("commit", .string, "the commit"),
                .required("content", .content, "the note"),
            ],
            permission: .git,
            acts: true,
            example: ""
        ) { _ in .nil }
        let branch = HostFunction(
            "git",
            "branch",
            "The branch.",
            result: .string,
            permission: .git,
            example: ""
        ) { _ in
            .text("main")
        }
        let functions =
            HostRegistry.builtIn.functions.filter { $0.module != "git" || Self.kept.contains($0.name) } + [
                note, branch,
            ]
        return HostRegistry(
            functions: functions.map { function in
                HostFunction(
                    function.module,
                    function.name,
                    function.about,
                    parameters: function.parameters,
                    options: function.options,
                    result: function.result,
                    permission: function.permission,
                    acts: function.acts,
                    isStep: function.isStep,
                    example: function.example
                ) { call in
                    var arguments: [String: HostValue] = [:]
                    for field in function.fields where call[field.name] != .nil {
                        arguments[field.name] = call[field.name]
                    }
                    calls.all.append((function.path, arguments))
                    if let override = calls.overrides[function.path] { return try override() }
                    return Self.result(function.path)
                }
            },
            records: HostRegistry.builtIn.records
        )
    }()

    private static let kept: Set = ["attach", "trailer", "staged_sessions", "context_file"]

    private static func result(_ path: String) -> HostValue {
        switch path {
        case "export.json", "export.markdown":
            .record([
                "content": .text("{}"), "filename": .text("session.json"), "format": .text("json"),
                "session_id": .text("s1"), "message_count": .integer(7), "total_message_count": .integer(9),
                "was_limited": .bool(true), "findings": .array([]), "secrets": .integer(2),
            ])
        case "upload.put":
            .record([
                "link": .text("https://store.example/a.age#KEY"), "url": .text("https://store.example/a.age"),
                "store": .text("x0"), "bytes": .integer(321), "sealed": .bool(true), "secrets": .integer(0),
                "expires": .text("2026-03-01T00:00:00.000Z"),
            ])
        case "sessions.info":
            .record([
                "title": .text("A title"), "project": .text("demo"), "path": .text("/sessions/s1.jsonl"),
            ])
        case "sessions.find": .text("/sessions/s1.jsonl")
        case "fs.write": .text("/out/page.md")
        case "git.branch": .text("main")
        case "git.attach": .record(["commit": .text("c1"), "sessions": .texts(["s1"]), "count": .integer(1)])
        case "git.staged_sessions": .array([.text("/sessions/s1.jsonl"), .text("/sessions/s2.jsonl")])
        case "git.context_file": .text(".baton/context/a-s1.md")
        case "sessions.list": .array([.text("a"), .text("b")])
        case "redact.text": .text("clean")
        default: .nil
        }
    }
}
