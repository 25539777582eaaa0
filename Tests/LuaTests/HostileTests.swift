import Lua
import Testing

/// What a hostile script must come to.
enum Outcome: Sendable {
    /// Ends with this kind, whatever the script does about it.
    case ends(LuaError.Kind)
    /// Raises an error whose message holds this text.
    case raises(String)
    /// Returns true.
    case holds
}

struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let source: String
    let outcome: Outcome
    var profile: LuaEngine.Profile = .trusted

    init(_ name: String, _ outcome: Outcome, _ source: String, profile: LuaEngine.Profile = .trusted) {
        self.name = name
        self.source = source
        self.outcome = outcome
        self.profile = profile
    }

    var testDescription: String { name }

    private struct Report {
        var outcome: Result<[LuaValue], LuaError>
        var tripped: LuaError.Kind?
        var runsOn = false
        var runsAgain = false
        var elapsed: Duration
    }

    private func run(_ limits: LuaLimits) throws -> Report {
        let rig = try Rig(
            profile,
            limits: limits,
            functions: Self.functions,
            handles: [
                LuaHandleType(id: 1, name: "host.Thing", members: [("size", 1, false), ("get", 1, true)])
            ]
        )
        rig.host.sources = [
            "a": "return require 'b'", "b": "return require 'a'", "bad": "return +", "ok": "return {v = 1}",
        ]
        let start = ContinuousClock.now
        let outcome = Result { () throws(LuaError) in try rig.run(source) }
        var report = Report(outcome: outcome, elapsed: .now - start)
        report.tripped = rig.engine.tripped
        report.runsOn = (try? rig.run("return 1")) == [.int(1)]
        rig.engine.rearm(.small)
        report.runsAgain = (try? rig.run("return 1")) == [.int(1)]
        return report
    }

    private static var functions: [(String, RigHost.Body)] {
        [
            (
                "twice",
                { arguments, engine in
                    guard let function = try arguments.function(0) else { return [] }
                    _ = try engine.call(function)
                    return try engine.call(function)
                }
            ),
            ("echo", { arguments, _ in try arguments.all() }),
            ("fail", { _, _ in throw LuaFailure(kind: "test", message: "failed") }),
            ("open", { _, _ in [.handle(LuaHandle(type: 1, slot: 7, generation: 1))] }),
        ]
    }

    func check(_ limits: LuaLimits, _ location: SourceLocation = #_sourceLocation) throws {
        let report = try onThread { try run(limits) }
        let note = Comment(rawValue: "\(name): \(report.outcome)")
        switch (outcome, report.outcome) {
        case (.holds, .success(let results)):
            #expect(results == [.bool(true)], note, sourceLocation: location)
            #expect(report.tripped == nil, note, sourceLocation: location)
        case (.ends(let kind), .failure(let error)):
            #expect(error.kind == kind, note, sourceLocation: location)
            let isSticky = [.limit(.time), .limit(.memory), .limit(.output), .cancelled].contains(kind)
            #expect(report.tripped == (isSticky ? kind : nil), note, sourceLocation: location)
            #expect(report.runsOn == !isSticky, note, sourceLocation: location)
        case (.raises(let text), .failure(let error)):
            #expect(error.message.contains(text), note, sourceLocation: location)
            #expect(report.tripped == nil, note, sourceLocation: location)
            #expect(report.runsOn, note, sourceLocation: location)
        default:
            Issue.record(note, sourceLocation: location)
        }
        #expect(report.runsAgain, note, sourceLocation: location)
        // Generous, as other work shares the machine; a limit that does not work lets it run for ever.
        #expect(report.elapsed < .seconds(20), note, sourceLocation: location)
    }
}

@Suite(.serialized) struct HostileTests {
    @Test(arguments: Case.time) func `time has an end`(_ test: Case) throws {
        try test.check(.brief)
    }

    @Test(arguments: Case.memory) func `memory has an end`(_ test: Case) throws {
        var limits = LuaLimits.small
        limits.memory = 8 << 20
        limits.luaTime = .seconds(18)
        try test.check(limits)
    }

    @Test(arguments: Case.walls) func `the walls hold`(_ test: Case) throws {
        try test.check(.small)
    }
}

extension Case {
    static let loop = "while true do end"

