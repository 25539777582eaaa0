internal import BatonHost
internal import Lua

/// Values as parts of texts.
enum ValueText {
    /// The bytes of a value inside a text, or nil for lists, tables, handles and functions.
    ///
    /// A value that is absent gives no bytes.
    static func bytes(_ value: HostValue) -> [UInt8]? {
        switch value {
        case .nil, .null: []
        case .bool(let flag): Array("\(flag)".utf8)
        case .int(let number): Array("\(number)".utf8)
        case .number(let number): Array("\(number)".utf8)
        case .string(let string): string.bytes
        case .array, .table, .handle, .function: nil
        }
    }

    /// A value as Lua tests it: all but `nil`, `null` and `false` is true.
    static func isTrue(_ value: HostValue) -> Bool { value.isPresent && value != .bool(false) }
}
