import BatonRedaction
import Testing

@Suite("Packs of what is personal")
struct PersonalTests {
    private static let names = PersonalNames(
        loginName: "mkowalska",
        fullName: "Marta Kowalska",
        hostName: "falkenhorst",
        words: ["Blaufuchs", "Projekt Überflug"]
    )

    private func redactor(_ packs: Set<Pack> = Set(Pack.allCases)) throws -> Redactor {
        let rules = Pack.allCases.filter(packs.contains).flatMap { $0.rules(Self.names) }
        return try Redactor(rules: RuleSet(RuleSet.builtIn.rules + rules), cache: Shared.cache)
    }

    private func clean(_ text: String) throws -> String {
        let redaction = try redactor().redact(text: Array(text.utf8))
        return redaction.map { String(decoding: $0.bytes, as: UTF8.self) } ?? text
    }

    @Test(
        "what is personal goes",
        arguments: [
            ("mail marta.k@kolibri.dev now", "mail [redacted:email:1] now"),
            ("<m+list@mail.kolibri.co.uk>.", "<[redacted:email:1]>."),
            (#"line\nmarta@kolibri.dev\n"#, #"line\n[redacted:email:1]\n"#),
            (#"\u003cmarta@kolibri.dev\u003e"#, #"\u003c[redacted:email:1]\u003e"#),
            ("from 81.169.145.7:443", "from [redacted:ip-address:1]:443"),
            ("http://10.20.30.40/x", "http://[redacted:ip-address:1]/x"),
            ("[2a01:4f8:c0c:1234::1]:80", "[[redacted:ip-address:1]]:80"),
            ("fe80::1ff:fe23:4567:890a%eth0", "[redacted:ip-address:1]%eth0"),
            ("call +49 30 901820 now", "call [redacted:phone:1] now"),
            ("tel:+14155552671", "tel:[redacted:phone:1]"),
            ("(415) 555-2671", "[redacted:phone:1]"), ("415-555-2671.", "[redacted:phone:1]."),
            ("cd /home/jnowak/app", "cd /home/[redacted:user:1]/app"),
            ("/Users/jan.nowak/Library", "/Users/[redacted:user:1]/Library"),
            (#"C:\\Users\\Jan Nowak\\Desktop"#, #"C:\\Users\\[redacted:user:1]\\Desktop"#),
            // In a text a single backslash may be an escape with the letter behind it.
            (#"C:\Users\jnowak\x"#, #"C:\Users[redacted:user:1]\x"#),
            (#"\/home\/jnowak\/x"#, #"\/home\/[redacted:user:1]\/x"#),
            ("projects/-home-jnowak-app/", "projects/-home-[redacted:user:1]-app/"),
            ("projects/C--Users-jnowak-app/", "projects/C--Users-[redacted:user:1]-app/"),
            ("/.cursor/projects/Users-jnowak-app", "/.cursor/projects/Users-[redacted:user:1]-app"),
            ("--- a/home/jnowak/x", "--- a/home/[redacted:user:1]/x"),
            ("/mnt/c/Users/jnowak", "/mnt/c/Users/[redacted:user:1]"),
            ("%2Fhome%2Fjnowak%2Fapp", "%2Fhome%2F[redacted:user:1]%2Fapp"),
            ("mkowalska pts/0", "[redacted:user:1] pts/0"),
            (#"a\nmkowalska b"#, #"a\n[redacted:user:1] b"#),
            ("/home/mkowalska and mkowalska", "/home/[redacted:user:1] and [redacted:user:1]"),
            ("by Marta Kowalska,", "by [redacted:person:1],"), ("on FALKENHORST.", "on [redacted:host:1]."),
            ("the blaufuchs-api", "the [redacted:word:1]-api"),
            ("PROJEKT ÜBERFLUG!", "[redacted:word:1]!"),
        ]
    )
    func goes(text: String, expected: String) throws {
        #expect(try clean(text) == expected)
        #expect(try clean(expected) == expected)
    }

    @Test(
        "what is nobody's stays",
        arguments: [
            "noreply@anthropic.com", "git@github.com:a/b.git", "jane@example.com", "test@test.com",
            "url.git@github.com:x", "a@b.example",
            "user@localhost",
            "lodash@4.17.21", "getty@tty1.service", "icon@2x.png", "@scope/name", "\\n@app.route(x)",
            "a @ b.c",
            "127.0.0.1:8080", "0.0.0.0", "255.255.255.0", "192.0.2.7", "8.8.8.8", "10.0.0.0/8", "1.2.3.4",
            "Chrome/120.0.12.14", "v21.12.30.14x", "pkg==10.20.30.40", "1.10.20.30.40", "section 4.12.13",
            "300.20.30.40",
            "::1", "std::fmt::a", "a::b", "2001:db8::12:3", "10:30:15", "aa:bb:cc:dd:ee:ff", "sha256:0123",
            "+1 -2", "+12345678901", "2026-02-28", "550e8400-e29b-41d4-a716-446655440000", "555-555-0123",
            "0123-456-7890-1", "100-555-2671", "x+14155552671", "/home/user/app", "/Users/runner/work",
            "/root/x", "~/x",
            "https://site.example/home/dashboard", "my-home-page", "--home-dir=x", "/home/$USER/x",
            "/home/<you>/x",
            "/home/*/x", "/home/", "xmkowalska1", "Marta", "falkenhorstig", "blaufuchse",
        ]
    )
    func stays(text: String) throws {
        #expect(try clean(text) == text)
    }

    @Test("nothing of it goes unless it is asked for")
    func off() throws {
        let text = "marta.k@kolibri.dev /home/jnowak 81.169.145.7 +49 30 901820 Blaufuchs"
        #expect(try redacted(text) == text)
    }

    @Test("records stay valid, and a path is replaced alike everywhere")
    func records() throws {
        let record =
            #"{"cwd":"/home/jnowak/app","uuid":"u","message":{"content":"C:\\Users\\jnowak\\x \"jan@kolibri.dev\" /home/jnowak/b"}}"#
        let redaction = try #require(try redactor().redact(record: Array(record.utf8)))
        #expect(JSONChecker.isValid(redaction.bytes))
        #expect(
            String(decoding: redaction.bytes, as: UTF8.self)
                == #"{"cwd":"/home/[redacted:user:1]/app","uuid":"u","message":{"content":"C:\\Users\\[redacted:user:1]\\x \"[redacted:email:1]\" /home/[redacted:user:1]/b"}}"#
        )
    }

    @Test("a password in an address beats what looks like mail")
    func password() throws {
        let secret = "Xk7" + "vQ2mNp9Lr4"
        #expect(
            try clean("postgres://app:\(secret)@db.kolibri.dev/x")
                == "postgres://app:[redacted:url-password:1]@db.kolibri.dev/x"
        )
    }

    @Test("what is personal is found wherever it stands")
    func everywhere() throws {
        let redactor = try redactor()
        let values =
            " jan@kolibri.dev 81.169.145.7 (415) 555-2671 +49 30 901820 2a01:4f8:c0c:1234::1 /home/jnowak blaufuchs "
        for before in 0..<140 {
            for after in [0, 7, 19, 31, 64] {
                let text =
                    String(repeating: "p", count: before) + values + String(repeating: "m", count: after)
                let findings = try redactor.redact(text: Array(text.utf8))?.findings ?? []
                #expect(findings.count == 7, "\(before) and \(after)")
            }
        }
    }

    @Test(
        "repeated heads take linear time",
        arguments: ["@a", "1.1.", "a::", "+1 ", "/home/", "a:a:", "123-4567"]
    )
    func bombs(piece: String) throws {
        let text = String(repeating: piece, count: 2_000_000 / piece.utf8.count)
        let clock = ContinuousClock()
        let time = try clock.measure { _ = try redactor().redact(text: Array(text.utf8)) }
        #expect(time < .seconds(30))
    }
}
