internal import BatonHost
internal import BatonSessions
internal import Lua
internal import Platform

/// The side of the host that a Lua engine calls: every function of the registry, by its number.
///
/// Functions come first, then the methods and calls of handles, and from ``firstMember`` on what is read from handles.
final class ScriptHost: LuaHost, ScriptAccess {
    /// Numbers of what is read from handles begin here.
    private static let firstMember: Int32 = 1 << 20

    private let run: HostRun
    private let modules: ScriptModules?
    private let functions: [HostFunction]
    private let members: [HostHandle.Member]
    private weak var engine: LuaEngine?
    /// Runs the file of a recipe in the world of a test; `nil` outside tests.
    var runFile: ((_ path: String, _ inputs: [String: HostValue]) throws -> HostValue)?

    /// A host for one run; `require` finds what is in `modules`.
    init(_ run: HostRun, modules: ScriptModules?) {
        self.run = run
        self.modules = modules
        let handles = run.registry.handles
        functions = run.registry.functions + handles.flatMap { $0.methods + ($0.call.map { [$0] } ?? []) }
        members = handles.flatMap(\.members)
    }

    /// The tables that scripts see: `baton` and what is in it.
    func define(in engine: LuaEngine) throws(LuaError) {
        self.engine = engine
        run.script = self
        var paths: [String: [(name: String, id: Int32)]] = ["baton": []]
        for (number, function) in run.registry.functions.enumerated() {
            let path = function.module.isEmpty ? "baton" : "baton." + function.module
            paths[path, default: []].append((function.name, Int32(number)))
        }
        let modules = paths.keys.sorted().map { path in
            LuaModule(
                path: path,
                functions: paths[path] ?? [],
                constants: path == "baton" ? run.registry.constants.map { ($0.name, $0.value) } : [],
                blocking: blocking
            )
        }
        try engine.define(modules)
        try defineHandles(in: engine)
    }

    /// The objects that scripts and expressions hold; expressions read facts and call nothing.
    func defineHandles(in engine: LuaEngine, factsOnly: Bool = false) throws(LuaError) {
        var function = Int32(run.registry.functions.count)
        var member = Self.firstMember
        var types: [LuaHandleType] = []
        for handle in run.registry.handles {
            var entries: [(name: String, id: Int32, isMethod: Bool)] = []
            for fact in handle.members {
                entries.append((fact.field.name, member, false))
                member += 1
            }
            for method in handle.methods {
                if !factsOnly { entries.append((method.name, function, true)) }
                function += 1
            }
            var call: Int32?
            if handle.call != nil {
                if !factsOnly { call = function }
                function += 1
            }
            types.append(
                LuaHandleType(
                    id: handle.number,
                    name: "baton." + handle.name,
                    members: entries,
                    call: call,
                    display: handle.display,
                    blocking: blocking
                )
            )
        }
        try engine.define([], handles: types)
    }

    /// Numbers of what may wait for something outside, so that its time is not the script's.
    private var blocking: Set<Int32> {
        Set(functions.indices.filter { functions[$0].blocks }.map { Int32($0) })
    }

    func call(_ number: Int32, _ arguments: LuaArguments, reply: LuaReply, in engine: LuaEngine) throws {
        do {
            if number >= Self.firstMember {
                return try reply.add(members[Int(number - Self.firstMember)].read(run, try arguments[0]))
            }
            let said = run.saidBytes
            // Past the limit the script ends as soon as this call returns.
            defer { if run.saidBytes != said { _ = engine.countOutput(run.saidBytes - said) } }
            switch try run.call(functions[Int(number)], arguments) {
            case .one(let value): try reply.add(value)
            case .several(let values): for value in values { try reply.add(value) }
            }
        } catch {
            throw Self.raised(error)
        }
    }

    // MARK: ScriptAccess

    func call(_ function: LuaFunction, _ arguments: [HostValue]) throws -> [HostValue] {
        guard let engine else { return [] }
        return try engine.call(function, arguments)
    }

    var place: LuaPlace? { engine?.place }

    func end() { engine?.end() }

    var secondsLeft: Double? { engine?.wallTimeLeft.map { $0 / .seconds(1) } }

    func hostFunction(_ function: LuaFunction) -> HostFunction? {
        guard let number = engine?.hostNumber(of: function),
            run.registry.functions.indices.contains(Int(number))
        else { return nil }
        return run.registry.functions[Int(number)]
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

    func release(_ handle: LuaHandle) { run.release(handle) }
}
