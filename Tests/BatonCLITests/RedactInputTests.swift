import Platform
import TestSupport
import Testing

/// Files as they come: in other encodings, with bytes that are no text, and longer than what is looked at at once.
@Suite("What baton redact reads")
struct RedactInputTests {
    private static let token: String = {
        var random = SeededGenerator(seed: 17)
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        return "ghp_" + String((0..<36).map { _ in letters[random.below(letters.count)] })
    }()

    /// UTF-16 with a byte order mark.
    private static func wide(_ text: String, isBig: Bool) -> [UInt8] {
        ([0xfeff] + Array(text.utf16)).flatMap { unit -> [UInt8] in
            let bytes = [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)]
            return isBig ? bytes : bytes.reversed()
        }
    }

    @Test("a text in UTF-16 is searched, and stays in UTF-16", arguments: [true, false])
    func wide(_ isBig: Bool) throws {
        try withRoom { room in
            let text = "naïve 😀\r\nuse \(Self.token) now\r\n"
            try Files.write(Self.wide(text, isBig: isBig), to: Paths.join(room.work, "wide.txt"))
            let clean = try room.baton(["redact", "wide.txt"])
            let expected = text.replacing(Self.token, with: "[redacted:github-token:1]")
            #expect(clean.status == 0 && clean.output == Self.wide(expected, isBig: isBig))
            let report = try room.baton(["redact", "--report", "wide.txt"])
            #expect(report.status == 1 && report.text.hasPrefix("2:5  github-token"))
        }
    }

    @Test("what only begins like UTF-16 is told to be no text, and stays otherwise as it is")
    func half() throws {
        try withRoom { room in
            // Half of a pair, and one byte too many.
            for bytes: [UInt8] in [[0xff, 0xfe, 0x00, 0xd8, 0x41, 0], [0xff, 0xfe, 0x41, 0, 0x42]] {
                try Files.write(bytes, to: Paths.join(room.work, "half"))
                let result = try room.baton(["redact", "./half"])
                #expect(result.status == 0 && result.output == bytes)
                #expect(String(decoding: result.error, as: UTF8.self).contains("is not text"))
            }
        }
    }

    @Test("a long file gives what its parts give, with the lines of the whole")
    func long() throws {
        try withRoom { room in
            let filler = String(repeating: "12:00:01 a line of a log that holds nothing\n", count: 120_000)
            let text = "a \(Self.token)\n" + filler + "b \(Self.token)\n"
            try Files.write(Array(text.utf8), to: Paths.join(room.work, "long.log"))
            let clean = try room.baton(["redact", "long.log"])
            #expect(clean.output == Array(text.replacing(Self.token, with: "[redacted:github-token:1]").utf8))
            let report = try room.baton(["redact", "--report", "long.log"])
            #expect(report.text.split(separator: "\n").map { $0.prefix(9) } == ["1:3      ", "120002:3 "])
        }
    }
}
