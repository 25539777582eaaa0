internal import BatonHost
internal import Platform

/// What a step may take: its own `timeout`, the time and the output of the whole run.
extension StepRunner {
    /// Runs `body` with the time by the clock at which the step must be done, and ends whatever it does when that or
    /// the time of the whole run is over.
    func timed(_ step: RecipeStep, _ body: (_ deadline: Int64?) throws -> Void) throws {
        let deadline = step.timeout.map { runner.now + Int64($0 * 1000) }
        guard let left = left(deadline) else { return try body(deadline) }
        let stop = runner.settings.startAlarm(left)
        do {
            try body(deadline)
            if stop() { runner.settings.acknowledgeAlarm() }
        } catch {
            let hasRung = stop()
            if hasRung { runner.settings.acknowledgeAlarm() }
            let end = [deadline, runner.deadline?.milliseconds].compactMap { $0 }.min() ?? .max
            guard Self.isCutOff(error), hasRung || runner.now >= end else { throw error }
            throw expiry(deadline, step)
        }
    }

    /// Whether a failure is what becomes of something that is ended by an alarm.
    private static func isCutOff(_ error: any Error) -> Bool {
        var root = error
        if let failure = root as? Evaluator.Failure { root = failure.underlying }
        root = (root as? RecipeError)?.root ?? root
        if case .programTimedOut? = root as? PlatformError { return true }
        return FailureFacts(root).isInterrupt
    }

    /// Checks that there is time left.
    func check(_ deadline: Int64?, _ step: RecipeStep) throws {
        let now = runner.now
        if let deadline, now >= deadline { throw expiry(deadline, step) }
        if let end = runner.deadline, now >= end.milliseconds { throw expiry(nil, step) }
    }

    /// The failure of what took too long: the step, or the whole run.
    private func expiry(_ deadline: Int64?, _ step: RecipeStep) -> any Error {
        if let deadline, let timeout = step.timeout, deadline <= runner.deadline?.milliseconds ?? .max {
            return RecipeError.timedOut(seconds: timeout)
        }
        let seconds = runner.deadline.map { DurationText.text($0.seconds) } ?? "its time"
        return HostError("limit.wall", "the recipe ran longer than \(seconds)")
    }

    /// Seconds that are left for what runs; `nil` when nothing limits them.
    func left(_ deadline: Int64?) -> Double? {
        let ends = [deadline, runner.deadline?.milliseconds].compactMap { $0 }
        return ends.min().map { max(0.001, Double($0 - runner.now) / 1000) }
    }

    /// Checks that the steps have not printed more than they may.
    func checkOutput() throws {
        guard let limit = runner.settings.output, run.saidBytes > limit else { return }
        throw HostError("limit.output", "the recipe printed more than \(DurationText.text(bytes: limit))")
    }
}

/// Tells what happens to one step.
struct StepEvents {
    private let step: RecipeStep
    private let number: Int
    private let runner: StepRunner
    private let start: Int64

    init(step: RecipeStep, number: Int, _ runner: StepRunner) {
        self.step = step
        self.number = number
        self.runner = runner
        start = runner.runner.now
    }

    func tell(_ status: StepEvent.Status, _ failure: RecipeError? = nil) {
        guard let observe = runner.runner.settings.observe else { return }
        var isTalk = false
        if case .use(let function) = step.action { isTalk = StepRunner.talks(function) }
        observe(
            StepEvent(
                file: runner.scope.recipe.file,
                depth: runner.depth,
                number: number,
                count: runner.scope.recipe.steps.count,
                id: step.id,
                action: step.actionName,
                status: status,
                seconds: status == .started || status == .skipped
                    ? nil : Double(runner.runner.now - start) / 1000,
                isTalk: isTalk,
                failure: failure
            )
        )
    }
}
