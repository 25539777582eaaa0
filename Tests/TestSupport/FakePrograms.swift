public import Platform
import Synchronization

/// A runner that runs nothing: it keeps what it was asked to run and gives results from a function.
public final class FakePrograms: ProgramRunner {
    private let calls = Mutex<[Program]>([])
    private let result: @Sendable (Program) throws(PlatformError) -> ProgramResult
    private let installed: [String: String]

    /// A runner that finds the `installed` programs at their paths.
    ///
    /// Without a function it stops the test that runs a program.
    public init(
        installed: [String: String] = [:],
        _ result: @escaping @Sendable (Program) throws(PlatformError) -> ProgramResult = {
            fatalError("the test did not say what '\($0.name)' does")
        }
    ) {
        self.installed = installed
        self.result = result
    }

    /// What was run so far.
    public var ran: [Program] { calls.withLock { $0 } }

    /// Gives the result of the function.
    public func run(_ program: Program) throws(PlatformError) -> ProgramResult {
        calls.withLock { $0.append(program) }
        return try result(program)
    }

    /// The path given for the name.
    public func find(_ name: String) -> String? { installed[name] }

    /// Keeps the call.
    public func startDetached(_ program: Program) throws(PlatformError) {
        calls.withLock { $0.append(program) }
        _ = try result(program)
    }
}
