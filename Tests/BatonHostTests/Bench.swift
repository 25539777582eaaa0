import BatonHost
import BatonRedaction
import BatonSharing
import Lua
import Platform
import TestSupport

/// A console where nobody sits; it keeps what was said.
final class QuietConsole: Console, @unchecked Sendable {
    var said = ""
    var answers: [String] = []
    var isInteractiveHere = false

    func writeOutput(_ bytes: Span<UInt8>) throws(PlatformError) {}
    func writeError(_ text: String) { said += text }
    func readInput(limit: Int) throws(PlatformError) -> [UInt8] { [] }
    func readLine(prompt: String, echo: Bool) throws(PlatformError) -> String? {
        said += prompt
        return answers.isEmpty ? nil : answers.removeFirst()
    }
    func isTerminal(_ stream: ConsoleStream) -> Bool { isInteractiveHere }
    var size: (columns: Int, rows: Int)? { nil }
}

/// A run in a directory of its own: an empty home, a project with one file.
final class Bench {
    let root: String
    let console = QuietConsole()
    var environment: [String: String]
    var options = RunOptions()
    var permissions = PermissionSet.all
    var configuration = Configuration()
    var programs: any ProgramRunner
    var identity = Identity()

    var home: String { Paths.join(root, "home") }
    var work: String { Paths.join(root, "work") }
    var shares: String { Paths.join(root, "shares") }

    init(_ root: String) throws {
        self.root = root
        environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": Paths.join(root, "home"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org",
            "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org",
        ]
        programs = SystemPrograms(environment: environment)
        try Files.makeDirectory(home)
        try Files.makeDirectory(work)
        configuration.stores = ["desk": StoreSettings(type: "directory", path: shares)]
        configuration.defaultStore = "desk"
    }

    var context: Context {
        Context(
            environment: environment,
            workingDirectory: work,
            homeDirectory: home,
            now: { Timestamp(milliseconds: 1_772_274_615_000) },
            console: console,
            programs: programs,
            identity: { [identity] in identity }
        )
    }

    /// The run, with what has been set so far.
    lazy var run = HostRun(context, configuration: configuration, options: options, permissions: permissions)

    /// Calls a function as Lua does.
    @discardableResult
    func call(_ path: String, _ arguments: HostValue...) throws -> HostValue {
        guard let function = run.registry.function(path) else {
            throw HostError("test", "no function \(path)")
        }
        return try run.call(function, positional: arguments)
    }

    /// The failure of a call, as `kind: message`; nil when it succeeds.
    func failure(_ path: String, _ arguments: HostValue...) -> String? {
        guard let function = run.registry.function(path) else { return "no function \(path)" }
        do {
            _ = try run.call(function, positional: arguments)
            return nil
        } catch {
            let failure = FailureDescription(error)
            return "\(failure.kind): \(failure.message)"
        }
    }

    /// Runs git in the project.
    func git(_ arguments: String...) throws {
        let result = try programs.run(Program("git", arguments, in: work))
        if result.status != 0 { throw HostError("test", String(decoding: result.error, as: UTF8.self)) }
    }

    /// Puts a session of one question and one answer into the project.
    func addSession(id: String = Bench.sessionID, text: String = "hello") throws {
        let folder = Paths.join(
            home,
            ".claude/projects/"
                + work.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "-" }.joined()
        )
        try Files.makeDirectory(folder)
        let lines = """
            {"parentUuid":null,"isSidechain":false,"userType":"external","cwd":"\(work)","sessionId":"\(id)","version":"2.1.81","gitBranch":"main","type":"user","message":{"role":"user","content":"\(text)"},"uuid":"00000000-0000-4000-8000-000000000001","timestamp":"2026-02-28T10:30:15.000Z"}
            {"parentUuid":"00000000-0000-4000-8000-000000000001","isSidechain":false,"userType":"external","cwd":"\(work)","sessionId":"\(id)","version":"2.1.81","gitBranch":"main","type":"assistant","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[{"type":"text","text":"an answer"}]},"uuid":"00000000-0000-4000-8000-000000000002","timestamp":"2026-02-28T10:30:16.000Z"}

            """
        try Files.create(Array(lines.utf8), at: Paths.join(folder, id + ".jsonl"))
    }

    static let sessionID = "11111111-2222-4333-8444-555555555555"

    /// Every file of the project and the store with its content.
    func tree() throws -> [String: [UInt8]] {
        var result: [String: [UInt8]] = [:]
        for directory in [work, shares] {
            for name in try Files.names(in: directory) where name != ".git" {
                let path = Paths.join(directory, name)
                result[path] = Files.linkStatus(path)?.kind == .file ? try Files.read(path) : []
            }
        }
        return result
    }
}

/// Runs `body` at a new bench.
func withBench<Result>(_ body: (Bench) throws -> Result) throws -> Result {
    try withTemporaryDirectory { try body(Bench($0)) }
}

/// A token that looks real and opens nothing; made at run time, so that no scanner finds it here.
let plantedToken = "ghp_" + "q7Rk2mZx9LwT4vBn8YcJ1pHd6GsF3aEu0oXi"

/// A value by its Lua notation in tests.
func options(_ fields: [String: HostValue]) -> HostValue { .record(fields) }
