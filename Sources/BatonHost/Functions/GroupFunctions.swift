internal import Lua

/// The part of `baton.iter` that orders, sums and groups values.
enum GroupFunctions {
    static let all: [HostFunction] = [sorted, sum, least, most, groupBy, unique, keys, values]

    static let sorted = IterFunctions.function(
        "sorted",
        "The values in order; equal ones stay as they were, and what is missing comes last.",
        [IterFunctions.list],
        options: [
            .optional(
                "by",
                .any,
                "what to order by: the name of a field, or a function of the value that gives a number, a text or a list of them"
            ),
            .optional("descending", .boolean, "the largest first", default: .bool(false)),
        ],
        result: .list(.any),
        gives: "a new list",
        example: """
            local sessions = baton.iter.sorted(baton.sessions.list(), { by = "updated", descending = true })
            local words = baton.iter.sorted({ "pear", "fig" }, { by = function(word) return #word end })
            print(#sessions, words[1])
            """
    ) { call in
        var iteration = try Iteration(call)
        let selector = try ValueSelector(call, "by")
        let values = try iteration.gathered(call)
        var keyed: [(place: Int, key: HostValue)] = []
        keyed.reserveCapacity(values.count)
        for (place, value) in values.enumerated() {
            keyed.append((place, try selector.apply(value, place + 1)))
        }
        let sign = call.flag("descending") ? -1 : 1
        do {
            try keyed.sort { first, second in
                let isMissing = !first.key.isPresent || !second.key.isPresent
                let order = try ValueOrder.compare(first.key, second.key) * (isMissing ? 1 : sign)
                return order == 0 ? first.place < second.place : order < 0
            }
        } catch let mismatch as ValueOrder.Mismatch {
            throw call.failure(
                "arg",
                mismatch.message,
                hint: "order by values of one kind, with the option 'by'"
            )
        }
        return .array(keyed.map { values[$0.place] })
    }

    static let sum = IterFunctions.function(
        "sum",
        "The sum of numbers; an integer when all are integers and it fits.",
        [IterFunctions.list, IterFunctions.by("the number")],
        result: .number,
        gives: "the sum; 0 for no values",
        example: "print(baton.iter.sum(baton.sessions.list(), \"bytes\"))"
    ) { call in
        var iteration = try Iteration(call)
        let selector = try ValueSelector(call, "by")
        var whole: Int64? = 0
        var number = 0.0
        var place = 0
        while let value = try iteration.next() {
            place += 1
            switch try selector.apply(value, place) {
            case .int(let next):
                let (sum, overflow) = (whole ?? 0).addingReportingOverflow(next)
                if whole != nil { whole = overflow ? nil : sum }
                number += Double(next)
            case .number(let next):
                whole = nil
                number += next
            case let other:
                throw HostError(
                    "arg",
                    "\(call.function.fullName): value \(place): number expected, got \(other.typeName)"
                )
            }
        }
        return whole.map { .int($0) } ?? .number(number)
    }

    static let least = extreme("min", "The smallest value; of equal ones the first.", sign: 1)
    static let most = extreme("max", "The largest value; of equal ones the first.", sign: -1)

    private static func extreme(_ name: String, _ about: String, sign: Int) -> HostFunction {
        IterFunctions.function(
            name,
            about,
            [IterFunctions.list, IterFunctions.by("what to compare; values without it do not count")],
            result: .any,
            gives: "the value; `nil` for no values",
            example:
                "print(baton.iter.\(name)({ 3, 1, 2 }), baton.iter.\(name)(baton.sessions.list(), \"bytes\"))"
        ) { call in
            var iteration = try Iteration(call)
            let selector = try ValueSelector(call, "by")
            var best: (value: HostValue, key: HostValue)?
            var place = 0
            while let value = try iteration.next() {
                place += 1
                let key = try selector.apply(value, place)
                if !key.isPresent { continue }
                do {
                    // Compared with itself too, so that a single value must have an order.
                    let order = try ValueOrder.compare(key, best?.key ?? key) * sign
                    if best == nil || order < 0 { best = (value, key) }
                } catch let mismatch as ValueOrder.Mismatch {
                    throw call.failure("arg", "value \(place): \(mismatch.message)")
                }
            }
            return best?.value ?? .nil
        }
    }

