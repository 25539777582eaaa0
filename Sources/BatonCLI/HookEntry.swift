internal import BatonGit
internal import BatonHost
internal import Platform

/// The way from git to the recipes of a hook: `baton hooks run NAME …`, which never fails.
///
/// It is taken at every commit, so what need not be waited for is only written down here: no git, no recipe and no
/// session is looked at before git goes on.
struct HookEntry {
    private let cli: CommandContext
    private let hook: HookName
    private let arguments: [String]
    private var context: Context { cli.context }

    /// The most bytes that git tells a hook on standard input.
    private static let inputLimit = 16 << 20

    /// Runs a hook if the program's arguments ask for that; `nil` when they do not.
    static func run(_ arguments: [String], in context: Context) -> ExitStatus? {
        guard arguments.count >= 3, arguments[0] == "hooks", arguments[1] == "run",
            let hook = HookName(rawValue: arguments[2])
        else { return nil }
        if context.environment["BATON"] != "0" {
            let cli = CommandContext(context, isJSON: false)
            HookEntry(cli: cli, hook: hook, arguments: Array(arguments.dropFirst(3))).run()
        }
        return .done
    }

    private func run() {
        let run = HookRun(cli, hook: hook)
        guard let repository = Repository.discover(from: context.workingDirectory, context) else {
            return cli.note("baton: \(hook.rawValue): this is not a git repository")
        }
        let plan = HookPlan(repository)
        guard plan.isEnabled else { return }
        do {
            guard try mayAct(repository) else { return }
            if hook == .prepareCommitMsg, plan.needsUpkeep { try PreparedMoment.keep(repository) }
            let waits = !(plan.waiting[hook] ?? []).isEmpty || hook == .prePush && plan.reminds
            guard waits || plan.queues(hook) else { return }
            let input = readInput()
            var job = HookJob(hook: hook, time: context.now(), worktree: repository.root)
            job.arguments = Array(arguments.prefix(16))
            if plan.queues(hook) { try queue(&job, repository, input) }
            guard waits else { return }
            try run.perform(plan, repository, arguments: arguments, input: input)
        } catch {
            run.tell(error)
        }
    }

    private func readInput() -> [UInt8] {
        guard hook.readsInput, !cli.console.isTerminal(.input) else { return [] }
        return (try? cli.console.readInput(limit: Self.inputLimit)) ?? []
    }

    /// Whether this person's hooks may run here.
    ///
    /// Git has judged the owner before it runs a hook, and other switches than the repository's own are asked for
    /// later, so git is started in the rare cases only that it could still say no.
    private func mayAct(_ repository: Repository) throws -> Bool {
        let isOwn = Files.status(repository.commonDirectory)?.owner == ProcessPriority.user
        let names = ["GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT"]
        if isOwn, names.allSatisfy({ context.variable($0) == nil }) { return true }
        return try Git(repository, context).hooksAreEnabled()
    }

    private func queue(_ job: inout HookJob, _ repository: Repository, _ input: [UInt8]) throws {
        let head = repository.head()
        job.branch = head.branch
        job.commit = head.isUnknown ? try Git(repository, context).head() : head.commit
        job.moment = HookMoment(repository)
        if hook == .postCommit, let prepared = PreparedMoment.take(repository, commit: job.commit) {
            job.moment = prepared.moment
            job.parent = prepared.parent
        }
        if hook == .postRewrite { job.rewrites = HookJob.rewrites(input) }
        job.environment = HookEnvironment.ofJob(context.environment)
        job.processes = context.ancestors()
        let queue = HookQueue(repository)
        for failed in queue.takeNews().suffix(1) {
            let reason = failed.failure ?? "it did not end"
            cli.note("baton: an earlier \(failed.hook.rawValue) hook failed: \(PrintableText.line(reason))")
            cli.note("hint: baton hooks status")
        }
        guard try queue.add(job) else {
            return cli.note("baton: \(hook.rawValue): too many commits wait; later: baton notes repair")
        }
        // A worker looks once more after it has given the lock back, so one that holds it will see the job.
        guard let lock = try queue.lock() else { return }
        withExtendedLifetime(lock) {}
        try context.programs.startDetached(
            Program(
                context.programPath,
                ["hooks", "work"],
                in: repository.root,
                environment: HookEnvironment.ofWorker(context.environment)
            )
        )
    }
}
