internal import Diagnostics
internal import JSON
internal import Lua

/// Checks arguments against what a function declares, with the same words for every function.
enum ArgumentCheck {
    /// Arguments by the places of their fields, and what follows the parameters.
    typealias Values = (values: [HostValue], rest: [HostValue])

    /// Arguments by position, of which the last table may hold the options, in the order of the function's fields.
    static func values(_ positional: [HostValue], _ function: HostFunction) throws -> Values {
        var positional = positional
        var values = [HostValue](repeating: .nil, count: function.fields.count)
        let count = function.parameters.count
        if !function.options.isEmpty, !positional.isEmpty, positional.count <= count,
            case .table(let options)? = positional.last, isOptions(options, positional.count, function)
        {
            positional.removeLast()
            try take(options, function, &values)
        } else if !function.options.isEmpty, let last = positional.last, last.list?.isEmpty == true,
            positional.count <= count, !accepts(function.parameters[positional.count - 1].type, last)
        {
            // Options without any: Lua does not tell an empty table from an empty list.
            positional.removeLast()
        } else if positional.count == count + 1, !function.options.isEmpty, let last = positional.last {
            positional.removeLast()
            switch last {
            case .nil: break
            case .table(let options): try take(options, function, &values)
            case .array(let elements) where elements.isEmpty: break
            case .array: throw error(function, "options: names expected as keys")
            default: throw error(function, "options: table expected, got \(last.typeName)")
            }
        }
        var rest: [HostValue] = []
        if positional.count > count {
            guard function.rest != nil else {
                throw error(
                    function,
                    "takes \(count) \(count == 1 ? "argument" : "arguments"), got \(positional.count)"
                )
            }
            rest = Array(positional[count...])
        }
        for (index, value) in positional.prefix(count).enumerated() { values[index] = value }
        return (values, rest)
    }

    /// Named arguments in the order of the function's fields.
    static func values(_ named: [String: HostValue], _ function: HostFunction) throws -> Values {
        var values = [HostValue](repeating: .nil, count: function.fields.count)
        for (name, value) in named.sorted(by: { $0.key < $1.key }) {
            guard let index = function.index(of: name) else {
                throw unknown(name, function, among: function.fields)
            }
            values[index] = value
        }
        return (values, [])
    }

    /// Checks that all required fields are given, and all of their types.
    static func check(_ arguments: Values, _ function: HostFunction) throws {
        for (field, value) in zip(function.fields, arguments.values) {
            if !value.isPresent {
                // Null is a value of JSON, where any value is asked for.
                if field.isRequired, field.type != .any || value == .nil {
                    throw mismatch(function, field, value)
                }
            } else if !accepts(field.type, value) {
                throw mismatch(function, field, value)
            }
        }
        if let field = function.rest {
            for value in arguments.rest where !accepts(field.type, value) {
                throw mismatch(function, field, value)
            }
        }
    }

    /// Whether all arguments are scalars of their types that can be read where they stand.
    ///
    /// A no means only that the careful way must be taken, which also finds the words for what is wrong.
    static func areScalars(_ arguments: LuaArguments, _ function: HostFunction) -> Bool {
        guard let scalars = function.scalars else { return false }
        let first = function.handle == nil ? 0 : 1
        guard arguments.count <= first + scalars.count else { return false }
        for offset in scalars.indices where !scalars[offset].accepts(arguments, first + offset) {
            return false
        }
        return true
    }

