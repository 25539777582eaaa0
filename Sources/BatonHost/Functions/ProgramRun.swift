public import Lua
public import Platform

/// What a program gets besides its arguments.
public struct ProgramSetup {
    /// What it reads on standard input.
    public var input: [UInt8]
    /// The directory it runs in; `nil` for the working directory.
    public var directory: String?
    /// Variables to set; values are texts or secrets.
    public var environment: [String: HostValue]
    /// Seconds after which it is ended with all it started.
    public var timeout: Double
    /// Bytes that are kept of each of its output streams.
    public var outputLimit: Int

    /// A setup.
    public init(
        input: [UInt8] = [],
        directory: String? = nil,
        environment: [String: HostValue] = [:],
        timeout: Double = 60,
        outputLimit: Int = 16 << 20
    ) {
        self.input = input
        self.directory = directory
        self.environment = environment
        self.timeout = timeout
        self.outputLimit = outputLimit
    }
}

extension HostRun {
    /// Runs a program of this machine that the script may run, in a process group of its own.
    ///
    /// The variables with secrets are not handed on to it.
    ///
    /// - Parameters:
    ///   - argv: its name or path, and its arguments.
    ///   - setup: what else it gets.
    ///   - caller: who asks, for messages, such as `baton.proc.run`.
    /// - Returns: how it ended.
    /// - Throws: ``HostError`` of the kinds `denied`, `proc.not_found`, `proc.start`, `arg`; `PlatformError` when it runs too long; a status other
    ///   than 0 is no error.
    public func runProgram(_ argv: [String], _ setup: ProgramSetup, for caller: String) throws
        -> ProgramResult
    {
        let name = argv.first ?? ""
        let shown = PrintableText.line(name)
        let resolver = ProgramResolver(self)
        // Whoever may not run it does not learn whether it is there.
        guard resolver.allows(name, permissions) else {
            throw HostError(
                "denied",
                "\(caller) needs the permission 'run' '\(shown)'",
                hint: "declare it under 'permissions:' in the recipe"
            )
        }
        guard let path = try? resolver.path(name) else {
            throw HostError("proc.not_found", "\(PlatformError.programNotFound(name: shown))")
        }
        var program = Program(path, Array(argv.dropFirst()), input: setup.input)
        program.directory = setup.directory.map { context.path($0) } ?? context.workingDirectory
        program.environment = try variables(setup.environment, caller)
        program.timeout = seconds(atMost: setup.timeout)
        program.outputLimit = setup.outputLimit
        program.hasOwnGroup = true
        let stop = stopCondition
        program.isCancelled = { stop.isMet }
        do {
            let program = program
            return try waiting { try context.programs.run(program) }
        } catch let error as PlatformError {
            switch error {
            case .programNotFound: throw HostError("proc.not_found", "program '\(shown)' was not found")
            case .programFailedToStart: throw HostError("proc.start", "\(error)")
            case .programTimedOut(_, let seconds):
                throw PlatformError.programTimedOut(name: shown, seconds: seconds)
            default: throw error
            }
        }
    }

    private func variables(_ values: [String: HostValue], _ caller: String) throws -> [String: String?] {
        var result: [String: String?] = [:]
        for name in context.environment.keys where name.hasPrefix(SecretFunctions.variablePrefix) {
            result.updateValue(nil, forKey: name)
        }
        for (name, value) in values {
            let shown = PrintableText.line(name)
            let isName = !name.isEmpty && !name.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "=") }
            guard isName, let text = sensitiveText(value) else {
                throw HostError("arg", "\(caller): argument 'env' holds no usable value under '\(shown)'")
            }
            // These make any program load code that no permission names.
            guard !name.hasPrefix("LD_"), !name.hasPrefix("DYLD_") else {
                throw HostError(
                    "arg",
                    "\(caller): argument 'env' may not set '\(shown)', which changes what a program loads"
                )
            }
            result[name] = text
        }
        return result
    }
}
