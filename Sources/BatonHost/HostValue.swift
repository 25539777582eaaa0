public import Lua

/// A value that a host function takes or gives: what Lua, YAML and JSON have in common.
public typealias HostValue = LuaValue

extension LuaValue {
    /// A text, or `nil` for none.
    public static func text(_ text: String?) -> HostValue { text.map { .string(LuaString($0)) } ?? .nil }

    /// An integer.
    public static func integer(_ value: Int) -> HostValue { .int(Int64(value)) }

    /// A list of texts.
    public static func texts(_ texts: [String]) -> HostValue { .array(texts.map { .text($0) }) }

    /// A table of named fields; a field that is `nil` is left out.
    public static func record(_ fields: [String: HostValue]) -> HostValue {
        var table: [LuaKey: LuaValue] = [:]
        for (name, value) in fields where value != .nil { table[.string(LuaString(name))] = value }
        return .table(table)
    }

    /// The text of a string that is UTF-8.
    public var text: String? {
        if case .string(let string) = self { return string.text }
        return nil
    }

    /// The named field of a table.
    public func field(_ name: String) -> HostValue? {
        if case .table(let table) = self { return table[.string(LuaString(name))] }
        return nil
    }

    /// The elements of a list; an empty table is an empty list.
    public var list: [HostValue]? {
        switch self {
        case .array(let elements): elements
        case .table(let table) where table.isEmpty: []
        default: nil
        }
    }

    /// Whether there is a value: neither `nil` nor `null`.
    public var isPresent: Bool { self != .nil && self != .null }
}
