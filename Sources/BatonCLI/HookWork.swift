internal import BatonGit
internal import BatonHost
internal import BatonRecipes
internal import Platform

/// One job of the queue, done.
struct HookWork {
    private let job: HookJob
    private let context: Context
    private let upkeep: HookUpkeep

    /// Seconds that one recipe may take in the background.
    static let patience = 55.0

    /// A job within the worker's surroundings.
    init(_ job: HookJob, _ context: Context, upkeep: HookUpkeep = .current) {
        self.job = job
        self.upkeep = upkeep
        let environment = HookEnvironment.merged(context.environment, job.environment)
        var context = context
        context.environment = environment
        context.programs = SystemPrograms(environment: environment)
        context.console = HookConsole()
        context.ancestors = { [job] in job.processes }
        self.context = context
    }

    /// Does it.
    ///
    /// What has gone since, such as the worktree or the commit, leaves nothing to do.
    ///
    /// - Throws: the first failure; the parts behind it were tried all the same.
    func perform(for repository: Repository) throws {
        var context = context
        context.workingDirectory = Files.isDirectory(job.worktree) ? job.worktree : repository.root
        guard let here = Repository.discover(from: context.workingDirectory, context),
            here.commonDirectory == repository.commonDirectory
        else { return }
        let git = Git(here, context)
        let plan = HookPlan(here)
        guard plan.isEnabled, try git.hooksAreEnabled() else { return }
        var failure: (any Error)?
        func attempt(_ body: () throws -> Void) {
            do { try body() } catch { failure = failure ?? error }
        }
        if job.hook == .postRewrite {
            if plan.needsUpkeep, !job.rewrites.isEmpty { attempt { try upkeep.rewritten(git, job.rewrites) } }
        } else if let commit = job.commit, try git.resolve(commit) == nil {
            return
        }
        let moment = try moment(git)
        if job.hook == .postCommit, plan.needsUpkeep, let commit = job.commit {
            attempt { try keepUp(git, moment, commit) }
        }
        // What repeats or joins other commits was made by none of the sessions that are at work now.
        if job.hook != .postCommit || moment.operation == .commit {
            let facts = facts(git)
            let cli = CommandContext(context, isJSON: false)
            for recipe in plan.background[job.hook] ?? [] {
                attempt { try HookRun.run(recipe, facts, wallTime: Self.patience, cli) }
            }
            // A note brings the link along.
            if job.hook == .postCommit, plan.purposes.contains(.link), !plan.purposes.contains(.note),
                let commit = job.commit
            {
                attempt { _ = try CommitNotes(try cli.run()).attach(commit, withNote: false) }
            }
        }
        if let failure { throw failure }
    }

    /// What git was doing, if what was seen before the commit still fits it.
    private func moment(_ git: Git) throws -> HookMoment {
        guard let parent = job.parent, let commit = job.commit else { return job.moment }
        return try git.resolve(commit + "^") == parent ? job.moment : HookMoment()
    }

    private func keepUp(_ git: Git, _ moment: HookMoment, _ commit: String) throws {
        switch moment.operation {
        case .cherryPick: for source in moment.sources { try upkeep.cherryPicked(git, source, commit) }
        case .squash: if !moment.sources.isEmpty { try upkeep.squashed(git, moment.sources, commit) }
        // Git takes notes along in a rebase, and post-rewrite tells what became of what.
        case .commit: try upkeep.committed(git, commit)
        case .revert, .rebase: break
        }
    }

    private func facts(_ git: Git) -> HookFacts {
        var facts = HookFacts(hook: job.hook.rawValue)
        facts.commit = job.commit
        facts.branch = job.branch
        facts.arguments = job.arguments
        if let commit = job.commit { facts.files = (try? git.files(changedBy: commit)) ?? [] }
        return facts
    }
}
