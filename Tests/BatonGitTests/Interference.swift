import Platform
import Synchronization
import Testing

/// Runs programs, and does something else after the first that has a certain argument.
struct Interference: ProgramRunner {
    private let programs: any ProgramRunner
    private let argument: String
    private let deed: @Sendable () throws -> Void
    private let isDone = Flag()

    init(_ programs: any ProgramRunner, at argument: String, _ deed: @escaping @Sendable () throws -> Void) {
        self.programs = programs
        self.argument = argument
        self.deed = deed
    }

    func run(_ program: Program) throws(PlatformError) -> ProgramResult {
        let result = try programs.run(program)
        if program.arguments.contains(argument), isDone.value.exchange(true, ordering: .relaxed) == false {
            #expect(throws: Never.self) { try deed() }
        }
        return result
    }

    func find(_ name: String) -> String? { programs.find(name) }

    func startDetached(_ program: Program) throws(PlatformError) { try programs.startDetached(program) }

    private final class Flag: Sendable {
        let value = Atomic(false)
    }
}
