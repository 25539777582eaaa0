// Any bytes given as a transcript: its page is whole, holds as many messages as it says, and one script.
import BatonExport
import BatonSessions
import FuzzDriver
import Platform
import TestSupport

FuzzDriver.run { bytes in
    guard bytes.count <= 64 << 10 else { return }
    let document: Document
    do {
        document = try withTemporaryDirectory { folder in
            let path = Paths.join(folder, "session.jsonl")
            try Files.write(bytes, to: path)
            let transcript = try Transcript(
                SessionFinder(.poisoned(), projectDirectories: []).session(atPath: path)
            )
            var options = ExportOptions(exportedAt: Timestamp(seconds: 0))
            options.messages = nil
            options.thinking = true
            options.images = .all
            return try Exporter(transcript, options, redaction: ExportRedaction(nil)).document(.html)
        }
    } catch is SessionError {
        return
    } catch {
        preconditionFailure("\(error)")
    }
    let page: HTMLReader
    do { page = try HTMLReader(document.content) } catch { preconditionFailure("\(error)") }
    precondition(page.classed("message").count == document.summary.messageCount, "another number of messages")
    precondition(page.all("script").count == 1 && page.all("style").count == 1, "another script")
    precondition(page.all("img").allSatisfy { $0.attributes["src"]?.hasPrefix("data:image/") == true })
}
