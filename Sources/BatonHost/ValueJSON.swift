public import JSON
public import Lua

/// Values as JSON, with keys in the order of their bytes.
public enum ValueJSON {
    /// The JSON text of a value.
    ///
    /// Bytes that are not UTF-8 become U+FFFD; handles and functions become `null`.
    public static func encode(_ value: HostValue, pretty: Bool = true) -> [UInt8] {
        var writer = JSONWriter(pretty: pretty)
        write(value, to: &writer)
        return writer.bytes
    }

    /// Writes a value as part of a larger document.
    public static func write(_ value: HostValue, to writer: inout JSONWriter) {
        switch value {
        case .nil, .null, .handle, .function: writer.null()
        case .bool(let flag): writer.bool(flag)
        case .int(let number): writer.int(number)
        case .number(let number): writer.double(number)
        case .string(let string): writer.string(String(decoding: string.bytes, as: UTF8.self))
        case .array(let elements):
            writer.array { writer in for element in elements { write(element, to: &writer) } }
        case .table(let table):
            let members = table.map { (key: name(of: $0.key), value: $0.value) }.sorted { $0.key < $1.key }
            writer.object { writer in
                for member in members {
                    writer.key(member.key)
                    write(member.value, to: &writer)
                }
            }
        }
    }

    /// The value of parsed JSON.
    public static func decode(_ json: JSONValue) -> HostValue {
        switch json.kind {
        case .null: .null
        case .bool: .bool(json.bool ?? false)
        case .integer: json.int.map { .int($0) } ?? .number(json.double ?? 0)
        case .double: .number(json.double ?? 0)
        case .string: .string(LuaString(bytes: json.utf8 ?? []))
        case .array: .array(json.elements.map(decode))
        case .object:
            .table(
                Dictionary(
                    json.members.map { (.string(LuaString(bytes: $0.key.utf8 ?? [])), decode($0.value)) }
                ) { $1 }
            )
        }
    }

    private static func name(of key: LuaKey) -> String {
        switch key {
        case .string(let string): String(decoding: string.bytes, as: UTF8.self)
        case .int(let number): "\(number)"
        case .bool(let flag): "\(flag)"
        }
    }
}