    static let time: [Case] = [
        Case("a loop", .ends(.limit(.time)), loop),
        Case("a numeric loop", .ends(.limit(.time)), "for i = 1, math.huge do end"),
        Case("goto", .ends(.limit(.time)), "::a:: goto a"),
        Case("repeat", .ends(.limit(.time)), "repeat until false"),
        Case("tail calls", .ends(.limit(.time)), "local function f() return f() end f()"),
        Case("pcall around it", .ends(.limit(.time)), "pcall(function() while true do end end) return 1"),
        Case(
            "pcall again and again",
            .ends(.limit(.time)),
            "while true do pcall(function() while true do end end) end"
        ),
        Case(
            "nested pcall",
            .ends(.limit(.time)),
            "pcall(pcall, pcall, function() while true do end end) return 1"
        ),
        Case("pcall by recursion", .ends(.limit(.time)), "local function f() pcall(f) f() end f()"),
        Case(
            "xpcall whose handler loops",
            .ends(.limit(.time)),
            "xpcall(function() while true do end end, function() while true do end end)"
        ),
        Case("a handler that loops", .ends(.limit(.time)), "xpcall(error, function() while true do end end)"),
        Case(
            "handlers that fail",
            .ends(.limit(.time)),
            "while true do xpcall(error, function() error() end) end"
        ),
        Case(
            "xpcall in the handler",
            .ends(.limit(.time)),
            "local function h() xpcall(error, h) while true do end end xpcall(error, h)"
        ),
        Case(
            "a coroutine",
            .ends(.limit(.time)),
            "coroutine.resume(coroutine.create(function() while true do end end)) return 1"
        ),
        Case(
            "coroutines again and again",
            .ends(.limit(.time)),
            "while true do coroutine.resume(coroutine.create(function() while true do end end)) end"
        ),
        Case(
            "wrap",
            .ends(.limit(.time)),
            "pcall(coroutine.wrap(function() while true do end end)) return 1"
        ),
        Case(
            "a coroutine that yields",
            .ends(.limit(.time)),
            "local co = coroutine.wrap(function() while true do coroutine.yield() end end) while true do co() end"
        ),
        Case(
            "two that resume in turn",
            .ends(.limit(.time)),
            """
            local a = coroutine.wrap(function() while true do coroutine.yield() end end)
            local b = coroutine.wrap(function() while true do a() coroutine.yield() end end)
            while true do pcall(b) end
            """
        ),
        Case(
            "pcall in a coroutine",
            .ends(.limit(.time)),
            "coroutine.wrap(function() while true do pcall(function() while true do end end) end end)()"
        ),
        Case(
            "a nest of coroutines",
            .ends(.limit(.time)),
            "local function f(n) if n == 0 then while true do end end coroutine.wrap(f)(n - 1) end pcall(f, 50) return 1"
        ),
        Case(
            "a close that loops",
            .ends(.limit(.time)),
            "local x <close> = setmetatable({}, {__close = function() while true do end end})"
        ),
        Case(
            "a close that loops after the limit",
            .ends(.limit(.time)),
            """
            local function f()
              local x <close> = setmetatable({}, {__close = function() while true do end end})
              while true do end
            end
            pcall(f) return 1
            """
        ),
        Case(
            "many closes after the limit",
            .ends(.limit(.time)),
            """
            local m = {__close = function() for i = 1, 1e9 do end end}
            local function f(n)
              local x <close> = setmetatable({}, m)
              if n == 0 then while true do end end
              f(n - 1)
            end
            pcall(f, 150) return 1
            """
        ),
        Case(
            "a close in a coroutine",
            .ends(.limit(.time)),
            """
            local co = coroutine.wrap(function()
              local x <close> = setmetatable({}, {__close = function() while true do end end})
              while true do end
            end)
            pcall(co) return 1
            """
        ),
        Case(
            "a close that hides the error",
            .ends(.limit(.time)),
            """
            local function f()
              local x <close> = setmetatable({}, {__close = function() error('other') end})
              while true do end
            end
            pcall(f) return 1
            """
        ),
        Case(
            "a generic for that closes",
            .ends(.limit(.time)),
            """
            for _ in function() return 1 end, nil, nil, setmetatable({}, {__close = function() while true do end end}) do
              while true do end
            end
            """
        ),
        Case(
            "__index",
            .ends(.limit(.time)),
            "local t = setmetatable({}, {__index = function() while true do end end}) return t.x"
        ),
        Case(
            "__newindex",
            .ends(.limit(.time)),
            "setmetatable({}, {__newindex = function() while true do end end}).x = 1"
        ),
        Case(
            "__call",
            .ends(.limit(.time)),
            "setmetatable({}, {__call = function() while true do end end})()"
        ),
        Case(
            "__eq",
            .ends(.limit(.time)),
            "local m = {__eq = function() while true do end end} return setmetatable({}, m) == setmetatable({}, m)"
        ),
        Case(
            "__lt",
            .ends(.limit(.time)),
            "local m = {__lt = function() while true do end end} return setmetatable({}, m) < setmetatable({}, m)"
        ),
        Case(
            "__len",
            .ends(.limit(.time)),
            "return #setmetatable({}, {__len = function() while true do end end})"
        ),
        Case(
            "__unm",
            .ends(.limit(.time)),
            "return -setmetatable({}, {__unm = function() while true do end end})"
        ),
        Case(
            "__tostring",
            .ends(.limit(.time)),
            "return tostring(setmetatable({}, {__tostring = function() while true do end end}))"
        ),
        Case(
            "__tostring in print",
            .ends(.limit(.time)),
            "pcall(print, setmetatable({}, {__tostring = function() while true do end end})) return 1"
        ),
        Case(
            "__pairs",
            .ends(.limit(.time)),
            "for _ in pairs(setmetatable({}, {__pairs = function() while true do end end})) do end"
        ),
        Case(
            "a sort comparison",
            .ends(.limit(.time)),
            "pcall(table.sort, {3, 2, 1}, function() while true do end end) return 1"
        ),
        Case(
            "sort with a lying length",
            .ends(.limit(.time)),
            "table.sort(setmetatable({}, {__len = function() return 1 << 30 end, __index = function() return 1 end}))"
        ),
        Case(
            "sort with a lying length and pcall",
            .ends(.limit(.time)),
            "pcall(table.sort, setmetatable({}, {__len = function() return (1 << 31) - 2 end, __index = {1}, __newindex = {}}), function() return false end) return 1"
        ),
        Case(
            "insert with a lying length",
            .ends(.limit(.time)),
            "table.insert(setmetatable({}, {__len = function() return 1 << 60 end}), 1, 'x')"
        ),
        Case(
            "remove with a lying length",
            .ends(.limit(.time)),
            "table.remove(setmetatable({}, {__len = function() return 1 << 60 end}), 1)"
        ),
        Case("move of the whole range", .ends(.limit(.time)), "table.move({}, 1, math.maxinteger - 1, 2)"),
        Case("move downwards", .ends(.limit(.time)), "table.move({}, 2, math.maxinteger, 1)"),
        Case(
            "move between tables",
            .ends(.limit(.time)),
            "pcall(table.move, {}, 1, 1 << 60, 1, setmetatable({}, {__newindex = {}})) return 1"
        ),
        Case(
            "concat with a lying length",
            .ends(.limit(.time)),
            "table.concat(setmetatable({}, {__len = function() return 1 << 60 end, __index = function() return '' end}))"
        ),
        Case(
            "concat through C",
            .ends(.limit(.time)),
            "table.concat(setmetatable({}, {__len = function() return 1 << 60 end, __index = type}), '', 1, 1 << 60)"
        ),
        Case(
            "gsub callback",
            .ends(.limit(.time)),
            "pcall(string.gsub, 'a', 'a', function() while true do end end) return 1"
        ),
        Case(
            "gsub with a table",
            .ends(.limit(.time)),
            "('a'):gsub('a', setmetatable({}, {__index = function() while true do end end}))"
        ),
        Case(
            "gmatch for ever",
            .ends(.limit(.time)),
            "for _ in ('a'):rep(1e6):gmatch('') do for _ in ('a'):rep(1e6):gmatch('') do end end"
        ),
        Case(
            "backtracking match",
            .ends(.limit(.time)),
            "return ('a'):rep(40):match(('a?'):rep(40) .. ('a'):rep(40) .. 'b')"
        ),
        Case("backtracking find", .ends(.limit(.time)), "return ('x'):rep(1e5):find('.-.-.-.-b')"),
        Case(
            "backtracking with pcall",
            .ends(.limit(.time)),
            "pcall(string.find, ('x'):rep(1e5), '.*.*.*.*b') return 1"
        ),
        Case("backtracking gsub", .ends(.limit(.time)), "('x'):rep(1e5):gsub('.-.-.-b', '')"),
        Case("backtracking gmatch", .ends(.limit(.time)), "for _ in ('x'):rep(1e5):gmatch('.-.-.-b') do end"),
        Case(
            "backtracking captures",
            .ends(.limit(.time)),
            "return ('x'):rep(1e5):match('(.-)(.-)(.-)%1%2%3b')"
        ),
        Case("balances", .ends(.limit(.time)), "return ('('):rep(1e6):find('%b()')"),
        Case("frontiers", .ends(.limit(.time)), "return ('a '):rep(3e5):match('.-%f[a].-%f[a].-%f[a]b')"),
        Case("a set run", .ends(.limit(.time)), "return ('a'):rep(1e6):find('[a]*b')"),
        Case("rep of nothing in a loop", .ends(.limit(.time)), "while true do (''):rep(math.maxinteger) end"),
        Case("format in a loop", .ends(.limit(.time)), "while true do string.format(('%%'):rep(1e6)) end"),
        Case(
            "long strings compared",
            .ends(.limit(.time)),
            """
            local s = ('a'):rep(8e6)
            local t = {} for i = 1, 1000 do t[i] = s .. 'b' == '' and '' or s end
            while true do table.sort(t, nil) end
            """
        ),
        Case("load in a loop", .ends(.limit(.time)), "while true do load('return 1') end"),
        Case("load with an endless reader", .ends(.limit(.time)), "load(function() while true do end end)"),
        Case("the host between", .ends(.limit(.time)), "host.twice(function() while true do end end)"),
        Case(
            "the host between and pcall",
            .ends(.limit(.time)),
            "pcall(host.twice, function() pcall(function() while true do end end) end) return 1"
        ),
        Case("host calls in a loop", .ends(.limit(.time)), "while true do host.echo(1) end"),
        Case("failing host calls in a loop", .ends(.limit(.time)), "while true do pcall(host.fail) end"),
        Case(
            "big strings copied",
            .ends(.limit(.time)),
            "local s = ('x'):rep(4e6) while true do local t = s .. 'y' end"
        ),
        Case("next in a loop", .ends(.limit(.time)), "local t = {1} while true do next(t) end"),
        Case(
            "select of many",
            .ends(.limit(.time)),
            "local function f(...) return f(select('#', ...), ...) end f()"
        ),
        Case(
            "unpack in a loop",
            .ends(.limit(.time)),
            "local t = {} for i = 1, 200 do t[i] = i end while true do table.unpack(t) end"
        ),
        Case(
            "utf8",
            .ends(.limit(.time)),
            "local s = ('ä'):rep(1e5) while true do for _ in utf8.codes(s) do end end"
        ),
        Case("pack in a loop", .ends(.limit(.time)), "while true do string.pack(('x'):rep(60000)) end"),
        Case("dates in a loop", .ends(.limit(.time)), "while true do os.date(('%c'):rep(500)) end"),
        Case(
            "an error as the limit comes",
            .ends(.limit(.time)),
            "while true do pcall(error, {kind = 'x'}) end"
        ),
        Case("a failing assert", .ends(.limit(.time)), "while true do pcall(assert, false) end"),
        Case(
            "a global that is missing",
            .ends(.limit(.time)),
            "while true do pcall(function() return nothing_here end) end"
        ),
        Case("require of cycles", .ends(.limit(.time)), "while true do pcall(require, 'a') end"),
        Case(
            "__gc set late",
            .ends(.limit(.time)),
            "local m = {} setmetatable({}, m) m.__gc = function() while true do end end while true do setmetatable({}, {}) end"
        ),
        Case(
            "a yield across the host",
            .ends(.limit(.time)),
            "coroutine.wrap(function() pcall(host.twice, coroutine.yield) while true do end end)()"
        ),
    ]

