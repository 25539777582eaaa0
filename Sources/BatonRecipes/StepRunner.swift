internal import BatonHost
internal import Lua
internal import Platform

/// Runs one step of a recipe after another.
struct StepRunner {
    let runner: RecipeRunner
    let scope: RecipeScope
    let depth: Int
    let plan: PlanPrinter?

    var run: HostRun { runner.run }
    var evaluator: Evaluator { Evaluator(scope: scope, engine: runner.engine) }

    /// Runs a step if its condition holds, and keeps its result.
    ///
    /// - Throws: ``RecipeError`` when the recipe ends here; `PlatformError.interrupted`.
    func run(_ step: RecipeStep, number: Int) throws {
        let events = StepEvents(step: step, number: number, self)
        do {
            try Self.locating(step, scope.recipe) {
                try timed(step) { deadline in
                    guard try isWanted(step, number) else { return events.tell(.skipped) }
                    events.tell(.started)
                    if plan == nil { announce(step, number) }
                    let result =
                        try step.each == nil
                        ? attempt(step, number, deadline) : each(step, number, deadline)
                    keep(result, of: step)
                    events.tell(plan == nil ? .done : .planned)
                }
            }
        } catch let error as RecipeError where !Self.isFinal(error) && step.onError != .stop {
            events.tell(.passed, error)
            if step.onError == .warn {
                run.say("warning: \(error)")
                if let hint = error.hint { run.say("hint: \(hint)") }
            }
        } catch {
            events.tell(.failed, error as? RecipeError)
            throw error
        }
    }

    /// Gives failures the step's place; Ctrl-C stays as it is.
    private static func locating(_ step: RecipeStep, _ recipe: Recipe, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let failure as Evaluator.Failure {
            if FailureFacts(failure.underlying).isInterrupt { throw PlatformError.interrupted }
            throw RecipeError.step(
                file: recipe.file,
                span: failure.span,
                step: step.label,
                underlying: failure.underlying
            )
        } catch {
            // Lua has a word of its own for Ctrl-C.
            if FailureFacts(error).isInterrupt { throw PlatformError.interrupted }
            throw RecipeError.step(file: recipe.file, span: step.span, step: step.label, underlying: error)
        }
    }

    /// Whether a failure ends the recipe whatever the step says: Ctrl-C, or a limit of the whole run.
    private static func isFinal(_ error: any Error) -> Bool {
        let root = (error as? RecipeError)?.root ?? error
        return !(root is RecipeError) && FailureFacts(root).isFinal
    }

    private func isWanted(_ step: RecipeStep, _ number: Int) throws -> Bool {
        guard let condition = step.condition else { return true }
        if let value = try evaluator.value(condition) {
            let isTrue = ValueText.isTrue(value)
            if !isTrue { try plan?.skipped(step, number) }
            return isTrue
        }
        try plan?.step(step, number, try shown(step), "runs if \(PlanPrinter.placeholder(condition))")
        keep(nil, of: step)
        return false
    }

    func keep(_ result: HostValue?, of step: RecipeStep) {
        guard let id = step.id else { return }
        if let result {
            scope.steps[id] = result
        } else {
            scope.unknownSteps.insert(id)
        }
    }

    private func announce(_ step: RecipeStep, _ number: Int) {
        // Git shows what a hook prints, at every commit.
        guard runner.settings.announces, !run.options.isJSON, run.hook == nil else { return }
        // What only talks speaks for itself.
        if case .use(let function) = step.action, Self.talks(function) { return }
        let indent = String(repeating: "  ", count: depth)
        let name = step.id.map { "\($0): " } ?? ""
        run.say("\(indent)[\(number)/\(scope.recipe.steps.count)] \(name)\(step.actionName)")
    }

    static func talks(_ function: HostFunction) -> Bool {
        function.module == "log" || function.module == "prompt" || function.path == "qr.print"
    }

    // MARK: Repeating

