internal import BatonHost

/// One hook as git runs it: what fails is one line, and git goes on.
struct HookRun {
    private let cli: CommandContext
    private let hook: String

    init(_ cli: CommandContext, hook: String) {
        self.cli = cli
        self.hook = hook
    }

    func run(_ recipe: String) {}

    /// Tells a failure on one line.
    func tell(_ error: any Error) {
        let report = ErrorReport(error)
        cli.note("baton: \(hook): \(PrintableText.line(report.message))")
    }
}
