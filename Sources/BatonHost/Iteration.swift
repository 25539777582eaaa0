internal import Lua
internal import Platform

/// What a script gave to go through: a list, or an iterator, which is a function or a handle that gives the next value
/// each time it is called, and `nil` at the end.
struct Iteration {
    private enum Source {
        case list(ArraySlice<HostValue>)
        case function(LuaFunction, any ScriptAccess)
        case handle(HostValue)
    }

    private var source: Source
    private let run: HostRun

    /// The values of a field of a call.
    ///
    /// - Throws: ``HostError`` of kind `arg` when it is neither a list nor an iterator.
    init(_ call: HostCall, _ name: String = "list") throws {
        run = call.run
        switch call[name] {
        case .array(let elements): source = .list(elements[...])
        case .table(let table) where table.isEmpty: source = .list([])
        case .table:
            throw HostError(
                "arg",
                "\(call.function.fullName): argument '\(name)': list expected, got a table with names or holes",
                hint: "go through baton.iter.values(table) or baton.iter.keys(table)"
            )
        case .function(let function): source = .function(function, try call.script())
        case let value:
            guard case .handle(let handle) = value,
                run.registry.handles.contains(where: { $0.number == handle.type && $0.call != nil })
            else { throw call.mismatch(name, "list or iterator", value) }
            source = .handle(value)
        }
    }

    /// The next value; `nil` behind the last.
    mutating func next() throws -> HostValue? {
        let value: HostValue
        switch source {
        case .list(var elements):
            guard let element = elements.popFirst() else { return nil }
            source = .list(elements)
            return element
        case .function(let function, let script):
            try Cancellation.check()
            value = try script.call(function, []).first ?? .nil
        case .handle(let handle): value = try run.call(handle: handle).first
        }
        return value == .nil ? nil : value
    }

    /// All values that are left.
    mutating func gathered(_ call: HostCall) throws -> [HostValue] {
        if case .list(let elements) = source { return Array(elements) }
        var elements: [HostValue] = []
        while let element = try next() {
            try call.checkCount(elements.count + 1, most: PureLimits.elements)
            elements.append(element)
        }
        return elements
    }
}

/// What a function does with each value: a function of the script, the name of a field, or nothing.
struct ValueSelector {
    private enum Way {
        case identity
        case field(String)
        case function(LuaFunction, any ScriptAccess)
    }

    private let way: Way
    private let run: HostRun

    /// The way that a field of a call gives.
    init(_ call: HostCall, _ name: String) throws {
        run = call.run
        switch call[name] {
        case .nil, .null: way = .identity
        case .function(let function): way = .function(function, try call.script())
        case let value:
            guard let field = value.text else {
                throw call.mismatch(name, "function or name of a field", value)
            }
            way = .field(field)
        }
    }

    /// What the function gives for a value and its place, from 1; or the value's field.
    func apply(_ value: HostValue, _ place: Int) throws -> HostValue {
        switch way {
        case .identity: return value
        case .function(let function, let script):
            return try script.call(function, [value, .integer(place)]).first ?? .nil
        case .field(let name):
            switch value {
            case .table: return value.field(name) ?? .nil
            case .array: return .nil
            case .handle(let handle):
                let type = run.registry.handles.first { $0.number == handle.type }
                guard let member = type?.members.first(where: { $0.field.name == name }) else {
                    throw HostError(
                        "arg",
                        "a \(type?.name ?? "handle") has no field '\(PrintableText.line(name))'"
                    )
                }
                return try member.read(run, value)
            default:
                throw HostError(
                    "arg",
                    "value \(place): table or handle expected for the field '\(PrintableText.line(name))', got \(value.typeName)"
                )
            }
        }
    }

    /// Whether what it gives counts as true, as everything does but `nil` and `false`.
    func accepts(_ value: HostValue, _ place: Int) throws -> Bool {
        let result = try apply(value, place)
        return result != .nil && result != .bool(false)
    }
}

/// The order of values: booleans, then numbers, texts by their bytes, lists by their elements.
enum ValueOrder {
    /// Values that cannot be put in order.
    struct Mismatch: Error {
        let message: String
    }

    /// Whether `first` stands before `second`.
    static func isBefore(_ first: HostValue, _ second: HostValue) throws -> Bool {
        try compare(first, second) < 0
    }

    /// Less than 0, 0 or more than 0.
    static func compare(_ first: HostValue, _ second: HostValue) throws -> Int {
        switch (first, second) {
        case (.int(let a), .int(let b)): return a < b ? -1 : a > b ? 1 : 0
        case (.int, .number), (.number, .int), (.number, .number): return try compareNumbers(first, second)
        case (.string(let a), .string(let b)):
            if a == b { return 0 }
            return a.bytes.lexicographicallyPrecedes(b.bytes) ? -1 : 1
        case (.bool(let a), .bool(let b)): return a == b ? 0 : a ? 1 : -1
        case (.array(let a), .array(let b)):
            for (a, b) in zip(a, b) {
                let order = try compare(a, b)
                if order != 0 { return order }
            }
            return a.count - b.count
        // What is missing stands last.
        case (.nil, .nil), (.null, .null): return 0
        case (.nil, _), (.null, _): return 1
        case (_, .nil), (_, .null): return -1
        default:
            // The same words whichever of the two came first.
            let names = [first.typeName, second.typeName].sorted()
            throw Mismatch(message: "\(names[0]) and \(names[1]) have no order")
        }
    }

    private static func compareNumbers(_ first: HostValue, _ second: HostValue) throws -> Int {
        // Integers beyond 2^53 are compared exactly with what is beside them.
        switch (first, second) {
        case (.int(let a), .number(let b)):
            if b.isNaN { throw Mismatch(message: "NaN has no order") }
            guard let whole = Int64(exactly: b.rounded(.down)) else { return b < 0 ? 1 : -1 }
            return a < whole ? -1 : a > whole ? 1 : b > b.rounded(.down) ? -1 : 0
        case (.number, .int): return -(try compareNumbers(second, first))
        case (.number(let a), .number(let b)):
            if a.isNaN || b.isNaN { throw Mismatch(message: "NaN has no order") }
            return a < b ? -1 : a > b ? 1 : 0
        default: return 0
        }
    }
}
