// Any bytes through redaction, as a record and as a text: a JSON value stays one, redacting twice changes nothing, findings
// lie in the input, and what parallel probes call quiet is quiet.
import BatonRedaction
import FuzzDriver
import JSON

final class MemoryCache: DatabaseCache {
    // One thread uses it.
    nonisolated(unsafe) static let shared = MemoryCache()
    private var entries: [String: [UInt8]] = [:]
    func load(_ key: String) -> [UInt8]? { entries[key] }
    func store(_ key: String, _ bytes: [UInt8]) { entries[key] = bytes }
}

func isJSON(_ bytes: [UInt8]) -> Bool { (try? JSONParser.parse(bytes)) != nil }

FuzzDriver.run { bytes in
    guard bytes.count <= 64 << 10 else { return }
    do {
        let wasJSON = isJSON(bytes)
        for asRecord in [true, false] where wasJSON || !asRecord {
            let redactor = try Redactor(cache: MemoryCache.shared)
            let isQuiet = try redactor.probe().kind(ofRecord: bytes.span) == .quiet
            if asRecord { try redactor.learn(record: bytes) } else { try redactor.learn(text: bytes) }
            guard
                let redaction =
                    asRecord ? try redactor.redact(record: bytes) : try redactor.redact(text: bytes)
            else { continue }
            precondition(!isQuiet, "a quiet record was changed")
            precondition(!redaction.findings.isEmpty, "a change without a finding")
            for finding in redaction.findings {
                precondition(
                    finding.offset >= 0 && finding.length > 0
                        && finding.offset + finding.length <= bytes.count,
                    "a finding outside"
                )
            }
            if asRecord { precondition(isJSON(redaction.bytes), "no JSON any more") }
            let again = try Redactor(cache: MemoryCache.shared)
            let second =
                asRecord
                ? try again.redact(record: redaction.bytes) : try again.redact(text: redaction.bytes)
            precondition(
                second == nil || second?.bytes == redaction.bytes,
                "redacting twice changed something"
            )
        }
    } catch { preconditionFailure("\(error)") }
}
