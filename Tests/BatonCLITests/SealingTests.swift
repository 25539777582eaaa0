import Platform
import TestSupport
import Testing

/// Passphrases at a terminal, and where keys must not be.
@Suite("Sealing")
struct SealingTests {
    private func withDesk(_ body: (inout Room) throws -> Void) throws {
        try withRoom { room throws in
            try Files.makeDirectory(Paths.join(room.home, ".config/baton"))
            try Files.create(
                Array(
                    "default_store: desk\nstores: {desk: {type: directory, path: '\(room.root)/shares'}}\n"
                        .utf8
                ),
                at: Paths.join(room.home, ".config/baton/config.yml")
            )
            try room.addSample()
            try body(&room)
        }
    }

    @Test("a passphrase is asked for twice, and does not show")
    func twice() throws {
        try withDesk { room in
            let (text, status) = try TerminalTests.screen(
                room,
                ["export", "--upload", "--passphrase"],
                [
                    ("passphrase (not shown): ", "swordfish\n"), ("the same again: ", "swordfish\n"),
                    ("[y/N]", "y\n"),
                ]
            )
            #expect(status == 0)
            #expect(!text.contains("swordfish") && text.contains("only who knows the passphrase"))
            let share = try #require(try Files.names(in: Paths.join(room.root, "shares")).first)
            let (opened, end) = try TerminalTests.screen(
                room,
                ["clone", Paths.join(room.root, "shares/" + share), "--dry-run"],
                [("passphrase (not shown): ", "swordfish\n")]
            )
            #expect(end == 0 && opened.contains("messages") && !opened.contains("swordfish"))
        }
    }

    @Test("two passphrases that differ seal nothing")
    func differ() throws {
        try withDesk { room in
            let program = InProcess(room, home: "home")
            let result = try program.run(
                "export",
                "--upload",
                "--passphrase",
                answers: ["one", "other", "y"]
            )
            #expect(result.status == 64 && result.error.contains("the passphrases differ"))
            let empty = try program.run("export", "--upload", "--passphrase", answers: ["", "", "y"])
            #expect(empty.status == 64)
            #expect(!Files.isDirectory(Paths.join(room.root, "shares")))
        }
    }

    @Test("no file that a run leaves behind holds a key or a passphrase")
    func leaks() throws {
        try withDesk { room in
            room.environment["TMPDIR"] = Paths.join(room.root, "tmp")
            try Files.makeDirectory(Paths.join(room.root, "tmp"))
            let phrase = "phrase-\(UInt64.random(in: 0 ... .max))"
            let outside = Paths.join(room.root, "phrase")
            try Files.create(Array((phrase + "\n").utf8), at: outside, mode: 0o600)
            let linked = try room.baton(["export", "--upload"])
            let phrased = try room.baton(["export", "--upload", "--passphrase-file", outside])
            #expect(linked.status == 0 && phrased.status == 0)
            let key = try #require(linked.text.firstRange(of: "AGE-SECRET-KEY-1")).lowerBound
            let secret = linked.text[key...].filter { $0 != "'" }
            #expect(secret.utf8.count == 74)
            for output in [phrased.output, phrased.error, linked.error] {
                let text = String(decoding: output, as: UTF8.self)
                #expect(!text.contains(phrase) && !text.contains(secret))
            }
            // Opening leaves none, too.
            let cloned = try room.baton(["clone", "-", "--yes"], input: linked.output)
            #expect(cloned.status == 0)
            #expect(!String(decoding: cloned.error + cloned.output, as: UTF8.self).contains(secret))
            try Files.remove(outside)
            let found = try room.run(
                "grep",
                ["-rlaF", "-e", secret, "-e", phrase, "-e", String(secret.dropFirst(16)), room.root]
            )
            #expect(found.text == "")
            #expect(try Files.names(in: Paths.join(room.root, "tmp")).isEmpty)
        }
    }

    @Test("gpg is told the names of keys and nothing else, and no core file is written while it runs")
    func gpg() throws {
        try withDesk { room in
            let bin = Paths.join(room.root, "bin")
            try Files.makeDirectory(bin)
            // A stand-in that writes down what it was started with.
            let script = """
                #!/bin/bash
                printf '%s\\n' "$@" > \(room.root)/arguments
                env > \(room.root)/environment
                grep 'Max core file size' /proc/$PPID/limits > \(room.root)/limits
                cat > \(room.root)/input
                echo sealed
                """
            try Files.create(Array(script.utf8), at: Paths.join(bin, "gpg"), mode: 0o755)
            room.environment["PATH"] = bin + ":/usr/bin:/bin"
            let result = try room.baton([
                "export", "--upload", "--gpg", "ada@example.org", "--gpg", "0xABCDEF",
            ])
            #expect(result.status == 0, "\(String(decoding: result.error, as: UTF8.self))")
            let arguments = String(
                decoding: try Files.read(Paths.join(room.root, "arguments")),
                as: UTF8.self
            )
            #expect(arguments.hasSuffix("--batch\n--recipient\nada@example.org\n--recipient\n0xABCDEF\n"))
            let input = try Files.read(Paths.join(room.root, "input"))
            #expect(input.starts(with: [0x1f, 0x8b]))
            #if os(Linux)
                let limits = String(decoding: try Files.read(Paths.join(room.root, "limits")), as: UTF8.self)
                #expect(limits.split(separator: " ").dropFirst(4).first == "0", "\(limits)")
            #endif
            room.environment["PATH"] = "/nowhere"
            let missing = try room.baton(["export", "--upload", "--gpg", "ada@example.org"])
            #expect(missing.status == 2)
            #expect(String(decoding: missing.error, as: UTF8.self).contains("needs the gpg program"))
        }
    }
}
