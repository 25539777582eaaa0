import Platform
import Testing

@testable import BatonSharing

@Suite("Times of a clone")
struct CloneTimesTests {
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
            ("/a/b-c_d.e", "/a/b-c_d.e"), ("/a b", "'/a b'"), ("/it's", "'/it'\\''s'"), ("", "''"),
            ("/a;b", "'/a;b'"),
            ("/$HOME", "'/$HOME'"), ("/ü", "'/ü'"), ("/a\nb", "'/a\nb'"), ("~", "'~'"), ("/a`b`", "'/a`b`'"),
        ]
    )
    func quoting(_ text: String, _ expected: String) {
        #expect(ShellWord.quoted(text) == expected)
    }
}
