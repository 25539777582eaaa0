internal import BatonSessions
internal import JSON

/// A fingerprint of what a bundle says, whatever it was exported with and when.
enum ContentHash {
    /// A hash over the hashes of all messages: who speaks, when, and what.
    ///
    /// - Parameter hash: gives a hash in text form.
    static func of(_ bundle: Bundle, _ hash: ([UInt8]) -> String) -> String {
        var digests: [UInt8] = []
        var writer = JSONWriter()
        for message in bundle.messages {
            writer.bytes.removeAll(keepingCapacity: writer.bytes.count < 1 << 20)
            writer.array { writer in
                for value in [
                    message.json["type"], message.json["timestamp"], message.message?["role"],
                    message.content,
                ] {
                    if let value { writer.copy(value) } else { writer.null() }
                }
            }
            digests += Array(hash(writer.bytes).utf8)
        }
        return hash(digests)
    }
}
