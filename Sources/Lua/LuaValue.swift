/// A value that crosses between host and script.
public enum LuaValue: Sendable, Hashable {
    /// Absent.
    case `nil`
    /// The one value that stands for the null of JSON and YAML.
    case null
    /// A boolean.
    case bool(Bool)
    /// An integer; `3` and `3.0` stay distinct.
    case int(Int64)
    /// A floating-point number.
    case number(Double)
    /// Bytes.
    case string(LuaString)
    /// A table whose keys are 1 to n. An empty table arrives as an empty array, unless the host made it as an
    /// empty `table`.
    case array([LuaValue])
    /// Any other table.
    case table([LuaKey: LuaValue])
    /// An object of the host.
    case handle(LuaHandle)
    /// A function of the script.
    case function(LuaFunction)

    /// A text value.
    public static func text(_ text: String) -> LuaValue {
        .string(LuaString(text))
    }

    /// What the script would call this: the name that `type` gives, or "null", "integer", "array".
    public var typeName: String {
        switch self {
        case .nil: "nil"
        case .null: "null"
        case .bool: "boolean"
        case .int: "integer"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .table: "table"
        case .handle: "handle"
        case .function: "function"
        }
    }
}

/// A key of a table.
public enum LuaKey: Sendable, Hashable, ExpressibleByStringLiteral {
    /// Bytes.
    case string(LuaString)
    /// An integer.
    case int(Int64)
    /// A boolean.
    case bool(Bool)

    /// Makes a string key.
    public init(stringLiteral value: String) {
        self = .string(LuaString(value))
    }

    /// Makes a string key of a text.
    public static func text(_ text: String) -> LuaKey {
        .string(LuaString(text))
    }
}
