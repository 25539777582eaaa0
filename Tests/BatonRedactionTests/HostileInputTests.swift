import BatonRedaction
import Testing

@Suite struct HostileInputTests {
    /// Pieces that the rules are about, to be thrown together.
    private static let pieces = [
        "\"", "\\", "\\\"", "\\n", "\\\\n", "\\u003d", "\\u0022", "\\\\u003d", "\\u00", "{", "}", "[", "]",
        ":", ",", " ", "'",
        "password", "=", "secret", "token", "api_key", "://", "@", "Bearer ", "Basic ", "--password ",
        "-----BEGIN ",
        "PRIVATE KEY-----", "-----END ", "ghp_", "sk-", "sk-ant-", "eyJ", ".", "AKIA", "4111 1111 1111 1111",
        "4111",
        "uuid", "message", "null", "12", "\u{e9}", "\u{1F600}", "[redacted:", "aGVsbG86d29ybGQ=",
        "Zx9Kq2Lm8Pw4Rt6Y",
        "value", "name", "\n", "\t", "\u{1b}[31m", "%3D", "<", ">", "${", "$(", " -u ", "curl ",
    ]

    @Test func `a valid record stays valid and a second pass finds nothing`() throws {
        for seed in UInt64(0)..<1000 {
            var random = SeededGenerator(seed: seed)
            var text = ""
            for _ in 0..<Int.random(in: 1...24, using: &random) {
                text += Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
                if Int.random(in: 0..<4, using: &random) == 0 {
                    text += random.text(base64URL, Int.random(in: 1...50, using: &random))
                }
            }
            let input = Array(record(text, depth: Int.random(in: 0...2, using: &random)).utf8)
            let redactor = try Shared.redactor()
            guard let once = try redactor.redact(record: input)?.bytes else { continue }
            #expect(JSONChecker.isValid(once), "seed \(seed)")
            #expect(try redactor.redact(record: once) == nil, "seed \(seed)")
        }
    }

    @Test func `findings tell the places of the input, also those of a later round`() throws {
        // The card stands alone only when the key behind it has gone.
        let text =
            "é 4111 1111 1111 1111AKIAABCDEFGHIJKLMNO2 AKIAABCDEFGHIJKLMNO3 5555 5555 5555 4444AKIAABCDEFGHIJKLMNO4"
        let input = Array(text.utf8)
        let redaction = try #require(try Shared.redactor().redact(text: input))
        var output: [UInt8] = []
        var done = 0
        for finding in redaction.findings {
            output += input[done..<finding.offset] + Array(finding.placeholder.utf8)
            done = finding.offset + finding.length
        }
        #expect(output + input[done...] == redaction.bytes)
    }

    @Test func `any bytes are taken, and a record that was valid stays so`() throws {
        let base = Array(
            record("DB_PASSWORD='Zx9Kq2Lm' and \"4111 1111 1111 1111\" \\ https://a:Zx9Kq2@b/", depth: 1).utf8
        )
        for seed in UInt64(0)..<1000 {
            var random = SeededGenerator(seed: seed)
            var bytes = base
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                default:
                    bytes.insert(Array("\"\\{}[]:,\n".utf8)[Int.random(in: 0..<9, using: &random)], at: place)
                }
            }
            let wasValid = JSONChecker.isValid(bytes)
            let redactor = try Shared.redactor()
            let output = try redactor.redact(record: bytes)?.bytes ?? bytes
            if wasValid { #expect(JSONChecker.isValid(output), "seed \(seed)") }
            _ = try redactor.redact(text: bytes)
        }
    }

    @Test(
        "a bomb costs linear time",
        arguments: [
            "ghp_", "sk-", "-eyJ", "eyJaaaaaaaaaaaaaaa", "eyJaaaaaaaaaaaa.", "-sk-ant-", "glpat-",
            "password=", "password: \"", "secret secret", "://", "://a:",
            "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----MIIEvgIBADANBgkqhkiG9w0BAQEF\\n",
            "4111 1111 1111 1111 ", "1 2 3 4 ", "4111111111111111", "\\",
            "\\\"", "\\\\u003d", "\\u0022", "{", "[", "{\"a\":", "[[[\"ghp_", "bearer ", "basic aaaa",
            " -u a:", ":AAAA", "xoxb-", "a.atlasv1.", "JQQJ99",
            "token", "hooks.slack.com/services/", "[_.]sid", "curl -u ", "\u{1b}[1;1;1;1;1;1m", "%3D",
            "A3-AAAAAA-", "LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVk",
            "password\\\\\\\\\\\\\\\\\"", "ghp_wK\n", "npm_4p\\\n", "sk-ant-api03-aB3dE5fG7hJ9\n",
            "<password>", "machine login password ", "api_key: string = ",
        ]
    )
    func bomb(_ piece: String) throws {
        // Quadratic work on so much takes minutes; the generous bound is for slow, unoptimised builds.
        let count = (64 << 10) / piece.utf8.count
        let text = Array(String(repeating: piece, count: count).utf8)
        let clock = ContinuousClock()
        let redactor = try Shared.redactor()
        let time = try clock.measure {
            _ = try redactor.redact(record: text)
            _ = try redactor.redact(text: text)
            _ = try redactor.redact(record: Array("{\"t\":\"".utf8) + text + Array("\"}".utf8))
        }
        #expect(time < .seconds(10), "\(piece)")
    }

    @Test func `a value of megabytes that repeats itself is not compared at each of its beginnings`() throws {
        let redactor = try Shared.redactor()
        let text = Array(String(repeating: "Z2hwX2FiY2RlZmdo", count: 60_000).utf8)
        try redactor.learn(text: text)
        // A comparison at each beginning would take a hundred thousand million steps.
        let redaction = try redactor.redact(text: text + Array(" ".utf8) + text)
        #expect((redaction?.bytes.count ?? 0) < text.count)
    }
}
