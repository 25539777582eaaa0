internal import Lua
internal import Platform

/// `baton.task`: do several things that wait at the same time.
enum TaskFunctions {
    static let all: [HostFunction] = [together, sleep]

    static let records: [HostRecord] = [
        HostRecord(
            name: "TaskCall",
            about: "One call of `baton.task.all`.",
            fields: [
                .optional("fn", .function, "a function of `baton` that waits, such as `baton.http.get`"),
                .optional("call", .string, "or its name, such as `http.get`"),
                .optional("args", .list(.any), "its arguments"),
            ]
        )
    ]

    /// How many calls run at the same time.
    private static let threads = 8
    private static let mostCalls = 1000

    /// Modules whose functions ask the person, need the script or run others.
    private static let excluded: Set<String> = ["", "prompt", "task", "log", "recipes", "testing"]

    static let together = HostFunction(
        "task",
        "all",
        "Calls several functions of `baton` that wait, eight at a time, and waits for all; "
            + "the first failure ends the others and is raised.",
        parameters: [.required("calls", .list(.record("TaskCall")), "the calls")],
        result: .list(.any),
        gives: "what each call gives first, in the order of the calls",
        isStep: false,
        example: """
            local texts = baton.task.all({
              { fn = baton.fs.read, args = { "README.md" } },
              { call = "fs.stat", args = { "README.md" } },
            })
            print(#texts[1] == texts[2].bytes)
            """
    ) { call in
        let given = call["calls"].list ?? []
        guard given.count <= mostCalls else {
            throw call.problem("calls", "holds more than \(mostCalls) calls")
        }
        let calls = try given.enumerated().map { try item($0.element, $0.offset + 1, call) }
        return .array(try results(of: calls, in: call.run))
    }

    static let sleep = HostFunction(
        "task",
        "sleep",
        "Does nothing for a while; Ctrl-C and the run's own limit end it.",
        parameters: [.required("time", .duration, "seconds, or a text such as `500ms`")],
        example: "baton.task.sleep(0.01)"
    ) { call in
        let end = ContinuousClock.now + .seconds(try call.seconds("time") ?? 0)
        let stop = call.run.stopCondition
        try call.run.waiting {
            while true {
                try Cancellation.check()
                let left = (end - ContinuousClock.now) / .seconds(1)
                // What is behind the run's limit does not go on: the engine or the recipe says so.
                if left <= 0 || stop.isMet { return }
                Sleep.seconds(min(left, 0.05))
            }
        }
        return .nil
    }

    private typealias Item = (function: HostFunction, arguments: [HostValue])

    private static func item(_ value: HostValue, _ number: Int, _ call: HostCall) throws -> Item {
        guard case .table(let table) = value else {
            throw call.problem("calls", "[\(number)] must be a table such as { fn = …, args = { … } }")
        }
        for key in table.keys {
            guard case .string(let name) = key, ["fn", "call", "args"].contains(name.text) else {
                throw call.problem("calls", "[\(number)] holds more than 'fn' or 'call', and 'args'")
            }
        }
        let function: HostFunction?
        switch (value.field("fn"), value.field("call")?.text) {
        case (.function(let reference)?, nil): function = try call.script().hostFunction(reference)
        case (nil, let name?): function = call.run.registry.function(name)
        default: throw call.problem("calls", "[\(number)] needs either 'fn' or 'call'")
        }
        guard let function, isAllowed(function) else {
            throw call.problem(
                "calls",
                "[\(number)] is no function of baton that waits, such as baton.http.get"
            )
        }
        guard let arguments = (value.field("args") ?? .array([])).list else {
            throw call.problem("calls", "[\(number)] needs a list as 'args'")
        }
        return (function, arguments)
    }

    private static func isAllowed(_ function: HostFunction) -> Bool {
        function.blocks && function.handle == nil && !excluded.contains(function.module)
            && !(function.fields + (function.rest.map { [$0] } ?? [])).contains { $0.type == .function }
    }

    /// Runs the calls on threads.
    ///
    /// Whoever runs code of the run holds its turn, and gives it up only while waiting: so no two threads are in the
    /// run's objects at once.
    private static func results(of calls: [Item], in run: HostRun) throws -> [HostValue] {
        let effects = run.effects
        let turn = ManualLock()
        let outer = (script: run.script, deadline: run.deadline, stop: effects.stop)
        run.deadline = run.stopCondition.deadline
        run.script = nil
        effects.stop = StopSignal()
        effects.turn = turn
        defer {
            (run.script, run.deadline, effects.stop) = (outer.script, outer.deadline, outer.stop)
            effects.turn = nil
        }
        var results = [HostValue](repeating: .nil, count: calls.count)
        var next = 0
        var failure: (any Error)?
        Threads.run(min(threads, calls.count)) { _ in
            turn.lock()
            defer { turn.unlock() }
            while next < calls.count, failure == nil {
                let number = next
                next += 1
                do {
                    let result = try run.call(calls[number].function, positional: calls[number].arguments)
                    results[number] = result
                } catch {
                    // Those that end because of it come later.
                    if failure == nil { failure = error }
                    effects.stop.raise()
                }
            }
        }
        if let failure { throw failure }
        return results
    }
}
