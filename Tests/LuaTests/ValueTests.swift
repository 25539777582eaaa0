import Lua
import Testing

@Suite struct ValueTests {
    static let values: [LuaValue] = [
        .null,
        .bool(true),
        .bool(false),
        .int(0),
        .int(.min),
        .int(.max),
        .number(3.0),
        .number(-0.0),
        .number(.infinity),
        .number(0.1),
        .string(""),
        .text("text, é, 😀"),
        .string(LuaString(bytes: [0, 97, 0, 255, 254, 128])),
        .string(LuaString(bytes: Array(repeating: 0, count: 100_000))),
        .array([]),
        .table([:]),
        .array([.int(1), .number(1), .text("1"), .array([.array([])]), .null]),
        .table([
            "a": .int(1), "": .bool(true), .int(7): .text("x"),
            .bool(false): .table(["b": .array([.int(1)])]),
        ]),
        .table([.int(0): .int(0), .int(-1): .int(1)]),
        .table([.int(2): .text("hole")]),
        .table([.string(LuaString(bytes: [255, 0])): .string(LuaString(bytes: [0, 255]))]),
    ]

    @Test(arguments: values) func `a value comes back as it went`(_ value: LuaValue) throws {
        let rig = try Rig(functions: [("echo", { arguments, _ in try arguments.all() })])
        #expect(try rig.run("return ...", [value]) == [value])
        #expect(try rig.run("return host.echo(...)", [value]) == [value])
        #expect(try rig.run("return ({x = host.echo((...))}).x", [value]) == [value])
        try rig.engine.setGlobal("g", value, in: rig.environment)
        #expect(try rig.run("return g") == [value])
    }

