import BatonSessions
import JSON
import Platform
import Testing

@Suite("Reading a bundle")
struct BundleTests {
    private static let good = #"""
        {"version":"1.0.0","exported_at":"2026-02-28T14:30:00.000Z","conversation":{"id":"c1","project":"p","title":"T",
        "model":"m","cwd":"/w","gitBranch":"main","agent":"claude-code","created":"2026-02-28T10:00:00.000Z",
        "totalMessageCount":150,"wasLimited":true},"messages":[{"uuid":"u","type":"user","timestamp":
        "2026-02-28T10:00:00.000Z","message":{"id":"m1","role":"user","content":"hi"}}],
        "metadata":{"exportTool":"t","exportVersion":"1.0.0","description":"d"},"later":{"unknown":[1,2]}}
        """#

    @Test("a bundle's facts are read, and unknown fields are no matter")
    func facts() throws {
        let bundle = try Bundle.read(Array(Self.good.utf8))
        #expect(bundle.version == "1.0.0")
        #expect(bundle.conversation.id == "c1")
        #expect(bundle.conversation.title == "T")
        #expect(bundle.conversation.branch == "main")
        #expect(bundle.conversation.totalMessageCount == 150)
        #expect(bundle.conversation.wasLimited)
        #expect(bundle.conversation.created?.iso8601 == "2026-02-28T10:00:00.000Z")
        #expect(bundle.origin.tool == "t")
        #expect(bundle.origin.exportedAt?.iso8601 == "2026-02-28T14:30:00.000Z")
        #expect(bundle.messages.count == 1)
        #expect(bundle.messages[0].role == .user)
        #expect(bundle.messages[0].content?.string == "hi")
        #expect(bundle.warnings.isEmpty)
        #expect(!bundle.isTranscript)
    }

    @Test(
        "a file of another form is named",
        arguments: [
            (Array("age-encryption.org/v1\n-> X25519 abc\n".utf8), BundleLook.age),
            (Array("\n-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n".utf8), .age),
            (Array("-----BEGIN PGP MESSAGE-----\n\nhQ==\n".utf8), .openPGP),
            ([0x85, 0x01, 0x0c, 0x03], .openPGP), ([0xc1, 0xc0, 0x4c, 0x03], .openPGP),
            ([0x8c, 0x0d, 0x04], .openPGP),
            ([0x1f, 0x8b, 0x08, 0x00], .gzip), ([0x28, 0xb5, 0x2f, 0xfd, 0x04], .zstandard),
            ([0x50, 0x4b, 0x03, 0x04], .zip),
            (Array("<!DOCTYPE html><html>".utf8), .webPage), (Array("  \n<html>404</html>".utf8), .webPage),
            (Array("# Previous Conversation Context\n".utf8), .markdown), ([0xff, 0xfe, 0x7b, 0x00], .utf16),
        ]
    )
    func looks(_ bytes: [UInt8], _ look: BundleLook) {
        #expect(throws: BundleError.looksLike(look)) { try Bundle.read(bytes) }
        #expect(!BundleError.looksLike(look).hint.isEmpty)
    }

    @Test(
        "JSON and transcripts look like nothing else",
        arguments: ["{}", " {\"a\":1}", "\u{feff}{}", "[1]", "{\"a\":1}\n{\"b\":2}"]
    )
    func looksLikeNothing(_ text: String) {
        #expect(BundleLook(Array(text.utf8)) == nil)
    }

    @Test(
        "the original tool's messages stand at the beginning of ours",
        arguments: [
            (BundleError.missingVersion, "Invalid session file - missing version"),
            (.missingConversation, "Invalid session file - missing conversation data"),
            (.invalidMessages, "Invalid session file - missing or invalid messages"),
            (.noMessages, "Invalid session file - no messages found"),
        ]
    )
    func messages(_ error: BundleError, _ text: String) {
        #expect(error.description.hasPrefix(text))
        #expect(!error.hint.isEmpty)
    }

    @Test("the limits of bytes and messages hold")
    func limits() throws {
        var limits = Bundle.Limits()
        let bytes = Array(Self.good.utf8)
        limits.bytes = bytes.count
        _ = try Bundle.read(bytes, limits: limits)
        limits.bytes -= 1
        #expect(throws: BundleError.tooLarge(bytes: bytes.count, limit: limits.bytes)) {
            try Bundle.read(bytes, limits: limits)
        }
        limits = Bundle.Limits()
        limits.messages = 0
        #expect(throws: BundleError.tooManyMessages(limit: 0)) { try Bundle.read(bytes, limits: limits) }
        let line = Array(
            "{\"type\":\"user\",\"uuid\":\"1\",\"message\":{\"role\":\"user\",\"content\":\"x\"}}\n{}\n".utf8
        )
        #expect(try Bundle.read(line).messages.count == 1)
        #expect(throws: BundleError.tooManyMessages(limit: 0)) { try Bundle.read(line, limits: limits) }
    }

    @Test(
        "what stands behind the end of the bytes in memory does not matter",
        arguments: [0, 1, 31, 63, 64, 65, 4096]
    )
    func room(_ count: Int) throws {
        let good = Array(Self.good.utf8)
        for garbage in [UInt8(ascii: "}"), UInt8(ascii: "\""), 0x00, 0xff] {
            var bytes = good
            bytes.reserveCapacity(good.count + count)
            bytes += [UInt8](repeating: garbage, count: count)
            bytes.removeLast(count)
            #expect(try Bundle.read(bytes).messages.count == 1)
            bytes.removeLast()
            #expect(throws: BundleError.notJSON(.invalid)) { try Bundle.read(bytes) }
        }
    }

    @Test("no cut or changed byte of a bundle crashes the reader")
    func cuts() {
        let seed = UInt64.random(in: 0 ... .max)
        var state = seed
        let bytes = Array(Self.good.utf8)
        for end in 0..<bytes.count {
            #expect(throws: BundleError.self) { try Bundle.read(Array(bytes[..<end])) }
        }
        for _ in 0..<2000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var changed = bytes
            changed[Int(state >> 33) % changed.count] = UInt8(truncatingIfNeeded: state >> 20)
            do {
                let bundle = try Bundle.read(changed)
                #expect(SafeName.isValid(bundle.conversation.id), "seed \(seed)")
            } catch {
                #expect(error is BundleError, "seed \(seed)")
            }
        }
    }

    @Test(
        "a text is made fit for one line",
        arguments: [
            ("  a \n b\t", "a b"), ("\u{1b}[31mred", "[31mred"), ("a\u{202e}b\u{200b}c\u{e0041}", "abc"),
            ("👩‍👧", "👩‍👧"),
            ("\u{0}\u{7}", nil), ("", nil),
            (String(repeating: "é", count: 300), String(repeating: "é", count: 200)),
        ] as [(String, String?)]
    )
    func oneLine(_ text: String, _ expected: String?) {
        #expect(BundleText.oneLine(text) == expected)
    }

    @Test("a letter with ten thousand marks is cut")
    func marks() {
        let text = "a" + String(repeating: "\u{301}", count: 10_000)
        #expect((BundleText.oneLine(text)?.utf8.count ?? 0) <= 6400)
    }
}
