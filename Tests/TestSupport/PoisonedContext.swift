public import Platform

extension Context {
    /// Surroundings in which nothing is real: no environment, directories that do not exist, a clock that stands still
    /// on 2026-02-28T14:30:00Z, and no programs.
    public static func poisoned(
        environment: [String: String] = [:],
        workingDirectory: String = "/nowhere/work",
        homeDirectory: String = "/nowhere/home",
        now: Timestamp = Timestamp(seconds: 1_772_289_000),
        console: any Console = FakeConsole(),
        programs: any ProgramRunner = FakePrograms(),
        ancestors: [Int32] = []
    ) -> Context {
        Context(
            environment: environment,
            workingDirectory: workingDirectory,
            homeDirectory: homeDirectory,
            now: { now },
            console: console,
            programs: programs,
            ancestors: { ancestors }
        )
    }
}
