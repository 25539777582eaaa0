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
}
