import BatonExport
import BatonSessions
import JSON
import Platform
import TestSupport
import Testing

/// Small transcripts, one for each family of records, in every format.
@Suite(.serialized) struct KindGoldenTests {
    static let fixtures = [
        "tools-claude", "tools-others", "streamed", "compaction", "prompts", "odd", "agents", "sidechain",
    ]

    static func fixture(_ name: String) throws -> Transcript {
        let file = name == "agents" ? "agents/7e57ab1e-0000-4000-8000-00000000a9e7" : name
        return try transcript(at: GoldenTests.folder + "/kinds/\(file).jsonl")
    }

    @Test("records of each family in Markdown", arguments: fixtures)
    func markdown(name: String) throws {
        let document = try export(Self.fixture(name), .markdown) { $0.thinking = name == "odd" }
        try GoldenTests().check(document, "kinds/\(name).md")
        #expect(headings(document.text).count == document.summary.messageCount)
        #expect(!linesOutsideFences(document.text).contains("an open fence"))
    }

    @Test("records of each family in Markdown for an agent", arguments: fixtures)
    func agent(name: String) throws {
        let document = try export(Self.fixture(name), .markdown) { $0.audience = .agent }
        try GoldenTests().check(document, "kinds/\(name).agent.md")
        #expect(headings(document.text).count == document.summary.messageCount)
        #expect(!linesOutsideFences(document.text).contains("an open fence"))
    }

    @Test("records of each family as a page", arguments: fixtures)
    func html(name: String) throws {
        let document = try export(Self.fixture(name), .html) { $0.thinking = name == "odd" }
        try GoldenTests().check(shown(document), "kinds/\(name).html")
        #expect(try HTMLReader(document.content).classed("message").count == document.summary.messageCount)
    }

    @Test("records of each family as a bundle", arguments: fixtures)
    func bundle(name: String) throws {
        let document = try export(Self.fixture(name), .json)
        try GoldenTests().check(document, "kinds/\(name).json")
        #expect(
            try JSONParser.parse(document.content)["messages"].map { Array($0.elements).count }
                == document.summary.messageCount
        )
    }

    @Test("all formats count alike, and as the bundle's messages do", arguments: fixtures)
    func counts(name: String) throws {
        for thinking in [false, true] {
            func counts(_ format: ExportFormat) throws -> ContentCounts {
                try export(Self.fixture(name), format, history: .resume) { $0.thinking = thinking }.summary
                    .counts
            }
            let bundle = try export(Self.fixture(name), .json) { $0.thinking = thinking }
            let found = try countedBlocks(of: bundle)
            #expect(bundle.summary.counts == found)
            #expect(try counts(.markdown) == found)
            #expect(try counts(.html) == found)
        }
    }
}
