internal import BatonGit
internal import BatonHost
internal import BatonRecipes
internal import Lua
internal import Platform

/// The recipes of one hook as git runs them: what fails is one line, and git goes on.
struct HookRun {
    private let cli: CommandContext
    private let hook: HookName

    /// Seconds that a recipe may keep git waiting.
    static let patience = 20.0

    init(_ cli: CommandContext, hook: HookName) {
        self.cli = cli
        self.hook = hook
    }

    /// Runs what git waits for.
    ///
    /// - Throws: what asking git fails with; the recipes' failures are told.
    func perform(_ plan: HookPlan, _ repository: Repository, arguments: [String], input: [UInt8]) throws {
        let git = Git(repository, cli.context)
        guard try git.hooksAreEnabled() else { return }
        if hook == .prePush, plan.reminds {
            HookReminder(cli, git).remind(PushedRef.all(in: input), remote: arguments.first ?? "")
        }
        let recipes = plan.waiting[hook] ?? []
        guard !recipes.isEmpty else { return }
        let facts = facts(git, repository, arguments, input)
        for recipe in recipes {
            do {
                try Self.run(recipe, facts, wallTime: Self.patience, CommandContext(quiet(), isJSON: false))
            } catch {
                tell(error)
            }
        }
    }

    /// Runs one recipe, and gives up when it is not trusted, since nobody can be asked here.
    static func run(_ recipe: String, _ facts: HookFacts, wallTime: Double, _ cli: CommandContext) throws {
        var execution = RecipeExecution(cli: cli)
        execution.options.assumesYes = true
        execution.hook = facts
        execution.wallTime = wallTime
        do {
            _ = try execution.run(try execution.load(recipe), RecipeExecution.Given())
        } catch let error as RecipeError where error.kind == "recipe.not_trusted" {
            throw CommandFailure(
                kind: error.kind,
                message: "the recipe '\(recipe)' is not trusted and did not run (baton trust \(recipe))"
            )
        }
    }

    /// What the recipes are told of the commit; a part that git cannot tell is left out.
    private func facts(_ git: Git, _ repository: Repository, _ arguments: [String], _ input: [UInt8])
        -> HookFacts
    {
        var facts = HookFacts(hook: hook.rawValue)
        facts.branch = repository.head().branch ?? (try? git.branch())
        facts.arguments = arguments
        switch hook {
        case .preCommit, .preMergeCommit: facts.files = (try? git.stagedFiles()) ?? []
        case .prepareCommitMsg, .commitMsg, .applypatchMsg:
            facts.file = arguments.first.map { Paths.join(cli.context.workingDirectory, $0) }
            facts.files = (try? git.stagedFiles()) ?? []
        case .prePush:
            facts.commit = PushedRef.all(in: input).first { !$0.isDeletion }?.local
        default:
            facts.commit = try? git.head()
            if let commit = facts.commit { facts.files = (try? git.files(changedBy: commit)) ?? [] }
        }
        return facts
    }

    /// The surroundings without a terminal to ask at: a hook that waits for a person would hold git up.
    private func quiet() -> Context {
        var context = cli.context
        context.console = HookConsole(cli.console)
        return context
    }

    /// Tells a failure on one line.
    func tell(_ error: any Error) {
        cli.note("baton: \(hook.rawValue): \(PrintableText.line(Self.line(error, cli.context)))")
    }

    /// A failure as one line without secrets.
    static func line(_ error: any Error, _ context: Context) -> String {
        let message = ErrorReport(error).message(CleanText(context))
        return message.split(whereSeparator: \.isNewline).first.map(String.init) ?? message
    }
}