    @Test func `random trees come back as they went`() throws {
        var random = SeededGenerator(seed: 0x5eed)
        func tree(_ depth: Int) -> LuaValue {
            switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &random) {
            case 0: .bool(.random(using: &random))
            case 1: .int(.random(in: .min ... .max, using: &random))
            case 2: .number(.random(in: -1e9...1e9, using: &random))
            case 3: .null
            case 4:
                .string(
                    LuaString(
                        bytes: (0..<Int.random(in: 0..<20, using: &random)).map { _ in
                            .random(in: 0...255, using: &random)
                        }
                    )
                )
            case 5, 6: .array((0..<Int.random(in: 0..<6, using: &random)).map { _ in tree(depth - 1) })
            default:
                .table(
                    Dictionary(
                        (0..<Int.random(in: 1..<6, using: &random)).map { _ in
                            (LuaKey.text("k\(Int.random(in: 0..<99, using: &random))"), tree(depth - 1))
                        },
                        uniquingKeysWith: { $1 }
                    )
                )
            }
        }
        let rig = try Rig(functions: [("echo", { arguments, _ in try arguments.all() })])
        for round in 0..<300 {
            let value = tree(5)
            #expect(try rig.run("return host.echo(...)", [value]) == [value], "seed 0x5eed, round \(round)")
        }
    }

    @Test func `integers and floats stay distinct`() throws {
        let rig = try Rig()
        #expect(
            try rig.run("return 3, 3.0, 3 // 1, 3 / 1, 2^53") == [
                .int(3), .number(3), .int(3), .number(3), .number(9_007_199_254_740_992),
            ]
        )
        #expect(try rig.run("return math.type(...)", [.int(3)]) == [.text("integer")])
        #expect(try rig.run("return math.type(...)", [.number(3)]) == [.text("float")])
    }

    @Test func `nil is absent`() throws {
        let rig = try Rig()
        #expect(
            try rig.run("return select('#', ...), ...", [.nil, .int(1), .nil]) == [
                .int(3), .nil, .int(1), .nil,
            ]
        )
        #expect(try rig.run("return next(...)", [.table(["a": .nil])]) == [.nil])
        #expect(
            try rig.run("return ... == nil, type(...), tostring(...)", [.null]) == [
                .bool(false), .text("userdata"), .text("null"),
            ]
        )
    }

    @Test func `a table with holes is no array`() throws {
        let rig = try Rig()
        #expect(
            try rig.run("return {1, 2, nil, 4}") == [
                .table([.int(1): .int(1), .int(2): .int(2), .int(4): .int(4)])
            ]
        )
        #expect(
            try rig.run("return {1, 2, x = 3}") == [
                .table([.int(1): .int(1), .int(2): .int(2), "x": .int(3)])
            ]
        )
    }

    @Test func `an empty table of the host keeps its kind until it has content`() throws {
        let rig = try Rig(modules: [LuaModule(path: "api", constants: [("none", .table([:]))])])
        for empty in [LuaValue.table([:]), .array([]), .array([.table([:]), .array([])])] {
            #expect(try rig.run("return ...", [empty]) == [empty])
            #expect(try rig.run("local t = {...} return t[1]", [empty]) == [empty])
        }
        #expect(try rig.run("return {}, api.none") == [.array([]), .table([:])])
        #expect(try rig.run("local t = ... t[1] = 5 return t", [.table([:])]) == [.array([.int(5)])])
        #expect(
            try rig.run("local t = ... table.insert(t, 5) return t", [.table([:])]) == [.array([.int(5)])]
        )
        #expect(try rig.run("local t = ... t.x = 5 return t", [.array([])]) == [.table(["x": .int(5)])])
        #expect(try rig.run("local t = ... t.x = 5 t.x = nil return t", [.table([:])]) == [.table([:])])
        #expect(try rig.run("local t = setmetatable(..., {}) return t", [.table([:])]) == [.array([])])
    }

    @Test func `a script takes an empty table of the host for a plain one`() throws {
        let results = try Rig().run(
            """
            local t, n = ..., 0
            for _ in pairs(t) do n = n + 1 end
            for _ in ipairs(t) do n = n + 1 end
            local plain = getmetatable(t) == nil and next(t) == nil and #t == 0 and rawlen(t) == 0 and n == 0
            local meta = {__index = {y = 2}}
            plain = plain and setmetatable(t, meta) == t and t.y == 2 and getmetatable(t) == meta
            table.sort(setmetatable(t, nil))
            return plain and getmetatable(t) == nil and t.y == nil and table.concat(t) == '' and t.x == nil
            """,
            [.table([:])]
        )
        #expect(results == [.bool(true)])
    }

    @Test func `an argument is text exactly when it is UTF-8`() throws {
        nonisolated(unsafe) var text: String?
        let rig = try Rig(functions: [
            (
                "look",
                { arguments, _ in
                    text = arguments.text(0)
                    return []
                }
            )
        ])
        let function = try rig.engine.load(Array("host.look(...)".utf8), name: "x", in: rig.environment)
        var generator = SeededGenerator(seed: 7)
        let pieces: [[UInt8]] = [
            Array("plain ascii".utf8), Array("é€😀".utf8), [0], [0xC0, 0x80], [0xED, 0xA0, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0xFF], [0x80], [0xEF, 0xBF, 0xBD],
        ]
        for _ in 0..<500 {
            let count = Int.random(in: 0...4, using: &generator)
            let bytes = (0..<count).flatMap { _ in pieces.randomElement(using: &generator) ?? [] }
            _ = try rig.engine.call(function, [.string(LuaString(bytes: bytes))])
            #expect(text == String(validating: bytes, as: UTF8.self))
        }
    }

    @Test func `arguments are read by type`() throws {
        nonisolated(unsafe) var seen = false
        let rig = try Rig(functions: [
            (
                "look",
                { a, _ in
                    #expect(a.count == 9)
                    #expect(a.int(0) == 7 && a.number(0) == 7 && a.text(0) == nil && a.bool(0) == nil)
                    #expect(a.int(1) == nil && a.number(1) == 1.5)
                    #expect(a.int(2) == 2 && a.number(2) == 2)
                    #expect(a.text(3) == "é" && a.string(3) == "é")
                    #expect(a.text(4) == nil && a.string(4)?.bytes == [255, 0])
                    #expect(a.bool(5) == true && !a.isNil(5))
                    #expect(a.isNil(6) && a.isNil(9) && a.isNil(-1))
                    #expect(a.isTable(7))
                    let (table, missing) = (try a[7], try a[99])
                    #expect(table == .array([.int(1)]) && missing == .nil)
                    let (none, function) = (try a.function(7), try a.function(8))
                    #expect(none == nil && function != nil)
                    #expect(a.handle(0) == nil)
                    seen = true
                    return []
                }
            )
        ])
        try rig.run("host.look(7, 1.5, 2.0, 'é', '\\xff\\0', true, nil, {1}, print)")
        #expect(seen)
    }

    @Test func `many arguments and results pass`() throws {
        let rig = try Rig(functions: [("echo", { arguments, _ in try arguments.all() })])
        let many = (0..<5000).map { LuaValue.int(Int64($0)) }
        #expect(try rig.run("return host.echo(...)", many) == many)
    }

    @Test func `a value that is too deep is refused on both sides`() throws {
        var deep = LuaValue.int(1)
        for _ in 0..<300 { deep = .array([deep]) }
        let value = deep
        let rig = try Rig(functions: [("deep", { _, _ in [value] })])
        #expect { try rig.run("return 1", [value]) } throws: { ($0 as? LuaError)?.kind == .conversion }
        #expect(try rig.failure("host.deep()").kind == .conversion)
        #expect(try rig.run("return 1") == [.int(1)])
    }

    @Test func `constants are shared and cannot be changed`() throws {
        let rig = try Rig(modules: [
            LuaModule(
                path: "api.deep.er",
                constants: [
                    ("list", .array([.int(1), .int(2)])), ("map", .table(["a": .table(["b": .int(3)])])),
                    ("null", .null),
                ]
            )
        ])
        #expect(
            try rig.run("return #api.deep.er.list, api.deep.er.map.a.b, api.deep.er.list") == [
                .int(2), .int(3), .array([.int(1), .int(2)]),
            ]
        )
        #expect(
            try rig.run(
                "local n = 0 for _, v in ipairs(api.deep.er.list) do n = n + v end for _, v in pairs(api.deep.er.list) do n = n + v end return n"
            ) == [.int(6)]
        )
        for change in [
            "api.deep.er.list[1] = 2", "api.deep.er.map.a.b = 2", "api.deep = 1", "api.deep.x = 1",
            "table.insert(api.deep.er.list, 1)",
        ] {
            #expect(try rig.failure(change).message.contains("read-only"))
        }
        #expect(try rig.run("return api.deep.er.null") == [.null])
    }
}

/// SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
