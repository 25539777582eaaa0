import BatonSessions
import BatonSharing
import JSON
import Platform
import TestSupport
import Testing

/// A bundle that a careless or hostile stranger could send, and what must become of it.
struct HostileCase: CustomTestStringConvertible, Sendable {
    enum Outcome: Sendable {
        case refused(BundleError)
        case refusedByCloner(CloneError)
        /// Installs this many messages, dropping these parts; all lines keep to the safe profile.
        case installs(Int, dropped: [DropReason: Int] = [:])
    }

    let name: String
    let bytes: [UInt8]
    let outcome: Outcome
    /// A text that must, or must not, be in the installed file.
    var contains: [String] = []
    var lacks: [String] = []

    init(
        _ name: String,
        _ bundle: ForeignBundle,
        _ outcome: Outcome,
        contains: [String] = [],
        lacks: [String] = []
    ) {
        self.init(name, bytes: bundle.bytes, outcome, contains: contains, lacks: lacks)
    }

    init(_ name: String, bytes: [UInt8], _ outcome: Outcome, contains: [String] = [], lacks: [String] = []) {
        self.name = name
        self.bytes = bytes
        self.outcome = outcome
        self.contains = contains
        self.lacks = lacks
    }

    init(
        _ name: String,
        _ messages: [String],
        _ outcome: Outcome,
        contains: [String] = [],
        lacks: [String] = []
    ) {
        self.init(name, ForeignBundle(messages), outcome, contains: contains, lacks: lacks)
    }

    var testDescription: String { name }
}

@Suite("Cloning what a stranger sent")
struct HostileCloneTests {
    @Test("every hostile bundle is refused or made harmless", arguments: HostileCase.all)
    func hostile(_ item: HostileCase) throws {
        try withCloneHome { home in
            switch item.outcome {
            case .refused(let expected):
                #expect(throws: expected) { try home.clone(item.bytes) }
                #expect(try home.tree(home.root).keys.sorted() == [home.home + "/", home.project + "/"])
            case .refusedByCloner(let expected):
                #expect(throws: expected) { try home.clone(item.bytes) }
                #expect(try home.tree(home.root).keys.sorted() == [home.home + "/", home.project + "/"])
            case .installs(let messages, let dropped):
                let session = try home.clone(item.bytes)
                #expect(session.messages == messages)
                #expect(
                    session.dropped
                        == Dictionary(uniqueKeysWithValues: dropped.map { ($0.key.rawValue, $0.value) })
                )
                let now = home.context.now()
                #expect(
                    try SafeProfile.violations(path: session.path, project: home.project, latest: now) == []
                )
                let text = String(decoding: try Files.read(session.path), as: UTF8.self)
                for part in item.contains { #expect(text.contains(part)) }
                for part in item.lacks { #expect(!text.contains(part)) }
                // Nothing is written but the session, its settings and the journal.
                let files = try home.tree(home.root).keys.filter { !$0.hasSuffix("/") }
                #expect(files.count == 4)
                #expect(Paths.directory(session.path) == home.folder)
                // The agent's own order of messages finds a conversation in it.
                let read = try SessionFinder(home.context, projectDirectories: [home.project]).session(
                    session.sessionID
                )
                _ = try Transcript(read).conversation(.resume)
                _ = try home.cloner.undoLast()
                #expect(try home.tree() == [:])
            }
        }
    }

    @Test("random changes to a bundle never break the profile, and never crash")
    func mutations() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededGenerator(seed: seed)
        let original = ForeignBundle([
            user("Begin", time: "\"2026-02-28T10:00:00.000Z\""),
            assistant(blocks: textBlock("one") + "," + call("t1") + "," + call("t2", "Read"), id: "msg_1"),
            user(blocks: result("t2") + "," + result("t1", "[{\"type\":\"text\",\"text\":\"x\"}]")),
            assistant(blocks: call("t3"), id: "msg_2", fields: ",\"usage\":{\"input_tokens\":5}"),
            user(blocks: textBlock("and") + "," + result("t3")),
            assistant("end", id: "msg_3"),
        ]).bytes
        let pieces = [
            "null", "[]", "{}", "1e999", "-1", "\"\"", "\"t1\"", "\"t3\"", "\"assistant\"", "\"user\"",
            "\"tool_use\"",
            "\"tool_result\"", "\"\\ud800\"", "true", "[[1]]", "{\"type\":\"text\"}",
        ].map { Array($0.utf8) }
        let values = original.indices.filter {
            original[$0] == UInt8(ascii: ":") || original[$0] == UInt8(ascii: "[")
        }
        var installed = 0
        for round in 0..<150 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = values.randomElement(using: &random) ?? 0
                guard let end = Self.endOfValue(bytes, from: place + 1) else { continue }
                bytes.replaceSubrange(place + 1..<end, with: pieces.randomElement(using: &random) ?? [])
            }
            try withCloneHome { home in
                guard let session = try? home.clone(bytes) else { return }
                installed += 1
                let problems = try SafeProfile.violations(
                    path: session.path,
                    project: home.project,
                    latest: home.context.now()
                )
                #expect(
                    problems == [],
                    "seed \(seed), round \(round): \(String(decoding: bytes, as: UTF8.self))"
                )
            }
        }
        #expect(installed > 20, "seed \(seed)")
    }

    /// Where the simple value at `start` ends: a string, or what goes up to a comma or bracket.
    private static func endOfValue(_ bytes: [UInt8], from start: Int) -> Int? {
        guard start < bytes.count else { return nil }
        if bytes[start] == UInt8(ascii: "\"") {
            return bytes[(start + 1)...].firstIndex(of: UInt8(ascii: "\"")).map { $0 + 1 }
        }
        var depth = 0
        for index in start..<bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth < 0 { return index }
                if depth == 0 { return index + 1 }
            case UInt8(ascii: ",") where depth == 0: return index
            default: break
            }
        }
        return nil
    }
}

/// SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
