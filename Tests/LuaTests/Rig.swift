import Lua
import Testing

/// A host whose functions are closures.
final class RigHost: LuaHost {
    typealias Body = (LuaArguments, LuaEngine) throws -> [LuaValue]

    var functions: [Body] = []
    var sources: [String: String] = [:]
    var printed: [UInt8] = []
    var warned: [UInt8] = []
    var released: [LuaHandle] = []

    func call(_ function: Int32, _ arguments: LuaArguments, in engine: LuaEngine) throws -> [LuaValue] {
        try functions[Int(function)](arguments, engine)
    }

    func source(ofModule name: String, in engine: LuaEngine) throws -> LuaSource? {
        sources[name].map { LuaSource(bytes: Array($0.utf8), name: "modules/\(name).lua") }
    }

    func write(_ bytes: [UInt8], to stream: LuaStream) {
        switch stream {
        case .print: printed += bytes
        case .warn: warned += bytes
        }
    }

    func release(_ handle: LuaHandle) {
        released.append(handle)
    }

    var text: String { String(decoding: printed, as: UTF8.self) }
}

/// An engine with a host and one environment.
struct Rig {
    let host = RigHost()
    let engine: LuaEngine
    let environment: LuaEnvironment

    init(
        _ profile: LuaEngine.Profile = .trusted,
        limits: LuaLimits = .small,
        functions: [(String, RigHost.Body)] = [],
        modules: [LuaModule] = [],
        handles: [LuaHandleType] = [],
        canceller: LuaCanceller = LuaCanceller()
    ) throws {
        engine = try LuaEngine(profile: profile, limits: limits, host: host, canceller: canceller)
        host.functions = functions.map(\.1)
        let module = LuaModule(
            path: "host",
            functions: functions.enumerated().map { (name: $1.0, id: Int32($0)) }
        )
        try engine.define([module] + modules, handles: handles)
        environment = try engine.makeEnvironment()
    }

    @discardableResult
    func run(_ source: String, _ arguments: [LuaValue] = [], name: String = "test.lua") throws(LuaError)
        -> [LuaValue]
    {
        let function = try engine.load(Array(source.utf8), name: name, in: environment)
        return try engine.call(function, arguments)
    }

    /// The error of a script that must fail.
    func failure(_ source: String, _ location: SourceLocation = #_sourceLocation) throws -> LuaError {
        do throws(LuaError) {
            let results = try run(source)
            Issue.record("the script succeeded with \(results)", sourceLocation: location)
            return LuaError(kind: .script, message: "")
        } catch {
            return error
        }
    }
}

extension LuaLimits {
    /// Enough for every test that is not about limits, and soon over for those that are.
    static var small: LuaLimits {
        var limits = LuaLimits.trusted
        limits.luaTime = .seconds(60)
        limits.wallTime = .seconds(60)
        limits.memory = 128 << 20
        limits.stringBytes = 16 << 20
        return limits
    }

    /// Time as short as the clock can tell.
    static var brief: LuaLimits {
        var limits = small
        limits.luaTime = .milliseconds(50)
        return limits
    }
}

/// Runs on a thread with a big stack, as the product does.
func onThread<Result>(_ body: () throws -> Result) throws -> Result {
    try LuaThread.run(body)
}

extension LuaValue {
    /// The function that a test has passed.
    func asFunction() throws -> LuaFunction {
        guard case .function(let function) = self else {
            throw LuaFailure(kind: "test", message: "no function")
        }
        return function
    }
}
