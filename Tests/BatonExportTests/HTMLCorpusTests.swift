import BatonExport
import BatonSessions
import JSON
import Platform
import TestSupport
import Testing

/// Real transcripts, which stand beside the package where they may be kept and are not part of it.
private let corpus = Paths.normalized(packageRoot + "/../shared/corpus")

@Suite(.enabled(if: Files.status(corpus + "/MANIFEST.tsv") != nil, "there is no corpus beside the package"))
struct HTMLCorpusTests {
    @Test("every real transcript becomes a page with all its messages, calls and results")
    func all() throws {
        let manifest = String(decoding: try Files.read(corpus + "/MANIFEST.tsv"), as: UTF8.self)
        var pages = 0
        for line in manifest.split(separator: "\n").dropFirst() {
            let path = corpus + "/" + line.prefix { $0 != "\t" }
            guard path.hasSuffix(".jsonl") else { continue }
            let document: Document
            let bundle: JSONValue
            do {
                let opened = try transcript(at: path)
                document = try export(opened, .html, history: .resume)
                bundle = try JSONParser.parse(export(opened, .json).content)
            } catch is SessionError {
                continue
            }
            pages += 1
            let page = try HTMLReader(document.content)
            let messages = bundle["messages"].map { Array($0.elements) } ?? []
            let blocks = messages.flatMap { $0["message"]?["content"].map { Array($0.elements) } ?? [] }
            func count(_ type: String) -> Int { blocks.count { $0["type"]?.string == type } }
            #expect(page.classed("message").count == messages.count, "\(Paths.name(path))")
            // Those of subagents stand in sections of their own.
            func own(_ name: String) -> Int { page.classed(name).count { !$0.path.contains("section") } }
            #expect(own("call") == count("tool_use"), "\(Paths.name(path))")
            #expect(own("result") == count("tool_result"), "\(Paths.name(path))")
        }
        #expect(pages >= 59)
    }
}
