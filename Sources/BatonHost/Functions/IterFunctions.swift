internal import Lua

/// `baton.iter`: go through lists and iterators.
enum IterFunctions {
    static let all: [HostFunction] =
        [collect, map, filter, find, any, every, count, reduce, take, skip, zip, flatten] + GroupFunctions.all

    /// What all functions go through.
    static let list = HostField.required("list", .any, "a list, or an iterator such as `session:messages()`")
    /// What is asked of each value.
    static func by(_ about: String) -> HostField {
        .optional("by", .any, "a function of the value and its place, or the name of a field: \(about)")
    }
    private static let test = HostField.optional(
        "test",
        .any,
        "a function of the value and its place, or the name of a field; the value itself when it is not given"
    )
    private static let callback = HostField.required(
        "fn",
        .any,
        "a function of the value and its place, or the name of a field"
    )

    /// A function of this module.
    static func function(
        _ name: String,
        _ about: String,
        _ parameters: [HostField],
        options: [HostField] = [],
        result: HostType,
        gives: String,
        example: String,
        body: @escaping @Sendable (HostCall) throws -> HostValue
    ) -> HostFunction {
        HostFunction(
            "iter",
            name,
            about,
            parameters: parameters,
            options: options,
            result: result,
            gives: gives,
            errors: ["limit"],
            blocks: false,
            isStep: false,
            example: example,
            body: body
        )
    }

    static let collect = function(
        "collect",
        "Gathers what an iterator gives.",
        [list],
        result: .list(.any),
        gives: "the values",
        example: "print(#baton.iter.collect((\"a b c\"):gmatch(\"%a\")))"
    ) { call in
        var values = try Iteration(call)
        return .array(try values.gathered(call))
    }

    static let map = function(
        "map",
        "What a function gives for each value.",
        [list, callback],
        result: .list(.any),
        gives: "the results; `nil` is left out",
        example: """
            local titles = baton.iter.map(baton.sessions.list(), "title")
            local lengths = baton.iter.map(titles, function(title) return #title end)
            print(#titles, #lengths)
            """
    ) { call in
        var values = try Iteration(call)
        let selector = try ValueSelector(call, "fn")
        var results: [HostValue] = []
        var place = 0
        while let value = try values.next() {
            place += 1
            let result = try selector.apply(value, place)
            if result == .nil { continue }
            try call.checkCount(results.count + 1, most: PureLimits.elements)
            results.append(result)
        }
        return .array(results)
    }

    static let filter = function(
        "filter",
        "The values that a function says yes to.",
        [list, test],
        result: .list(.any),
        gives: "the values in their order",
        example: "print(#baton.iter.filter({ 1, 2, 3, 4 }, function(n) return n % 2 == 0 end))"
    ) { call in
        var values = try Iteration(call)
        let selector = try ValueSelector(call, "test")
        var results: [HostValue] = []
        var place = 0
        while let value = try values.next() {
            place += 1
            guard try selector.accepts(value, place) else { continue }
            try call.checkCount(results.count + 1, most: PureLimits.elements)
            results.append(value)
        }
        return .array(results)
    }

    static let find = HostFunction(
        "iter",
        "find",
        "The first value that a function says yes to; values behind it are not looked at.",
        parameters: [list, test],
        results: [
            .optional("value", .any, "the value; `nil` for none"),
            .optional("place", .integer, "its place, from 1"),
        ],
        blocks: false,
        isStep: false,
        example: """
            local word, place = baton.iter.find({ "a", "bc", "de" }, function(word) return #word > 1 end)
            assert(word == "bc" and place == 2)
            """
    ) { call in
        var values = try Iteration(call)
        let selector = try ValueSelector(call, "test")
        var place = 0
        while let value = try values.next() {
            place += 1
            if try selector.accepts(value, place) { return [value, .integer(place)] }
        }
        return [.nil]
    }

    static let any = function(
        "any",
        "Whether a function says yes to at least one value.",
        [list, test],
        result: .boolean,
        gives: "whether it does; `false` for no values",
        example: "assert(baton.iter.any({ 1, 2 }, function(n) return n > 1 end))"
    ) { call in
        var values = try Iteration(call)
        let selector = try ValueSelector(call, "test")
        var place = 0
        while let value = try values.next() {
            place += 1
            if try selector.accepts(value, place) { return .bool(true) }
        }
        return .bool(false)
    }

