import TestSupport
import Testing

@testable import Age

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// OpenSSH keys, which `ssh-keygen` makes; the `age` program says whether they are used right.
@Suite(
    "SSH keys",
    .enabled(if: findProgram("ssh-keygen") != nil && access(AgeProgram.path, X_OK) == 0)
)
struct SSHKeyTests {
    private static let kinds = [
        ["-t", "ed25519"], ["-t", "rsa", "-b", "2048"], ["-t", "rsa", "-b", "3072"],
    ]

    /// Makes a key; gives the path of its private half.
    private func makeKey(_ kind: [String], passphrase: String = "", in folder: String, name: String = "key")
        throws -> String
    {
        let path = "\(folder)/\(name)"
        let program = try #require(findProgram("ssh-keygen"))
        let made = try runProgram(
            [program, "-q", "-N", passphrase, "-C", "ada@example.org", "-f", path] + kind
        )
        try #require(made.status == 0)
        return path
    }

    private func identity(_ path: String) throws -> SSHIdentity {
        var text = try #require(readFile(path))
        return try SSHIdentity(SecretBytes(moving: &text))
    }

    private func line(_ path: String) throws -> String {
        String(decoding: try #require(readFile(path + ".pub")), as: UTF8.self)
    }

    @Test(
        "what is sealed to a key opens with it here and in the age program, and the reverse",
        arguments: kinds
    )
    func bothWays(kind: [String]) throws {
        try withTemporaryDirectory { folder in
            let path = try makeKey(kind, in: folder)
            let identity = try identity(path)
            let recipient = try SSHPublicKey.recipient(inLine: line(path))
            for size in [0, 1, 65_535, 65_536, 65_537, 1_000_000] {
                var generator = SeededGenerator(seed: UInt64(size))
                let plain = generator.bytes(size)
                let sealed = try seal(plain, to: [X25519Identity.generate().recipient, recipient])
                #expect(try Age.open(sealed, with: [identity]) == plain)
                try #require(writeFile(sealed, to: "\(folder)/ours"))
                unlink("\(folder)/plain")
                #expect(AgeProgram.run(["-d", "-i", path, "-o", "\(folder)/plain", "\(folder)/ours"]) == 0)
                #expect(readFile("\(folder)/plain") ?? [] == plain)

                try #require(writeFile(plain, to: "\(folder)/plain"))
                #expect(
                    AgeProgram.run(["-R", path + ".pub", "-o", "\(folder)/theirs", "\(folder)/plain"]) == 0
                )
                #expect(try Age.open(try #require(readFile("\(folder)/theirs")), with: [identity]) == plain)
            }
        }
    }

