public import BatonHost
public import Lua

/// Code that a person types: each input is an expression or a chunk, and all of them share their globals.
///
/// It belongs to the thread that made it, which should have a big stack (``ScriptRunner/onItsThread(_:)``).
public final class ReplSession {
    /// What the inputs belong to.
    public let run: HostRun
    /// What each input may use, anew.
    public let limits: LuaLimits
    private let engine: LuaEngine
    private let environment: LuaEnvironment
    private let keep: LuaFunction
    private let kept: LuaFunction
    private let described: LuaFunction

    /// A session.
    ///
    /// - Throws: `LuaError` when the engine does not fit into its memory limit.
    public init(_ run: HostRun, limits: LuaLimits = .trusted, modules: ScriptModules? = nil) throws {
        self.run = run
        self.limits = limits
        let host = ScriptHost(run, modules: modules)
        engine = try LuaEngine(
            profile: .trusted,
            limits: limits,
            host: host,
            canceller: ScriptInterrupt.canceller
        )
        ScriptInterrupt.watchdog.watch(engine)
        try host.define(in: engine)
        environment = try engine.makeEnvironment()
        let helpers = try engine.call(
            try engine.load(Array(Self.helpers.utf8), name: Self.helperName, in: engine.makeEnvironment())
        )
        guard helpers.count == 3, case .function(let keep) = helpers[0],
            case .function(let kept) = helpers[1], case .function(let described) = helpers[2]
        else { throw HostError("failed", "the helpers of the session are no functions") }
        self.keep = keep
        self.kept = kept
        self.described = described
    }

    /// A result that cannot leave the script, such as a table that holds itself, is told in words.
    private static let helpers = """
        local results
        return function(chunk)
          results = table.pack(chunk())
          return results.n
        end, function(index)
          return results[index]
        end, function(index)
          return tostring(results[index])
        end
        """
    private static let helperName = "=repl"

    /// One result of an input.
    public enum Result: Sendable, Equatable {
        /// A value.
        case value(HostValue)
        /// A value that cannot leave the script, in the words of `tostring`.
        case words(String)
    }

    /// Whether more text could make the input valid.
    public func isIncomplete(_ text: String) -> Bool {
        do throws(LuaError) {
            _ = try compile(text, name: "input")
            return false
        } catch {
            return error.kind == .incomplete
        }
    }

    /// Runs an input with fresh limits and gives what it returns.
    ///
    /// - Throws: `LuaError`; of the kind `incomplete` when the input ends too early.
    public func evaluate(_ text: String, name: String) throws -> [Result] {
        engine.rearm(limits)
        do {
            let chunk = try compile(text, name: name)
            guard case .int(let count)? = try engine.call(keep, [.function(chunk)]).first else { return [] }
            return try (0..<Int(count)).map { try result(Int64($0) + 1) }
        } catch let error as LuaError {
            throw withoutHelpers(error)
        }
    }

    /// The names that continue a prefix such as `baton.ex`.
    public func names(prefix: String) -> [String] {
        // A limit that ended the last input does not end this.
        if engine.tripped != nil { engine.rearm(limits) }
        return engine.names(in: environment, prefix: prefix)
    }

    /// Takes note that Ctrl-C was seen: the next input is not stopped by the same one.
    public func recover() { ScriptInterrupt.acknowledge(onlyAlarm: false) }

    /// What the last input used.
    public var usage: LuaUsage { engine.usage }

    private func result(_ index: Int64) throws(LuaError) -> Result {
        do throws(LuaError) {
            return .value(try engine.call(kept, [.int(index)]).first ?? .nil)
        } catch {
            guard error.kind == .conversion || error.kind == .limit(.copy) else { throw error }
            let words = try engine.call(described, [.int(index)]).first?.text ?? "a value"
            return .words(words)
        }
    }

    /// An expression where the text is one, else a chunk.
    private func compile(_ text: String, name: String) throws(LuaError) -> LuaFunction {
        let asExpression: LuaError
        do throws(LuaError) {
            return try engine.load(Array("return \(text)".utf8), name: name, in: environment)
        } catch {
            if case .limit = error.kind { throw error }
            asExpression = error
        }
        do throws(LuaError) {
            return try engine.load(Array(text.utf8), name: name, in: environment)
        } catch {
            var error = error
            if Self.isNoStatement(text, error) { error.message = asExpression.message }
            if asExpression.kind == .incomplete { error.kind = .incomplete }
            throw error
        }
    }

    /// Whether a chunk fails at its first word: then it was meant as an expression, whose mistake comes later.
    private static func isNoStatement(_ text: String, _ error: LuaError) -> Bool {
        guard let near = error.message.firstRange(of: "unexpected symbol near '") else { return false }
        let word = error.message[near.upperBound...].dropLast()
        return !word.isEmpty && text.drop(while: \.isWhitespace).hasPrefix(word)
    }

    private func withoutHelpers(_ error: LuaError) -> LuaError {
        var error = error
        error.trace.removeAll { $0.contains("repl:") }
        return error
    }
}

extension ReplSession {
    /// A result as a person reads it: a text as it is, anything else in the notation of Lua; without secrets.
    public func text(_ result: Result) throws -> String {
        switch result {
        case .words(let words): return PrintableText.line(try clean(words))
        case .value(.string(let string)):
            guard let text = string.text else { return try clean(ValueInspector(run).text(.string(string))) }
            return PrintableText.lines(try clean(text))
        case .value(let value): return try clean(ValueInspector(run).text(value))
        }
    }

    /// A result as the prompt shows it, where a text has its quotes.
    public func inspected(_ result: Result) throws -> String {
        switch result {
        case .words(let words): PrintableText.line(try clean(words))
        case .value(let value): try clean(ValueInspector(run).text(value))
        }
    }

    /// No secret is as short as most results, which need no rules.
    private func clean(_ text: String) throws -> String {
        text.utf8.count < 12 ? run.masked(text) : try run.redacted(text)
    }
}
