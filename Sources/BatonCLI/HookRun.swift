internal import BatonGit
internal import BatonHost
internal import BatonRecipes
internal import Lua
internal import Platform

/// The recipes of one hook as git runs them: what fails is one line, and git goes on.
struct HookRun {
    private let cli: CommandContext
    private let hook: String

    init(_ cli: CommandContext, hook: String) {
        self.cli = cli
        self.hook = hook
    }

    /// Runs one recipe.
    ///
    /// One that is not trusted is left out, since nobody can be asked here.
    func run(_ recipe: String) {
        var execution = RecipeExecution(cli: cli)
        execution.options.assumesYes = true
        execution.hook = hook
        execution.wallTime = 20
        do {
            _ = try execution.run(try execution.load(recipe), RecipeExecution.Given())
        } catch {
            tell(error)
        }
    }

    /// Tells a failure on one line.
    func tell(_ error: any Error) {
        let message = ErrorReport(error).message(CleanText(cli.context))
        let line = message.split(whereSeparator: \.isNewline).first.map(String.init) ?? message
        cli.note("baton: \(hook): \(PrintableText.line(line))")
    }
}
