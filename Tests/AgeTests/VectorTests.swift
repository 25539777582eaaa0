import Age
import Testing

@Suite("age conformance vectors")
struct VectorTests {
    private static let usable = Vector.all.filter { !$0.isPostQuantum }
    private static let postQuantum = Vector.all.filter(\.isPostQuantum)

    @Test("all vectors are here")
    func count() {
        #expect(Self.usable.count == 124)
        #expect(Self.postQuantum.count == 19)
    }

    @Test("a vector ends as it says, however it is cut into pieces", arguments: usable)
    func outcome(_ vector: Vector) throws {
        let identities = try identities(of: vector)
        let framing: AgeDecryptor.Framing = vector.isArmored ? .armored : .binary
        check(opened(vector.file, with: identities, framing: framing), vector)
        // A passphrase costs its time again in every run.
        guard vector.passphrases.isEmpty else { return }
        if vector.file.count < 4096 {
            check(opened(vector.file, with: identities, framing: framing, nextSize: { 1 }), vector)
        }
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SeededGenerator(seed: seed)
        let largest = max(64, vector.file.count / 8)
        let outcome = opened(vector.file, with: identities, framing: framing) {
            Int.random(in: 1...largest, using: &generator)
        }
        check(outcome, vector, "seed \(seed)")
    }

    @Test(
        "a file's form is recognised",
        arguments: usable.filter { $0.expect == "success" && $0.passphrases.isEmpty }
    )
    func automatic(_ vector: Vector) throws {
        check(opened(vector.file, with: try identities(of: vector)), vector)
    }

    @Test(
        "what is wrong stays wrong when its form must be recognised",
        arguments: usable.filter { $0.expect != "success" }
    )
    func automaticFailure(_ vector: Vector) throws {
        #expect(opened(vector.file, with: try identities(of: vector)).error != nil)
    }

    @Test("post-quantum identities are refused by name", arguments: postQuantum)
    func postQuantumIdentity(_ vector: Vector) throws {
        for text in vector.identities where text.hasPrefix("AGE-SECRET-KEY-PQ-1") {
            #expect(throws: AgeError.postQuantum) { try X25519Identity(text) }
        }
    }

    @Test("a file for post-quantum identities alone says so")
    func postQuantumFile() throws {
        let vector = try #require(Vector.all.first { $0.name == "hybrid" })
        #expect(opened(vector.file, with: [X25519Identity.generate()]).error == .postQuantum)
    }

    private func identities(of vector: Vector) throws -> [any AgeIdentity] {
        try vector.identities.map { try X25519Identity($0) }
            + vector.passphrases.map { ScryptIdentity(passphrase: SecretBytes(utf8: $0)) }
    }

    private func check(_ outcome: Outcome, _ vector: Vector, _ comment: Comment = "") {
        #expect(kind(of: outcome.error) == vector.expect, comment)
        if let payload = vector.payload {
            #expect(sha256(outcome.plain) == payload, comment)
        } else {
            #expect(outcome.plain.isEmpty, comment)
        }
    }

    private func kind(of error: AgeError?) -> String {
        switch error {
        case nil: "success"
        case .notAge, .unsupportedVersion, .header, .stanza, .workFactor: "header failure"
        case .badHMAC: "HMAC failure"
        case .noMatch: "no match"
        case .payload: "payload failure"
        case .armor: "armor failure"
        case .postQuantum, .recipient, .identity, .recipients, .outOfMemory, .protectedIdentity, .noRSA:
            "another failure"
        }
    }
}
