import BatonExport
import BatonSessions
import JSON
import Platform
import Testing

private let corpus = Paths.normalized(packageRoot + "/../shared/corpus")

@Suite(.enabled(if: Files.status(corpus + "/MANIFEST.tsv") != nil, "there is no corpus beside the package"))
struct CorpusCountTests {
    @Test("what all formats say they hold of a real transcript is what stands in its bundle")
    func counts() throws {
        let manifest = String(decoding: try Files.read(corpus + "/MANIFEST.tsv"), as: UTF8.self)
        var compared = 0
        for line in manifest.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields[3] == "claude" else { continue }
            let opened = try transcript(at: corpus + "/" + fields[0])
            let bundle: Document
            do {
                bundle = try export(opened, .json) { $0.thinking = true }
            } catch is SessionError {
                continue
            }
            let found = try countedBlocks(of: bundle)
            let name = Paths.name(String(fields[0]))
            #expect(bundle.summary.counts == found, "\(name)")
            for format in [ExportFormat.markdown, .html] {
                let document = try export(opened, format, history: .resume) { $0.thinking = true }
                #expect(document.summary.counts == found, "\(name)")
            }
            let agent = try export(opened, .markdown, history: .resume) { $0.audience = .agent }
            #expect(headings(agent.text).count == found.messages, "\(name)")
            #expect(agent.summary.counts.toolCalls == found.toolCalls, "\(name)")
            #expect(agent.summary.counts.toolResults == found.toolResults, "\(name)")
            compared += 1
        }
        #expect(compared >= 59)
    }
}

/// What stands in the messages of a bundle, by the plainest count.
func countedBlocks(of bundle: Document) throws -> ContentCounts {
    var found = ContentCounts()
    for entry in try JSONParser.parse(bundle.content)["messages"].map({ Array($0.elements) }) ?? [] {
        found.messages += 1
        let content = entry["message"]?["content"]
        if content?.kind == .string { found.blocks += 1 }
        for block in content.map({ Array($0.elements) }) ?? [] {
            found.blocks += 1
            switch block["type"]?.string {
            case "tool_use": found.toolCalls += 1
            case "tool_result":
                found.toolResults += 1
                let parts = block["content"].map { Array($0.elements) } ?? []
                found.images += parts.count { $0["type"]?.string == "image" }
            case "image": found.images += 1
            default: break
            }
        }
    }
    return found
}
