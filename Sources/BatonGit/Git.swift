public import Platform

/// Git, run as a program on one repository.
///
/// Nothing goes through a shell, no argument that came from outside can become an option, and output is read in
/// the forms that end entries with NUL. Messages are never translated, no password is asked for, and no lock is
/// taken for mere reading.
public struct Git: Sendable {
    /// The repository it works on.
    public let repository: Repository
    /// Seconds after which a command is ended.
    public var timeout: Double = 30
    private let context: Context

    /// Git for a repository.
    public init(_ repository: Repository, _ context: Context) {
        self.repository = repository
        self.context = context
    }

    /// The index that git told this process to use, as it does in hooks.
    var indexInUse: String? { repository.isHere ? context.variable("GIT_INDEX_FILE") : nil }

    /// The directory that git runs in.
    ///
    /// In the repository of this process it is the process's own, since the variables that git set for a hook
    /// may hold paths relative to it.
    var directory: String { repository.isHere ? context.workingDirectory : repository.root }

    /// Version of the installed git.
    ///
    /// - Throws: ``GitError/notInstalled``, or ``GitError/unexpectedOutput(command:)``.
    public static func version(_ context: Context) throws -> GitVersion {
        let result = try start(
            Program(
                GitProgram.name(
                    outside: Repository.discover(from: context.workingDirectory, context),
                    context
                ),
                ["version"],
                environment: ["LC_ALL": "C"],
                timeout: 10
            ),
            context
        )
        guard result.status == 0, let version = GitVersion(result.text) else {
            throw GitError.unexpectedOutput(command: "version")
        }
        return version
    }

    /// Runs one git command.
    ///
    /// - Parameters:
    ///   - arguments: the command and what follows it.
    ///   - settings: more options, which stand in front of the command.
    ///   - input: what it reads on standard input.
    ///   - directory: where it runs, when not in ``directory``.
    ///   - environment: variables to set besides.
    ///   - accepting: statuses that are an answer rather than a failure.
    ///   - outputLimit: bytes of output that are kept.
    /// - Returns: how it ended.
    /// - Throws: ``GitError``, or ``PlatformError`` when git cannot be started or the run is interrupted.
    func run(
        _ arguments: [String],
        settings: [String] = [],
        input: [UInt8] = [],
        in directory: String? = nil,
        environment: [String: String] = [:],
        accepting: Set<Int32> = [0],
        outputLimit: Int? = nil
    ) throws -> ProgramResult {
        let command = arguments.first ?? ""
        let options = [
            "--no-optional-locks", "--no-pager",
            // A monitor is a program that the repository's configuration names, and none is needed here.
            "-c", "core.fsmonitor=false",
            "-c", "core.quotePath=false",
        ]
        var program = Program(
            GitProgram.name(outside: repository, context),
            options + settings + arguments,
            input: input,
            in: directory ?? self.directory,
            environment: GitEnvironment.changes(keepingOwn: repository.isHere, from: context.environment)
                .merging(environment) { $1 },
            timeout: timeout
        )
        if let outputLimit { program.outputLimit = outputLimit }
        let result = try Self.start(program, context, command: command)
        guard !accepting.contains(result.status) else { return result }
        let message = GitMessage.summary(ofError: result.error)
        if message.contains("not a git repository") {
            throw GitError.notARepository(directory: self.directory)
        }
        if message.contains("dubious ownership") { throw GitError.foreignOwner(directory: repository.root) }
        throw GitError.failed(command: command, status: result.status, message: message)
    }

    /// What a command prints, without the newline at its end; `nil` when it ends with status 1, by which git says
    /// that there is no such thing.
    func answer(_ arguments: [String]) throws -> String? {
        let result = try run(arguments, accepting: [0, 1])
        return result.status == 0 ? result.text : nil
    }

    private static func start(
        _ program: Program,
        _ context: Context,
        command: String = "version"
    ) throws -> ProgramResult {
        do {
            return try context.programs.run(program)
        } catch PlatformError.programNotFound {
            throw GitError.notInstalled
        } catch PlatformError.programTimedOut(_, let seconds) {
            throw GitError.timedOut(command: command, seconds: seconds)
        }
    }
}