    @Test("another key of the same kind opens nothing", arguments: kinds)
    func stranger(kind: [String]) throws {
        try withTemporaryDirectory { folder in
            let one = try makeKey(kind, in: folder, name: "one")
            let other = try makeKey(kind, in: folder, name: "other")
            let sealed = try seal([1], to: [SSHPublicKey.recipient(inLine: line(one))])
            #expect(throws: AgeError.noMatch(needsPassphrase: false)) {
                try Age.open(sealed, with: [identity(other)])
            }
        }
    }

    @Test("a key behind a passphrase tells that it is the one, and opens nothing", arguments: kinds.prefix(2))
    func protected(kind: [String]) throws {
        try withTemporaryDirectory { folder in
            let path = try makeKey(kind, passphrase: "correct horse", in: folder)
            let identity = try identity(path)
            #expect(identity.isProtected)
            let sealed = try seal([1], to: [SSHPublicKey.recipient(inLine: line(path))])
            #expect(throws: AgeError.protectedIdentity) { try Age.open(sealed, with: [identity]) }
            let other = try seal([1], to: [X25519Identity.generate().recipient])
            #expect(throws: AgeError.noMatch(needsPassphrase: false)) {
                try Age.open(other, with: [identity])
            }
        }
    }

    @Test("keys that cannot be sealed to are named as such")
    func unusable() throws {
        try withTemporaryDirectory { folder in
            let ecdsa = try makeKey(["-t", "ecdsa"], in: folder, name: "ecdsa")
            #expect(SSHPublicKey.type(inLine: try line(ecdsa)) == "ecdsa-sha2-nistp256")
            #expect(throws: AgeError.recipient(.unusableSSHKey)) {
                try SSHPublicKey.recipient(inLine: line(ecdsa))
            }
            #expect(throws: AgeError.identity(.unusableSSHKey)) { try identity(ecdsa) }
            let short = try makeKey(["-t", "rsa", "-b", "1024"], in: folder, name: "short")
            #expect(throws: AgeError.recipient(.unsafeRSA)) {
                try SSHPublicKey.recipient(inLine: line(short))
            }
        }
    }

    @Test("options in front of a key and a comment behind it change nothing")
    func authorizedKeys() throws {
        try withTemporaryDirectory { folder in
            let path = try makeKey(["-t", "ed25519"], in: folder)
            let words = try line(path).split(separator: " ").map(String.init)
            let key = "\(words[0]) \(words[1])"
            for line in [
                key, "\(key) a b c", "  \(key)\r", "no-pty,command=\"echo \\\"ssh-rsa x\" \(key) me",
                "from=\"10.0.0.1 10.0.0.2\"\t\(key)",
            ] {
                #expect(SSHPublicKey.key(inLine: line) == key, "\(line)")
                #expect(throws: Never.self) { try SSHPublicKey.recipient(inLine: line) }
            }
            for line in ["", words[1], "ssh-ed25519", "ssh-foo \(words[1])", "a b \(key)"] {
                #expect(SSHPublicKey.type(inLine: line) == nil, "\(line)")
            }
            // A name in front that is not the one inside.
            #expect(throws: AgeError.recipient(.malformed)) {
                try SSHPublicKey.recipient(inLine: "ssh-rsa \(words[1])")
            }
        }
    }

    @Test("a key file that was cut or changed is refused and never crashes", arguments: kinds.prefix(2))
    func damaged(kind: [String]) throws {
        try withTemporaryDirectory { folder in
            let path = try makeKey(kind, in: folder)
            let text = try #require(readFile(path))
            let lines = text.split(separator: UInt8(ascii: "\n"))
            var wire: [UInt8] = []
            try #require(
                Base64.decode(Array(lines.dropFirst().dropLast().joined()).span, isPadded: true, into: &wire)
            )
            func read(_ bytes: [UInt8]) -> (any Error)? {
                var encoded: [UInt8] = []
                Base64.encode(bytes.span, isPadded: true, into: &encoded)
                var file = SSHIdentity.begin + [10] + encoded + [10] + SSHIdentity.end
                do { _ = try SSHIdentity(SecretBytes(moving: &file)) } catch { return error }
                return nil
            }
            #expect(read(wire) == nil)
            for end in 0..<wire.count { #expect(read(Array(wire[..<end])) is AgeError, "cut at \(end)") }
            // A length that lies: every four bytes made huge.
            for place in stride(from: 15, to: wire.count - 4, by: 1) {
                var bad = wire
                for index in 0..<4 { bad[place + index] = index == 0 ? 0x7f : 0xff }
                _ = read(bad)
            }
        }
    }

    @Test("a stanza of another shape is refused")
    func stanzas() throws {
        try withTemporaryDirectory { folder in
            let ed25519 = try identity(makeKey(["-t", "ed25519"], in: folder, name: "a"))
            for arguments in [[], ["AAAA"], ["AAAA", "AAAA"], ["AAAA", "AAAA", "AAAA"]] {
                let stanza = AgeStanza(
                    type: "ssh-ed25519",
                    arguments: arguments,
                    body: [UInt8](repeating: 0, count: 32)
                )
                #expect(throws: AgeError.stanza(.sshShare)) { try ed25519.unwrap([stanza]) }
            }
            let rsa = try identity(makeKey(["-t", "rsa", "-b", "2048"], in: folder, name: "b"))
            #expect(throws: AgeError.stanza(.sshShare)) {
                try rsa.unwrap([AgeStanza(type: "ssh-rsa", arguments: [], body: [])])
            }
        }
    }
}
