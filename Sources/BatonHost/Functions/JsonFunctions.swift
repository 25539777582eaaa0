internal import JSON
internal import Lua

/// `baton.json`: read and write JSON.
enum JsonFunctions {
    static let all: [HostFunction] = [encode, decode, array, object]

    static let failures = [
        HostFailure(
            kind: "json.value",
            about: "A value cannot be written as JSON; the message says where it is."
        )
    ]

    static let encode = HostFunction(
        "json",
        "encode",
        """
        Writes a value as JSON: integers without and other numbers with a fraction, `baton.null` as `null`, an empty \
        table as `[]` unless `baton.json.object` made it.
        """,
        parameters: [
            .required("value", .any, "the value; what JSON has no form for is refused with its place")
        ],
        options: [
            .optional("pretty", .boolean, "on lines indented by two spaces", default: .bool(false)),
            .optional(
                "sort_keys",
                .boolean,
                "members in the order of their names, so that equal values give equal texts",
                default: .bool(true)
            ),
        ],
        result: .string,
        gives: "the JSON text, without a newline at its end",
        errors: ["json.value", "limit"],
        blocks: false,
        example: """
            print(baton.json.encode({ title = "A", counts = { 1, 2, 3 } }, { pretty = true }))
            """
    ) { call in
        var encoder = JSONEncoding(
            pretty: call.flag("pretty"),
            sortsKeys: call.flag("sort_keys"),
            run: call.run
        )
        do {
            return try call.result(try encoder.encode(call["value"]))
        } catch let problem as JSONEncoding.Problem {
            throw call.failure("json.value", problem.message, hint: problem.hint)
        }
    }

    static let decode = HostFunction(
        "json",
        "decode",
        """
        Reads JSON: `null` becomes `baton.null`, numbers without fraction and exponent become integers, and of members \
        with the same name the last counts.
        """,
        parameters: [.required("text", .bytes, "one JSON value in UTF-8, of at most 16 MB")],
        result: .any,
        gives: "the value",
        errors: ["json.invalid", "limit"],
        blocks: false,
        example: """
            local answer = baton.json.decode('{"items": [1, 2.5, null]}')
            print(answer.items[1], answer.items[3] == baton.null)
            """
    ) { call in
        let bytes = try call.bytes("text")
        try call.checkSize(bytes.count)
        do {
            return try JSONDecoding.decode(bytes)
        } catch let problem as JSONDecoding.Problem {
            switch problem {
            case .tooMany: throw call.failure("limit", "the text holds too many values")
            case .at(let place):
                throw HostError(
                    "json.invalid",
                    "\(call.function.fullName): line \(place.line), column \(place.column): \(place.message)"
                )
            case .unreadable: throw call.failure("json.invalid", "the text cannot be read")
            }
        }
    }

    static let array = HostFunction(
        "json",
        "array",
        "Makes a list of a table, so that it is written as `[]` when it is empty.",
        parameters: [.optional("list", .any, "the list; an empty one when it is not given")],
        result: .list(.any),
        gives: "a copy that is a list",
        errors: ["json.value"],
        blocks: false,
        isStep: false,
        example: "print(baton.json.encode({ tags = baton.json.array({}) }))"
    ) { call in
        let value = call["list"]
        if value == .nil { return .array([]) }
        guard let elements = value.list else {
            throw call.failure(
                "json.value",
                "a list expected, got \(value.typeName)",
                hint: "its keys must be 1 to n"
            )
        }
        return .array(elements)
    }

    static let object = HostFunction(
        "json",
        "object",
        "Makes an object of a table, so that it is written as `{}` when it is empty, and whole numbers as keys as texts.",
        parameters: [.optional("table", .any, "the table; an empty one when it is not given")],
        result: .map(.any),
        gives: "a copy that is an object",
        errors: ["json.value"],
        blocks: false,
        isStep: false,
        example:
            "print(baton.json.encode({ labels = baton.json.object({}), lines = baton.json.object({ [12] = 'x' }) }))"
    ) { call in
        var members: [LuaKey: LuaValue] = [:]
        func add(_ key: LuaKey, _ value: HostValue) throws {
            if members.updateValue(value, forKey: key) != nil {
                throw call.failure("json.value", "two keys would have the same name")
            }
        }
        switch call["table"] {
        case .nil: break
        case .array(let elements):
            for (index, element) in elements.enumerated() { try add(.text("\(index + 1)"), element) }
        case .table(let table):
            for (key, value) in table {
                switch key {
                case .string: try add(key, value)
                case .int(let number): try add(.text("\(number)"), value)
                case .bool: throw call.failure("json.value", "a key must be a text, not a boolean")
                }
            }
        case let value: throw call.failure("json.value", "a table expected, got \(value.typeName)")
        }
        return .table(members)
    }
}
