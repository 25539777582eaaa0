internal import BatonSessions
internal import JSON

extension JSONWriter {
    /// Writes a content block, with a line of text in the place of each picture.
    ///
    /// Nothing looks into pictures for secrets, so a person may want none to travel.
    mutating func copyWithoutImages(_ block: JSONValue) {
        if block["type"]?.equals("image") == true { return mention(block) }
        guard block["type"]?.equals("tool_result") == true,
            block["content"].map({ $0.elements.contains { $0["type"]?.equals("image") == true } }) == true
        else { return copy(block) }
        beginObject()
        for (key, value) in block.members {
            self.key(key.string ?? "")
            guard key.equals("content") else {
                copy(value)
                continue
            }
            beginArray()
            for element in value.elements {
                if element["type"]?.equals("image") == true { mention(element) } else { copy(element) }
            }
            endArray()
        }
        endObject()
    }

    private mutating func mention(_ image: JSONValue) {
        guard case .image(let mediaType, _) = Block(image) else { return copy(image) }
        object { writer in
            writer.member("type", "text")
            writer.member("text", "[\(mediaType.prefix(40)) left out]")
        }
    }
}
