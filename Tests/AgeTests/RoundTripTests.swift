import Testing

@testable import Age

@Suite("Sealing and opening")
struct RoundTripTests {
    private static let chunk = 64 << 10
    private static let sizes = [
        0, 1, 47, 48, 49, 1000, chunk - 17, chunk - 16, chunk - 1, chunk, chunk + 1, chunk + 16,
        2 * chunk - 1, 2 * chunk, 2 * chunk + 1, 3 * chunk, 5 * chunk + 4711,
    ]
    private let identity = X25519Identity.generate()

    @Test("what is sealed opens as it was", arguments: sizes, [false, true])
    func wholeRoundTrip(size: Int, isArmored: Bool) throws {
        var generator = SeededGenerator(seed: UInt64(size))
        let plain = generator.bytes(size)
        let sealed = try seal(plain, to: [identity.recipient], armored: isArmored)
        #expect(try Age.open(sealed, with: [identity]) == plain)
    }

    @Test("pieces of any size make no difference", arguments: sizes)
    func pieces(size: Int) throws {
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SeededGenerator(seed: seed)
        let plain = generator.bytes(size)
        let isArmored = Bool.random(using: &generator)
        let encryptor = try AgeEncryptor(to: [identity.recipient], armored: isArmored)
        var sealed: [UInt8] = []
        var position = 0
        while position < size {
            let count = min(Int.random(in: 0...100_000, using: &generator), size - position)
            encryptor.update(Array(plain[position..<position + count]), into: &sealed)
            position += count
        }
        encryptor.finish(into: &sealed)
        let outcome = opened(sealed, with: [identity]) { Int.random(in: 1...100_000, using: &generator) }
        #expect(outcome == Outcome(plain: plain), "seed \(seed)")
    }

    @Test("a payload is as long as the format says", arguments: sizes)
    func length(size: Int) throws {
        let sealed = try seal([UInt8](repeating: 7, count: size), to: [identity.recipient])
        let empty = try seal([], to: [identity.recipient])
        // An empty plaintext has one chunk too; a plaintext of whole chunks has no empty one behind them.
        let chunks = max(1, (size + Self.chunk - 1) / Self.chunk)
        #expect(sealed.count - empty.count == size + (chunks - 1) * 16)
    }

    @Test("each of many recipients can open it, and nobody else")
    func recipients() throws {
        let people = (0..<20).map { _ in X25519Identity.generate() }
        let sealed = try seal([1, 2, 3], to: people.map(\.recipient))
        for person in people { #expect(try Age.open(sealed, with: [person]) == [1, 2, 3]) }
        #expect(try Age.open(sealed, with: [identity, people[7]]) == [1, 2, 3])
        #expect(throws: AgeError.noMatch(needsPassphrase: false)) { try Age.open(sealed, with: [identity]) }
        #expect(throws: AgeError.noMatch(needsPassphrase: false)) { try Age.open(sealed, with: []) }
    }

    @Test("two seals of the same bytes share no byte of their secrets")
    func fresh() throws {
        let one = try seal([9], to: [identity.recipient])
        let other = try seal([9], to: [identity.recipient])
        #expect(one.suffix(33) != other.suffix(33))
    }

    @Test("a stanza of an unknown type is passed over")
    func grease() throws {
        struct Stranger: AgeRecipient {
            func wrap(_ fileKey: SecretBytes) throws(AgeError) -> [AgeStanza] {
                // 48 bytes fill a line of the body exactly, 96 fill two.
                [0, 47, 48, 49, 96, 200].map {
                    AgeStanza(
                        type: "x-grease",
                        arguments: ["!", "a~"],
                        body: [UInt8](repeating: 5, count: $0)
                    )
                }
            }
        }
        let sealed = try seal([4], to: [Stranger(), identity.recipient, Stranger()])
        #expect(try Age.open(sealed, with: [identity]) == [4])
    }

    @Test("a recipient and an identity of another kind need only the protocols")
    func openProtocols() throws {
        struct Plain: AgeRecipient, AgeIdentity {
            func wrap(_ fileKey: SecretBytes) throws(AgeError) -> [AgeStanza] {
                [AgeStanza(type: "plain", arguments: [], body: bytes(fileKey))]
            }
            func unwrap(_ stanzas: [AgeStanza]) throws(AgeError) -> SecretBytes? {
                stanzas.first { $0.type == "plain" }.map { SecretBytes(copying: $0.body.span) }
            }
        }
        #expect(try Age.open(try seal([6], to: [Plain()]), with: [Plain()]) == [6])
    }

    @Test("recipients that cannot go together are refused")
    func badRecipients() throws {
        let phrase = try ScryptRecipient(passphrase: SecretBytes(utf8: "x"), workFactor: 1)
        #expect(throws: AgeError.recipients(.none)) { try seal([], to: []) }
        #expect(throws: AgeError.recipients(.passphraseNotAlone)) {
            try seal([], to: [phrase, identity.recipient])
        }
        #expect(throws: AgeError.recipients(.passphraseNotAlone)) { try seal([], to: [phrase, phrase]) }
    }

