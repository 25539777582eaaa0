import BatonGit
import BatonProvenance
import Platform
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A repository beside sessions, in a home of its own; the sessions' clock begins at 2026-02-28T10:30:15Z.
final class MatchRepository {
    let home: String
    let root: String
    private var environment: [String: String]
    /// When sessions begin, in seconds.
    static let start = 1_772_274_615

    static func with<Result>(_ body: (MatchRepository) throws -> Result) throws -> Result {
        signal(SIGPIPE, SIG_IGN)
        return try withTemporaryDirectory { path in
            let repository = MatchRepository(Paths.real(path) ?? path)
            try Files.makeDirectory(repository.root)
            try repository.sh("git init -q -b main; echo '# Read me' > README.md; git add -A; git commit -q -m First", at: -1000)
            return try body(repository)
        }
    }

    private init(_ home: String) {
        self.home = home
        root = Paths.join(home, "work")
        environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": home, "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CEILING_DIRECTORIES": home, "GIT_EDITOR": "true", "LC_ALL": "C.UTF-8",
            "GIT_AUTHOR_NAME": "Ada Lovelace", "GIT_AUTHOR_EMAIL": "ada@example.org",
            "GIT_COMMITTER_NAME": "Ada Lovelace", "GIT_COMMITTER_EMAIL": "ada@example.org",
        ]
    }

    struct Failure: Error { let text: String }

    /// Runs a script at a time, in seconds after the sessions' beginning.
    @discardableResult
    func sh(_ script: String, at seconds: Int, in directory: String? = nil) throws -> String {
        environment["GIT_AUTHOR_DATE"] = "\(Self.start + seconds) +0100"
        environment["GIT_COMMITTER_DATE"] = environment["GIT_AUTHOR_DATE"]
        let result = try context.programs.run(Program("sh", ["-ec", script], in: directory ?? root))
        guard result.status == 0 else { throw Failure(text: script + String(decoding: result.error, as: UTF8.self)) }
        return result.text
    }

    /// Commits all that is changed.
    func commit(_ subject: String, at seconds: Int) throws {
        try sh("git add -A; git commit -q -m '\(subject)'", at: seconds)
    }

    func write(_ text: String, to file: String) throws {
        let path = Paths.join(root, file)
        try Files.makeDirectories(Paths.directory(path))
        _ = try FileWriter.write(Array(text.utf8), to: path)
    }

    /// Makes a session from calls, each two seconds after the one before.
    func session(_ id: String, _ calls: [Call], in directory: String? = nil) throws {
        let cwd = directory ?? root
        var builder = TranscriptBuilder(sessionID: id, cwd: cwd)
        builder.prompt("Please do it")
        for (number, call) in calls.enumerated() {
            builder.call("m\(number)", id: "\(id)-\(number)", name: call.tool, input: call.input)
            builder.result("\(id)-\(number)", call.answer, isError: call.isError)
        }
        let folder = String(cwd.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
        let path = Paths.join(home, ".claude/projects/\(folder)/\(id).jsonl")
        try Files.makeDirectories(Paths.directory(path))
        _ = try FileWriter.write(builder.bytes, to: path)
    }

    var context: Context {
        Context(
            environment: environment,
            workingDirectory: root,
            homeDirectory: home,
            now: { Timestamp(seconds: Int64(Self.start + 5000)) },
            console: FakeConsole(),
            programs: SystemPrograms(environment: environment)
        )
    }

    func matcher() throws -> CommitMatcher {
        let repository = try #require(Repository.discover(from: root, context))
        return CommitMatcher(Git(repository, context), sessions: CandidateSessions(context), context: context)
    }

    /// Ids of the sessions of a commit.
    func sessions(of revision: String = "HEAD") throws -> [String] {
        try matcher().matches(for: revision).map(\.session.id).sorted()
    }
}

/// A call of a tool with its answer.
struct Call {
    let tool: String
    let input: String
    var answer = "ok"
    var isError = false

    static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }

    static func write(_ path: String, _ text: String, isError: Bool = false) -> Call {
        Call(
            tool: "Write",
            input: "{\"file_path\":\(quoted(path)),\"content\":\(quoted(text))}",
            answer: "File created successfully at: \(path)",
            isError: isError
        )
    }

    static func edit(_ path: String, _ old: String, _ new: String) -> Call {
        Call(
            tool: "Edit",
            input: "{\"file_path\":\(quoted(path)),\"old_string\":\(quoted(old)),\"new_string\":\(quoted(new))}"
        )
    }

    static func bash(_ command: String, _ answer: String = "ok") -> Call {
        Call(tool: "Bash", input: "{\"command\":\(quoted(command))}", answer: answer)
    }
}
