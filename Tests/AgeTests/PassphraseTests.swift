import Testing

@testable import Age

@Suite("Passphrases")
struct PassphraseTests {
    private let phrase = SecretBytes(utf8: "ein zwei drei äöü")

    @Test("a passphrase opens what it sealed, and no other does")
    func roundTrip() throws {
        let sealed = try seal([1, 2], to: [try ScryptRecipient(passphrase: phrase, workFactor: 4)])
        #expect(try Age.open(sealed, with: [ScryptIdentity(passphrase: phrase)]) == [1, 2])
        #expect(throws: AgeError.noMatch(needsPassphrase: true)) {
            try Age.open(sealed, with: [ScryptIdentity(passphrase: SecretBytes(utf8: "vier"))])
        }
        #expect(throws: AgeError.noMatch(needsPassphrase: true)) {
            try Age.open(sealed, with: [X25519Identity.generate()])
        }
    }

    @Test("an empty passphrase seals nothing")
    func empty() {
        #expect(throws: AgeError.recipient(.emptyPassphrase)) {
            try ScryptRecipient(passphrase: SecretBytes(utf8: ""))
        }
    }

    @Test("a work factor above the limit is refused before it is computed")
    func limit() throws {
        let sealed = try seal([1], to: [try ScryptRecipient(passphrase: phrase, workFactor: 6)])
        #expect(throws: AgeError.workFactor(6, limit: 5)) {
            try Age.open(sealed, with: [ScryptIdentity(passphrase: phrase, maxWorkFactor: 5)])
        }
        #expect(try Age.open(sealed, with: [ScryptIdentity(passphrase: phrase, maxWorkFactor: 6)]) == [1])
        let salt = String(decoding: Base64.encode([UInt8](repeating: 0, count: 16)), as: UTF8.self)
        for (text, error) in [
            ("19", AgeError.workFactor(19, limit: 18)), ("64", .workFactor(64, limit: 18)),
            ("9223372036854775807", .workFactor(.max, limit: 18)),
            ("9223372036854775808", .stanza(.scryptWorkFactor)), ("0", .stanza(.scryptWorkFactor)),
            ("01", .stanza(.scryptWorkFactor)), ("+1", .stanza(.scryptWorkFactor)),
            ("-1", .stanza(.scryptWorkFactor)),
            ("1e1", .stanza(.scryptWorkFactor)),
        ] {
            let stanza = AgeStanza(
                type: "scrypt",
                arguments: [salt, text],
                body: [UInt8](repeating: 0, count: 32)
            )
            #expect(throws: error, "\(text)") { try ScryptIdentity(passphrase: phrase).unwrap([stanza]) }
        }
    }

    @Test("an identity can wait with its question until a passphrase is needed")
    func lazy() throws {
        struct Asking: AgeIdentity {
            let phrase: SecretBytes
            func unwrap(_ stanzas: [AgeStanza]) throws(AgeError) -> SecretBytes? {
                guard stanzas.contains(where: { $0.type == "scrypt" }) else { return nil }
                return try ScryptIdentity(passphrase: phrase).unwrap(stanzas)
            }
        }
        let sealed = try seal([8], to: [try ScryptRecipient(passphrase: phrase, workFactor: 1)])
        #expect(try Age.open(sealed, with: [Asking(phrase: phrase)]) == [8])
    }
}
