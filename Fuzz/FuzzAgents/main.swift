// Any bytes as a transcript of another agent, which the first byte chooses: what is made of them is records.
import BatonExport
import BatonSessions
import FuzzDriver
import Platform
import TestSupport

FuzzDriver.run { bytes in
    guard let first = bytes.first, bytes.count <= 32 << 10 else { return }
    let agents = SessionStores.agents
    do {
        try withTemporaryDirectory { folder in
            let path = Paths.join(folder, first & 0x10 == 0 ? "session.jsonl" : "session.json")
            try Files.write(Array(bytes.dropFirst()), to: path)
            // What is found out by the content, and what would be made of it as another agent's.
            _ = try? SessionStores.session(atPath: path)
            guard let status = Files.status(path) else { return }
            let agent = agents[Int(first & 0x0f) % agents.count]
            let session = try SessionStores.session(
                of: TranscriptFile(agent: agent, path: path, id: Paths.stem(path), status: status)
            )
            let transcript = try Transcript(session)
            precondition(agent == agents[0] || transcript.index.badLines == 0, "a line that is no record")
            _ = try transcript.subagentCounts()
            var options = ExportOptions(exportedAt: Timestamp(seconds: 0))
            options.messages = nil
            options.thinking = true
            for format in ExportFormat.allCases {
                let document = try Exporter(transcript, options, redaction: ExportRedaction(nil)).document(
                    format
                )
                if format == .json {
                    let bundle = try Bundle.read(document.content)
                    precondition(
                        bundle.messages.count + bundle.unreadableMessages == document.summary.messageCount,
                        "another number of entries"
                    )
                }
            }
        }
    } catch is SessionError {} catch let error as PlatformError {
        // A file that is no transcript at all.
        _ = error
    } catch { preconditionFailure("\(error)") }
}
