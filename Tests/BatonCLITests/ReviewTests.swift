import Platform
import TestSupport
import Testing

/// `baton redact --review` at a pseudo-terminal.
@Suite("A review at a terminal")
struct ReviewTests {
    private static let token = "ghp_" + "q7Rk2mZx9LwT4vBn8YcJ1pHd6GsF3aEu0oXi"
    private static let key = "AKIA" + "IOSFODNN7PLANTER"
    private static let password = "Xk7" + "vQ2mNp9Lr4"

    private func allowFile(_ room: Room) -> String {
        Paths.join(room.home, ".config/baton/redaction/allow.yml")
    }

    private func add(_ room: Room, _ name: String, _ text: String) throws {
        try Files.write(Array(text.utf8), to: Paths.join(room.work, name))
    }

    @Test("what is allowed is remembered by its hash, and a value is shown only when asked for")
    func allowed() throws {
        try withRoom { room throws in
            try add(
                room,
                "a.txt",
                "x \(Self.token) y\nkey \(Self.key)\nagain \(Self.token)\nDB_PASSWORD=\(Self.password)\n"
            )
            let (text, status) = try TerminalTests.screen(
                room,
                ["redact", "--review", "a.txt"],
                [
                    ("[q]uit? ", "a\r"), ("[q]uit? ", "nonsense\r"), ("[q]uit? ", "s\r"), ("[q]uit? ", "k\r"),
                    ("[q]uit? ", "q\r"),
                ]
            )
            #expect(status == 0, "\(text)")
            #expect(text.contains("1 of 3  github-token  a.txt:1:3, 2 places"), "\(text)")
            #expect(text.contains("x ⟨ghp_… 40 characters⟩ y"), "\(text)")
            #expect(!text.contains(Self.token), "\(text)")
            #expect(text.contains("key \(Self.key)"), "\(text)")
            #expect(!text.contains(Self.password), "\(text)")
            #expect(text.contains("1 stay redacted, 1 allowed, 1 not looked at"), "\(text)")
            let kept = String(decoding: try Files.read(allowFile(room)), as: UTF8.self)
            #expect(!kept.contains(Self.token))
            #expect(Files.linkStatus(allowFile(room))?.mode == 0o600)
            let clean = try room.baton(["redact", "a.txt"])
            let output = String(decoding: clean.output, as: UTF8.self)
            #expect(output.contains(Self.token))
            #expect(!output.contains(Self.key))
            #expect(!output.contains(Self.password))
        }
    }

    @Test("a rule is allowed in one file only")
    func rule() throws {
        try withRoom { room throws in
            try add(room, "a.txt", "x \(Self.token) y\n")
            try add(room, "b.txt", "x \(Self.token) y\n")
            let (text, status) = try TerminalTests.screen(
                room,
                ["redact", "--review", "a.txt"],
                [("[q]uit? ", "r\r")]
            )
            #expect(status == 0, "\(text)")
            #expect(try room.baton(["redact", "--report", "a.txt"]).status == 0)
            #expect(try room.baton(["redact", "--report", "b.txt"]).status == 1)
        }
    }

    @Test("a session is reviewed like a file, and its exports follow")
    func session() throws {
        try withRoom { room throws in
            try room.addSample()
            let before = try room.baton(["export", "-o", "-"])
            let (text, status) = try TerminalTests.screen(
                room,
                ["redact", "--review", "current"],
                [("[a]llow, [s]how, [q]uit? ", "a\r"), ("[q]uit? ", "q\r")]
            )
            #expect(status == 0, "\(text)")
            let after = try room.baton(["export", "-o", "-"])
            #expect(before.output != after.output)
        }
    }
}
