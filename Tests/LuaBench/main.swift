// Measures what a call of a host function costs, against the same function in C under plain Lua, in one run.

import CLuaBench
import Lua

/// The functions of the comparison, written in Swift.
final class BenchHost: LuaHost {
    func call(_ function: Int32, _ arguments: LuaArguments, reply: LuaReply, in engine: LuaEngine) throws {
        switch function {
        case 0: reply.add(int: try Self.integer(arguments, 0) + 1)
        case 1: reply.add(int: try Self.integer(arguments, 0) + Self.integer(arguments, 1))
        case 2:
            guard let number = arguments.number(0) else { throw Self.wrong(0) }
            reply.add(number: number * 2)
        default:
            guard let count = arguments.withBytes(0, { $0.count }) else { throw Self.wrong(0) }
            reply.add(int: Int64(count))
        }
    }

    private static func integer(_ arguments: LuaArguments, _ index: Int) throws -> Int64 {
        guard let value = arguments.int(index) else { throw wrong(index) }
        return value
    }

    private static func wrong(_ index: Int) -> LuaFailure {
        LuaFailure(kind: "arg", message: "argument #\(index + 1) has another type")
    }

    func source(ofModule name: String, in engine: LuaEngine) throws -> LuaSource? { nil }
    func write(_ bytes: [UInt8], to stream: LuaStream) {}
    func release(_ handle: LuaHandle) {}
}

let calls: Int64 = 2_000_000
let runs = 9

func makeEngine(blocking: Set<Int32>) throws -> LuaEngine {
    let engine = try LuaEngine(profile: .trusted, limits: .trusted, host: BenchHost())
    let names = ["increment", "add", "double", "measure"]
    let functions = names.enumerated().map { (name: $1, id: Int32($0)) }
    try engine.define([LuaModule(path: "", functions: functions, blocking: blocking)])
    return engine
}

/// Nanoseconds a turn of a loop in the engine.
func host(_ source: String, in engine: LuaEngine) throws -> Double {
    let function = try engine.load(Array(source.utf8), name: "bench", in: try engine.makeEnvironment())
    let start = ContinuousClock.now
    _ = try engine.call(function, [.int(calls)])
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return (Double(seconds) * 1e9 + Double(attoseconds) / 1e9) / Double(calls)
}

/// Nanoseconds a turn of a loop in plain Lua.
func plain(_ source: String) -> Double {
    Double(bench_plain(source, calls)) / Double(calls)
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func padded(_ text: String, _ width: Int, left: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - text.count))
    return left ? text + space : space + text
}

func rounded(_ value: Double) -> String { "\(Double(Int(value * 10 + 0.5)) / 10)" }

let engine = try makeEngine(blocking: [])
let stopping = try makeEngine(blocking: [0, 1, 2, 3])
let head = "local f, n = "
let rows = [
    ("an empty loop", head + "1, ... for i = 1, n do end", engine),
    ("increment(i)", head + "increment, ... for i = 1, n do f(i) end", engine),
    ("add(i, 1)", head + "add, ... for i = 1, n do f(i, 1) end", engine),
    ("double(0.5)", head + "double, ... for i = 1, n do f(0.5) end", engine),
    ("measure('a text')", head + "measure, ... for i = 1, n do f('a text') end", engine),
    ("add(i, 1), blocking", head + "add, ... for i = 1, n do f(i, 1) end", stopping),
]
print(
    "nanoseconds a turn of a loop, medians of \(runs) runs of \(calls) turns, Lua \(LuaEngine.interpreterRelease)"
)
print(padded("", 24, left: true) + padded("host", 8) + padded("C", 8) + padded("ratio", 8))
// An argument picks the rows that begin with it.
let wanted = CommandLine.arguments.dropFirst().first ?? ""
for (name, source, engine) in rows where name.hasPrefix(wanted) {
    var own: [Double] = []
    var theirs: [Double] = []
    // In turn, so that both meet the same weather.
    for _ in 0..<runs {
        own.append(try host(source, in: engine))
        theirs.append(plain(source))
    }
    let (a, b) = (median(own), median(theirs))
    let columns = [rounded(a), rounded(b), rounded(a / b)].map { padded($0, 8) }
    print(padded(name, 24, left: true) + columns.joined())
}

var starts: [Double] = []
for _ in 0..<200 {
    let start = ContinuousClock.now
    let engine = try makeEngine(blocking: [])
    _ = try engine.makeEnvironment()
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    starts.append(Double(seconds) * 1e6 + Double(attoseconds) / 1e12)
}
print("an engine with its environment is ready in \(rounded(median(starts))) µs")
