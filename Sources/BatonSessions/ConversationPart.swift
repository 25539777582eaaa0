internal import JSON

extension Conversation {
    /// The messages at these places, counted from 0; places that there are none at are left out.
    public func part(at places: [Int]) -> Conversation {
        part(places.compactMap { lines.indices.contains($0) ? lines[$0] : nil })
    }

    /// Where the messages of this part stand in `whole`, a conversation of the same transcript.
    public func places(in whole: Conversation) -> [Int] {
        let kept = Set(lines.map(\.first))
        return whole.lines.indices.filter { kept.contains(whole.lines[$0].first) }
    }

    /// Those of the messages that `other`, a conversation of the same transcript, has too.
    public func common(with other: Conversation) -> Conversation {
        let kept = Set(other.lines.map(\.first))
        return part(lines.filter { kept.contains($0.first) })
    }

    /// Who speaks in the message at a place, without reading it.
    public func role(at place: Int) -> Message.Role {
        transcript.index.entries[Int(lines[place].first)].kind == .assistant ? .assistant : .user
    }

    /// Reads the message at a place, counted from 0.
    ///
    /// `rewrite` takes the raw bytes of a line and returns what is to be read in their place, or `nil` to keep them.
    ///
    /// - Throws: ``PlatformError`` when the file cannot be read, and what `rewrite` throws.
    public func message(
        at place: Int,
        rewriting rewrite: (Span<UInt8>) throws -> [UInt8]? = { _ in nil }
    ) throws -> Message {
        precondition(lines.indices.contains(place), "a place outside the conversation")
        var parser = JSONParser()
        var buffer: [UInt8] = []
        return try message(place, &buffer, &parser, rewrite)
    }
}
