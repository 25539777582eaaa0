internal import CPlatform

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Programs of this machine, by posix_spawn(3).
public struct SystemPrograms: ProgramRunner {
    private let environment: [String: String]

    /// A runner that looks programs up by the `PATH` of `environment` and hands that environment on.
    public init(environment: [String: String]) { self.environment = environment }

    /// The first executable regular file of that name in the directories of `PATH`; relative entries, which mean
    /// the directory one happens to stand in, do not count.
    public func find(_ name: String) -> String? {
        if name.utf8.contains(UInt8(ascii: "/")) { return unsafe access(name, X_OK) == 0 ? name : nil }
        for directory in (environment["PATH"] ?? "/usr/bin:/bin").utf8.split(separator: UInt8(ascii: ":"))
        where directory.first == UInt8(ascii: "/") {
            let path = Paths.join(String(Substring(directory)), name)
            if unsafe access(path, X_OK) == 0, Files.status(path)?.kind == .file { return path }
        }
        return nil
    }

    /// Runs a program, feeding and reading its streams side by side.
    public func run(_ program: Program) throws(PlatformError) -> ProgramResult {
        try perform(program, nil).result
    }

    /// Runs a program whose input and output are never all in memory.
    ///
    /// - Throws: ``PlatformError``, and what the streams throw.
    public func run(_ program: Program, _ streams: ProgramStreams) throws -> ProgramResult {
        let (result, failure) = try perform(program, streams)
        if let failure { throw failure }
        return result
    }

    /// - Returns: how the program ended, and what the streams threw.
    private func perform(_ program: Program, _ streams: ProgramStreams?) throws(PlatformError) -> (
        result: ProgramResult, failure: (any Error)?
    ) {
        Cancellation.ignoreClosedPipes()
        let input = try Pipe()
        let output = try Pipe()
        let error = try Pipe()
        Cancellation.hold()
        defer { Cancellation.release() }
        let process = try spawn(
            program,
            streams: [input.reading, output.writing, error.writing],
            isDetached: false
        )
        input.closeReading()
        output.closeWriting()
        error.closeWriting()
        var exchange = Exchange(
            program: program,
            process: process,
            input: input,
            output: output,
            error: error,
            streams: streams
        )
        let failure = exchange.untilEnd()
        if failure != nil || exchange.failure != nil { end(process, program) }
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        if let failure { throw failure }
        let signal = status & 0x7f
        let result = ProgramResult(
            status: signal == 0 ? (status >> 8) & 0xff : 128 + signal,
            output: exchange.collected[0],
            error: exchange.collected[1],
            signal: signal == 0 ? nil : signal,
            isTruncated: exchange.isTruncated
        )
        return (result, exchange.failure)
    }

    /// Ends a program, with its whole group where it has one: first asked to, a moment later without asking.
    private func end(_ process: pid_t, _ program: Program) {
        guard program.hasOwnGroup else {
            kill(process, SIGKILL)
            return
        }
        kill(-process, SIGTERM)
        for _ in 0..<20 where !Exchange.hasEnded(process) { usleep(10_000) }
        // The leader has not been waited for, so that the number is still this group's.
        kill(-process, SIGKILL)
    }

    /// Starts a program in a session of its own with all streams on `/dev/null`.
    public func startDetached(_ program: Program) throws(PlatformError) {
        let null = unsafe open("/dev/null", O_RDWR | O_CLOEXEC)
        guard null >= 0 else { throw .file(operation: "open", path: "/dev/null", errno: errno) }
        defer { close(null) }
        let process = try spawn(program, streams: [null, null, null], isDetached: true)
        // While this process lives, its ended children stay in the system's table until they are waited for.
        Threads.detach {
            var status: Int32 = 0
            while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        }
    }

    private func spawn(_ program: Program, streams: [Int32], isDetached: Bool) throws(PlatformError) -> pid_t
    {
        guard let path = find(program.name) else { throw .programNotFound(name: program.name) }
        // A text would end at its NUL, and another command would run.
        let texts = [program.name, program.directory ?? ""] + program.arguments
        let variablesSet = program.environment.flatMap { [$0.key, $0.value ?? ""] }
        guard (texts + variablesSet).allSatisfy({ !$0.utf8.contains(0) }) else {
            throw .programFailedToStart(name: program.name, errno: EINVAL)
        }
        var merged = environment
        for (name, value) in program.environment { merged[name] = value }
        let arguments = CStrings([program.name] + program.arguments)
        let variables = CStrings(merged.map { "\($0.key)=\($0.value)" }.sorted())
        var process: pid_t = 0
        let code = unsafe arguments.withPointers { arguments in
            unsafe variables.withPointers { variables in
                isDetached
                    ? unsafe platform_spawn_detached(
                        path,
                        arguments,
                        variables,
                        program.directory,
                        streams,
                        &process
                    )
                    : unsafe platform_spawn(
                        path,
                        arguments,
                        variables,
                        program.directory,
                        streams,
                        program.hasOwnGroup,
                        &process
                    )
            }
        }
        guard code == 0 else { throw .programFailedToStart(name: program.name, errno: code) }
        return process
    }
}

/// Feeds one child and reads both its streams until it has ended and they are read out.
private struct Exchange {
    let program: Program
    let process: pid_t
    let input: Pipe
    let output: Pipe
    let error: Pipe
    var collected: [[UInt8]] = [[], []]
    var isTruncated = false
    /// What the streams threw, which ends the child.
    private(set) var failure: (any Error)?
    private let streams: ProgramStreams?
    /// Input that is on its way, and how much of it is gone.
    private var pending: [UInt8]
    private var sent = 0
    private var chunk = [UInt8](repeating: 0, count: 1 << 16)

