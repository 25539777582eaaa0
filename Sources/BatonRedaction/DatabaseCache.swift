/// Keeps compiled pattern databases between runs.
///
/// Redaction is right without it, and a damaged or foreign entry is rebuilt; it saves a tenth of a second.
public protocol DatabaseCache {
    /// The bytes stored under `key`, which is a plain file name; nil when there are none.
    func load(_ key: String) -> [UInt8]?
    /// Stores the bytes; a failure is not told.
    func store(_ key: String, _ bytes: [UInt8])
}
