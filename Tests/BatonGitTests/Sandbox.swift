import Platform
import TestSupport
import Testing

@testable import BatonGit

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A temporary home with room for repositories, in which real git runs and nothing of this machine shows.
struct Sandbox {
    /// Real path of the temporary directory.
    let path: String
    /// The environment of all programs.
    var environment: [String: String]

    /// Runs `body` in a new sandbox.
    static func with<Result>(_ body: (Sandbox) throws -> Result) throws -> Result {
        // As the program does at its start: a child that does not read its input must not end the writer.
        signal(SIGPIPE, SIG_IGN)
        return try withTemporaryDirectory { path in
            try Files.makeDirectory(Paths.join(path, "home"))
            let sandbox = Sandbox(
                path: path,
                environment: [
                    "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": Paths.join(path, "home"),
                    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CEILING_DIRECTORIES": path,
                    "GIT_AUTHOR_NAME": "Ada Lovelace", "GIT_AUTHOR_EMAIL": "ada@example.org",
                    "GIT_COMMITTER_NAME": "Ada Lovelace", "GIT_COMMITTER_EMAIL": "ada@example.org",
                    "GIT_AUTHOR_DATE": "1770000000 +0100", "GIT_COMMITTER_DATE": "1770000000 +0100",
                ]
            )
            return try body(sandbox)
        }
    }

    /// A path inside.
    func at(_ name: String) -> String { Paths.join(path, name) }

    /// The surroundings of a process that stands in `directory`.
    func context(in directory: String, _ more: [String: String] = [:]) -> Context {
        let environment = environment.merging(more) { $1 }
        return Context(
            environment: environment,
            workingDirectory: directory,
            homeDirectory: at("home"),
            now: { Timestamp(seconds: 1_770_000_000) },
            console: NoConsole(),
            programs: SystemPrograms(environment: environment)
        )
    }

    /// Runs git in `directory` and expects it to succeed.
    @discardableResult
    func git(_ directory: String, _ arguments: [String], _ more: [String: String] = [:]) throws -> String {
        let result = try runGit(directory, arguments, more)
        guard result.status == 0 else {
            throw Failure(text: "git \(arguments): \(String(decoding: result.error, as: UTF8.self))")
        }
        return result.text
    }

    /// Runs git in `directory` whatever comes of it.
    func runGit(_ directory: String, _ arguments: [String], _ more: [String: String] = [:]) throws
        -> ProgramResult
    {
        try context(in: directory, more).programs.run(
            Program("git", ["-c", "protocol.file.allow=always"] + arguments, in: directory)
        )
    }

    /// A repository with one commit that holds `file`.
    func repository(_ name: String = "work", _ options: [String] = []) throws -> String {
        let directory = at(name)
        try git(path, ["init", "--quiet", "--initial-branch=main"] + options + ["--", directory])
        try write("one\n", to: Paths.join(directory, "file"))
        try commit(directory, "first")
        return directory
    }

    /// Commits all that is in the working tree.
    func commit(_ directory: String, _ message: String, _ more: [String: String] = [:]) throws {
        try git(directory, ["add", "--all"])
        try git(directory, ["commit", "--quiet", "--allow-empty", "-m", message], more)
    }

    /// Git of this module, as a process that stands in `directory` has it.
    func open(_ directory: String, _ more: [String: String] = [:]) throws -> Git {
        let context = context(in: directory, more)
        return Git(try #require(Repository.discover(from: directory, context)), context)
    }

    /// Writes a text, making the directories above.
    func write(_ text: String, to path: String, mode: UInt32 = 0o644) throws {
        try Files.makeDirectory(Paths.directory(path))
        try Files.write(Array(text.utf8), to: path, mode: mode)
        try Files.setMode(mode, of: path)
    }

    /// The text of a file.
    func read(_ path: String) throws -> String {
        let file = try FileReader(path)
        return String(decoding: try file.bytes(from: 0, count: file.size), as: UTF8.self)
    }

    /// Every path below `directory` with kind, mode and content.
    func snapshot(_ directory: String) throws -> [String] {
        guard let status = Files.linkStatus(directory) else { return ["absent"] }
        switch status.kind {
        case .directory:
            let below = try Files.names(in: directory).flatMap { name in
                try snapshot(Paths.join(directory, name)).map { name + "/" + $0 }
            }
            return [": directory \(String(status.mode, radix: 8))"] + below
        case .link: return [": link to \(Paths.real(directory) ?? "nothing")"]
        default: return [": \(String(status.mode, radix: 8)) \(try read(directory))"]
        }
    }
}

/// Why a step that prepares a test failed.
struct Failure: Error { let text: String }

/// A console that must not be used.
private struct NoConsole: Console {
    func writeOutput(_ bytes: Span<UInt8>) throws(PlatformError) {
        Issue.record("standard output was written")
    }
    func writeError(_ text: String) { Issue.record("standard error was written") }
    func readInput(limit: Int) throws(PlatformError) -> [UInt8] { throw .interrupted }
    func readLine(prompt: String, echo: Bool) throws(PlatformError) -> String? { throw .interrupted }
    func isTerminal(_ stream: ConsoleStream) -> Bool { false }
    var size: (columns: Int, rows: Int)? { nil }
}
