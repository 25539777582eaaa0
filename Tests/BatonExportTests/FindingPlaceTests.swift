import BatonExport
import BatonRedaction
import BatonSessions
import JSON
import Platform
import TestSupport
import Testing

@Suite("What an export tells of its redaction")
struct FindingPlaceTests {
    private static let token = "ghp_" + "q7Rk2mZx9LwT4vBn8YcJ1pHd6GsF3aEu0oXi"

    private func document(
        _ builder: TranscriptBuilder,
        _ format: ExportFormat,
        rules: RuleSet = .builtIn,
        _ change: (inout ExportOptions) -> Void = { _ in }
    ) throws -> Document {
        try withTemporaryDirectory { root in
            let path = root + "/11111111-2222-4333-8444-555555555555.jsonl"
            try Files.write(builder.bytes, to: path)
            var options = ExportOptions(exportedAt: exportTime)
            change(&options)
            let redaction = ExportRedaction(try Redactor(rules: rules))
            return try Exporter(try transcript(at: path), options, redaction: redaction).document(format)
        }
    }

    @Test("the first places of each rule are told by message and field", arguments: ExportFormat.allCases)
    func places(format: ExportFormat) throws {
        var builder = TranscriptBuilder()
        builder.prompt("hello")
        builder.answer("m1", "no")
        for number in 0..<5 { builder.prompt("use \(Self.token) \(number)") }
        builder.answer("m2", "it is \(Self.token)")
        let findings = try document(builder, format).summary.findings
        let finding = try #require(findings.first)
        #expect(finding.rule == "github-token")
        #expect(finding.count >= 6)
        #expect(
            finding.places == [3, 4, 5].map { .init(message: $0, field: "message.content", hint: "ghp_") }
        )
    }

    @Test("a title is told by its name")
    func title() throws {
        var builder = TranscriptBuilder()
        builder.prompt("hello")
        let findings = try document(builder, .markdown) { $0.title = "t \(Self.token)" }.summary.findings
        #expect(findings.first?.places == [.init(message: nil, field: "title", hint: "ghp_")])
    }

    @Test("a record that cannot be searched does not travel", arguments: ExportFormat.allCases)
    func unsearchable(format: ExportFormat) throws {
        var builder = TranscriptBuilder()
        builder.prompt(String(repeating: "a", count: 5000) + "!")
        let costly = Rule(id: "costly", pattern: "(?:a+)+(?:a+)+(?:a+)+$")
        #expect(throws: RedactionError.ruleTooCostly(id: "costly")) {
            try document(builder, format, rules: RuleSet.builtIn.adding([costly]))
        }
    }

    @Test("a bundle without images holds none of their bytes, and says where they were")
    func images() throws {
        let data = "iVBORw0KGgo" + String(repeating: "QUJD", count: 40)
        let picture =
            #"{"type":"image","source":{"type":"base64","media_type":"image/png","data":"\#(data)"}}"#
        var builder = TranscriptBuilder()
        builder.prompt("look")
        builder.user(content: #"[\#(picture),{"type":"text","text":"see"}]"#)
        builder.call("m1", "t9")
        builder.user(
            content:
                #"[{"type":"tool_result","tool_use_id":"t9","content":[\#(picture),{"type":"text","text":"ok"}]}]"#
        )
        let with = try document(builder, .json)
        let without = try document(builder, .json) { $0.images = ImageDetail.none }
        #expect(with.text.contains(data))
        #expect(!without.text.contains(data))
        #expect(without.summary.counts == with.summary.counts)
        #expect(with.summary.counts.images == 2)
        #expect(without.text.split(separator: "[image/png left out]").count == 3)
        #expect(try JSONParser.parse(without.content)["messages"]?.kind == .array)
    }
}
