// What redaction costs: `RedactionBench FILE [ROUNDS]` searches the lines of FILE, on one thread.
//
// Prints `name value unit` lines: the first stage alone (the pattern engine over every line), both stages, and how long
// the rules take to be ready. Medians of ROUNDS (9).
import BatonRedaction
import Patterns
import Platform

final class MemoryCache: DatabaseCache {
    var entries: [String: [UInt8]] = [:]
    func load(_ key: String) -> [UInt8]? { entries[key] }
    func store(_ key: String, _ bytes: [UInt8]) { entries[key] = bytes }
}

func seconds(_ work: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let time = try clock.measure(work)
    return Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
}

func median(_ rounds: Int, _ work: () throws -> Void) rethrows -> Double {
    var times: [Double] = []
    for _ in 0..<rounds { times.append(try seconds(work)) }
    return times.sorted()[times.count / 2]
}

func tell(_ name: String, _ value: Double, _ unit: String) {
    let scaled = (value * 100).rounded() / 100
    print("\(name) \(scaled) \(unit)")
}

guard CommandLine.arguments.count > 1 else { fatalError("usage: RedactionBench FILE [ROUNDS]") }
let bytes = try Files.read(CommandLine.arguments[1], limit: 4 << 30)
let rounds = CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2]) ?? 9 : 9
var lines: [Range<Int>] = []
var start = 0
while start < bytes.count {
    let end = bytes[start...].firstIndex(of: 0x0a) ?? bytes.count
    if end > start { lines.append(start..<end) }
    start = end + 1
}
let megabytes = Double(bytes.count) / 1e6
let span = bytes.span

let cache = MemoryCache()
tell("ready-cold", try median(3) { _ = try Redactor(cache: MemoryCache()) } * 1000, "ms")
_ = try Redactor(cache: cache)
tell("ready-warm", try median(rounds) { _ = try Redactor(cache: cache) } * 1000, "ms")
tell("database", Double(cache.entries.values.reduce(0) { $0 + $1.count }) / 1024, "KiB")

// The larger database is the one that every byte goes through.
if let entry = cache.entries.values.max(by: { $0.count < $1.count }) {
    let serialized = Array(entry.dropFirst(16))
    let scanner = try PatternScanner(try PatternDatabase(serialized: serialized.span, reach: 64))
    var hits = 0
    let time = try median(rounds) {
        hits = 0
        for line in lines {
            try scanner.scan(span.extracting(line))
            hits += scanner.hits.count
        }
    }
    tell("stage-1", megabytes / time, "MB/s")
    tell("stage-1-hits", Double(hits) / megabytes, "per-MB")
}

/// What each line holds, found as exports do: many at a time.
@MainActor func kinds(_ probe: RedactionProbe) -> [RedactionProbe.Kind] {
    var kinds: [RedactionProbe.Kind] = []
    for line in lines {
        probe.add(record: span.extracting(line))
        if probe.pending >= 64 << 10 { kinds += probe.takeKinds() }
    }
    return kinds + probe.takeKinds()
}

var loud = 0
let both = try median(rounds) {
    loud = kinds(try Redactor(cache: cache).probe()).count(where: { $0 == .loud })
}
tell("search", megabytes / both, "MB/s")
tell("loud", Double(loud) * 100 / Double(max(1, lines.count)), "%")

let single = try median(rounds) {
    let probe = try Redactor(cache: cache).probe()
    for line in lines { _ = probe.kind(ofRecord: span.extracting(line)) }
}
tell("search-one-by-one", megabytes / single, "MB/s")

var replaced = 0
let whole = try median(rounds) {
    let redactor = try Redactor(cache: cache)
    replaced = 0
    let kinds = kinds(try redactor.probe())
    for (line, kind) in zip(lines, kinds) where kind == .loud {
        try redactor.learn(record: span.extracting(line))
    }
    for (line, kind) in zip(lines, kinds) where redactor.hasSecrets {
        let record = span.extracting(line)
        let redaction =
            kind == .quiet ? try redactor.redact(quietRecord: record) : try redactor.redact(record: record)
        replaced += redaction?.findings.count ?? 0
    }
}
tell("redact", megabytes / whole, "MB/s")
tell("replaced", Double(replaced), "places")
