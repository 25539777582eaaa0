internal import Diagnostics
internal import Lua

/// Checks arguments against what a function declares, with the same words for every function.
enum ArgumentCheck {
    /// Names the arguments of a call by position and from its last table.
    static func named(_ positional: [HostValue], _ function: HostFunction) throws -> [String: HostValue] {
        var result: [String: HostValue] = [:]
        var positional = positional
        if !function.options.isEmpty, positional.count <= function.parameters.count,
            case .table(let options)? = positional.last, isOptions(options, positional.count, function)
        {
            positional.removeLast()
            result = try fields(of: options, function)
        } else if !function.options.isEmpty, let last = positional.last, last.list?.isEmpty == true,
            positional.count <= function.parameters.count,
            !accepts(function.parameters[positional.count - 1].type, last)
        {
            // Options without any: Lua does not tell an empty table from an empty list.
            positional.removeLast()
        } else if positional.count == function.parameters.count + 1, !function.options.isEmpty,
            let last = positional.last
        {
            positional.removeLast()
            switch last {
            case .nil: break
            case .table(let options): result = try fields(of: options, function)
            case .array(let elements) where elements.isEmpty: break
            case .array: throw error(function, "options: names expected as keys")
            default: throw error(function, "options: table expected, got \(last.typeName)")
            }
        }
        guard positional.count <= function.parameters.count else {
            throw error(function, "takes \(function.parameters.count) arguments, got \(positional.count)")
        }
        for (field, value) in zip(function.parameters, positional) { result[field.name] = value }
        return result
    }

    /// Checks that all fields are known, all required ones given, and all of their types.
    static func check(_ arguments: [String: HostValue], _ function: HostFunction) throws {
        for name in arguments.keys.sorted() where !function.fields.contains(where: { $0.name == name }) {
            let known = Suggestion.closest(to: name, in: function.fields.map(\.name))
            throw error(
                function,
                "unknown option '\(name)'" + (known.map { " (did you mean '\($0)'?)" } ?? "")
            )
        }
        for field in function.fields {
            let value = arguments[field.name] ?? .nil
            if !value.isPresent {
                // Null is a value of JSON, where any value is asked for.
                if field.isRequired, field.type != .any || value == .nil {
                    throw mismatch(function, field, value)
                }
            } else if !accepts(field.type, value) {
                throw mismatch(function, field, value)
            }
        }
    }

    /// Whether a value is of a type.
    static func accepts(_ type: HostType, _ value: HostValue) -> Bool {
        switch (type, value) {
        case (.any, _), (.boolean, .bool), (.integer, .int), (.number, .int), (.number, .number),
            (.bytes, .string),
            (.duration, .int), (.duration, .number), (.session, .handle), (.content, .string),
            (.function, .function),
            (.map, .table), (.record, .table), (.content, .table):
            true
        case (.string, .string(let string)), (.duration, .string(let string)),
            (.session, .string(let string)):
            string.text != nil
        case (.count, .int(let count)): count >= 1
        case (.count, .string(let word)): word == "all"
        case (.choice(let words), .string(let word)): word.text.map(words.contains) ?? false
        case (.list(let element), _): value.list?.allSatisfy { accepts(element, $0) } ?? false
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

    private static func fields(of table: [LuaKey: LuaValue], _ function: HostFunction) throws -> [String:
        HostValue]
    {
        var result: [String: HostValue] = [:]
        // In the order of the names, so that of several mistakes always the same one is told.
        for (key, value) in table.sorted(by: { Self.name($0.key) < Self.name($1.key) }) {
            guard case .string(let string) = key, let name = string.text else {
                throw error(function, "options: names expected as keys")
            }
            guard function.options.contains(where: { $0.name == name }) else {
                let known = Suggestion.closest(to: name, in: function.options.map(\.name))
                throw error(
                    function,
                    "unknown option '\(name)'" + (known.map { " (did you mean '\($0)'?)" } ?? "")
                )
            }
            result[name] = value
        }
        return result
    }

    private static func name(_ key: LuaKey) -> String {
        if case .string(let string) = key { return string.text ?? "" }
        return ""
    }

    private static func mismatch(_ function: HostFunction, _ field: HostField, _ value: HostValue)
        -> HostError
    {
        error(function, "argument '\(field.name)': \(field.type.name) expected, got \(value.typeName)")
    }

    private static func error(_ function: HostFunction, _ message: String) -> HostError {
        HostError("arg", "baton.\(function.path): \(message)")
    }
}
