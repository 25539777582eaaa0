internal import BatonSessions
internal import JSON

/// A fingerprint of what a bundle says, whatever it was exported with and when.
enum ContentHash {
    /// A hash over the hashes of all messages: who speaks, when, and what; and of what stands beside them.
    ///
    /// - Parameters:
    ///   - bundle: the bundle.
    ///   - withSides: whether subagents and spilled results count.
    ///   - hash: gives a hash in text form.
    /// - Returns: a hash in the same form.
    static func of(_ bundle: Bundle, withSides: Bool, _ hash: ([UInt8]) -> String) -> String {
        var digests: [UInt8] = []
        var buffer: [UInt8] = []
        func add(_ messages: [BundleMessage]) {
            for message in messages {
                buffer.removeAll(keepingCapacity: buffer.count < 1 << 20)
                append(message.json["type"], to: &buffer)
                append(message.json["timestamp"], to: &buffer)
                append(message.message?["role"], to: &buffer)
                append(message.content, to: &buffer)
                digests += Array(hash(buffer).utf8)
            }
        }
        add(bundle.messages)
        guard withSides else { return hash(digests) }
        for agent in bundle.sides.subagents {
            digests += Array("agent \(agent.id) ".utf8)
            add(agent.messages)
        }
        for result in bundle.sides.toolResults {
            digests += Array("result \(result.name) ".utf8) + Array(hash(result.bytes).utf8)
        }
        return hash(digests)
    }

    /// Appends a value in a form in which no two values are alike; strings keep their bytes, for speed.
    private static func append(_ value: JSONValue?, to buffer: inout [UInt8]) {
        guard let value else { return buffer.append(UInt8(ascii: "-")) }
        switch value.kind {
        case .object:
            buffer.append(UInt8(ascii: "{"))
            for member in value.members {
                append(member.key, to: &buffer)
                append(member.value, to: &buffer)
            }
            buffer.append(UInt8(ascii: "}"))
        case .array:
            buffer.append(UInt8(ascii: "["))
            for element in value.elements { append(element, to: &buffer) }
            buffer.append(UInt8(ascii: "]"))
        case .string:
            buffer += Array("\(value.utf8Count ?? 0)\"".utf8)
            value.appendUTF8(to: &buffer)
        default:
            var writer = JSONWriter()
            writer.copy(value)
            buffer += writer.bytes
            buffer.append(UInt8(ascii: ","))
        }
    }
}
