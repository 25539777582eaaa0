internal import BatonHost
internal import BatonSessions
internal import Lua
internal import Platform

/// The side of the host that a Lua engine calls: every function of the registry, by its number.
final class ScriptHost: LuaHost {
    /// Numbers of the fields of a session begin here.
    private static let sessionFields: Int32 = 1 << 20
    /// The number of `baton.try`.
    private static let tryFunction: Int32 = 1 << 21
    /// The number of `baton.recipe`.
    private static let recipeFunction: Int32 = tryFunction + 1

    private let run: HostRun
    private let modules: ScriptModules?

    /// A host for one run; `require` finds what is in `modules`.
    init(_ run: HostRun, modules: ScriptModules?) {
        self.run = run
        self.modules = modules
    }

    /// The tables that scripts see: `baton` and what is in it.
    func define(in engine: LuaEngine) throws(LuaError) {
        var paths: [String: [(name: String, id: Int32)]] = [:]
        for (number, function) in run.registry.functions.enumerated() {
            let path = function.module.isEmpty ? "baton" : "baton." + function.module
            paths[path, default: []].append((function.name, Int32(number)))
        }
        paths["baton", default: []] += [("try", Self.tryFunction), ("recipe", Self.recipeFunction)]
        let modules = paths.keys.sorted().map { path in
            LuaModule(
                path: path,
                functions: paths[path] ?? [],
                constants: path == "baton" ? [("api_level", .int(1)), ("null", .null)] : []
            )
        }
        try engine.define(modules)
        try defineSessions(in: engine)
    }

    /// The sessions that scripts and expressions hold, with their fields.
    func defineSessions(in engine: LuaEngine) throws(LuaError) {
        let fields = SessionFields.names.enumerated().map { offset, name in
            (name: name, id: Self.sessionFields + Int32(offset), isMethod: false)
        }
        try engine.define(
            [],
            handles: [LuaHandleType(id: HostRun.sessionType, name: "baton.Session", members: fields)]
        )
    }

    func call(_ function: Int32, _ arguments: LuaArguments, in engine: LuaEngine) throws -> [LuaValue] {
        switch function {
        case Self.tryFunction: return try attempt(try arguments.all(), in: engine)
        case Self.recipeFunction: return [try arguments[0]]
        case Self.sessionFields..<Self.tryFunction:
            let name = SessionFields.names[Int(function - Self.sessionFields)]
            return [SessionFields.value(name, of: try run.session(try arguments[0]))]
        default:
            let function = run.registry.functions[Int(function)]
            let values = try arguments.all()
            let said = run.saidBytes
            // Past the limit the script ends as soon as this call returns.
            defer { _ = engine.countOutput(run.saidBytes - said) }
            do {
                return [try run.call(function, positional: values)]
            } catch {
                throw Self.raised(error)
            }
        }
    }

    /// `baton.try(f, …)`: what `f` returns, or `nil` and the error.
    private func attempt(_ arguments: [LuaValue], in engine: LuaEngine) throws -> [LuaValue] {
        guard case .function(let function)? = arguments.first else {
            throw LuaFailure(kind: "arg", message: "baton.try: argument 'fn': function expected")
        }
        do throws(LuaError) {
            return try engine.call(function, Array(arguments.dropFirst()))
        } catch {
            if case .limit = error.kind { throw error }
            if error.kind == .cancelled { throw error }
            return [
                .nil,
                .record([
                    "kind": .text(error.kindName), "message": .text(error.message), "hint": .text(error.hint),
                    "where": .text(error.chunk.map { chunk in error.line.map { "\(chunk):\($0)" } ?? chunk }),
                ]),
            ]
        }
    }

    func source(ofModule name: String, in engine: LuaEngine) throws -> LuaSource? {
        do {
            return try modules?.source(of: name)
        } catch {
            throw Self.raised(error)
        }
    }

    /// What a script gets to see of a failure.
    private static func raised(_ error: any Error) -> any Error {
        if error is LuaError { return error }
        let failure = FailureDescription(error)
        return LuaFailure(kind: failure.kind, message: failure.message, hint: failure.hint)
    }

    func write(_ bytes: [UInt8], to stream: LuaStream) {
        var text = String(decoding: bytes, as: UTF8.self)
        if text.hasSuffix("\n") { text.removeLast() }
        // What cannot be scanned for secrets is not shown.
        guard let clean = try? run.redacted(text) else { return }
        run.say((stream == .warn ? "warning: " : "") + PrintableText.lines(clean))
    }

    func release(_ handle: LuaHandle) {}
}