    static let memory: [Case] = [
        Case("a growing table", .ends(.limit(.memory)), "local t = {} for i = 1, math.huge do t[i] = i end"),
        Case("a growing string", .ends(.limit(.memory)), "local s = 'x' while true do s = s .. s end"),
        Case(
            "pcall around a growing string",
            .ends(.limit(.memory)),
            "pcall(function() local s = 'x' while true do s = s .. s end end) return 1"
        ),
        Case(
            "again and again",
            .ends(.limit(.memory)),
            "while true do pcall(function() local s = 'x' while true do s = s .. s end end) end"
        ),
        Case(
            "in a coroutine",
            .ends(.limit(.memory)),
            "coroutine.resume(coroutine.create(function() local s = 'x' while true do s = s .. s end end)) return 1"
        ),
        Case(
            "in a wrap",
            .ends(.limit(.memory)),
            "pcall(coroutine.wrap(function() local s = 'x' while true do s = s .. s end end)) return 1"
        ),
        Case(
            "in a close",
            .ends(.limit(.memory)),
            "local x <close> = setmetatable({}, {__close = function() local s = 'x' while true do s = s .. s end end})"
        ),
        Case(
            "a close that goes on",
            .ends(.limit(.memory)),
            """
            pcall(function()
              local x <close> = setmetatable({}, {__close = function() error('other') end})
              local s = 'x' while true do s = s .. s end
            end)
            return 1
            """
        ),
        Case(
            "in a handler",
            .ends(.limit(.memory)),
            "xpcall(error, function() local s = 'x' while true do s = s .. s end end) return 1"
        ),
        Case(
            "closures",
            .ends(.limit(.memory)),
            "local t = {} while true do t = {function() return t end, t} end"
        ),
        Case(
            "many coroutines of some size",
            .ends(.limit(.memory)),
            "local t = {} for i = 1, 9000 do t[i] = coroutine.create(function() end) coroutine.resume(t[i]) t[-i] = ('x'):rep(1000) .. i end"
        ),
        Case(
            "rep within the string limit",
            .ends(.limit(.memory)),
            "local t = {} for i = 1, 1000 do t[i] = ('x'):rep(1000000) .. i end"
        ),
        Case(
            "concat",
            .ends(.limit(.memory)),
            "local t = {} for i = 1, 100 do t[i] = ('x'):rep(200000) end return #table.concat(t)"
        ),
        Case(
            "gsub that grows",
            .ends(.limit(.memory)),
            "return #('x'):rep(1000):gsub('x', ('y'):rep(15000))"
        ),
        Case(
            "format that grows",
            .ends(.limit(.memory)),
            "local s = ('x'):rep(3000000) return #string.format('%s%s%s%s', s, s, s, s)"
        ),
        Case("upper", .ends(.limit(.memory)), "local s = ('x'):rep(5000000) return #s:upper()"),
        Case("reverse", .ends(.limit(.memory)), "local s = ('x'):rep(5000000) return #s:reverse()"),
        Case("pack", .ends(.limit(.memory)), "return string.pack('c100000000', '')"),
        Case(
            "char",
            .ends(.limit(.memory)),
            "local t = {} while true do t[#t + 1] = string.char(1, 2, 3, 4, 5, 6, 7, 8) .. #t end"
        ),
        Case(
            "load of much",
            .ends(.limit(.memory)),
            "return load('return {' .. ('{},'):rep(1000000) .. '}')"
        ),
        Case("a host reply", .ends(.limit(.memory)), "local s = ('x'):rep(4500000) return #host.echo(s)"),
        Case(
            "host replies kept",
            .ends(.limit(.memory)),
            "local t, s = {}, ('x'):rep(100000) for i = 1, math.huge do t[i] = host.echo(s .. i) end"
        ),
        Case(
            "error values",
            .ends(.limit(.memory)),
            "local t = {} while true do local ok, e = pcall(host.fail) t[#t + 1] = e end"
        ),
        Case(
            "deep recursion with tables",
            .ends(.limit(.memory)),
            "local function f() local t = {1, 2, 3, 4} return f() + #t end f()"
        ),
        Case(
            "varargs",
            .ends(.limit(.memory)),
            "local function f(...) return f(1, 2, 3, 4, 5, 6, 7, 8, ...) end f()"
        ),
        Case(
            "handlers after memory",
            .ends(.limit(.memory)),
            "while true do xpcall(function() local t = {} for i = 1, math.huge do t[i] = {} end end, function(e) return e end) end"
        ),
        Case(
            "modules",
            .ends(.limit(.memory)),
            "local t = {} for i = 1, math.huge do t[i] = load('local a = ' .. i .. ' return function() return a end') end"
        ),
        Case("long names", .ends(.limit(.memory)), "for i = 1, math.huge do _G['g' .. i] = i end"),
        Case(
            "weak tables",
            .ends(.limit(.memory)),
            "local t = setmetatable({}, {__mode = 'v'}) for i = 1, math.huge do t[i] = i end"
        ),
        Case(
            "sort",
            .ends(.limit(.memory)),
            "local k = {} table.sort({3, 2, 1, 5, 4}, function(a, b) for i = 1, math.huge do k[i] = i end end)"
        ),
    ]

