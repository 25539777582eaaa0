// Any bytes as a transcript, in memory: all formats hold the same, the bundle can be read again, statistics end.
import BatonExport
import BatonRedaction
import BatonSessions
import FuzzDriver
import JSON
import Platform
import TestSupport

let session: Session = {
    do {
        return try withTemporaryDirectory { folder in
            let path = Paths.join(folder, "11111111-2222-4333-8444-555555555555.jsonl")
            try Files.write(Array(#"{"type":"user","message":{"content":"x"}}"#.utf8), to: path)
            return try SessionFinder(.poisoned(), projectDirectories: []).session(atPath: path)
        }
    } catch { preconditionFailure("\(error)") }
}()

// One for all inputs: to compile rules takes longer than most inputs.
enum Shared {
    // One thread uses it.
    nonisolated(unsafe) static let redactor: Redactor = {
        do {
            return try Redactor(rules: RuleSet([Rule(id: "hunter", pattern: "hunter[0-9]+")]))
        } catch { preconditionFailure("\(error)") }
    }()
}

func check(_ document: Document, _ format: ExportFormat) throws {
    let counts = document.summary.counts
    switch format {
    case .json:
        let bundle = try Bundle.read(document.content)
        precondition(
            bundle.messages.count + bundle.unreadableMessages == counts.messages,
            "another number of entries"
        )
        let json = try JSONParser.parse(document.content)
        var blocks = 0
        for entry in json["messages"].map({ Array($0.elements) }) ?? [] {
            guard let content = entry["message"]?["content"] else { continue }
            blocks += content.kind == .string ? 1 : Array(content.elements).count
        }
        precondition(blocks == counts.blocks, "another number of blocks")
    case .html:
        let page = try HTMLReader(document.content)
        precondition(page.classed("message").count == counts.messages, "another number of articles")
        precondition(page.all("script").count == 1 && page.all("style").count == 1, "another script")
    case .markdown:
        // A heading that is no heading, inside of code, only adds to them.
        let lines = document.content.split(separator: UInt8(ascii: "\n"))
        let headings = lines.count { $0.starts(with: "### Message ".utf8) }
        precondition(headings >= counts.messages, "headings are missing")
    }
}

func run(_ bytes: [UInt8]) throws {
    let transcript = Transcript(session, bytes: bytes)
    _ = try transcript.subagentCounts()
    _ = (transcript.statistics.totalUsage, transcript.statistics.times, transcript.statistics.fileUses)
    for history in History.allCases {
        var options = ExportOptions(exportedAt: Timestamp(seconds: 0))
        options.history = history
        options.messages = bytes.count % 3 == 0 ? 3 : nil
        options.thinking = bytes.count % 5 == 0
        options.sidecars = true
        options.images = .all
        var seen: ContentCounts?
        for format in ExportFormat.allCases {
            let document = try Exporter(transcript, options, redaction: ExportRedaction(Shared.redactor))
                .document(format)
            try check(document, format)
            if let seen { precondition(seen == document.summary.counts, "formats count differently") }
            seen = document.summary.counts
        }
        options.audience = .agent
        _ = try Exporter(transcript, options, redaction: ExportRedaction(Shared.redactor)).document(.markdown)
    }
}

FuzzDriver.run { bytes in
    guard bytes.count <= 32 << 10 else { return }
    do { try run(bytes) } catch is SessionError {} catch { preconditionFailure("\(error)") }
}