    /// Whether a value is of a type.
    static func accepts(_ type: HostType, _ value: HostValue) -> Bool {
        switch (type, value) {
        case (.any, _), (.boolean, .bool), (.integer, .int), (.number, .int), (.number, .number),
            (.bytes, .string),
            (.duration, .int), (.duration, .number), (.session, .handle), (.content, .string),
            (.function, .function), (.iterator, .handle), (.iterator, .function), (.sensitive, .handle),
            (.record, .table), (.content, .table):
            true
        case (.handle(let name), .handle(let handle)): HostHandles.number(of: name) == handle.type
        case (.string, .string(let string)), (.duration, .string(let string)),
            (.session, .string(let string)), (.sensitive, .string(let string)):
            string.text != nil
        case (.count, .int(let count)): count >= 1
        case (.count, .string(let word)): word == "all"
        case (.choice(let words), .string(let word)): word.text.map(words.contains) ?? false
        case (.list(let element), _): value.list?.allSatisfy { accepts(element, $0) } ?? false
        case (.map(let type), .table(let table)): table.values.allSatisfy { accepts(type, $0) }
        case (.map, .array(let elements)): elements.isEmpty
        default: false
        }
    }

    /// A last table is the options when it cannot be the parameter at its place.
    private static func isOptions(_ table: [LuaKey: LuaValue], _ count: Int, _ function: HostFunction) -> Bool
    {
        let field = function.parameters[count - 1]
        if !accepts(field.type, .table(table)) { return true }
        return !field.isRequired
            && table.keys.allSatisfy { key in
                if case .string(let name) = key { return function.options.contains { $0.name == name.text } }
                return false
            }
    }

    private static func take(
        _ table: [LuaKey: LuaValue],
        _ function: HostFunction,
        _ values: inout [HostValue]
    ) throws {
        // In the order of the names, so that of several mistakes always the same one is told.
        for (key, value) in table.sorted(by: { Self.name($0.key) < Self.name($1.key) }) {
            guard case .string(let string) = key, let name = string.text else {
                throw error(function, "options: names expected as keys")
            }
            guard let index = function.index(of: name), index >= function.parameters.count else {
                throw unknown(name, function, among: function.options)
            }
            values[index] = value
        }
    }

    private static func unknown(_ name: String, _ function: HostFunction, among fields: [HostField])
        -> HostError
    {
        let known = Suggestion.closest(to: name, in: fields.map(\.name))
        return error(
            function,
            "unknown option '\(name)'" + (known.map { " (did you mean '\($0)'?)" } ?? "")
        )
    }

    private static func name(_ key: LuaKey) -> String {
        if case .string(let string) = key { return string.text ?? "" }
        return ""
    }

    private static func mismatch(_ function: HostFunction, _ field: HostField, _ value: HostValue)
        -> HostError
    {
        if case .string(let string) = value, field.type == .string || field.type == .sensitive,
            let byte = UTF8Text.firstInvalidByte(in: string.bytes)
        {
            return error(function, "argument '\(field.name)' is not valid UTF-8 (byte \(byte + 1))")
        }
        return error(function, "argument '\(field.name)': \(field.type.name) expected, got \(value.typeName)")
    }

    private static func error(_ function: HostFunction, _ message: String) -> HostError {
        HostError("arg", "\(function.fullName): \(message)")
    }
}

/// A parameter whose argument is a single value: all that a quick check of it needs.
struct ScalarParameter: Sendable {
    private enum Kind: UInt8 {
        case text
        case bytes
        case boolean
        case integer
        case number
    }

    private let kind: Kind
    private let isRequired: Bool

    /// The parameter of a field; `nil` when its arguments must be copied to be checked.
    init?(_ field: HostField) {
        switch field.type {
        case .string: kind = .text
        case .bytes: kind = .bytes
        case .boolean: kind = .boolean
        case .integer: kind = .integer
        case .number: kind = .number
        default: return nil
        }
        isRequired = field.isRequired
    }

    /// Whether an argument is right.
    func accepts(_ arguments: LuaArguments, _ index: Int) -> Bool {
        switch kind {
        case .text: if arguments.isText(index) { return true }
        case .bytes: if arguments.isString(index) { return true }
        case .boolean: if arguments.bool(index) != nil { return true }
        case .integer: if arguments.isInteger(index) { return true }
        case .number: if arguments.number(index) != nil { return true }
        }
        return !isRequired && arguments.isNil(index)
    }
}