    @Test("a header longer than its limit is neither written nor read")
    func longHeader() throws {
        struct Wordy: AgeRecipient {
            func wrap(_ fileKey: SecretBytes) throws(AgeError) -> [AgeStanza] {
                [AgeStanza(type: "wordy", arguments: [], body: [UInt8](repeating: 0, count: Header.limit))]
            }
        }
        #expect(throws: AgeError.recipients(.tooMany(limit: Header.limit))) { try seal([], to: [Wordy()]) }
        let endless = Array("age-encryption.org/v1\n-> ".utf8) + [UInt8](repeating: 65, count: Header.limit)
        #expect(opened(endless, with: [identity]).error == .header(.tooLong(limit: Header.limit), line: 2))
    }

    @Test("memory does not grow with the file")
    func constantMemory() throws {
        let piece = [UInt8](repeating: 0x61, count: 1 << 20)
        let encryptor = try AgeEncryptor(to: [identity.recipient])
        let decryptor = AgeDecryptor(identities: [identity])
        var sealed: [UInt8] = []
        var plain: [UInt8] = []
        var total = 0
        var largest = 0
        for _ in 0..<200 {
            encryptor.update(piece, into: &sealed)
            try decryptor.update(sealed, into: &plain)
            largest = max(largest, sealed.count, plain.count)
            total += plain.count
            #expect(plain.allSatisfy { $0 == 0x61 } || total > 3 << 20)
            sealed.removeAll(keepingCapacity: true)
            plain.removeAll(keepingCapacity: true)
        }
        encryptor.finish(into: &sealed)
        try decryptor.update(sealed, into: &plain)
        try decryptor.finish(into: &plain)
        #expect(total + plain.count == 200 << 20)
        #expect(largest <= piece.count + 2 * ChunkCipher.sealedSize)
        #expect(sealed.capacity <= 2 * piece.count + 4 * ChunkCipher.sealedSize)
    }

    @Test("what is not an age file is refused at its first wrong byte")
    func notAge() throws {
        let decryptor = AgeDecryptor(identities: [identity])
        var plain: [UInt8] = []
        #expect(throws: AgeError.notAge) { try decryptor.update(Array("agX".utf8), into: &plain) }
        // The error stays.
        #expect(throws: AgeError.notAge) {
            try decryptor.update(Array("age-encryption.org/v1\n".utf8), into: &plain)
        }
        #expect(throws: AgeError.notAge) { try decryptor.finish(into: &plain) }
        #expect(throws: AgeError.notAge) { try Age.open([], with: [identity]) }
        #expect(throws: AgeError.notAge) { try Age.open(Array("age-enc".utf8), with: [identity]) }
        for text in [
            "---\nyaml: true\n", "\n\n", "-----BEGIN PGP MESSAGE-----\n", "  age-encryption.org/v1\n",
        ] {
            #expect(throws: AgeError.notAge, "\(text)") { try Age.open(Array(text.utf8), with: [identity]) }
        }
        #expect(throws: AgeError.unsupportedVersion) {
            try Age.open(Array("age-encryption.org/v2\n".utf8), with: [identity])
        }
    }
}
