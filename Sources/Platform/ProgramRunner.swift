/// Starts other programs by an argument list, never through a shell.
public protocol ProgramRunner: Sendable {
    /// Runs a program to its end.
    ///
    /// - Throws: ``PlatformError`` when it is not found, cannot be started or runs too long; a status other
    ///   than 0 is not an error.
    func run(_ program: Program) throws(PlatformError) -> ProgramResult
    /// Runs a program to its end, with content that is read and written piece by piece.
    ///
    /// - Throws: as ``run(_:)``, and what the streams throw.
    func run(_ program: Program, _ streams: ProgramStreams) throws -> ProgramResult
    /// The path of a program on the `PATH`, or `nil`.
    func find(_ name: String) -> String?
    /// Starts a program that goes on after this process ends, with the lowest priority and without standard streams.
    ///
    /// It is not waited for, so it is meant for a process that ends soon.
    func startDetached(_ program: Program) throws(PlatformError)
}

/// A program with all it is given.
public struct Program: Sendable {
    /// Its name on the `PATH`, or a path with a slash.
    public var name: String
    /// Its arguments, without the name.
    public var arguments: [String]
    /// What it reads on standard input.
    public var input: [UInt8] = []
    /// The directory it runs in; `nil` for this process's own.
    public var directory: String?
    /// Variables to set, or with `nil` to remove, in its environment.
    public var environment: [String: String?] = [:]
    /// Seconds after which it is ended.
    public var timeout: Double = 60
    /// Bytes that are kept of each of its output streams; the rest is read and dropped.
    public var outputLimit = 64 << 20
    /// Whether it gets a process group of its own, which is ended as a whole when it must be ended.
    ///
    /// Such a program cannot ask anything at the terminal.
    public var hasOwnGroup = false
    /// Asked often while it runs; true ends it.
    public var isCancelled: @Sendable () -> Bool = { false }

    /// A program with its arguments.
    public init(
        _ name: String,
        _ arguments: [String],
        input: [UInt8] = [],
        in directory: String? = nil,
        environment: [String: String?] = [:],
        timeout: Double = 60
    ) {
        self.name = name
        self.arguments = arguments
        self.input = input
        self.directory = directory
        self.environment = environment
        self.timeout = timeout
    }
}

/// How a program ended.
public struct ProgramResult: Sendable, Equatable {
    /// Exit status, or 128 plus the signal that ended it.
    public let status: Int32
    /// What it wrote to standard output.
    public let output: [UInt8]
    /// What it wrote to standard error.
    public let error: [UInt8]
    /// The signal that ended it, if one did.
    public let signal: Int32?
    /// Whether it wrote more than was kept.
    public let isTruncated: Bool

    /// A result from its parts.
    public init(
        status: Int32,
        output: [UInt8] = [],
        error: [UInt8] = [],
        signal: Int32? = nil,
        isTruncated: Bool = false
    ) {
        self.status = status
        self.output = output
        self.error = error
        self.signal = signal
        self.isTruncated = isTruncated
    }

    /// Standard output as text, without the newline at its end.
    public var text: String {
        var bytes = output[...]
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
