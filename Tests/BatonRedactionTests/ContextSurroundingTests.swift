import BatonRedaction
import Testing

@Suite struct ContextSurroundingTests {
    /// How many of the secrets in `texts` are hidden, at depths of escaping from 0 to 2, and what is not.
    private func found(_ texts: [String], _ make: (inout SeededGenerator) -> String) throws -> (
        share: Double, missed: [String]
    ) {
        var random = SeededGenerator(seed: 51)
        var missed: [String] = []
        var total = 0
        for text in texts {
            for depth in 0...2 {
                let secret = make(&random)
                let input = record("before\n" + text.replacing("§", with: secret) + "\nafter", depth: depth)
                let redaction = try Shared.redactor().redact(record: Array(input.utf8))
                let output = redaction.map { String(decoding: $0.bytes, as: UTF8.self) } ?? input
                #expect(JSONChecker.isValid(Array(output.utf8)), "\(text)")
                #expect(output.contains("before") && output.contains("after"), "\(text)")
                total += 1
                if output.contains(secret) { missed.append("\(text) depth \(depth): \(secret)") }
            }
        }
        return (1 - Double(missed.count) / Double(total), missed)
    }

    @Test(
        "passwords are found in code, commands, sentences and files",
        arguments: [
            ContextSurroundings.literals, ContextSurroundings.commands, ContextSurroundings.sentences,
            ContextSurroundings.files,
        ]
    )
    func passwords(_ texts: [String]) throws {
        let (share, missed) = try found(texts) { random in
            switch Int.random(in: 0..<3, using: &random) {
            case 0: "Harbor" + random.text(digits, 4) + "!"
            case 1: random.text(base62, 11) + "k7" + random.text("#%+", 1) + random.text(digits, 1)
            default: "otter-Maple-" + random.text(digits, 2)
            }
        }
        #expect(share >= 0.95, "missed: \(missed.joined(separator: "\n"))")
    }

    @Test(
        "keys are found in cookies and headers",
        arguments: [ContextSurroundings.cookies, ContextSurroundings.headers]
    )
    func keys(_ texts: [String]) throws {
        let (share, missed) = try found(texts) { $0.text(base62, 30) + $0.text(digits, 2) }
        #expect(share >= 0.95, "missed: \(missed.joined(separator: "\n"))")
    }

    @Test("what speaks of secrets and holds none stays", arguments: ContextSurroundings.harmless)
    func harmless(_ text: String) throws {
        for depth in 0...1 {
            let redaction = try Shared.redactor().redact(
                record: Array(record("see\n\(text)\nend", depth: depth).utf8)
            )
            #expect(redaction == nil, "\(redaction?.findings.map(\.rule) ?? []) depth \(depth)")
        }
    }

    @Test func `the secret beside an AWS key id goes with it`() throws {
        var random = SeededGenerator(seed: 52)
        for text in ["AKIAQWERTYUIOPASDFGH §", "AKIAQWERTYUIOPASDFGH,§", "(\"AKIAQWERTYUIOPASDFGH\", \"§\")"]
        {
            let secret = "aB3" + random.text(base62, 36) + "q"
            let output = try redacted(text.replacing("§", with: secret))
            #expect(!output.contains(secret) && !output.contains("AKIA"), "\(output)")
        }
    }

    @Test(
        "an account number is found as people write it",
        arguments: [
            "DE89370400440532013000", "DE89 3704 0044 0532 0130 00", "GB82 WEST 1234 5698 7654 32",
            "NL91ABNA0417164300",
            "FR14 2004 1010 0505 0001 3M02 606", "IT60X0542811101000000123456", "CH93 0076 2011 6238 5295 7",
        ]
    )
    func account(_ number: String) throws {
        for text in ["IBAN: §", "pay to § today", "| § |", "{\"iban\":\"§\"}"] {
            let output = try redacted(text.replacing("§", with: number))
            #expect(!output.contains(number) && output.contains("[redacted:iban"), "\(output)")
        }
        // Another check digit, and it is none.
        let wrong = number.replacing(/[0-9]$/) { $0.output == "9" ? "8" : "9" }
        if wrong != number { #expect(try redacted("pay to \(wrong) today") == "pay to \(wrong) today") }
    }

    @Test func `recovery codes and seeds are hidden, a date is not`() throws {
        #expect(try redacted("Recovery codes:\n  ab3d-k2m9\n  x7y2-p4q8\nnext").hasSuffix("\nnext"))
        #expect(try !redacted("Recovery codes:\n  ab3d-k2m9\n  x7y2-p4q8\n").contains("p4q8"))
        #expect(
            try !redacted("otpauth://totp/X:me?secret=JBSWY3DPEHPK3PXP&issuer=X").contains("JBSWY3DPEHPK3PXP")
        )
        #expect(try redacted("ssn: 123-45-6789") == "ssn: [redacted:us-ssn:1]")
    }

    @Test func `key files without their first line are hidden`() throws {
        var random = SeededGenerator(seed: 53)
        let lines = (0..<5).map { _ in random.text(base64, 64) }
        let tail = lines.joined(separator: "\n") + "\n-----END RSA PRIVATE KEY-----\nmore"
        let output = try redacted("cat\n" + tail)
        #expect(!lines.contains { output.contains($0) } && output.hasSuffix("\nmore"), "\(output)")
        let certificate = tail.replacing("RSA PRIVATE KEY", with: "CERTIFICATE")
        #expect(try redacted(certificate) == certificate)
        let putty =
            "Private-Lines: 5\n" + lines.joined(separator: "\n") + "\nPrivate-MAC: " + random.text(hex, 64)
            + "\nmore"
        let hidden = try redacted(putty)
        #expect(
            hidden.hasPrefix("Private-Lines: 5\n[redacted:putty-key:1]") && hidden.hasSuffix("\nmore"),
            "\(hidden)"
        )
    }

    @Test(
        "commands and cookies by the thousand cost linear time",
        arguments: [
            "curl -u a ", "mysql 7z ", "sid=", "session=abcdef0123456789 ", "Private-Lines: 99 ",
            "-----END PRIVATE KEY-----",
            "authorization: digest ", "<<< abcdefg1 ", "the password for ", "login: a/", "@tcp(",
            "DE44 5001 0517 ",
            " as the password", "define(\"password\",",
        ]
    )
    func bomb(_ piece: String) throws {
        let text = Array(String(repeating: piece, count: (256 << 10) / piece.utf8.count).utf8)
        let time = try ContinuousClock().measure { _ = try Shared.redactor().redact(text: text) }
        // Quadratic work on so much takes minutes; the bound is for slow, unoptimised builds.
        #expect(time < .seconds(30), "\(piece)")
    }
}
