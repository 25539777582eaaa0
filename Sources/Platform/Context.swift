#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// All that a run takes from its surroundings: environment, folders, clock, terminal and programs.
///
/// The executable makes the real one; a test makes one in which nothing is real until it says so.
public struct Context: Sendable {
    /// The environment variables.
    public var environment: [String: String]
    /// The directory that relative paths start from; absolute.
    public var workingDirectory: String
    /// The person's home directory.
    public var homeDirectory: String
    /// The current time.
    public var now: @Sendable () -> Timestamp
    /// Seconds that the local time is before UTC at a moment; negative behind it.
    public var utcOffset: @Sendable (Timestamp) -> Int
    /// The standard streams.
    public var console: any Console
    /// What runs other programs.
    public var programs: any ProgramRunner
    /// This process and its ancestors by process id, the nearest first.
    public var ancestors: @Sendable () -> [Int32]
    /// Absolute path of the running program; empty when it is not known.
    public var programPath: String
    /// Names by which the person and the machine are known.
    public var identity: @Sendable () -> Identity

    /// A context from its parts.
    public init(
        environment: [String: String],
        workingDirectory: String,
        homeDirectory: String,
        now: @escaping @Sendable () -> Timestamp,
        console: any Console,
        programs: any ProgramRunner,
        ancestors: @escaping @Sendable () -> [Int32] = { [] },
        programPath: String = "",
        utcOffset: @escaping @Sendable (Timestamp) -> Int = { _ in 0 },
        identity: @escaping @Sendable () -> Identity = { Identity() }
    ) {
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.homeDirectory = homeDirectory
        self.now = now
        self.console = console
        self.programs = programs
        self.ancestors = ancestors
        self.programPath = programPath
        self.utcOffset = utcOffset
        self.identity = identity
    }

    /// A variable's value; an empty one counts as not set.
    public func variable(_ name: String) -> String? {
        guard let value = environment[name], !value.isEmpty else { return nil }
        return value
    }

    /// The absolute form of a path a person gave: `~` is the home directory, a relative path starts from the
    /// working directory.
    public func path(_ text: String) -> String {
        if text == "~" { return homeDirectory }
        if text.utf8.starts(with: "~/".utf8) {
            return Paths.normalized(Paths.join(homeDirectory, String(text.dropFirst(2))))
        }
        return Paths.normalized(Paths.join(workingDirectory, text))
    }

    /// A folder of the XDG base directory specification: the variable when it is an absolute path, else the
    /// default under the home directory.
    public func baseDirectory(_ name: String, default fallback: String) -> String {
        if let value = variable(name), value.utf8.first == UInt8(ascii: "/") { return value }
        return Paths.join(homeDirectory, fallback)
    }

    /// The surroundings of this process.
    public static func system() -> Context {
        var environment: [String: String] = [:]
        var entry = unsafe environ
        while let pointer = unsafe entry.pointee {
            let text = unsafe String(cString: pointer)
            if let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) {
                environment[String(text[..<equals])] = String(text[text.utf8.index(after: equals)...])
            }
            unsafe entry += 1
        }
        var buffer = [CChar](repeating: 0, count: 1 << 12)
        let working = unsafe getcwd(&buffer, buffer.count).map { unsafe String(cString: $0) }
        var home = environment["HOME"] ?? ""
        // A relative one would take settings from the directory one happens to stand in.
        if home.utf8.first != UInt8(ascii: "/"), let entry = unsafe getpwuid(getuid()) {
            home = unsafe String(cString: entry.pointee.pw_dir)
        }
        return Context(
            environment: environment,
            workingDirectory: working ?? "/",
            homeDirectory: home.isEmpty ? "/" : home,
            now: {
                var time = timespec()
                unsafe clock_gettime(CLOCK_REALTIME, &time)
                return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
            },
            console: SystemConsole(),
            programs: SystemPrograms(environment: environment),
            ancestors: { ProcessTree.ancestors(of: getpid()) },
            programPath: ProgramPath.current() ?? "",
            utcOffset: { moment in
                var seconds = time_t(moment.milliseconds / 1000)
                var parts = unsafe tm()
                guard unsafe localtime_r(&seconds, &parts) != nil else { return 0 }
                return unsafe Int(parts.tm_gmtoff)
            },
            identity: { Identity.system() }
        )
    }
}
