import Platform
import TestSupport
import Testing

/// What is typed once a text has appeared.
typealias ScreenStep = (await: String, type: String)

/// The prompt at a pseudo-terminal, which Python makes.
@Suite("The prompt at a terminal")
struct TerminalTests {
    private typealias Step = ScreenStep

    private static let driver = """
        import os, pty, select, sys, time
        steps = [a.encode().decode('unicode_escape').encode('latin-1') for a in sys.argv[1].split('|')]
        pid, fd = pty.fork()
        if pid == 0:
            os.execv(sys.argv[2], sys.argv[2:])
        screen, place = b'', 0
        def read(seconds):
            global screen
            if not select.select([fd], [], [], seconds)[0]: return False
            try: more = os.read(fd, 65536)
            except OSError: more = b''
            screen += more
            return bool(more)
        for awaited, typed in zip(steps[0::2], steps[1::2]):
            end = time.monotonic() + 60
            while awaited not in screen[place:]:
                if time.monotonic() > end or not read(60):
                    sys.stdout.buffer.write(screen + b'\\n(never came: ' + awaited + b')\\n')
                    os.kill(pid, 9)
                    sys.exit(99)
            place = screen.index(awaited, place) + len(awaited)
            os.write(fd, typed)
        while read(60): pass
        sys.stdout.buffer.write(screen)
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        """

    private func screen(_ room: Room, _ steps: [Step]) throws -> (text: String, status: Int32) {
        try Self.screen(room, ["repl"], steps)
    }

    /// What the terminal showed of a command; each step waits for a text behind the one before.
    static func screen(
        _ room: Room,
        _ arguments: [String],
        _ steps: [ScreenStep]
    ) throws -> (text: String, status: Int32) {
        var room = room
        room.environment["TERM"] = "xterm"
        let script = steps.flatMap { [escaped($0.await), escaped($0.type)] }.joined(separator: "|")
        let result = try room.run("python3", ["-c", driver, script, BuiltProgram.path] + arguments)
        return (String(decoding: result.output, as: UTF8.self), result.status)
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain =
                (0x20..<0x7f).contains(byte) && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: "|")
            if isPlain { return String(Character(UnicodeScalar(byte))) }
            let digits = String(byte, radix: 16)
            return "\\x" + (digits.count < 2 ? "0" : "") + digits
        }.joined()
    }

    @Test("Tab completes names, options and pages")
    func completion() throws {
        try withRoom { room throws in
            let (text, status) = try screen(
                room,
                [
                    ("> ", "baton.expo\t"), ("rt", ".markd\t"), ("own", "(nil, { mess\t"),
                    ("ages = ", "\u{3}"), ("> ", ":doc qr.pri\t"), ("nt", "\r"),
                    ("Shows a QR code", "string.r\t"), ("reverse", "\u{3}"), ("> ", ":quit\r"),
                ]
            )
            #expect(status == 0, "\(text)")
        }
    }

    @Test("lines are brought back, also by the next prompt, without their secrets")
    func history() throws {
        try withRoom { room throws in
            let token = "ghp_" + "q7Rk2mZx9LwT4vBn8YcJ1pHd6GsF3aEu0oXi"
            let first = try screen(
                room,
                [
                    ("> ", "secret = '\(token)'\r"), ("> ", "word = 'grüße'\r"), ("> ", "\u{1b}[A"),
                    ("word = 'grüße'", " .. '!'\r"), ("> ", "word\r"), ("\"grüße!\"", "\u{4}"),
                ]
            )
            #expect(first.status == 0, "\(first.text)")
            let file = Paths.join(room.home, ".state/baton/repl_history")
            let kept = String(decoding: try Files.read(file), as: UTF8.self)
            #expect(kept.contains("word = 'grüße' .. '!'\n"))
            #expect(!kept.contains(token))
            #expect(kept.contains("[redacted:"))
            #expect(Files.linkStatus(file)?.mode == 0o600)
            let second = try screen(
                room,
                [("> ", "\u{1b}[A\u{1b}[A"), ("'!'", "\r"), ("> ", "word\r"), ("\"grüße!\"", "\u{4}")]
            )
            #expect(second.status != 99, "\(second.text)")
        }
    }

    @Test("Ctrl-C clears an input and stops a running one; the prompt goes on")
    func interruption() throws {
        try withRoom { room throws in
            let (text, status) = try screen(
                room,
                [
                    ("> ", "for i = 1, 3 do\r"), (">> ", "\u{3}"), ("> ", "6 * 7\r"),
                    // What runs says so first: Ctrl-C is a key of the line before, and a signal then.
                    ("42", "print('go' .. 1) while true do end\r"),
                    ("go1\r\n", "\u{3}"), ("stopped", "6 * 8\r"),
                    ("48", "print('on' .. 2) baton.task.sleep(50)\r"),
                    ("on2\r\n", "\u{3}"), ("> ", "6 * 9\r"), ("54", "\u{4}"),
                ]
            )
            #expect(status == 0, "\(text)")
        }
    }

    @Test("Ctrl-D that is typed while something runs ends the prompt afterwards")
    func typedAhead() throws {
        try withRoom { room throws in
            let (text, status) = try screen(
                room,
                [("> ", "print('on' .. 1) baton.task.sleep(0.5)\r"), ("on1\r\n", "\u{4}")]
            )
            #expect(status == 0, "\(text)")
        }
    }

    @Test("an input goes on until it is complete")
    func lines() throws {
        try withRoom { room throws in
            let (text, status) = try screen(
                room,
                [
                    ("> ", "function twice(n)\r"), (">> ", "return n * 2\r"), (">> ", "end\r"),
                    ("> ", "twice(21)\r"), ("42", "\u{4}"),
                ]
            )
            #expect(status == 0, "\(text)")
        }
    }
}
