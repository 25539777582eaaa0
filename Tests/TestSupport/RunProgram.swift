#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a program said and how it ended.
public struct FinishedProgram: Sendable {
    /// The exit status; 128 and the signal's number when a signal ended it.
    public let status: Int
    /// All of its standard output.
    public let output: [UInt8]

    /// The standard output as text.
    public var text: String { String(decoding: output, as: UTF8.self) }
}

/// The path of the program `name` in one of the folders of `PATH`, or nil.
public func findProgram(_ name: String) -> String? {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
}

/// A program that runs beside a test; it is killed when the value goes.
public final class RunningProgram {
    /// The end of its standard output to read from.
    public let output: Int32
    private let process: pid_t
    private var status: Int?

    /// Starts `arguments[0]`, a path, with empty standard input and its standard error thrown away.
    public init(_ arguments: [String]) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw ProgramError(errno: errno) }
        // No other child of this process may hold the pipe open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        #if canImport(Glibc)
            var actions = posix_spawn_file_actions_t()
        #else
            var actions: posix_spawn_file_actions_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let strings = arguments.map { strdup($0) } + [nil]
        defer { for string in strings { free(string) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, arguments[0], &actions, nil, strings, environ)
        close(ends[1])
        guard code == 0 else {
            close(ends[0])
            throw ProgramError(errno: code)
        }
        self.process = process
        output = ends[0]
    }

    deinit {
        if status == nil {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
        close(output)
    }

    /// Reads up to `count` bytes of the standard output; none at its end.
    public func read(_ count: Int = 65536) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
            var got = 0
            repeat {
                #if canImport(Glibc)
                    got = Glibc.read(output, buffer.baseAddress, count)
                #else
                    got = Darwin.read(output, buffer.baseAddress, count)
                #endif
            } while got < 0 && errno == EINTR
            used = max(got, 0)
        }
    }

    /// Waits for the end of the program.
    public func wait() -> Int {
        if let status { return status }
        var raw: Int32 = 0
        while waitpid(process, &raw, 0) < 0 && errno == EINTR {}
        let signal = raw & 0x7F
        let status = Int(signal == 0 ? (raw >> 8) & 0xFF : 128 + signal)
        self.status = status
        return status
    }
}

/// Runs `arguments[0]`, a path, to its end.
public func runProgram(_ arguments: [String]) throws -> FinishedProgram {
    let program = try RunningProgram(arguments)
    var output: [UInt8] = []
    while case let chunk = program.read(), !chunk.isEmpty { output += chunk }
    return FinishedProgram(status: program.wait(), output: output)
}

/// Why a program could not be started.
public struct ProgramError: Error {
    /// The `errno` of the failed call.
    public let errno: Int32
}
