public import BatonHost
public import Diagnostics
public import Lua
internal import Platform

/// Runs Lua for one run of a recipe or script.
///
/// It belongs to the thread that made it, which should have a big stack (``ScriptRunner/onItsThread(_:)``).
public final class ScriptRunner: ScriptEngine {
    private let run: HostRun
    private let engine: LuaEngine
    private let host: ScriptHost
    /// What scripts may use from now on.
    public private(set) var limits: LuaLimits
    /// How many calls into scripts run inside each other.
    private var running = 0
    private var expressions: LuaEngine?

    /// A runner.
    ///
    /// - Parameters:
    ///   - run: what the scripts belong to.
    ///   - profile: whether the script was approved.
    ///   - limits: what scripts may use.
    ///   - modules: what `require` finds, if anything.
    /// - Throws: `LuaError` when the engine does not fit into its memory limit.
    public init(
        _ run: HostRun,
        profile: LuaEngine.Profile = .trusted,
        limits: LuaLimits = .trusted,
        modules: ScriptModules? = nil
    ) throws {
        self.run = run
        self.limits = limits
        let host = ScriptHost(run, modules: modules)
        self.host = host
        engine = try LuaEngine(
            profile: profile,
            limits: limits,
            host: host,
            canceller: ScriptInterrupt.canceller
        )
        ScriptInterrupt.watchdog.watch(engine)
        try host.define(in: engine)
    }

    /// Runs `body` on a thread whose stack is big enough for scripts.
    public static func onItsThread<Result>(_ body: () throws -> Result) throws -> Result {
        ScriptInterrupt.arm()
        defer { ScriptInterrupt.disarm() }
        return try LuaThread.run(body)
    }

    /// Interrupts all scripts as Ctrl-C does.
    public static func interrupt() { ScriptInterrupt.request() }

    /// Takes note that Ctrl-C, or a limit, was seen: what cleans up afterwards is not stopped by the same one.
    ///
    /// With `onlyAlarm` a Ctrl-C of the person stays.
    public func recover(onlyAlarm: Bool = false) {
        ScriptInterrupt.acknowledge(onlyAlarm: onlyAlarm)
        expressions = nil
        guard engine.tripped != nil else { return }
        var limits = remaining
        // A limit that was reached leaves nothing; what cleans up needs a little.
        limits.luaTime = limits.luaTime.map { max($0, .seconds(1)) }
        limits.wallTime = limits.wallTime.map { max($0, .seconds(2)) }
        limits.memory = self.limits.memory
        rearm(limits)
    }

    /// Narrows or widens what scripts may use; what they have used so far counts.
    public func limit(to limits: LuaLimits) {
        let used = engine.usage
        var rest = limits
        rest.luaTime = limits.luaTime.map { max(.milliseconds(1), $0 - used.luaTime) }
        rest.wallTime = limits.wallTime.map { max(.milliseconds(1), $0 - used.luaTime - used.hostTime) }
        rest.outputBytes = max(0, limits.outputBytes - used.outputBytes)
        rearm(rest)
    }

    /// What is left of the limits, for an engine beside this one.
    public var remaining: LuaLimits {
        let used = engine.usage
        var rest = limits
        rest.luaTime = limits.luaTime.map { max(.milliseconds(1), $0 - used.luaTime) }
        rest.wallTime = limits.wallTime.map { max(.milliseconds(1), $0 - used.luaTime - used.hostTime) }
        rest.memory = max(1 << 20, limits.memory - used.memory)
        rest.outputBytes = max(0, limits.outputBytes - used.outputBytes)
        return rest
    }

    private func rearm(_ limits: LuaLimits) {
        // A script that is waiting for this call keeps its limits.
        guard running == 0 else { return }
        self.limits = limits
        engine.rearm(limits)
    }

    private func counted<Result>(_ body: () throws -> Result) throws -> Result {
        running += 1
        // Several scripts may share a run, such as the person's extensions and a recipe.
        let outer = run.script
        run.script = host
        defer {
            running -= 1
            run.script = outer
        }
        do {
            return try body()
        } catch {
            // What a server or a program told the script may repeat a secret.
            throw run.masked(error)
        }
    }

    /// Loads a file and runs its top level.
    ///
    /// - Returns: what the file returns.
    public func load(_ source: [UInt8], name: String) throws -> HostValue {
        let environment = try engine.makeEnvironment()
        return try counted {
            try engine.call(try engine.load(source, name: name, in: environment)).first ?? .nil
        }
    }

    /// Calls a function that a script gave.
    public func call(_ function: LuaFunction, _ arguments: [HostValue]) throws -> HostValue {
        try counted { try engine.call(function, arguments).first ?? .nil }
    }

    // MARK: ScriptEngine

    /// Checks the syntax of an expression.
    public func checkExpression(_ text: String) throws {
        let engine = try expressionEngine()
        do throws(LuaError) {
            let environment = try engine.makeEnvironment()
            _ = try engine.load(Array("return \(text)\n".utf8), name: "expression", in: environment)
            // Only one expression, neither none nor several, can stand in parentheses.
            _ = try engine.load(Array("return (\(text)\n)".utf8), name: "expression", in: environment)
        } catch {
            throw HostError("syntax", error.message)
        }
    }

    /// Evaluates an expression in an engine that has the pure functions of Lua only.
    public func evaluate(_ expression: String, _ names: [String: HostValue]) throws -> HostValue {
        let engine = try expressionEngine()
        let environment = try engine.makeEnvironment()
        for (name, value) in names { try engine.setGlobal(name, value, in: environment) }
        let function = try engine.load(
            Array("return \(expression)\n".utf8),
            name: "expression",
            in: environment
        )
        return try engine.call(function).first ?? .nil
    }

    /// Checks the syntax of a chunk.
    public func checkScript(_ source: [UInt8], chunk: String) throws {
        let engine = try expressionEngine()
        do throws(LuaError) {
            _ = try engine.load(source, name: chunk, in: try engine.makeEnvironment())
        } catch {
            throw HostError("syntax", error.line.map { "line \($0): \(error.message)" } ?? error.message)
        }
    }

    /// Checks a chunk against the registry.
    public func problems(
        in source: [UInt8],
        chunk: String,
        _ surroundings: ScriptSurroundings
    ) -> [Diagnostic]? {
        ScriptChecker(registry: run.registry).check(source, file: chunk, in: surroundings)
    }

    /// Runs a chunk with `names` as its globals.
    public func run(_ source: [UInt8], chunk: String, _ names: [String: HostValue]) throws -> HostValue {
        let environment = try engine.makeEnvironment()
        for (name, value) in names { try engine.setGlobal(name, value, in: environment) }
        return try counted {
            try engine.call(try engine.load(source, name: chunk, in: environment)).first ?? .nil
        }
    }

    private func expressionEngine() throws -> LuaEngine {
        if let expressions { return expressions }
        var limits = limits
        limits.luaTime = .seconds(2)
        let host = ScriptHost(run, modules: nil)
        let engine = try LuaEngine(
            profile: .restricted,
            limits: limits,
            host: host,
            canceller: ScriptInterrupt.canceller
        )
        ScriptInterrupt.watchdog.watch(engine)
        // A step may have given a session; an expression reads its fields and nothing else of the host.
        try host.defineHandles(in: engine, factsOnly: true)
        expressions = engine
        return engine
    }
}