    static let walls: [Case] = [
        Case("no finalizer", .raises("__gc"), "setmetatable({}, {__gc = function() end})"),
        Case("no finalizer through pcall", .holds, "return not pcall(setmetatable, {}, {__gc = true})"),
        Case(
            "no __concat where it crashes",
            .holds,
            "local ok = pcall(setmetatable, {}, {__concat = function() end}) return ok == false"
        ),
        Case(
            "weak keys are restricted",
            .raises("weak keys"),
            "setmetatable({}, {__mode = 'k'})",
            profile: .restricted
        ),
        Case("weak keys are for the trusted", .holds, "setmetatable({}, {__mode = 'k'}) return true"),
        Case(
            "no weak key by __index",
            .raises("weak keys"),
            "setmetatable({}, {__mode = 'k', __index = {}})",
            profile: .restricted
        ),
        Case(
            "both weak is allowed",
            .holds,
            "setmetatable({}, {__mode = 'kv'}) return true",
            profile: .restricted
        ),
        Case("strings' metatable is hidden", .holds, "return getmetatable('') == false"),
        Case("no other metatable for a string", .raises("table expected"), "setmetatable('', {})"),
        Case("the environment's is hidden", .holds, "return getmetatable(_G) == false"),
        Case("the environment's stays", .raises("protected"), "setmetatable(_G, {})"),
        Case(
            "a module's is hidden",
            .holds,
            "return getmetatable(string) == false and getmetatable(host) == false"
        ),
        Case("modules cannot be changed", .raises("read-only"), "string.format = nil"),
        Case("nor by rawset", .raises("read-only"), "rawset(string, 'format', 1)"),
        Case("nor by insert", .raises("read-only"), "table.insert(string, 1)"),
        Case("nor by move", .raises("read-only"), "table.move({1, 2}, 1, 2, 1, host)"),
        Case("nor by sort", .holds, "table.sort(host) return true"),
        Case(
            "nor by pairs",
            .holds,
            """
            for k, v in pairs(string) do if type(v) == 'table' then return false end end
            local f, s, c = pairs(string)
            return s == string and not pcall(function() s.x = 1 end)
            """
        ),
        Case("nor by next", .holds, "return next(string) == nil"),
        Case(
            "methods of strings stay",
            .holds,
            "return not pcall(function() getmetatable('').__index.rep = 1 end)"
        ),
        Case("no debug", .raises("undefined global 'debug'"), "debug.getregistry()"),
        Case("no io", .raises("undefined global 'io'"), "io.open('/etc/passwd')"),
        Case("no package", .raises("undefined global 'package'"), "return package.loaded"),
        Case("no dofile", .raises("undefined global 'dofile'"), "dofile('/etc/passwd')"),
        Case("no loadfile", .raises("undefined global 'loadfile'"), "loadfile('/etc/passwd')"),
        Case("no dump", .raises("string has no field 'dump'"), "string.dump(function() end)"),
        Case(
            "no coroutine.close",
            .raises("coroutine has no field 'close'"),
            "coroutine.close(coroutine.create(print))"
        ),
        Case("no os.execute", .raises("os has no field 'execute'"), "os.execute('true')"),
        Case("no os.exit", .raises("os has no field 'exit'"), "os.exit(1)"),
        Case("no os.getenv", .raises("os has no field 'getenv'"), "os.getenv('HOME')"),
        Case("no os.setlocale", .raises("os has no field 'setlocale'"), "os.setlocale('')"),
        Case("no os.remove", .raises("os has no field 'remove'"), "os.remove('x')"),
        Case("no garbage control", .raises("only \"count\""), "collectgarbage('stop')"),
        Case("no full collection", .raises("only \"count\""), "collectgarbage()"),
        Case(
            "no binary chunk",
            .holds,
            "local f, m = load('\\27Lua') return f == nil and m:find('binary') ~= nil"
        ),
        Case("no binary mode", .holds, "return load('return 1', 'x', 'b') == nil"),
        Case("load sees this environment", .holds, "x = 5 return load('return x')() == 5"),
        Case("load is strict", .raises("undefined global 'nope'"), "load('return nope')()"),
        Case("load with an environment", .holds, "return load('return y', 'x', 't', {y = 2})() == 2"),
        Case(
            "load with nil as environment",
            .holds,
            "local f = load('return y', 'x', 't', nil) return not pcall(f)"
        ),
        Case(
            "load gathers pieces",
            .holds,
            "local n = 0 return load(function() n = n + 1 return ({'return ', '4', '2'})[n] end)() == 42"
        ),
        Case("a source has a size", .ends(.limit(.source)), "load((' '):rep(5 << 20))"),
        Case("a reader has a size", .ends(.limit(.source)), "load(function() return (' '):rep(1 << 20) end)"),
        Case("rep has a size", .ends(.limit(.string)), "return ('x'):rep(1 << 40)"),
        Case("rep with a separator has a size", .ends(.limit(.string)), "return (''):rep(1 << 40, 'x')"),
        Case("rep does not overflow", .ends(.limit(.string)), "return ('xx'):rep(math.maxinteger)"),
        Case(
            "concat has a size",
            .ends(.limit(.string)),
            "local s, t = ('x'):rep(1 << 20), {} for i = 1, 20 do t[i] = s end return table.concat(t)"
        ),
        Case(
            "gsub has a size",
            .ends(.limit(.string)),
            "return (('x'):rep(1 << 10):gsub('x', ('y'):rep(1 << 15)))"
        ),
        Case(
            "format has a size",
            .ends(.limit(.string)),
            "local s = ('x'):rep(6 << 20) return string.format('%s%s%s', s, s, s)"
        ),
        Case("rep of nothing is quick", .holds, "return (''):rep(math.maxinteger) == ''"),
        Case("a stack of calls ends", .raises("stack overflow"), "local function f() return 1 + f() end f()"),
        Case(
            "a C stack of calls ends",
            .raises("stack overflow"),
            "local function f(x) return (x:gsub('.', f)) end f('x')"
        ),
        Case("a C stack of pcalls ends", .holds, "local function f() return pcall(f) end f() return true"),
        Case(
            "a C stack of metamethods ends",
            .raises("C stack overflow"),
            "local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k] end return t.x"
        ),
        Case(
            "a C stack of sorts ends",
            .raises("stack overflow"),
            "local function f() table.sort({1, 2, 3}, f) end f()"
        ),
        Case(
            "a C stack of tostring ends",
            .raises("stack overflow"),
            "local m = {} m.__tostring = function(s) return tostring(s) end return tostring(setmetatable({}, m))"
        ),
        Case(
            "a chain of __index ends",
            .raises("'__index' chain too long"),
            "local t = {} setmetatable(t, {__index = t}) return t.x"
        ),
        Case(
            "brackets end",
            .holds,
            "local f, m = load('return ' .. ('('):rep(1000) .. (')'):rep(1000)) return f == nil and m:find('overflow') ~= nil"
        ),
        Case(
            "nested coroutines end",
            .raises("C stack overflow"),
            "local function f() coroutine.wrap(f)() end f()"
        ),
        Case(
            "a wrap may close",
            .holds,
            """
            local closed = false
            pcall(coroutine.wrap(function()
              local x <close> = setmetatable({}, {__close = function() closed = true end})
              error('x')
            end))
            return closed
            """
        ),
        Case(
            "a chain of wraps that close",
            .holds,
            """
            local function f(n)
              return coroutine.wrap(function()
                local x <close> = setmetatable({}, {__close = function() if n > 0 then pcall(f(n - 1)) end end})
                error('x')
              end)
            end
            pcall(f(1000)) return true
            """
        ),
        Case(
            "a coroutine cannot resume itself",
            .holds,
            "local co co = coroutine.create(function() return coroutine.resume(co) end) local _, ok, m = coroutine.resume(co) return ok == false and m:find('non%-suspended') ~= nil"
        ),
        Case(
            "nor its resumer",
            .holds,
            "local a a = coroutine.create(function() return coroutine.resume(coroutine.create(function() return coroutine.resume(a, 1, 2, 3) end)) end) local _, _, ok = coroutine.resume(a) return ok == false"
        ),
        Case(
            "nor the dead",
            .holds,
            "local co = coroutine.create(function() end) coroutine.resume(co) local ok, m = coroutine.resume(co, 1) return not ok and m:find('dead') ~= nil"
        ),
        Case(
            "nor the failed",
            .holds,
            "local co = coroutine.create(error) coroutine.resume(co) return coroutine.status(co) == 'dead' and not coroutine.resume(co)"
        ),
        Case(
            "coroutines have a number",
            .ends(.limit(.coroutines)),
            "local t = {} for i = 1, 11000 do t[i] = coroutine.create(print) end"
        ),
        Case(
            "dead coroutines do not count",
            .holds,
            "for i = 1, 30000 do coroutine.wrap(function() end)() end return true"
        ),
        Case(
            "lost coroutines do not count",
            .holds,
            "for i = 1, 30000 do coroutine.wrap(function() coroutine.yield() end)() end return true"
        ),
        Case(
            "no yield across the host",
            .raises("yield"),
            "coroutine.wrap(function() host.twice(coroutine.yield) end)()"
        ),
        Case(
            "no yield across a sort",
            .raises("yield"),
            "coroutine.wrap(function() table.sort({3, 2, 1}, coroutine.yield) end)()"
        ),
        Case("no yield from the main chunk", .raises("yield"), "coroutine.yield()"),
        Case(
            "a yield across pcall",
            .holds,
            "local co = coroutine.wrap(function() return pcall(coroutine.yield, 1) end) co() local ok, v = co(7) return ok and v == 7"
        ),
        Case(
            "a yield across xpcall",
            .holds,
            "local co = coroutine.wrap(function() return xpcall(coroutine.yield, print, 1) end) co() local ok, v = co(7) return ok and v == 7"
        ),
        Case(
            "an error after a yield in pcall",
            .holds,
            "local co = coroutine.wrap(function() return pcall(function() coroutine.yield() error('x', 0) end) end) co() local ok, e = co() return not ok and e == 'x'"
        ),
        Case("nesting ends", .ends(.limit(.nesting)), "local function f() host.twice(f) end f()"),
        Case(
            "a pattern of choices ends",
            .raises("pattern too complex"),
            "return ('x'):rep(1000):match(('x?'):rep(1000))"
        ),
        Case(
            "gmatch goes on after that",
            .holds,
            """
            local it = ('x'):rep(1000):gmatch(('x?'):rep(1000))
            for i = 1, 300 do if pcall(it) then return false end end
            return true
            """
        ),
        Case("too many captures", .raises("too many captures"), "return ('x'):match(('()'):rep(33))"),
        Case("an open bracket", .raises("missing ']'"), "return ('x'):find('[')"),
        Case("an open set with an escape", .raises("missing ']'"), "return ('x'):find('[%')"),
        Case("an open capture", .raises("unfinished capture"), "return ('x'):find('(x')"),
        Case("a stray bracket", .raises("invalid pattern capture"), "return ('x'):match('x)')"),
        Case("a stray escape", .raises("ends with '%'"), "return ('x'):find('x%')"),
        Case("half a balance", .raises("%b"), "return ('x'):find('%bx')"),
        Case("half a frontier", .raises("%f"), "return ('x'):find('%fx')"),
        Case("a forward reference", .raises("invalid capture index"), "return ('x'):find('%1(x)')"),
        Case("a reference from inside", .raises("invalid capture index"), "return ('x'):find('(%1)')"),
        Case(
            "a reference to nothing in a replacement",
            .raises("invalid capture index"),
            "return ('x'):gsub('(x)', '%2')"
        ),
        Case("a bad replacement", .raises("invalid use of '%'"), "return ('x'):gsub('x', '%x')"),
        Case(
            "a table as a replacement value",
            .raises("invalid replacement value (a table)"),
            "return ('x'):gsub('x', function() return {} end)"
        ),
        Case(
            "a sort that lies",
            .holds,
            "local t = {} for i = 1, 500 do t[i] = (i * 7919) % 501 end pcall(table.sort, t, function() return true end) return #t == 500"
        ),
        Case(
            "a sort that changes its mind",
            .holds,
            "local t, n = {}, 0 for i = 1, 300 do t[i] = i end pcall(table.sort, t, function() n = n + 1 return n % 3 == 0 end) return true"
        ),
        Case(
            "a sort that empties its table",
            .holds,
            "local t = {} for i = 1, 100 do t[i] = 100 - i end pcall(table.sort, t, function(a, b) for k in pairs(t) do t[k] = nil end return (a or 0) < (b or 0) end) return true"
        ),
        Case("unpack of much", .raises("too many results"), "return table.unpack({}, 1, 1e8)"),
        Case(
            "unpack of all",
            .raises("too many results"),
            "return table.unpack({}, math.mininteger, math.maxinteger)"
        ),
        Case("byte of much", .raises("string slice too long"), "return ('x'):rep(2000000):byte(1, -1)"),
        Case("a wide format", .raises("invalid format"), "return ('%1000d'):format(1)"),
        Case("a bad conversion", .raises("invalid conversion"), "return ('%y'):format(1)"),
        Case("%n", .raises("invalid conversion"), "return ('%n'):format(1)"),
        Case("a half format", .raises("invalid format"), "return ('%5'):format(1)"),
        Case("no value", .raises("no value"), "return ('%d'):format()"),
        Case("zeros with a width", .raises("contains zeros"), "return ('%5s'):format('a\\0b')"),
        Case("a big float", .holds, "return #('%.99f'):format(1e308) == 309 + 100"),
        Case(
            "an address is hidden",
            .holds,
            "return tostring({}) == 'table' and not tostring(print):find('0x') and ('%p'):format({}) == '(hidden)'",
            profile: .restricted
        ),
        Case("an address in trust", .holds, "return tostring({}):find('^table: 0x') ~= nil"),
        Case(
            "a seed tells nothing",
            .holds,
            "return select('#', math.randomseed()) == 0 and select('#', math.randomseed(1)) == 0"
        ),
        Case("a long date format", .raises("too long"), "return os.date(('%c'):rep(1e6))"),
        Case("a bad date format", .raises("invalid conversion"), "return os.date('%Ez')"),
        Case("a long pack format", .raises("too long"), "return string.pack(('x'):rep(1e6))"),
        Case(
            "bad UTF-8 in codes",
            .holds,
            "local function bad(s) return not pcall(function() for _ in utf8.codes(s) do end end) end return bad('\\xff') and bad('ab\\x80') and bad('\\u{200}\\x80') and bad('\\xed\\xa0\\x80') and bad('\\xf4\\x90\\x80\\x80') and bad('\\xc0\\x80')"
        ),
        Case(
            "good UTF-8 in codes",
            .holds,
            "local n = 0 for p, c in utf8.codes('aé€😀') do n = n + c end return n == 97 + 233 + 8364 + 128512"
        ),
        Case("a module name with a path", .raises("not a module name"), "require '../x'"),
        Case("a module name with a slash", .raises("not a module name"), "require 'a/b'"),
        Case("a module name with a zero", .raises("not a module name"), "require 'a\\0b'"),
        Case("a module name of dots", .raises("not a module name"), "require '..'"),
        Case("a module name with an end dot", .raises("not a module name"), "require 'a.'"),
        Case("an empty module name", .raises("not a module name"), "require ''"),
        Case("modules in a circle", .raises("require each other: a requires b requires a"), "require 'a'"),
        Case(
            "a module again after a failure",
            .holds,
            "pcall(require, 'a') local ok, e = pcall(require, 'a') return not ok and e.message:find('each other') ~= nil"
        ),
        Case("a missing module", .raises("module 'zzz' not found"), "require 'zzz'"),
        Case("a broken module", .raises("modules/bad.lua:1:"), "require 'bad'"),
        Case(
            "a module is loaded once",
            .holds,
            "return require 'ok' == require 'ok' and require('ok').v == 1"
        ),
        Case("a defined module", .holds, "return require 'host' == host and require 'string' == string"),
        Case(
            "an error object with a hostile name",
            .holds,
            "local ok, e = pcall(error, setmetatable({}, {__tostring = function() error('x') end})) return not ok and type(e) == 'table'"
        ),
        Case(
            "an error table's metatable is hidden",
            .holds,
            "local _, e = pcall(host.fail) return getmetatable(e) == false"
        ),
        Case(
            "an error table cannot be forged",
            .holds,
            "local _, e = pcall(host.fail) return not pcall(setmetatable, e, {})"
        ),
        Case("a handle's metatable is hidden", .holds, "return getmetatable(host.open()) == false"),
        Case("a handle cannot be changed", .raises("cannot be changed"), "host.open().size = 1"),
        Case(
            "a handle has no hidden fields",
            .holds,
            "local h = host.open() return not pcall(function() return h.__gc end) and not pcall(function() return h.__index end) and not pcall(function() return h[1] end)"
        ),
        Case(
            "a handle is no table",
            .holds,
            "return not pcall(setmetatable, host.open(), {}) and not pcall(rawget, host.open(), 1) and not pcall(next, host.open()) and not pcall(rawset, host.open(), 1, 1)"
        ),
        Case("a handle has one identity", .holds, "return host.open() == host.open()"),
        Case("a method needs its handle", .raises("must be a host.Thing"), "local h = host.open() h.get()"),
        Case("a method takes no other", .raises("must be a host.Thing"), "local h = host.open() h.get({})"),
        Case(
            "a closed handle",
            .raises("is closed"),
            "local h do local x <close> = host.open() h = x end return h.size"
        ),
        Case(
            "a closed handle has a name",
            .holds,
            "local h do local x <close> = host.open() h = x end return tostring(h) == 'host.Thing (closed)'"
        ),
        Case(
            "a handle typed wrong",
            .raises("has no field 'sise' (did you mean 'size'?)"),
            "return host.open().sise"
        ),
        Case("a table that holds itself", .ends(.conversion), "local t = {} t.t = t host.echo(t)"),
        Case(
            "a table that is too deep",
            .ends(.limit(.copy)),
            "local t = {} for i = 1, 100 do t = {t} end host.echo(t)"
        ),
        Case(
            "a table that is too wide",
            .ends(.limit(.copy)),
            "local t = {} for i = 1, 200001 do t[i] = i end host.echo(t)"
        ),
        Case(
            "a table that shares too much",
            .ends(.limit(.copy)),
            "local t = {} for i = 1, 40 do t = {t, t} end host.echo(t)"
        ),
        Case(
            "a table with too much text",
            .ends(.limit(.copy)),
            "local s = ('x'):rep(1 << 20) local t = {} for i = 1, 20 do t[i] = s end host.echo(t)"
        ),
        Case(
            "a table with a bad key",
            .raises("argument 1.x[2]: a key must be"),
            "host.echo({x = {1, {[1.5] = 1}}})"
        ),
        Case(
            "a coroutine is refused",
            .raises("argument 1: a coroutine cannot"),
            "host.echo(coroutine.create(print))"
        ),
        Case(
            "a coroutine inside is refused",
            .raises("argument 1.co: a coroutine cannot"),
            "host.echo({co = coroutine.create(print)})"
        ),
        Case("a result that cannot leave", .ends(.conversion), "local t = {} t.t = t return t"),
        Case(
            "the copy runs no script code",
            .holds,
            "local t = setmetatable({1}, {__index = function() error('x') end, __len = function() error('x') end, __pairs = function() error('x') end}) return host.echo(t)[1] == 1"
        ),
    ]
}
