public import BatonHost
public import Diagnostics
public import Lua
internal import LuaSyntax

/// Stands in for Lua where nothing may be run: it knows whether a text is Lua, and no more.
public final class SyntaxEngine: ScriptEngine {
    /// Finds more than mistakes in the syntax.
    public typealias Check = (_ source: [UInt8], _ chunk: String, _ surroundings: ScriptSurroundings) ->
        [Diagnostic]

    private let check: Check?

    /// An engine without an engine; with `check` it knows what that finds, too.
    public init(check: Check? = nil) { self.check = check }

    /// What the check finds.
    public func problems(in source: [UInt8], chunk: String, _ surroundings: ScriptSurroundings)
        -> [Diagnostic]?
    {
        check?(source, chunk, surroundings)
    }

    /// Checks that a text is one expression.
    public func checkExpression(_ text: String) throws {
        // Only one expression, neither none nor several, can stand in parentheses.
        // The message comes from the text alone where that is wrong: nobody wrote the parentheses.
        for source in ["return \(text)\n", "return (\(text)\n)"] {
            guard let error = SyntaxTree.parse(Array(source.utf8)).errors.first else { continue }
            throw HostError("syntax", error.message)
        }
    }

    /// Checks that a text is a chunk.
    public func checkScript(_ source: [UInt8], chunk: String) throws {
        let tree = SyntaxTree.parse(source)
        guard let error = tree.errors.first else { return }
        throw HostError("syntax", "line \(tree.place(of: error.range).line): \(error.message)")
    }

    /// Gives nothing.
    public func evaluate(_ expression: String, _ names: [String: HostValue]) throws -> HostValue { .nil }

    /// Gives nothing.
    public func run(_ source: [UInt8], chunk: String, _ names: [String: HostValue]) throws -> HostValue {
        .nil
    }
}