    private func each(_ step: RecipeStep, _ number: Int, _ deadline: Int64?) throws -> HostValue? {
        guard let each = step.each, let value = try evaluator.value(each) else {
            scope.isItemUnknown = true
            defer { scope.isItemUnknown = false }
            let list = step.each.map(PlanPrinter.placeholder) ?? ""
            try plan?.step(step, number, try shown(step), "runs for each of \(list)")
            return nil
        }
        guard let items = value == .nil ? [] : value.list else {
            throw RecipeError.notAList(typeName: value.typeName)
        }
        guard items.count <= RecipeRunner.mostItems else {
            throw RecipeError.tooManyItems(count: items.count, limit: RecipeRunner.mostItems)
        }
        defer { scope.item = nil }
        var results: [HostValue] = []
        var isKnown = true
        for (index, item) in items.enumerated() {
            scope.item = (item, index + 1)
            if let result = try attempt(step, number, deadline) {
                results.append(result == .nil ? .null : result)
            } else {
                isKnown = false
            }
        }
        return isKnown ? .array(results) : nil
    }

    /// Runs the step, as often as it may be tried.
    private func attempt(_ step: RecipeStep, _ number: Int, _ deadline: Int64?) throws -> HostValue? {
        var left = step.retry?.times ?? 0
        while true {
            try check(deadline, step)
            do {
                let result = try once(step, number, deadline)
                try checkOutput()
                return result
            } catch {
                guard left > 0, Self.canRetry(error) else { throw error }
                left -= 1
                try runner.settings.pause(step.retry?.delay ?? 0)
            }
        }
    }

    /// Whether another attempt can end otherwise.
    private static func canRetry(_ error: any Error) -> Bool {
        if isFinal(error) || error is Evaluator.Failure || error is DiagnosticsError { return false }
        let root = (error as? RecipeError)?.root ?? error
        if let error = root as? RecipeError {
            if case .programFailed = error { return true }
            return false
        }
        return !["arg", "denied", "syntax", "value"].contains(FailureFacts(root).kind)
    }

    // MARK: Acting

    private func once(_ step: RecipeStep, _ number: Int, _ deadline: Int64?) throws -> HostValue? {
        if let plan, try isOnlyShown(step) {
            try plan.step(step, number, try shown(step), nil)
            return nil
        }
        var arguments: [String: HostValue] = [:]
        var unknown: Set<String> = []
        for argument in step.arguments {
            if let value = try evaluator.value(argument.value) {
                arguments[argument.name] = value
            } else {
                unknown.insert(argument.name)
            }
        }
        switch step.action {
        case .use(let function):
            try plan?.step(step, number, try shown(step), nil)
            return try run.call(function, arguments)
        case .lua(let source):
            return try script(source, scope.recipe.file)
        case .script(let name, let source):
            return try script(source, name)
        case .exec(let program, let list):
            return try exec(step, program, list, arguments, deadline)
        case .recipe(let name):
            try plan?.step(step, number, try shown(step), nil)
            return try runner.calls.run(name, caller: scope.recipe, arguments, unknown: unknown)
        }
    }

    private func script(_ source: [UInt8], _ chunk: String) throws -> HostValue {
        try Cancellation.check()
        return try runner.engine.run(source, chunk: chunk, try NameTree(chunk: source).values(scope))
    }

    // MARK: Dry runs

    /// Whether a dry run tells the step instead of running it: it acts, asks, runs what may act, or needs what is not
    /// known.
    private func isOnlyShown(_ step: RecipeStep) throws -> Bool {
        switch step.action {
        case .lua, .script, .exec: return true
        case .recipe: return false
        case .use(let function):
            if function.acts || function.module == "prompt" { return true }
            return try step.arguments.contains { try evaluator.value($0.value) == nil }
        }
    }

    /// The arguments as a dry run shows them.
    private func shown(_ step: RecipeStep) throws -> [(String, String)] {
        guard let plan else { return [] }
        var lines = try step.arguments.map { ($0.name, try plan.shown($0.value, evaluator)) }
        if case .exec(let program, let list) = step.action {
            let words = try [program] + list.map { try plan.shown($0, evaluator) }
            lines.insert(("runs", words.joined(separator: " ")), at: 0)
        }
        return lines
    }
}
