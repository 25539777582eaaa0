@_exported import Diagnostics
import BatonHost
import Platform

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// Gives a target the inputs that libFuzzer makes.
public enum FuzzDriver {
    // Set once, before the first input.
    nonisolated(unsafe) private static var target: ([UInt8]) -> Void = { _ in }

    /// Runs `target` with one input after another until libFuzzer ends the process.
    public static func run(_ target: @escaping ([UInt8]) -> Void) -> Never {
        self.target = target
        var count = CommandLine.argc
        var arguments = CommandLine.unsafeArgv
        let status = runDriver(&count, &arguments) { bytes, length in
            FuzzDriver.target(Array(UnsafeBufferPointer(start: bytes, count: length)))
            return 0
        }
        fatalError("the fuzzer ended with \(status)")
    }
}

/// Takes any text for Lua, so that nothing of an input is run.
public final class AcceptingEngine: ScriptEngine {
    /// An engine.
    public init() {}
    /// Takes any text.
    public func checkExpression(_ text: String) throws {}
    /// Gives nothing.
    public func evaluate(_ expression: String, _ names: [String: HostValue]) throws -> HostValue { .nil }
    /// Takes any text.
    public func checkScript(_ source: [UInt8], chunk: String) throws {}
    /// Gives nothing.
    public func run(_ source: [UInt8], chunk: String, _ names: [String: HostValue]) throws -> HostValue {
        .nil
    }
}

/// Surroundings without a home, a terminal or programs.
public enum Surroundings {
    private struct Nobody: Console {
        func writeOutput(_ bytes: Span<UInt8>) throws(PlatformError) {}
        func writeError(_ text: String) {}
        func readInput(limit: Int) throws(PlatformError) -> [UInt8] { [] }
        func readLine(prompt: String, echo: Bool) throws(PlatformError) -> String? { nil }
        func isTerminal(_ stream: ConsoleStream) -> Bool { false }
        var size: (columns: Int, rows: Int)? { nil }
    }

    private struct NoPrograms: ProgramRunner {
        func run(_ program: Program) throws(PlatformError) -> ProgramResult {
            throw .programNotFound(name: program.name)
        }
        func find(_ name: String) -> String? { nil }
        func startDetached(_ program: Program) throws(PlatformError) {
            throw .programNotFound(name: program.name)
        }
    }

    /// The surroundings.
    public static let context = Context(
        environment: [:],
        workingDirectory: "/nonexistent",
        homeDirectory: "/nonexistent",
        now: { Timestamp(milliseconds: 1_772_274_615_000) },
        console: Nobody(),
        programs: NoPrograms()
    )
}
