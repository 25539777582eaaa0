import Testing

@testable import Age

@Suite("Keys")
struct KeyTests {
    @Test("a new identity is read back from its own text")
    func identityText() throws {
        let identity = X25519Identity.generate()
        let text = identity.secretText.revealedText()
        #expect(text.hasPrefix("AGE-SECRET-KEY-1"))
        #expect(text == text.uppercased() && text.utf8.count == 74)
        #expect(try X25519Identity(text).recipient == identity.recipient)
        #expect(try X25519Identity(SecretBytes(utf8: text)).secretText == identity.secretText)
        #expect(X25519Identity.generate().secretText != identity.secretText)
    }

    @Test("a recipient is read back from its own text")
    func recipientText() throws {
        let recipient = X25519Identity.generate().recipient
        #expect(recipient.text.hasPrefix("age1") && recipient.text.utf8.count == 62)
        #expect(recipient.text == recipient.text.lowercased())
        #expect(try X25519Recipient(recipient.text) == recipient)
        #expect("\(recipient)" == recipient.text)
    }

    @Test("the text of a broken recipient is refused")
    func badRecipients() throws {
        let good = X25519Identity.generate().recipient.text
        let other = String(
            decoding: Bech32.encode(prefix: "age", [UInt8](repeating: 1, count: 31).span),
            as: UTF8.self
        )
        let foreign = String(
            decoding: Bech32.encode(prefix: "bge", [UInt8](repeating: 1, count: 32).span),
            as: UTF8.self
        )
        let table: [(String, AgeError)] = [
            ("", .recipient(.malformed)), ("age1", .recipient(.malformed)),
            (" " + good, .recipient(.malformed)),
            (String(good.dropLast()), .recipient(.malformed)), (good + "q", .recipient(.malformed)),
            (good.prefix(10) + good.dropFirst(10).uppercased(), .recipient(.malformed)),
            (good.uppercased(), .recipient(.wrongKind)), (other, .recipient(.wrongLength)),
            (foreign, .recipient(.wrongKind)),
            (X25519Identity.generate().secretText.revealedText(), .recipient(.wrongKind)),
            ("age1pq1qqqqqqqqqqqq", .postQuantum),
        ]
        for (text, error) in table {
            #expect(throws: error, "\(text)") { try X25519Recipient(text) }
        }
    }

    @Test("the text of a broken identity is refused, and the error does not repeat it")
    func badIdentities() throws {
        let good = X25519Identity.generate().secretText.revealedText()
        let table: [(String, AgeError)] = [
            ("", .identity(.malformed)), (String(good.dropLast()), .identity(.malformed)),
            (good.lowercased(), .identity(.wrongKind)), (good + "\n", .identity(.malformed)),
            (X25519Identity.generate().recipient.text, .identity(.wrongKind)),
            ("AGE-SECRET-KEY-PQ-1QQQQQQQQQ", .postQuantum),
        ]
        for (text, error) in table {
            let thrown = #expect(throws: AgeError.self) { try X25519Identity(text) }
            #expect(thrown == error)
            #expect(text.isEmpty || !"\(error) \(error.message)".contains(text.prefix(30)))
        }
    }

    @Test("a recipient of low order is refused", arguments: [0, 1])
    func lowOrder(first: UInt8) throws {
        let point = [first] + [UInt8](repeating: 0, count: 31)
        let text = String(decoding: Bech32.encode(prefix: "age", point.span), as: UTF8.self)
        let recipient = try X25519Recipient(text)
        #expect(throws: AgeError.recipient(.lowOrder)) { try seal([], to: [recipient]) }
    }

    @Test("a secret does not print")
    func printing() throws {
        let secret = SecretBytes(utf8: "correct horse")
        let identity = X25519Identity.generate()
        let text = identity.secretText.revealedText()
        var dumped = ""
        dump(secret, to: &dumped)
        dump(identity, to: &dumped)
        dump(ScryptIdentity(passphrase: secret), to: &dumped)
        dumped += "\(secret) \(String(reflecting: secret)) \(identity) \(String(reflecting: identity))"
        #expect(dumped.contains("<secret>"))
        // The public half may hold any letters, an address's "0x" among them.
        let own = dumped.replacing(identity.recipient.text, with: "")
        for leak in ["correct", "horse", "99, 111", text, "storage", "0x"] {
            #expect(!own.contains(leak))
        }
        #expect(Mirror(reflecting: secret).children.isEmpty)
    }

    @Test("a secret holds what it was given and compares by it")
    func secrets() {
        var source: [UInt8] = [1, 2, 3]
        let secret = SecretBytes(moving: &source)
        #expect(source.isEmpty)
        #expect(bytes(secret) == [1, 2, 3])
        #expect(secret == copied([1, 2, 3]))
        #expect(secret != copied([1, 2, 4]))
        #expect(secret != copied([1, 2]))
        #expect(SecretBytes(utf8: "").count == 0)
        #expect(SecretBytes(utf8: "") == copied([]))
        #expect(SecretBytes.random(count: 32) != SecretBytes.random(count: 32))
    }

    @Test("taking a secret over leaves its text where others share it")
    func shared() {
        var source: [UInt8] = [1, 2, 3]
        let copy = source
        _ = SecretBytes(moving: &source)
        #expect(copy == [1, 2, 3])
    }

    private func copied(_ bytes: [UInt8]) -> SecretBytes { SecretBytes(copying: bytes.span) }
}
