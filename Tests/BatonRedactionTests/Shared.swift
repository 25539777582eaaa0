import BatonRedaction
import Synchronization

/// A cache in memory, so that the tests compile the rules once.
final class MemoryCache: DatabaseCache, Sendable {
    private let entries = Mutex<[String: [UInt8]]>([:])

    func load(_ key: String) -> [UInt8]? { entries.withLock { $0[key] } }
    func store(_ key: String, _ bytes: [UInt8]) { entries.withLock { $0[key] = bytes } }
    var keys: [String] { entries.withLock { Array($0.keys) } }
}

enum Shared {
    static let cache = MemoryCache()

    /// A new redactor with the built-in rules.
    static func redactor() throws -> Redactor { try Redactor(cache: cache) }
}

/// The text without its secrets.
func redacted(_ text: String) throws -> String {
    let redaction = try Shared.redactor().redact(text: Array(text.utf8))
    return redaction.map { String(decoding: $0.bytes, as: UTF8.self) } ?? text
}
