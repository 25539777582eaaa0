import BatonExport
import BatonRedaction
import Platform
import TestSupport
import Testing

/// What the head of a page or bundle tells of a session comes from its transcript, and is searched like it.
@Suite("Secrets in the head of an export")
struct HeadSecretTests {
    @Test(
        "a secret in a fact of the session does not come out",
        arguments: ["model", "title", "branch", "cwd"],
        ExportFormat.allCases
    )
    func fact(_ place: String, _ format: ExportFormat) throws {
        var random = SeededGenerator(seed: 31)
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        let token = "ghp_" + String((0..<36).map { _ in letters[random.below(letters.count)] })
        func value(_ name: String) -> String { place == name ? "x \(token)" : "plain" }
        let session = "11111111-2222-4333-8444-555555555555"
        let lines = [
            "{\"type\":\"custom-title\",\"customTitle\":\"\(value("title"))\",\"sessionId\":\"\(session)\"}",
            """
            {"type":"user","parentUuid":null,"uuid":"00000000-0000-4000-8000-000000000001","timestamp":\
            "2026-03-14T09:00:07.000Z","sessionId":"\(session)","cwd":"/srv/\(value("cwd"))","version":"2.1.300",\
            "gitBranch":"\(value("branch"))","message":{"role":"user","content":"Go."}}
            """,
            """
            {"type":"assistant","parentUuid":"00000000-0000-4000-8000-000000000001","uuid":\
            "00000000-0000-4000-8000-000000000002","timestamp":"2026-03-14T09:00:08.000Z","sessionId":"\(session)",\
            "cwd":"/srv/\(value("cwd"))","version":"2.1.300","gitBranch":"\(value("branch"))","message":{"id":"msg_1",\
            "type":"message","role":"assistant","model":"\(value("model"))","content":[{"type":"text","text":"Gone."}]}}
            """,
        ]
        try withTemporaryDirectory { root in
            let path = Paths.join(root, session + ".jsonl")
            try Files.write(Array(lines.map { $0 + "\n" }.joined().utf8), to: path)
            let document = try Exporter(
                transcript(at: path),
                ExportOptions(exportedAt: exportTime),
                redaction: ExportRedaction(try Redactor())
            ).document(format)
            #expect(!document.text.contains(token.suffix(16)))
            #expect(!document.summary.filename.contains(token.suffix(16)))
            // Markdown tells neither the model nor the branch.
            #expect(document.text.contains("redacted:github-token:1") || format == .markdown)
        }
    }
}