    static let groupBy = IterFunctions.function(
        "group_by",
        "The values in groups, by what a function or a field gives for each.",
        [
            IterFunctions.list,
            .required("by", .any, "a function of the value and its place, or the name of a field: the group"),
        ],
        result: .map(.list(.any)),
        gives: "lists of values by group; values without a group are under `false`",
        example: """
            local groups = baton.iter.group_by(baton.sessions.list(), "branch")
            for _, branch in ipairs(baton.iter.keys(groups)) do print(branch, #groups[branch]) end
            """
    ) { call in
        var iteration = try Iteration(call)
        let selector = try ValueSelector(call, "by")
        var groups: [LuaKey: [HostValue]] = [:]
        var place = 0
        while let value = try iteration.next() {
            place += 1
            try call.checkCount(place, most: PureLimits.elements)
            let key = try selector.apply(value, place)
            guard let key = Self.key(key) else {
                throw call.failure(
                    "arg",
                    "value \(place): text, integer or boolean expected as the group, got \(key.typeName)"
                )
            }
            groups[key, default: []].append(value)
        }
        return .table(groups.mapValues { .array($0) })
    }

    private static func key(_ value: HostValue) -> LuaKey? {
        switch value {
        case .nil, .null: .bool(false)
        case .bool(let flag): .bool(flag)
        case .int(let number): .int(number)
        case .number(let number): Int64(exactly: number).map { .int($0) }
        case .string(let string): .string(string)
        default: nil
        }
    }

    static let unique = IterFunctions.function(
        "unique",
        "The values without those that were there before.",
        [IterFunctions.list, IterFunctions.by("what to compare")],
        result: .list(.any),
        gives: "the first of each in their order",
        example: "assert(#baton.iter.unique({ \"a\", \"b\", \"a\" }) == 2)"
    ) { call in
        var iteration = try Iteration(call)
        let selector = try ValueSelector(call, "by")
        var seen: Set<HostValue> = []
        var results: [HostValue] = []
        var place = 0
        while let value = try iteration.next() {
            place += 1
            var key = try selector.apply(value, place)
            // Equal numbers are one, as in Lua.
            if case .number(let number) = key, let whole = Int64(exactly: number) { key = .int(whole) }
            guard seen.insert(key).inserted else { continue }
            try call.checkCount(results.count + 1, most: PureLimits.elements)
            results.append(value)
        }
        return .array(results)
    }

    static let keys = IterFunctions.function(
        "keys",
        "The keys of a table in order: booleans, integers, texts.",
        [.required("table", .any, "the table")],
        result: .list(.any),
        gives: "the keys",
        example: "for _, name in ipairs(baton.iter.keys({ b = 1, a = 2 })) do print(name) end"
    ) { call in
        .array(try members(call).map(\.key))
    }

    static let values = IterFunctions.function(
        "values",
        "The values of a table in the order of its keys.",
        [.required("table", .any, "the table")],
        result: .list(.any),
        gives: "the values",
        example: "assert(baton.iter.values({ b = 1, a = 2 })[1] == 2)"
    ) { call in
        .array(try members(call).map(\.value))
    }

    private static func members(_ call: HostCall) throws -> [(key: HostValue, value: HostValue)] {
        switch call["table"] {
        case .array(let elements):
            return elements.enumerated().map { (.integer($0.offset + 1), $0.element) }
        case .table(let table):
            return table.map { (key: value(of: $0.key), value: $0.value) }.sorted { rank($0.key, $1.key) }
        case let value: throw call.mismatch("table", "table", value)
        }
    }

    private static func value(of key: LuaKey) -> HostValue {
        switch key {
        case .string(let string): .string(string)
        case .int(let number): .int(number)
        case .bool(let flag): .bool(flag)
        }
    }

    private static func rank(_ first: HostValue, _ second: HostValue) -> Bool {
        func kind(_ value: HostValue) -> Int {
            switch value {
            case .bool: 0
            case .int: 1
            default: 2
            }
        }
        if kind(first) != kind(second) { return kind(first) < kind(second) }
        return (try? ValueOrder.isBefore(first, second)) ?? false
    }
}
