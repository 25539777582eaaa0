import Platform
import Testing

/// A hostile script and what the program must come to.
struct HostileCase: Sendable, CustomTestStringConvertible {
    /// How a script must end.
    enum Outcome: Sendable, Equatable {
        /// Any of done, a script's error and a limit; but it ends, and says why.
        case any
        case clean
        /// A script's error whose report holds this text.
        case error(String)
        /// A limit whose report holds this text.
        case limit(String)
        case status(Int32)
    }

    let name: String
    let outcome: Outcome
    let source: [UInt8]

    var testDescription: String { name }

    /// The cases of a file: `--@ name: outcome` stands above each.
    static func cases(of file: String) -> [HostileCase] {
        guard let bytes = try? Files.read(Repository.path("Tests/BatonCLITests/Hostile/\(file).lua")) else {
            return []
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "--@ ").compactMap { part in
            let (head, body) = cut(part, at: "\n")
            let words = head.split(separator: ": ", maxSplits: 1)
            guard words.count == 2, let outcome = Outcome(words[1]) else { return nil }
            return HostileCase(name: String(words[0]), outcome: outcome, source: Array(body.utf8))
        }
    }

    private static func cut(_ text: Substring, at separator: Character) -> (Substring, Substring) {
        guard let index = text.firstIndex(of: separator) else { return (text, "") }
        return (text[..<index], text[text.index(after: index)...])
    }
}

extension HostileCase.Outcome {
    init?(_ text: Substring) {
        switch text {
        case "any": self = .any
        case "clean": self = .clean
        case "time": self = .limit("used up its time")
        case "limit": self = .limit("")
        case _ where text.hasPrefix("status "): self = .status(Int32(text.dropFirst(7)) ?? -1)
        case _ where text.hasPrefix("error"): self = .error(String(text.dropFirst(6)))
        default: return nil
        }
    }

    /// Whether the program ended so, with its report on standard error.
    func matches(_ status: Int32, _ report: String) -> Bool {
        switch self {
        case .any: [0, 2, 4].contains(status)
        case .clean: status == 0
        case .error(let text): status == 2 && report.contains(text)
        case .limit(let text): status == 4 && report.contains(text)
        case .status(let expected): status == expected
        }
    }
}

@Suite("Hostile scripts")
struct HostileTests {
    static let files = [
        "cloops", "collector", "cpu", "errors", "escapes", "machine", "memory", "stack",
    ]
    static let cases = files.flatMap { HostileCase.cases(of: $0) } + OddSource.cases

    @Test("there are many")
    func found() {
        for file in Self.files { #expect(HostileCase.cases(of: file).count > 10) }
        #expect(Self.cases.count > 250)
        #expect(Set(Self.cases.map(\.name)).count == Self.cases.count)
    }

    @Test("a hostile script ends and says why", arguments: cases)
    func hostile(_ test: HostileCase) throws {
        try withRoom { room throws in
            try Files.create(test.source, at: Paths.join(room.work, "case.lua"))
            let limits = ["--limit", "time=1s", "--limit", "memory=64M"]
            let result = try room.baton(["run", "./case.lua"] + limits)
            let report = String(decoding: result.error, as: UTF8.self)
            #expect(test.outcome.matches(result.status, report), "\(result.status): \(report.suffix(600))")
            if result.status != 0 {
                let lines = report.split(separator: "\n").filter { !$0.hasPrefix("hint: ") }
                #expect(
                    lines.contains { $0.hasPrefix("baton: ") },
                    "no clear last line: \(report.suffix(600))"
                )
            }
            #expect(!report.contains("\u{1b}"))
        }
    }
}
