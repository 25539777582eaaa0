import BatonSharing

/// Shares that are to use up time, memory or disk.
extension HostileShare {
    private static func many(_ count: Int, _ piece: String) -> String {
        [String](repeating: piece, count: count).joined(separator: ",")
    }

    static var masses: [HostileShare] {
        [
            HostileShare(name: "1,000,001 messages", outcome: .refused("more than 1000000 messages")) {
                ForeignBundle { $0.list = "[\(many(1_000_001, "{}"))]" }.bytes
            },
            HostileShare(
                name: "10,001 blocks in one message",
                outcome: .refused("more than 10000 content blocks")
            ) {
                ForeignBundle([user(blocks: many(10_001, "{}"))]).bytes
            },
            HostileShare(name: "50,000 messages that are none", outcome: .refused("no messages")) {
                ForeignBundle { $0.list = "[\(many(50_000, "null"))]" }.bytes
            },
            HostileShare(name: "10,000 calls with one id", outcome: .leavesOut([.repeatedCall])) {
                ForeignBundle([user("a"), assistant(blocks: many(10_000, call("t1")))]).bytes
            },
            HostileShare(
                name: "10,000 answers with one call each, all of one id",
                outcome: .warns("have no result")
            ) {
                ForeignBundle([user("a")] + (0..<10_000).map { _ in assistant(blocks: call("t1")) }).bytes
            },
            HostileShare(name: "10,000 results of one call", outcome: .leavesOut([.resultWithoutCall])) {
                ForeignBundle([
                    user("a"), assistant(blocks: call("t1")), user(blocks: many(10_000, result("t1"))),
                ]).bytes
            },
            HostileShare(
                name: "5,000 parts of one answer with a result between each",
                outcome: .refusedOrHarmless
            ) {
                ForeignBundle(
                    [user("a")]
                        + (0..<5000).flatMap {
                            [assistant(blocks: call("t\($0)"), id: "msg_1"), user(blocks: result("t\($0)"))]
                        }
                ).bytes
            },
            HostileShare(name: "calls first and their results last, in reverse", outcome: .refusedOrHarmless)
            {
                ForeignBundle(
                    [user("a")] + (0..<3000).map { assistant(blocks: call("t\($0)"), id: "msg_\($0)") }
                        + (0..<3000).reversed().map { user(blocks: result("t\($0)")) }
                ).bytes
            },
            HostileShare(name: "10,000 compactions", outcome: .warns("before the last compaction")) {
                ForeignBundle(
                    (0..<10_000).map { user("s\($0)", extra: ",\"compactBoundary\":{\"uuid\":\"b\"}") }
                ).bytes
            },
            HostileShare(name: "an object of 100,000 members on a message", outcome: .refusedOrHarmless) {
                let members = (0..<100_000).map { "\"k\($0)\":1" }.joined(separator: ",")
                return ForeignBundle([user("a", extra: ",\(members)"), assistant("b")]).bytes
            },
            HostileShare(
                name: "50,000 times the key of the messages",
                outcome: .refused("missing or invalid messages")
            ) {
                ForeignBundle { $0.metadata = "{},\(many(50_000, "\"messages\":1"))" }.bytes
            },
            HostileShare(name: "a title of 1 MB of one letter's accents", outcome: .refusedOrHarmless) {
                ForeignBundle { $0.title = "\"e\(String(repeating: "\u{301}", count: 500_000))\"" }.bytes
            },
            HostileShare(name: "a title of 1 MB that nobody sees", outcome: .refusedOrHarmless) {
                ForeignBundle { $0.title = "\"\(String(repeating: "\u{202e}", count: 300_000))x\"" }.bytes
            },
            HostileShare(name: "100,000 halves of characters", outcome: .refusedOrHarmless) {
                let halves = String(repeating: "\\ud83d", count: 100_000)
                return ForeignBundle([
                    user(blocks: "{\"type\":\"text\",\"text\":\"\(halves)\"}"), assistant("b"),
                ]).bytes
            },
            HostileShare(name: "bytes that are no Unicode, 256 KB", outcome: .refusedOrHarmless) {
                let parts = ForeignBundle([user("@"), assistant("b")]).bytes.split(
                    separator: UInt8(ascii: "@")
                )
                return Array(parts[0]) + [UInt8](repeating: 0xff, count: 1 << 18) + Array(parts[1])
            },
            HostileShare(name: "a number of a million digits", outcome: .refusedOrHarmless) {
                let digits = String(repeating: "9", count: 1_000_000)
                return ForeignBundle([user("a", extra: ",\"n\":\(digits)"), assistant("b")]).bytes
            },
            HostileShare(name: "counts that no integer holds", outcome: .refusedOrHarmless) {
                ForeignBundle {
                    $0.conversation =
                        "{\"id\":\"x\",\"totalMessageCount\":1e400,\"messageCount\":-99999999999999999999,\"tokens\":{\"input\":1e999}}"
                }.bytes
            },
            HostileShare(name: "1 MB of white space in front", outcome: .refusedOrHarmless) {
                [UInt8](repeating: 0x20, count: 1 << 20) + ForeignBundle().bytes
            },
            HostileShare(name: "1 MB of NUL in front", outcome: .refused("Invalid session file")) {
                [UInt8](repeating: 0, count: 1 << 20) + ForeignBundle().bytes
            },
            HostileShare(name: "compressed bytes", outcome: .refused("gzip")) {
                [0x1f, 0x8b, 8, 0, 0, 0, 0, 0]
            },
            HostileShare(name: "compressed bytes of another kind", outcome: .refused("Zstandard")) {
                [0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0]
            },
            HostileShare(name: "an archive with a path that climbs", outcome: .refused("zip")) {
                [0x50, 0x4b, 0x03, 0x04] + Array("../../EVIL".utf8)
            },
            HostileShare(
                name: "a transcript of 20,000 lines whose parents go round",
                outcome: .refusedOrHarmless
            ) {
                transcript(20_000) { "u\(($0 + 1) % 20_000)" }
            },
            HostileShare(name: "a transcript of 20,000 lines with one parent", outcome: .refusedOrHarmless) {
                transcript(20_000) { _ in "u0" }
            },
            HostileShare(name: "a transcript of 20,000 lines with one id", outcome: .refusedOrHarmless) {
                transcript(20_000, id: { _ in "u" }) { _ in "u" }
            },
            HostileShare(
                name: "a transcript of 20,000 lines, each its own parent",
                outcome: .refusedOrHarmless
            ) {
                transcript(20_000) { "u\($0)" }
            },
            HostileShare(
                name: "a transcript of 100,000 lines of garbage",
                outcome: .refused("Invalid session file")
            ) {
                Array(String(repeating: "garbage\n", count: 100_000).utf8)
            },
            HostileShare(name: "a transcript of 20,000 types of lines", outcome: .refusedOrHarmless) {
                Array((0..<20_000).map { "{\"type\":\"EVIL\($0)\"}\n" }.joined().utf8)
                    + transcript(2) { "u\($0 - 1)" }
            },
        ]
    }

    static var depths: [HostileShare] {
        let nested: [(String, String)] = [
            ("lists", String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)),
            (
                "objects",
                String(repeating: "{\"a\":", count: 5000) + "1" + String(repeating: "}", count: 5000)
            ),
            ("lists that do not end", String(repeating: "[", count: 100_000)),
        ]
        return nested.flatMap { name, value in
            [
                HostileShare(name: "5,000 \(name) as metadata", outcome: .refused("Invalid session file")) {
                    ForeignBundle { $0.metadata = value }.bytes
                },
                HostileShare(
                    name: "5,000 \(name) as the input of a call",
                    outcome: .refused("Invalid session file")
                ) {
                    ForeignBundle([user("a"), assistant(blocks: call("t1", input: value))]).bytes
                },
                HostileShare(name: "5,000 \(name) on a line of a transcript", outcome: .refusedOrHarmless) {
                    Array("{\"type\":\"x\",\"x\":\(value)}\n".utf8) + transcript(2) { "u\($0 - 1)" }
                },
            ]
        }
    }

    private static func transcript(
        _ count: Int,
        id: (Int) -> String = { "u\($0)" },
        parent: (Int) -> String
    ) -> [UInt8] {
        Array(
            (0..<count).map { number in
                let isPrompt = number.isMultiple(of: 2)
                let content = isPrompt ? "\"p\(number)\"" : "[\(textBlock("a\(number)"))]"
                let role = isPrompt ? "user" : "assistant"
                return
                    "{\"type\":\"\(role)\",\"uuid\":\"\(id(number))\",\"parentUuid\":\"\(parent(number))\",\"isSidechain\":false,"
                    + "\"sessionId\":\"s\",\"timestamp\":\"2026-02-28T10:00:00.000Z\",\"message\":{\"role\":\"\(role)\",\"id\":\"msg_\(number)\",\"content\":\(content)}}\n"
            }.joined().utf8
        )
    }
}
