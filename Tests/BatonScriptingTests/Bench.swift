import BatonHost
import BatonScripting
import BatonSharing
import Lua
import Platform
import Synchronization
import TestSupport

/// A console where nobody sits.
private struct NoConsole: Console {
    func writeOutput(_ bytes: Span<UInt8>) throws(PlatformError) {}
    func writeError(_ text: String) {}
    func readInput(limit: Int) throws(PlatformError) -> [UInt8] { [] }
    func readLine(prompt: String, echo: Bool) throws(PlatformError) -> String? { nil }
    func isTerminal(_ stream: ConsoleStream) -> Bool { false }
    var size: (columns: Int, rows: Int)? { nil }
}

/// Scripts in a directory of their own: an empty home and a project that is a repository with one session.
struct Bench: Sendable {
    let root: String
    private let heard = Heard()

    /// What was said, by any thread.
    private final class Heard: Sendable {
        let lines = Mutex<[String]>([])
    }

    var home: String { Paths.join(root, "home") }
    var work: String { Paths.join(root, "work") }
    var shares: String { Paths.join(root, "shares") }
    /// Lines said to the person.
    var said: [String] { heard.lines.withLock { $0 } }

    init(_ root: String) throws {
        self.root = root
        try Files.makeDirectory(home)
        try Files.makeDirectory(work)
    }

    var context: Context {
        let environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": home, "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org",
            "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org",
        ]
        return Context(
            environment: environment,
            workingDirectory: work,
            homeDirectory: home,
            now: { Timestamp(milliseconds: 1_772_274_615_000) },
            console: NoConsole(),
            programs: SystemPrograms(environment: environment)
        )
    }

    /// Makes the project a repository with one commit.
    func makeRepository() throws {
        try git([["init", "-q", "-b", "main"], ["commit", "-q", "--allow-empty", "-m", "First"]])
    }

    /// Commits all that is in the working tree.
    func commitAll() throws { try git([["add", "--all"], ["commit", "-q", "-m", "All"]]) }

    private func git(_ commands: [[String]]) throws {
        for arguments in commands {
            let result = try context.programs.run(Program("git", arguments, in: work))
            if result.status != 0 { throw HostError("test", String(decoding: result.error, as: UTF8.self)) }
        }
    }

    /// Puts a session of one question and one answer into the project.
    func addSession(text: String = "hello") throws {
        let folder = Paths.join(
            home,
            ".claude/projects/"
                + work.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "-" }.joined()
        )
        try Files.makeDirectory(folder)
        let lines = """
            {"parentUuid":null,"isSidechain":false,"userType":"external","cwd":"\(work)","sessionId":"\(Bench.sessionID)","version":"2.1.81","gitBranch":"main","type":"user","message":{"role":"user","content":"\(text)"},"uuid":"00000000-0000-4000-8000-000000000001","timestamp":"2026-02-28T10:30:15.000Z"}
            {"parentUuid":"00000000-0000-4000-8000-000000000001","isSidechain":false,"userType":"external","cwd":"\(work)","sessionId":"\(Bench.sessionID)","version":"2.1.81","gitBranch":"main","type":"assistant","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[{"type":"text","text":"an answer"}]},"uuid":"00000000-0000-4000-8000-000000000002","timestamp":"2026-02-28T10:30:16.000Z"}

            """
        try Files.create(Array(lines.utf8), at: Paths.join(folder, Bench.sessionID + ".jsonl"))
    }

    /// Puts a session into the project in which each of `turns` questions leads to an edit and an answer.
    func addLongSession(turns: Int, input: String? = nil) throws {
        let folder = Paths.join(
            home,
            ".claude/projects/"
                + work.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "-" }.joined()
        )
        try Files.makeDirectory(folder)
        var lines = ""
        var uuids = 0
        func add(_ role: String, _ message: String) {
            func uuid(_ number: Int) -> String {
                let digits = "\(number)"
                return "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
            }
            let parent = uuids == 0 ? "null" : "\"\(uuid(uuids))\""
            uuids += 1
            lines += #"{"parentUuid":\#(parent),"isSidechain":false,"userType":"external","cwd":"\#(work)","#
            lines += #""sessionId":"\#(Bench.longSessionID)","version":"2.1.81","type":"\#(role)","#
            lines +=
                #""message":\#(message),"uuid":"\#(uuid(uuids))","timestamp":"2026-02-28T10:40:00.000Z"}"#
            lines += "\n"
        }
        for turn in 1...turns {
            let input = input ?? #"{"file_path":"/src/\#(turn).swift"}"#
            let head = #""type":"message","role":"assistant","model":"claude-sonnet-4-5""#
            add("user", #"{"role":"user","content":"question \#(turn)"}"#)
            add(
                "assistant",
                #"{"id":"msg_\#(turn)a",\#(head),"content":[{"type":"tool_use","id":"toolu_\#(turn)","#
                    + #""name":"Edit","input":\#(input)}]}"#
            )
            add(
                "user",
                #"{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_\#(turn)","#
                    + #""content":"done \#(turn)"}]}"#
            )
            add(
                "assistant",
                #"{"id":"msg_\#(turn)b",\#(head),"content":[{"type":"text","text":"answer \#(turn)"}]}"#
            )
        }
        try Files.create(Array(lines.utf8), at: Paths.join(folder, Bench.longSessionID + ".jsonl"))
    }

    static let longSessionID = "22222222-2222-4333-8444-555555555555"

    static let sessionID = "11111111-2222-4333-8444-555555555555"

    /// Runs a script and gives what it returns.
    @discardableResult
    func run(
        _ script: String,
        permissions: PermissionSet = .all,
        limits: LuaLimits = .trusted,
        modules: ScriptModules? = nil,
        stores: [String: StoreSettings] = [:]
    ) throws -> HostValue {
        try ScriptRunner.onItsThread {
            var configuration = Configuration()
            configuration.stores =
                stores.isEmpty ? ["desk": StoreSettings(type: "directory", path: shares)] : stores
            configuration.defaultStore = configuration.stores.keys.first
            let heard = heard
            let run = HostRun(context, configuration: configuration, permissions: permissions) { line in
                heard.lines.withLock { $0.append(line) }
            }
            let runner = try ScriptRunner(run, limits: limits, modules: modules)
            return try runner.load(Array(script.utf8), name: "test.lua")
        }
    }

    /// The failure of a script.
    func failure(_ script: String, permissions: PermissionSet = .all, modules: ScriptModules? = nil)
        -> LuaError?
    {
        do {
            try run(script, permissions: permissions, modules: modules)
            return nil
        } catch {
            return error as? LuaError
        }
    }
}

/// Runs `body` at a new bench.
func withBench<Result>(_ body: (Bench) throws -> Result) throws -> Result {
    try withTemporaryDirectory { try body(Bench($0)) }
}

/// A token that looks real and opens nothing; made at run time, so that no scanner finds it here.
let plantedToken = "ghp_" + "q7Rk2mZx9LwT4vBn8YcJ1pHd6GsF3aEu0oXi"
