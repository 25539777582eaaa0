internal import BatonHost
internal import Lua
internal import Platform

/// Runs one step of a recipe after another.
struct StepRunner {
    let runner: RecipeRunner
    let scope: RecipeScope
    let depth: Int
    let plan: PlanPrinter?

    private var run: HostRun { runner.run }
    private var evaluator: Evaluator { Evaluator(scope: scope, engine: runner.engine) }

    /// Runs a step if its condition holds, and keeps its result.
    ///
    /// - Throws: ``RecipeError`` when the recipe ends here; `PlatformError.interrupted`.
    func run(_ step: RecipeStep, number: Int) throws {
        do {
            try Self.locating(step, scope.recipe) {
                guard try isWanted(step, number) else { return }
                if plan == nil { announce(step, number) }
                let result = try step.each == nil ? attempt(step, number) : each(step, number)
                keep(result, of: step)
            }
        } catch let error as RecipeError where !Self.isFinal(error) && step.onError != .stop {
            if step.onError == .warn {
                run.say("warning: \(error)")
                if let hint = error.hint { run.say("hint: \(hint)") }
            }
        }
    }

    /// Gives failures the step's place; Ctrl-C stays as it is.
    private static func locating(_ step: RecipeStep, _ recipe: Recipe, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as PlatformError where error == .interrupted {
            throw error
        } catch let failure as Evaluator.Failure {
            if failure.underlying as? PlatformError == .interrupted { throw failure.underlying }
            throw RecipeError.step(
                file: recipe.file,
                span: failure.span,
                step: step.label,
                underlying: failure.underlying
            )
        } catch {
            throw RecipeError.step(file: recipe.file, span: step.span, step: step.label, underlying: error)
        }
    }

    /// Whether a failure ends the recipe whatever the step says: a limit of the run was reached.
    private static func isFinal(_ error: any Error) -> Bool {
        let root = (error as? RecipeError)?.root ?? error
        if root as? PlatformError == .interrupted { return true }
        if let error = root as? HostError { return error.kind == "limit" || error.kind.hasPrefix("limit.") }
        return false
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

    private func keep(_ result: HostValue?, of step: RecipeStep) {
        guard let id = step.id else { return }
        if let result {
            scope.steps[id] = result
        } else {
            scope.unknownSteps.insert(id)
        }
    }

    private func announce(_ step: RecipeStep, _ number: Int) {
        // Git shows what a hook prints, at every commit.
        guard !run.options.isJSON, runner.settings.hook == nil else { return }
        // What only talks speaks for itself.
        if case .use(let function) = step.action, Self.talks(function) { return }
        let indent = String(repeating: "  ", count: depth)
        let name = step.id.map { "\($0): " } ?? ""
        run.say("\(indent)[\(number)/\(scope.recipe.steps.count)] \(name)\(step.actionName)")
    }

    private static func talks(_ function: HostFunction) -> Bool {
        function.module == "log" || function.module == "prompt" || function.path == "qr.print"
    }

    // MARK: Repeating

    private func each(_ step: RecipeStep, _ number: Int) throws -> HostValue? {
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
        let deadline = deadline(step)
        var results: [HostValue] = []
        var isKnown = true
        for (index, item) in items.enumerated() {
            scope.item = (item, index + 1)
            if let result = try attempt(step, number, deadline: deadline) {
                results.append(result == .nil ? .null : result)
            } else {
                isKnown = false
            }
        }
        return isKnown ? .array(results) : nil
    }

    private func deadline(_ step: RecipeStep) -> Int64? {
        step.timeout.map { run.context.now().milliseconds + Int64($0 * 1000) }
    }

    /// Runs the step, as often as it may be tried.
    private func attempt(_ step: RecipeStep, _ number: Int, deadline given: Int64? = nil) throws -> HostValue?
    {
        let deadline = given ?? deadline(step)
        var left = step.retry?.times ?? 0
        while true {
            try Self.check(deadline, step, run.context)
            do {
                return try once(step, number, deadline)
            } catch {
                guard left > 0, Self.canRetry(error) else { throw error }
                left -= 1
                try runner.settings.pause(step.retry?.delay ?? 0)
            }
        }
    }

    private static func check(_ deadline: Int64?, _ step: RecipeStep, _ context: Context) throws {
        if let deadline, let timeout = step.timeout, context.now().milliseconds >= deadline {
            throw RecipeError.timedOut(seconds: timeout)
        }
    }

    /// Whether another attempt can end otherwise.
    private static func canRetry(_ error: any Error) -> Bool {
        if isFinal(error) || error is Evaluator.Failure || error is DiagnosticsError { return false }
        let root = (error as? RecipeError)?.root ?? error
        if let error = root as? HostError { return !["arg", "denied", "syntax"].contains(error.kind) }
        if let error = root as? RecipeError {
            if case .programFailed = error { return true }
            return false
        }
        return true
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
        case .lua(let source, let line):
            return try script(source, "\(scope.recipe.file):\(line)")
        case .script(let name, let source):
            return try script(source, name)
        case .exec(let program, let list):
            return try exec(step, program, list, arguments, deadline)
        case .recipe(let name):
            try plan?.step(step, number, try shown(step), nil)
            return try SubrecipeRunner(runner: runner, depth: depth + 1)
                .run(name, caller: scope.recipe, arguments, unknown: unknown)
        }
    }

    private func script(_ source: [UInt8], _ chunk: String) throws -> HostValue {
        try Cancellation.check()
        return try runner.engine.run(source, chunk: chunk, try NameTree(chunk: source).values(scope))
    }

    private func exec(
        _ step: RecipeStep,
        _ name: String,
        _ list: [RecipeValue],
        _ with: [String: HostValue],
        _ deadline: Int64?
    ) throws -> HostValue {
        guard scope.recipe.permissions.allows(.run, name), run.permissions.allows(.run, name) else {
            throw HostError(
                "denied",
                "running '\(name)' needs the permission 'run'",
                hint: "declare it under 'permissions:' in the recipe"
            )
        }
        try Cancellation.check()
        var program = Program(name, try list.map { try text($0, name) })
        program.directory = run.context.workingDirectory
        if let directory = with["cwd"]?.text { program.directory = run.context.path(directory) }
        if let input = with["stdin"] {
            guard let bytes = ValueText.bytes(input.field("content") ?? input) else {
                throw HostError("arg", "'stdin' is a text or a document")
            }
            program.input = bytes
        }
        if case .table(let variables)? = with["env"] {
            for (key, value) in variables {
                guard case .string(let key) = key, let key = key.text, let text = value.text else {
                    throw HostError("arg", "'env' holds names with texts")
                }
                program.environment[key] = text
            }
        }
        if let deadline { program.timeout = Double(deadline - run.context.now().milliseconds) / 1000 }
        let result = try run.context.programs.run(program)
        let value = HostValue.record([
            "code": .integer(Int(result.status)),
            "stdout": .string(LuaString(bytes: result.output)),
            "stderr": .string(LuaString(bytes: result.error)),
        ])
        if result.status != 0 {
            // Steps behind `on_error: continue` can look at the status.
            if step.each == nil { keep(value, of: step) }
            throw RecipeError.programFailed(name: name, status: Int(result.status))
        }
        return value
    }

    private func text(_ value: RecipeValue, _ program: String) throws -> String {
        let evaluated = try evaluator.value(value) ?? .nil
        guard let bytes = ValueText.bytes(evaluated), let text = String(validating: bytes, as: UTF8.self)
        else {
            throw HostError("arg", "an argument of '\(program)' is a \(evaluated.typeName), not a text")
        }
        return text
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
