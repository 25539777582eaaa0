public import BatonHost
public import Lua
internal import Platform

/// Runs recipes, step by step in the order of the file.
public final class RecipeRunner {
    /// What a runner is given beside the run.
    public struct Settings {
        /// Waits so many seconds before a step is tried again.
        public var pause: (Double) throws -> Void
        /// Runs a recipe written in Lua with its inputs; `nil` when there is no such engine.
        public var runScript: ((RecipeSource, [String: HostValue]) throws -> [String: HostValue])?
        /// Told that Ctrl-C was noticed, so that the steps which clean up are not interrupted by the same one.
        public var acknowledgeInterrupt: () -> Void = {}
        /// Starts an alarm that ends whatever runs after so many seconds, and gives what stops it: that tells whether
        /// it rang.
        public var startAlarm: (_ seconds: Double) -> () -> Bool = { _ in { false } }
        /// Told that an alarm was noticed, so that what follows can run.
        public var acknowledgeAlarm: () -> Void = {}
        /// Interrupts what runs as Ctrl-C does: for what called a recipe that was interrupted.
        public var repeatInterrupt: () -> Void = {}
        /// Whether what runs was interrupted by an alarm, and not by a person.
        public var isAlarm: () -> Bool = { false }
        /// Seconds by the clock that the whole run may take; `nil` leaves what the recipe says.
        public var wall: Double?
        /// Bytes that all steps may print; `nil` for no limit.
        public var output: Int?
        /// Whether a line is said when a step begins.
        public var announces = true
        /// Told what happens to each step.
        public var observe: ((StepEvent) -> Void)?

        /// Settings.
        public init(pause: @escaping (Double) throws -> Void) { self.pause = pause }
    }

    let run: HostRun
    let engine: any ScriptEngine
    let recipes: RecipeCatalog?
    let settings: Settings
    /// When the recipes that are running must be done, by the clock, and what they were given in seconds.
    private(set) var deadline: (milliseconds: Int64, seconds: Double)?
    /// Calls of recipes by name, from steps and from scripts.
    public let calls: RecipeCalls

    /// How deep recipes may call each other.
    static let deepest = 8
    /// How many elements a step may run for.
    static let mostItems = 10_000
    /// Seconds that steps have to clean up after a limit, and after Ctrl-C.
    static let cleanUp = (afterLimit: 2.0, afterInterrupt: 30.0)

    /// A runner.
    ///
    /// - Parameters:
    ///   - run: what the functions share; its permissions are what the recipe and those it calls can do at most.
    ///   - engine: what runs Lua.
    ///   - recipes: where recipes that are called by name are found.
    ///   - settings: what it is given beside the run.
    public init(run: HostRun, engine: any ScriptEngine, recipes: RecipeCatalog?, settings: Settings) {
        self.run = run
        self.engine = engine
        self.recipes = recipes
        self.settings = settings
        calls = RecipeCalls()
        calls.runner = self
        run.recipes = calls
    }

    /// Runs a recipe and gives its outputs.
    ///
    /// In a dry run it tells what each step would do; outputs that are not known then are texts such as
    /// `<steps.share.link>`.
    ///
    /// - Throws: ``RecipeError``; `PlatformError.interrupted` as it is, after the steps with `always()`.
    public func run(_ recipe: Recipe, inputs: [String: HostValue]) throws -> [String: HostValue] {
        let scope = RecipeScope(recipe, run: run)
        try fill(scope, inputs, unknown: [])
        return try run(scope, depth: calls.depth).mapValues { $0.value }
    }

    /// An output: a value, or what stands for one that a dry run cannot know.
    struct Output {
        let value: HostValue
        let isKnown: Bool
    }

    func fill(_ scope: RecipeScope, _ inputs: [String: HostValue], unknown: Set<String>) throws {
        let evaluator = Evaluator(scope: scope, engine: engine)
        do {
            try scope.recipe.fill(scope, given: inputs, unknown: unknown, evaluator)
        } catch let failure as Evaluator.Failure {
            throw RecipeError.step(
                file: scope.recipe.file,
                span: failure.span,
                step: "inputs",
                underlying: failure.underlying
            )
        }
    }

    /// Runs the steps of a recipe whose inputs are known.
    func run(_ scope: RecipeScope, depth: Int) throws -> [String: Output] {
        let outer = deadline
        defer { deadline = outer }
        if let seconds = depth == 0 ? settings.wall ?? scope.recipe.limits.wall : scope.recipe.limits.wall {
            let end = now + Int64(seconds * 1000)
            if end < outer?.milliseconds ?? .max { deadline = (end, seconds) }
        }
        let plan = run.options.isDryRun ? PlanPrinter(run: run, depth: depth) : nil
        try plan?.begin(scope)
        let runner = StepRunner(runner: self, scope: scope, depth: depth, plan: plan)
        var failure: (any Error)?
        for (index, step) in scope.recipe.steps.enumerated() {
            let asksStatus = step.condition?.expressions.contains(where: \.asksStatus) ?? false
            guard failure == nil || asksStatus else { continue }
            do {
                try runner.run(step, number: index + 1)
            } catch {
                if failure == nil {
                    failure = error
                    scope.hasFailed = true
                    allowCleanUp(after: error)
                } else if let first = failure, Self.isInterrupt(error), !Self.isInterrupt(first) {
                    // Ctrl-C while steps clean up after a failure ends the run as it always does.
                    run.say("warning: \(first)")
                    failure = error
                    allowCleanUp(after: error)
                } else {
                    // The first failure is the one to report; this one is told on the way.
                    run.say("warning: \(error)")
                }
            }
        }
        if let failure { throw failure }
        return try outputs(scope, plan)
    }

    private static func isInterrupt(_ error: any Error) -> Bool {
        error as? PlatformError == .interrupted
    }

    /// The time by the clock, in milliseconds.
    var now: Int64 { run.context.now().milliseconds }

    /// Gives the steps that run after a failure some time, and lets them run.
    private func allowCleanUp(after error: any Error) {
        var seconds = Self.cleanUp.afterLimit
        if error as? PlatformError == .interrupted {
            if !settings.isAlarm() { seconds = Self.cleanUp.afterInterrupt }
            settings.acknowledgeInterrupt()
        } else if let deadline, deadline.milliseconds > now + Int64(seconds * 1000) {
            return
        }
        guard deadline != nil || error as? PlatformError == .interrupted else { return }
        deadline = (now + Int64(seconds * 1000), seconds)
    }

    private func outputs(_ scope: RecipeScope, _ plan: PlanPrinter?) throws -> [String: Output] {
        let evaluator = Evaluator(scope: scope, engine: engine)
        var result: [String: Output] = [:]
        for output in scope.recipe.outputs {
            do {
                if let value = try evaluator.value(output.value) {
                    result[output.name] = Output(value: value, isKnown: true)
                } else {
                    let text = PlanPrinter.placeholder(output.value)
                    result[output.name] = Output(value: .text(text), isKnown: false)
                }
            } catch let failure as Evaluator.Failure {
                throw RecipeError.output(
                    file: scope.recipe.file,
                    span: failure.span,
                    name: output.name,
                    underlying: failure.underlying
                )
            }
        }
        try plan?.outputs(scope.recipe, result)
        return result
    }
}
