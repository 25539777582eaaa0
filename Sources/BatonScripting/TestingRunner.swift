public import BatonHost
public import Lua
public import Platform

/// Runs the tests of one file, each in surroundings where nothing is real.
///
/// It belongs to the thread that runs it, which should have a big stack (``ScriptRunner/onItsThread(_:)``).
public struct TestingRunner {
    /// How a test ended.
    public struct Outcome: Sendable {
        /// What the test claims.
        public let name: String
        /// Why it failed; `nil` when it passed.
        public let failure: LuaError?
        /// What was said during it.
        public let log: [String]
    }

    /// Runs the file of a recipe or script in the world of a test.
    public typealias RunFile = (TestingWorld, _ path: String, [String: HostValue]) throws -> HostValue

    private let outer: Context
    private let limits: LuaLimits
    private let runFile: RunFile

    /// What a test may use when nobody says otherwise: no more than code that nobody approved, but for a little time.
    public static let limits: LuaLimits = {
        var limits = LuaLimits.restricted
        limits.luaTime = .seconds(10)
        limits.memory = 256 << 20
        limits.copyNodes = LuaLimits.trusted.copyNodes
        limits.copyBytes = LuaLimits.trusted.copyBytes
        return limits
    }()

    /// A runner.
    ///
    /// - Parameters:
    ///   - outer: the real surroundings.
    ///   - limits: what each test may use.
    ///   - runFile: runs what `baton.testing.run` names.
    public init(_ outer: Context, limits: LuaLimits, runFile: @escaping RunFile) {
        self.outer = outer
        self.limits = limits
        self.runFile = runFile
    }

    /// Runs the tests of a file whose names hold the text.
    ///
    /// - Throws: `LuaError` when the file itself fails; `PlatformError` when it cannot be read.
    public func run(_ path: String, name: String, matching filter: String? = nil) throws -> [Outcome] {
        let source = try Files.read(path, limit: limits.sourceBytes)
        let world = try TestingWorld(outer)
        let run = try world.makeRun()
        let folder = Paths.directory(path)
        let host = ScriptHost(run, modules: .folder(folder))
        let runFile = runFile
        host.runFile = { file, inputs in
            try runFile(world, Paths.normalized(Paths.join(folder, file)), inputs)
        }
        let engine = try LuaEngine(
            profile: .restricted,
            limits: limits,
            host: host,
            canceller: ScriptInterrupt.canceller
        )
        try host.define(in: engine)
        ScriptInterrupt.watchdog.watch(engine)
        _ = try engine.call(try engine.load(source, name: name, in: try engine.makeEnvironment()))
        var values = world.state.now
        values.isRunning = true
        let (configuration, paths) = (run.configuration, world.paths())
        var outcomes: [Outcome] = []
        for test in values.tests where filter.map({ test.name.contains($0) }) ?? true {
            world.state.now = values
            run.configuration = configuration
            run.requestedStatus = nil
            engine.rearm(limits)
            var failure: LuaError?
            do throws(LuaError) {
                _ = try engine.call(test.body)
            } catch {
                if error.kind == .cancelled, Cancellation.isRequested { throw PlatformError.interrupted }
                failure = error
            }
            outcomes.append(Outcome(name: test.name, failure: failure, log: world.state.now.log))
            world.keepOnly(paths)
        }
        // Functions of the script are let go before their engine is.
        world.state.now = TestingState.Values()
        return outcomes
    }

    /// The test files under folders, sorted; a path of a file is taken as it is.
    ///
    /// - Throws: `HostError` when a path leads nowhere.
    public static func files(under paths: [String]) throws -> [String] {
        var result: [String] = []
        for path in paths {
            switch Files.status(path)?.kind {
            case .directory: collect(path, 0, &result)
            case nil: throw HostError("testing.no_file", "there is no file '\(PrintableText.line(path))'")
            default: result.append(path)
            }
        }
        var seen: Set<String> = []
        return result.filter { seen.insert($0).inserted }
    }

    private static func collect(_ folder: String, _ depth: Int, _ result: inout [String]) {
        guard depth < 12, let names = try? Files.names(in: folder) else { return }
        for name in names.sorted() where result.count < 10_000 {
            let path = Paths.join(folder, name)
            switch Files.linkStatus(path)?.kind {
            case .directory where name != ".git" && name != "node_modules": collect(path, depth + 1, &result)
            case .file where name.hasSuffix("_test.lua"): result.append(path)
            default: break
            }
        }
    }
}
