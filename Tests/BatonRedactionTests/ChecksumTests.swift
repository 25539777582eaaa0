@testable import BatonRedaction
import Testing

@Suite struct ChecksumTests {
    /// CRC-32 bit by bit, another way than the table of the program.
    static func crc(_ text: String) -> UInt32 {
        var value = UInt32.max
        for byte in text.utf8 {
            for bit in 0..<8 {
                let isOdd = (value ^ UInt32(byte >> UInt8(bit))) & 1 == 1
                value = isOdd ? value >> 1 ^ 0xEDB8_8320 : value >> 1
            }
        }
        return ~value
    }

    static func digits(_ number: UInt32, _ alphabet: String, _ count: Int) -> String {
        let alphabet = Array(alphabet)
        var rest = Int(number)
        var text = ""
        for _ in 0..<count {
            text = String(alphabet[rest % alphabet.count]) + text
            rest /= alphabet.count
        }
        return text
    }

    static let ordered = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

    /// The order of the digits in each pair turned round.
    private static func swapped(_ text: String) -> String {
        let pairs = stride(from: 0, to: 8, by: 2).map { String(Array(text)[$0..<$0 + 2]) }
        return pairs.reversed().joined()
    }

    /// Credentials with right checksums, made up at run time.
    static let samples: [Sample] =
        ["ghp_", "gho_", "ghu_", "ghr_", "ghs_", "npm_"].map { prefix in
            Sample(prefix == "npm_" ? "npm-token" : prefix == "ghs_" ? "github-app-token" : "github-token") {
                random in
                let body = random.text(base62, 30)
                return prefix + body + digits(crc(body), ordered, 6)
            }
        } + [
            Sample("atlassian-token") { random in
                let body = "ATCTT3xFfGN0\(random.text(base62, 100))="
                return body + digits(crc(body), "0123456789ABCDEF", 8)
            },
            Sample("atlassian-token") { random in
                let body = "ATBB\(random.text(base62, 24))"
                return body + digits(crc(body), "0123456789ABCDEF", 8)
            },
            Sample("grafana-token") { random in
                let body = "glsa_\(random.text(base62, 32))"
                return body + "_" + swapped(digits(crc(body), "0123456789abcdef", 8))
            },
            Sample("gitlab-token") { random in
                let body = "glpat-\(random.text(base62, 40)).01.14"
                return body + digits(crc(body), "0123456789abcdefghijklmnopqrstuvwxyz", 7)
            },
            Sample("pypi-token") { "pypi-AgEIcHlwaS5vcmcC\($0.text(base62, 120))" },
            // Base64 of a macaroon's first bytes and the length and name of the test site.
            Sample("pypi-token") { "pypi-AgENdGVzdC5weXBpLm9yZwI\($0.text(base62, 120))" },
        ]

    @Test("a right checksum is told", arguments: samples)
    func right(_ sample: Sample) throws {
        var random = SeededGenerator(seed: 51)
        let secret = sample.make(&random)
        let redaction = try #require(try Shared.redactor().redact(text: Array("x \(secret) y".utf8)))
        #expect(redaction.findings.map(\.rule) == [sample.rule])
        #expect(redaction.findings.map(\.isVerified) == [true])
    }

    @Test("a wrong checksum spares nothing and is not told", arguments: samples)
    func wrong(_ sample: Sample) throws {
        guard sample.rule != "pypi-token" else { return }
        var random = SeededGenerator(seed: 52)
        let secret = sample.make(&random)
        let last = secret.last == "1" ? "2" : "1"
        let redaction = try #require(
            try Shared.redactor().redact(text: Array("x \(secret.dropLast())\(last) y".utf8))
        )
        #expect(redaction.findings.map(\.rule) == [sample.rule])
        #expect(redaction.findings.map(\.isVerified) == [false])
    }

    @Test("a token glued to a word is found by its checksum, and only by it", arguments: samples)
    func glued(_ sample: Sample) throws {
        var random = SeededGenerator(seed: 53)
        let secret = sample.make(&random)
        let output = try redacted("see zzz\(secret) there")
        #expect(output == "see zzz[redacted:\(sample.rule):1] there")
    }

    @Test("a glued token with a wrong checksum is part of a word")
    func gluedWrong() throws {
        let text = "see zzzghp_" + String(repeating: "a1B2c3", count: 6) + " there"
        #expect(try redacted(text) == text)
    }

    @Test("CRC-32 of the standard's check value") func crcVector() {
        let bytes = Array("123456789".utf8)
        let value = CRC32.value(bytes.span, 0..<9)
        #expect(value == 0xCBF4_3926)
        #expect(Self.crc("123456789") == 0xCBF4_3926)
    }

    /// BIP 173, "Test vectors".
    @Test("Bech32's published examples")
    func bech32() {
        func isRight(_ text: String) -> Bool {
            let bytes = Array(text.utf8)
            return Bech32Checksum.isRight(bytes.span, 0..<bytes.count)
        }
        for text in [
            "A12UEL5L", "a12uel5l", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
            "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
        ] {
            #expect(isRight(text), "\(text)")
        }
        for text in ["A1G7SGD8", "10a06t8", "1qzzfhee", "a12uel5m", "x1b4n0q5v", "", "1"] {
            #expect(!isRight(text), "\(text)")
        }
    }

    /// BIP 32, "Test vectors", and the address of Bitcoin's first block.
    @Test("Base58Check's published examples")
    func base58() {
        func isRight(_ text: String) -> Bool {
            let bytes = Array(text.utf8)
            return Base58Checksum.payload(bytes.span, 0..<bytes.count) != nil
        }
        let key =
            "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPP"
            + "qjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi"
        #expect(isRight(key))
        #expect(isRight("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"))
        #expect(!isRight(String(key.dropLast()) + "j"))
        #expect(!isRight("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"))
        #expect(!isRight("0OIl"))
        #expect(!isRight(""))
    }

    @Test("heads without a boundary cost linear time")
    func repeated() throws {
        for text in ["zATATT3", "ghp_aaaaaaaaaaaa", "zglpat-aaaaaaaaaaaa"] {
            let bytes = Array(String(repeating: text, count: 200_000 / text.utf8.count).utf8)
            let redactor = try Shared.redactor()
            let time = try ContinuousClock().measure { _ = try redactor.redact(text: bytes) }
            #expect(time < .seconds(10), "\(text)")
        }
    }
}
