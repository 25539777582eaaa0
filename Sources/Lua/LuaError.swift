/// Why a script, or a call of it, failed.
public struct LuaError: Error, Sendable, CustomStringConvertible {
    /// A limit.
    public enum Limit: String, Sendable, Hashable {
        /// Script time.
        case time
        /// Wall time.
        case wall
        /// Memory.
        case memory
        /// Bytes printed.
        case output
        /// Bytes of a string.
        case string
        /// Bytes of a source.
        case source
        /// Calls between host and script.
        case nesting
        /// Coroutines alive.
        case coroutines
        /// The size of a value that leaves the script.
        case copy
    }

    /// What kind of failure it is.
    public enum Kind: Sendable, Hashable {
        /// The script raised an error.
        case script
        /// The source cannot be compiled.
        case syntax
        /// The source ends too early; more text could make it valid.
        case incomplete
        /// A limit was reached.
        case limit(Limit)
        /// The canceller was used.
        case cancelled
        /// The host ended the script (`LuaEngine.end`).
        case ended
        /// A value cannot cross between host and script.
        case conversion
        /// A host function failed; the text is the kind that it gave.
        case host(String)
    }

    /// What kind of failure it is.
    public var kind: Kind
    /// What happened, without its place: at most 4 KB, control characters replaced.
    public var message: String
    /// What to do about it.
    public var hint: String?
    /// The name of the chunk in which it happened.
    public var chunk: String?
    /// The line in that chunk, from 1.
    public var line: Int?
    /// At most 20 calls, innermost first, and a last line that counts the rest.
    public var trace: [String]
    /// The error value of the script, where it could be copied.
    public var value: LuaValue
    /// The facts that the error table of a host function carries; nil when there are none.
    public var data: LuaValue {
        guard case .host = kind, case .table(let table) = value else { return .nil }
        return table["data"] ?? .nil
    }
    /// Finds the very value again, when the error goes on through a host function.
    var token: UInt64 = 0

    /// Makes an error.
    public init(
        kind: Kind,
        message: String,
        hint: String? = nil,
        chunk: String? = nil,
        line: Int? = nil,
        trace: [String] = [],
        value: LuaValue = .nil
    ) {
        self.kind = kind
        self.message = Self.printable(message)
        self.hint = hint.map(Self.printable)
        self.chunk = chunk.map(Self.printable)
        self.line = line
        self.trace = trace.map(Self.printable)
        self.value = value
    }

    /// "chunk:line: message", with what is known.
    public var description: String {
        guard let chunk else { return message }
        guard let line else { return "\(chunk): \(message)" }
        return "\(chunk):\(line): \(message)"
    }

    /// The name of the kind, as an error table has it.
    public var kindName: String {
        switch kind {
        case .script: "script"
        case .syntax, .incomplete: "syntax"
        case .limit(let limit): "limit." + limit.rawValue
        case .cancelled: "cancelled"
        case .ended: "ended"
        case .conversion: "conversion"
        case .host(let kind): kind
        }
    }

    /// The text with control characters replaced, as it may come from anywhere and go to a terminal.
    static func printable(_ text: String) -> String {
        func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.properties.generalCategory {
            case .control: scalar == "\n" || scalar == "\t"
            case .format: scalar == "\u{200D}"  // Joins the parts of one emoji; the others reorder text.
            default: true
            }
        }
        if text.unicodeScalars.allSatisfy(isHarmless) { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            result.append(isHarmless(scalar) ? scalar : "\u{FFFD}")
        }
        return String(result)
    }
}

/// What a host function throws to raise an error table in the script.
public struct LuaFailure: Error, Sendable, CustomStringConvertible {
    /// The kind, such as "http.timeout".
    public var kind: String
    /// What happened.
    public var message: String
    /// What to do about it.
    public var hint: String?
    /// More facts for the script, as the field `data` of the error table; nil when there are none.
    public var data: LuaValue

    /// Makes a failure.
    public init(kind: String, message: String, hint: String? = nil, data: LuaValue = .nil) {
        self.kind = kind
        self.message = message
        self.hint = hint
        self.data = data
    }

    /// The message.
    public var description: String { message }
}