    static let every = function(
        "all",
        "Whether a function says yes to every value.",
        [list, test],
        result: .boolean,
        gives: "whether it does; `true` for no values",
        example: "assert(baton.iter.all({ 1, 2 }, function(n) return n > 0 end))"
    ) { call in
        var values = try Iteration(call)
        let selector = try ValueSelector(call, "test")
        var place = 0
        while let value = try values.next() {
            place += 1
            if try !selector.accepts(value, place) { return .bool(false) }
        }
        return .bool(true)
    }

    static let count = function(
        "count",
        "How many values there are, or how many a function says yes to.",
        [list, test],
        result: .integer,
        gives: "the number",
        example: "print(baton.iter.count(baton.sessions.list()))"
    ) { call in
        var values = try Iteration(call)
        let selector = call["test"].isPresent ? try ValueSelector(call, "test") : nil
        var place = 0
        var count = 0
        while let value = try values.next() {
            place += 1
            if try selector?.accepts(value, place) ?? true { count += 1 }
        }
        return .integer(count)
    }

    static let reduce = function(
        "reduce",
        "Goes through the values with a result that a function makes of the result so far and each value.",
        [
            list,
            .required(
                "fn",
                .function,
                "gets the result so far, the value and its place; gives the new result"
            ),
            .optional(
                "initial",
                .any,
                "the result before the first value, which is the result itself when it is not given"
            ),
        ],
        result: .any,
        gives: "the last result",
        example: "assert(baton.iter.reduce({ 1, 2, 3 }, function(product, n) return product * n end) == 6)"
    ) { call in
        var values = try Iteration(call)
        let script = try call.script()
        let function = try call.callback("fn")
        var result = call["initial"]
        var place = 0
        if result == .nil {
            result = try values.next() ?? .nil
            place = 1
        }
        while let value = try values.next() {
            place += 1
            result = try script.call(function, [result, value, .integer(place)]).first ?? .nil
        }
        return result
    }

    static let take = function(
        "take",
        "The first values; an iterator is not asked for more.",
        [list, .required("count", .integer, "at most so many")],
        result: .list(.any),
        gives: "the values",
        example: "print(#baton.iter.take({ 1, 2, 3 }, 2))"
    ) { call in
        var values = try Iteration(call)
        let count = try call.natural("count")
        var results: [HostValue] = []
        while results.count < count, let value = try values.next() {
            try call.checkCount(results.count + 1, most: PureLimits.elements)
            results.append(value)
        }
        return .array(results)
    }

    static let skip = function(
        "skip",
        "The values behind the first ones.",
        [list, .required("count", .integer, "so many are left out")],
        result: .list(.any),
        gives: "the values",
        example: "assert(baton.iter.skip({ \"a\", \"b\", \"c\" }, 2)[1] == \"c\")"
    ) { call in
        var values = try Iteration(call)
        for _ in 0..<(try call.natural("count")) where try values.next() == nil { return .array([]) }
        return .array(try values.gathered(call))
    }

    static let zip = function(
        "zip",
        "Pairs of the values of two lists, as many as the shorter one has.",
        [list, .required("other", .any, "the second list or iterator")],
        result: .list(.list(.any)),
        gives: "lists of two values",
        example:
            "for _, pair in ipairs(baton.iter.zip({ \"a\", \"b\" }, { 1, 2 })) do print(pair[1], pair[2]) end"
    ) { call in
        var first = try Iteration(call)
        var second = try Iteration(call, "other")
        var pairs: [HostValue] = []
        while let a = try first.next(), let b = try second.next() {
            try call.checkCount(pairs.count + 1, most: PureLimits.elements)
            pairs.append(.array([a, b]))
        }
        return .array(pairs)
    }

    static let flatten = function(
        "flatten",
        "The values of lists in a list, one after the other; what is no list stays.",
        [list],
        result: .list(.any),
        gives: "one list",
        example: "assert(#baton.iter.flatten({ { 1, 2 }, 3, { 4 } }) == 4)"
    ) { call in
        var values = try Iteration(call)
        var results: [HostValue] = []
        while let value = try values.next() {
            results.append(contentsOf: value.list ?? [value])
            try call.checkCount(results.count, most: PureLimits.elements)
        }
        return .array(results)
    }
}
