import JSON
import Platform
import Testing

@testable import BatonSharing

@Suite("Times and fields of a clone")
struct CloneFieldTests {
    @Test("any times become ones that increase, lie between, and stay where they already do")
    func increasing() {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededGenerator(seed: seed)
        let latest = Timestamp(milliseconds: 1_780_000_000_000)
        for _ in 0..<300 {
            let times = (0..<Int.random(in: 1...40, using: &random)).map { _ -> Timestamp? in
                switch Int.random(in: 0...5, using: &random) {
                case 0: nil
                case 1:
                    Timestamp(
                        milliseconds: .random(in: -60_000_000_000_000...253_402_300_799_999, using: &random)
                    )
                case 2: latest
                default: latest.advanced(byMilliseconds: .random(in: -20...20, using: &random))
                }
            }
            let result = CloneTimes.increasing(times, latest: latest)
            #expect(result.count == times.count)
            for (left, right) in zip(result, result.dropFirst()) { #expect(left < right, "seed \(seed)") }
            #expect(result.allSatisfy { $0 <= latest }, "seed \(seed)")
            let again = CloneTimes.increasing(result, latest: latest)
            #expect(again == result, "seed \(seed)")
        }
    }

    @Test(
        "a path is quoted for a shell where it must be",
        arguments: [
            ("/a/b-c_d.e", "/a/b-c_d.e"), ("/a b", "'/a b'"), ("/it's", "'/it'\\''s'"),
            ("/'\u{301}x", "'/'\\''\u{301}x'"), ("", "''"),
            ("/a;b", "'/a;b'"),
            ("/$HOME", "'/$HOME'"), ("/ü", "'/ü'"), ("/a\nb", "'/a\nb'"), ("~", "'~'"), ("/a`b`", "'/a`b`'"),
        ]
    )
    func quoting(_ text: String, _ expected: String) {
        #expect(ShellText.word(text) == expected)
    }

    @Test(
        "a branch is kept when git would take it",
        arguments: [
            ("main", true), ("feature/a-b_c.d", true), ("ünï", true), ("", false), ("a b", false),
            ("-x", false),
            ("a..b", false), ("a~1", false), ("a\u{7}", false), ("a\u{202e}b", false), ("/a", false),
            ("a/", false),
            ("a.lock", false), ("a@{1}", false), ("a\\b", false), (String(repeating: "b", count: 256), false),
        ]
    )
    func branches(_ text: String, _ isKept: Bool) {
        #expect(SafeField.branch(text) == (isKept ? text : nil))
    }

    @Test(
        "a version is kept when it is three numbers",
        arguments: [
            ("2.1.81", true), ("0.0.0", true), ("99999.99999.99999", true), ("2.1", false),
            ("2.1.8.1", false),
            ("2..1", false), ("v2.1.8", false), ("2.1.x", false), ("100000.1.1", false), ("2.1.8\n", false),
            ("２.1.8", false),
        ]
    )
    func versions(_ text: String, _ isKept: Bool) {
        #expect(SafeField.version(text) == (isKept ? text : nil))
    }

    @Test("texts of white space are left out, whatever kind of it, and no other texts")
    func blankTexts() throws {
        let scalars = (0...0xffff).compactMap { Unicode.Scalar(UInt32($0)) }
        func isBlank(_ scalar: Unicode.Scalar) -> Bool {
            // White_Space, and what Python and JavaScript strip besides.
            scalar.properties.isWhitespace || ("\u{1c}"..."\u{1f}").contains(scalar) || scalar == "\u{feff}"
        }
        func escaped(_ scalar: Unicode.Scalar) -> String {
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
        let blocks = scalars.map { "{\"type\":\"text\",\"text\":\" \(escaped($0))\"}" }
        try withCloneHome { home in
            let messages = stride(from: 0, to: blocks.count, by: 1000).map { start in
                user(blocks: blocks[start..<min(start + 1000, blocks.count)].joined(separator: ","))
            }
            let session = try home.clone(ForeignBundle(messages).bytes)
            var kept: [String] = []
            for line in try Files.read(session.path).split(separator: 0x0a) {
                let content = try JSONParser.parse(Array(line))["message"]?["content"]
                kept += content?.elements.compactMap { $0["text"]?.string } ?? []
            }
            #expect(kept == scalars.filter { !isBlank($0) }.map { " \($0)" })
        }
    }
}