    init(
        program: Program,
        process: pid_t,
        input: Pipe,
        output: Pipe,
        error: Pipe,
        streams: ProgramStreams?
    ) {
        self.streams = streams
        pending = program.input
        self.program = program
        self.process = process
        self.input = input
        self.output = output
        self.error = error
    }

    /// - Returns: why the child must be killed, or `nil` when it has ended or ``failure`` says why.
    mutating func untilEnd() -> PlatformError? {
        if program.input.isEmpty, streams == nil {
            input.closeWriting()
        } else {
            input.makeWritingNonBlocking()
        }
        let deadline = Self.seconds() + program.timeout
        // A child may close its streams and run on, or end while a child of its own holds them open: so its end is
        // asked for whenever the streams are silent, at intervals that grow.
        var pause = Self.shortestPause
        while true {
            if Cancellation.isRequested || program.isCancelled() { return .interrupted }
            let left = deadline - Self.seconds()
            if failure != nil { return nil }
            if left <= 0 { return .programTimedOut(name: program.name, seconds: program.timeout) }
            let isClosed = output.reading < 0 && error.reading < 0
            if isClosed || !exchange(waiting: min(left, pause)) {
                if Self.hasEnded(process) {
                    // What it wrote between the last look at its streams and its end is still in the pipes.
                    while !(output.reading < 0 && error.reading < 0), exchange(waiting: 0) {
                        if Self.seconds() > deadline { break }
                    }
                    return nil
                }
                if isClosed { usleep(UInt32(min(left, pause) * 1e6)) }
                pause = min(pause * 2, 0.25)
            } else {
                pause = Self.shortestPause
            }
        }
    }

    private static let shortestPause = 0.0001

    /// Moves what can be moved now, or after at most that many seconds; `false` when nothing could.
    private mutating func exchange(waiting seconds: Double) -> Bool {
        var descriptors = [
            pollfd(fd: output.reading, events: Int16(POLLIN), revents: 0),
            pollfd(fd: error.reading, events: Int16(POLLIN), revents: 0),
            pollfd(fd: input.writing, events: Int16(POLLOUT), revents: 0),
        ]
        guard unsafe poll(&descriptors, nfds_t(descriptors.count), Int32(seconds * 1000) + 1) > 0 else {
            return false
        }
        if descriptors[0].revents != 0 { collect(0, output) }
        if descriptors[1].revents != 0 { collect(1, error) }
        if descriptors[2].revents != 0 { feed() }
        return true
    }

    /// Whether the child is gone; its status stays to be asked for.
    static func hasEnded(_ process: pid_t) -> Bool {
        var information = unsafe siginfo_t()
        guard unsafe waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) == 0 else {
            return true
        }
        // Without a change of state the structure stays zero.
        return unsafe information.si_signo == SIGCHLD
    }

    private mutating func collect(_ stream: Int, _ pipe: Pipe) {
        let got = unsafe chunk.withUnsafeMutableBytes { unsafe read(pipe.reading, $0.baseAddress, $0.count) }
        if got > 0, stream == 0, let streams {
            do { try streams.put(chunk.span.extracting(0..<got)) } catch { failure = failure ?? error }
        } else if got > 0 {
            let room = max(0, program.outputLimit - collected[stream].count)
            collected[stream].append(contentsOf: chunk[..<min(got, room)])
            if got > room { isTruncated = true }
        } else if got == 0 || errno != EINTR {
            pipe.closeReading()
        }
    }

    private mutating func feed() {
        if sent == pending.count, let streams {
            do {
                pending = try streams.next()
                sent = 0
            } catch {
                failure = failure ?? error
                pending = []
            }
            if pending.isEmpty { return input.closeWriting() }
        }
        let offset = sent
        let put = unsafe pending.withUnsafeBytes { bytes in
            unsafe write(input.writing, bytes.baseAddress.map { unsafe $0 + offset }, bytes.count - offset)
        }
        if put > 0 { sent += put }
        let isRefused = put < 0 && errno != EAGAIN && errno != EINTR
        if isRefused || (sent == pending.count && streams == nil) { input.closeWriting() }
    }

    private static func seconds() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// A pipe that closes its ends when it goes away.
private final class Pipe {
    private(set) var reading: Int32
    private(set) var writing: Int32

    init() throws(PlatformError) {
        var ends: [Int32] = [-1, -1]
        guard unsafe platform_pipe(&ends) == 0 else {
            throw .file(operation: "open", path: "a pipe", errno: errno)
        }
        reading = ends[0]
        writing = ends[1]
    }

    deinit {
        closeReading()
        closeWriting()
    }

    func makeWritingNonBlocking() { _ = fcntl(writing, F_SETFL, O_NONBLOCK) }

    func closeReading() {
        if reading >= 0 { close(reading) }
        reading = -1
    }

    func closeWriting() {
        if writing >= 0 { close(writing) }
        writing = -1
    }
}

/// An array of C strings that ends with a null, as execve(2) wants it.
private struct CStrings {
    private let texts: [[CChar]]

    init(_ texts: [String]) { self.texts = texts.map { Array($0.utf8CString) } }

    func withPointers<Result>(_ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result) -> Result {
        // One block holds all texts, so that the pointers stay good while `body` runs.
        var block = texts.flatMap { $0 }
        return unsafe block.withUnsafeMutableBufferPointer { bytes in
            var pointers: [UnsafeMutablePointer<CChar>?] = unsafe []
            var offset = 0
            for text in texts {
                unsafe pointers.append(bytes.baseAddress.map { unsafe $0 + offset })
                offset += text.count
            }
            unsafe pointers.append(nil)
            return unsafe pointers.withUnsafeBufferPointer { list in
                guard let base = list.baseAddress else {
                    preconditionFailure("the list holds a null at least")
                }
                return unsafe body(base)
            }
        }
    }
}
