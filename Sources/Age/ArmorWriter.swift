/// Writes the armor of a file that comes in pieces of any size.
struct ArmorWriter {
    private var hasBegun = false
    /// Bytes of a line that is not full.
    private var waiting: [UInt8] = []

    /// Takes bytes and appends the lines they fill to `text`.
    mutating func update(_ bytes: Span<UInt8>, into text: inout [UInt8]) {
        beginOnce(&text)
        var position = 0
        while position < bytes.count {
            if waiting.isEmpty && bytes.count - position >= Armor.lineSize {
                Base64.encodeLines(bytes, from: &position, into: &text)
            } else {
                position += waiting.fill(from: bytes, at: position, upTo: Armor.lineSize)
                if waiting.count == Armor.lineSize { writeWaiting(&text) }
            }
        }
    }

    /// Appends the rest and the end marker.
    mutating func finish(into text: inout [UInt8]) {
        beginOnce(&text)
        if !waiting.isEmpty { writeWaiting(&text) }
        text += Armor.end
        text.append(UInt8(ascii: "\n"))
    }

    private mutating func beginOnce(_ text: inout [UInt8]) {
        guard !hasBegun else { return }
        hasBegun = true
        text += Armor.begin
        text.append(UInt8(ascii: "\n"))
    }

    private mutating func writeWaiting(_ text: inout [UInt8]) {
        Base64.encode(waiting.span, isPadded: true, into: &text)
        text.append(UInt8(ascii: "\n"))
        waiting.removeAll(keepingCapacity: true)
    }
}
