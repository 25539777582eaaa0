import BatonRedaction
import BatonSessions
import Platform
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A place where the real program runs: an empty home, an empty project, and no variable of this process.
struct Room {
    /// The directory that holds all of it.
    let root: String
    /// Variables of the programs that run here.
    var environment: [String: String]
    /// The directory that programs run in.
    var directory: String

    var home: String { Paths.join(root, "home") }
    var work: String { Paths.join(root, "work") }
    /// The folder of the project's sessions.
    var sessions: String {
        Paths.join(home, ".claude/projects/" + ProjectFolder.name(of: work))
    }

    init(_ root: String) throws {
        self.root = root
        directory = Paths.join(root, "work")
        environment = [
            "HOME": Paths.join(root, "home"), "PATH": "/usr/local/bin:/usr/bin:/bin", "TZ": "UTC",
            "LC_ALL": "C",
            "XDG_CONFIG_HOME": Paths.join(root, "home/.config"),
            "XDG_STATE_HOME": Paths.join(root, "home/.state"),
            "XDG_CACHE_HOME": Paths.join(root, "cache"), "SOURCE_DATE_EPOCH": "1772323200",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org",
            "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org",
        ]
        // A program built with a sanitizer is told how to behave by the one who runs the tests.
        if let options = getenv("ASAN_OPTIONS") { environment["ASAN_OPTIONS"] = String(cString: options) }
        try Files.makeDirectory(home)
        try Files.makeDirectory(work)
        try WarmRules.shared.install(in: Paths.join(root, "cache/baton/rules"))
    }

    /// Runs the program that was built with these tests.
    func baton(
        _ arguments: [String],
        input: [UInt8] = [],
        timeout: Double = 120
    ) throws -> Platform.ProgramResult {
        try run(BuiltProgram.path, arguments, input: input, timeout: timeout)
    }

    /// Runs any program.
    func run(
        _ name: String,
        _ arguments: [String],
        input: [UInt8] = [],
        timeout: Double = 120
    ) throws -> Platform.ProgramResult {
        // A program may end before it has read all of its input.
        signal(SIGPIPE, SIG_IGN)
        return try SystemPrograms(environment: environment).run(
            Program(name, arguments, input: input, in: directory, timeout: timeout)
        )
    }

    /// Puts the sample session into the project under an id of its own.
    func addSample(id: String = Room.sampleID, title: String? = nil) throws {
        let text = String(
            decoding: try Files.read(Repository.path("scripts/sample/\(Room.sampleID).jsonl")),
            as: UTF8.self
        )
        .replacing(Room.sampleID, with: id)
        .replacing("/home/ada/projects/greeter", with: work)
        .replacing("Fix the empty name in greet.py", with: title ?? "Fix the empty name in greet.py")
        try Files.makeDirectory(sessions)
        try Files.create(Array(text.utf8), at: Paths.join(sessions, id + ".jsonl"))
    }

    /// The id of the sample session.
    static let sampleID = "5f1c2b7e-3d44-4c1a-9e21-7b0d5a6c8f10"

    /// Every path below `directory` with what it holds: a snapshot to compare with.
    static func tree(_ directory: String) throws -> [String: [UInt8]] {
        var result: [String: [UInt8]] = [:]
        for name in try Files.names(in: directory) {
            let path = Paths.join(directory, name)
            switch Files.linkStatus(path)?.kind {
            case .directory:
                result[path + "/"] = []
                result.merge(try tree(path)) { $1 }
            case .file: result[path] = try Files.read(path)
            default: result[path] = Array("another kind".utf8)
            }
        }
        return result
    }
}

/// Runs `body` in a new room, which is removed afterwards.
func withRoom<Result>(_ body: (inout Room) throws -> Result) throws -> Result {
    try withTemporaryDirectory { root in
        var room = try Room(root)
        return try body(&room)
    }
}

/// Files of this repository.
enum Repository {
    /// The absolute path of a file by its path in the repository.
    static func path(_ relative: String) -> String {
        Paths.normalized(Paths.join(Paths.directory(#filePath), "../../" + relative))
    }
}

/// The executable that was built beside the running tests.
enum BuiltProgram {
    static let path: String = {
        // On Darwin the tests are a bundle in the build's folder, and the running program is a helper from elsewhere
        // that has the bundle's path among its arguments.
        for start in [Context.system().programPath] + CommandLine.arguments where start.hasPrefix("/") {
            var directory = Paths.directory(start)
            while directory.count > 1 {
                let candidate = Paths.join(directory, "baton")
                if Files.status(candidate)?.kind == .file, access(candidate, X_OK) == 0 { return candidate }
                directory = Paths.directory(directory)
            }
        }
        preconditionFailure("the executable 'baton' was not built")
    }()
}

/// The compiled rules of redaction, made once: compiling them takes longer than most commands.
final class WarmRules: DatabaseCache {
    static let shared = WarmRules.made()

    private var files: [String: [UInt8]] = [:]

    private static func made() -> Installer {
        let rules = WarmRules()
        // Without the cache the tests are slower and no less right.
        if let redactor = try? Redactor(cache: rules) { _ = try? redactor.redact(text: Array("warm".utf8)) }
        return Installer(files: rules.files)
    }

    /// Puts the compiled rules where the program looks for them.
    struct Installer: Sendable {
        let files: [String: [UInt8]]

        func install(in directory: String) throws {
            try Files.makeDirectory(directory)
            for (key, bytes) in files { try Files.create(bytes, at: Paths.join(directory, key + ".db")) }
        }
    }

    func load(_ key: String) -> [UInt8]? { files[key] }
    func store(_ key: String, _ bytes: [UInt8]) { files[key] = bytes }
}
