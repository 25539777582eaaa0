internal import BatonGit
internal import BatonHost
internal import BatonRecipes
internal import JSON
internal import Platform

/// How the hooks of a repository stand, for a person and as JSON.
struct HookStatusView {
    private let cli: CommandContext
    private let git: Git
    private let plan: HookPlan
    private let queue: HookQueue

    init(_ cli: CommandContext, _ git: Git) {
        self.cli = cli
        self.git = git
        plan = HookPlan(git.repository)
        queue = HookQueue(git.repository)
    }

    /// Shows it.
    func show() throws {
        let all = try HookAccess.installer(cli).status()
        let version = try Git.version(cli.context)
        let failures = queue.failures()
        let pending = (try? queue.names().count) ?? 0
        let switches = try switches()
        let problems = switches + untrusted()
        try cli.answer { writer in
            writer.object { writer in
                writer.member("enabled", switches.isEmpty)
                writer.member("git", version.description)
                writer.key("attach")
                ValueJSON.write(.texts(plan.purposes.map(\.rawValue)), to: &writer)
                writer.member("remind", plan.reminds)
                writer.key("problems")
                ValueJSON.write(.texts(problems), to: &writer)
                writer.member("pending", pending)
                writer.key("failed")
                writer.array { writer in for job in failures { write(job, to: &writer) } }
                writer.key("hooks")
                writer.array { writer in for status in all { write(status, to: &writer) } }
            }
        }
        let shown = all.filter { $0.state != .absent && !($0.state == .foreign && $0.reason == nil) }
        for status in shown {
            let words = status.recipes.map {
                $0 + (status.background.contains($0) ? " (in the background)" : "")
            }
            let tail = (words + status.serves).joined(separator: ", ")
            try cli.print(
                PrintableText.line(
                    "\(status.hook.rawValue)  \(status.state.rawValue)\(tail.isEmpty ? "" : "  " + tail)"
                )
            )
            if let reason = status.reason { cli.note("baton: " + PrintableText.line(reason)) }
            if let advice = status.advice { HookAccess.tell(advice, cli) }
        }
        if shown.isEmpty { cli.note("baton: no hooks here\nhint: baton hooks install") }
        for problem in problems { cli.note("baton: " + PrintableText.line(problem)) }
        if pending > 0 {
            cli.note(
                "baton: \(pending) \(pending == 1 ? "job waits" : "jobs wait") to be done\nhint: baton hooks work --wait"
            )
        }
        for job in failures.suffix(5) {
            let commit = job.commit.map { " for \($0.prefix(10))" } ?? ""
            let line = "\(job.hook.rawValue)\(commit) failed: \(job.failure ?? "it did not end")"
            cli.note("baton: " + PrintableText.line(line))
        }
        if !failures.isEmpty {
            cli.note(
                "hint: baton notes repair attaches what is missing; baton hooks status --forget forgets the failures"
            )
        }
    }

    /// What switches all hooks off.
    private func switches() throws -> [String] {
        var result: [String] = []
        if cli.context.environment["BATON"] == "0" { result.append("BATON=0 switches all hooks off") }
        if try !git.hooksAreEnabled() {
            result.append("baton.enabled is false in git's configuration: all hooks are off")
        }
        return result
    }

    /// Recipes that would not run.
    private func untrusted() -> [String] {
        var seen: Set<String> = []
        let names = HookName.allCases.flatMap(plan.recipes).filter { seen.insert($0).inserted }
        return names.compactMap { name in
            do {
                let source = try RecipeExecution(cli: cli).load(name)
                return source.isTrusted
                    ? nil : "the recipe '\(name)' is not trusted and does not run: baton trust \(name)"
            } catch {
                return "the recipe '\(name)' does not run: \(HookRun.line(error, cli.context))"
            }
        }
    }

    private func write(_ job: HookJob, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("hook", job.hook.rawValue)
            writer.member("commit", job.commit)
            writer.member("time", job.time.iso8601)
            writer.member("attempts", job.attempts)
            writer.member("failure", job.failure)
        }
    }

    private func write(_ status: HookStatus, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("hook", status.hook.rawValue)
            writer.member("state", status.state.rawValue)
            writer.key("recipes")
            ValueJSON.write(.texts(status.recipes), to: &writer)
            writer.key("background")
            ValueJSON.write(.texts(status.background), to: &writer)
            writer.key("serves")
            ValueJSON.write(.texts(status.serves), to: &writer)
            writer.member("reason", status.reason)
            writer.member("path", status.path)
            writer.member("earlier", status.earlier)
        }
    }
}
