#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import BatonExport
import BatonSessions
import Platform
import TestSupport
import Testing

@Suite(.serialized) struct GoldenTests {
    static let folder = packageRoot + "/Tests/BatonExportTests/Golden"

    /// The sample under a folder and a name that do not depend on where the package stands.
    func sample() throws -> Transcript { try transcript(at: Self.folder + "/sample.jsonl") }

    /// Compares with the file that a review has seen; with `RECORD=1` writes it, but never where `CI` is set.
    func check(_ document: Document, _ name: String) throws {
        let path = Self.folder + "/" + name
        if getenv("RECORD").map({ String(cString: $0) }) == "1", getenv("CI") == nil {
            try Files.write(document.content, to: path)
        }
        let expected = String(decoding: try Files.read(path), as: UTF8.self)
        #expect(document.text == expected, "to accept it: RECORD=1 swift test --filter GoldenTests")
    }

    @Test("the sample as Markdown", arguments: ToolDetail.allCases)
    func markdown(detail: ToolDetail) throws {
        let document = try export(sample(), .markdown) { $0.tools = detail }
        try check(document, "sample-\(detail.rawValue).md")
        #expect(document.summary.filename == "claude-context-demo-app-2026-02-28.md")
        #expect(document.summary.imageCount == 2)
    }

    @Test("the sample as a bundle", arguments: History.allCases)
    func bundle(history: History) throws {
        let document = try export(sample(), .json, history: history)
        try check(document, "sample-\(history.rawValue).json")
        #expect(document.summary.filename == "session-sample.json")
    }

    @Test("the sample with reasoning, a title and a preface, limited")
    func options() throws {
        let document = try export(sample(), .markdown, messages: 30) { options in
            options.thinking = true
            options.title = "A <title>\nof mine"
            options.preface = "Read `this` first.\n\n```\nopen"
        }
        try check(document, "sample-options.md")
    }

    @Test("the bytes are the same in another time zone")
    func timeZone() throws {
        let before = try export(sample(), .markdown)
        let old = getenv("TZ").map { String(cString: $0) }
        setenv("TZ", "Pacific/Kiritimati", 1)
        tzset()
        defer {
            if let old { setenv("TZ", old, 1) } else { unsetenv("TZ") }
            tzset()
        }
        let after = try export(sample(), .markdown)
        #expect(before.content == after.content)
        #expect(before.summary == after.summary)
    }
}
