internal import JSON

/// Looks for what a text may hide from its reader: control sequences of terminals, reordered or invisible letters,
/// and sentences that order the model about.
struct HiddenText: Sendable {
    private var terminal = 0
    private var bidirectional = 0
    private var invisible = 0
    private var orders = 0

    /// Beginnings, in lower case, of sentences that do not belong into the output of a tool.
    private static let phrases = [
        "ignore previous instructions", "ignore all previous", "ignore your previous", "ignore the previous",
        "ignore all prior", "ignore prior instructions", "ignore any previous", "disregard previous",
        "disregard all previous", "disregard your", "disregard prior", "do not tell the user",
        "don't tell the user", "do not inform the user", "without telling the user", "do not mention this to",
        "reveal your system prompt",
    ].map { Array($0.utf8) }

    /// Looks through one message.
    mutating func look(at message: CloneMessage) {
        var found = Marks()
        for block in message.blocks {
            let isResult = if case .toolResult = block { true } else { false }
            for text in block.texts {
                text.withText { found.formUnion(Self.marks(in: $0, lookForOrders: isResult)) }
            }
        }
        if found.contains(.terminal) { terminal += 1 }
        if found.contains(.bidirectional) { bidirectional += 1 }
        if found.contains(.invisible) { invisible += 1 }
        if found.contains(.orders) { orders += 1 }
    }

    /// What was found, as sentences with counts.
    var warnings: [String] {
        func sentence(_ count: Int, _ what: String) -> String? {
            count == 0 ? nil : "\(count) \(count == 1 ? "message holds" : "messages hold") \(what)"
        }
        return [
            sentence(orders, "tool output that reads like instructions to the model"),
            sentence(invisible, "invisible characters that can carry hidden instructions"),
            sentence(bidirectional, "characters that reorder text on the screen"),
            sentence(terminal, "terminal control sequences"),
        ].compactMap { $0 }
    }

    private struct Marks: OptionSet {
        let rawValue: Int
        static let terminal = Marks(rawValue: 1)
        static let bidirectional = Marks(rawValue: 2)
        static let invisible = Marks(rawValue: 4)
        static let orders = Marks(rawValue: 8)
    }

    /// Bytes that need a closer look: all but a few of a usual text do not.
    private static let isSuspect: [Bool] = {
        var table = [Bool](repeating: false, count: 256)
        for byte in [0x1b, 0xc2, 0xe2, 0xf3] + Array("dDiIrRwW".utf8) { table[Int(byte)] = true }
        return table
    }()

    private static func marks(in bytes: Span<UInt8>, lookForOrders: Bool) -> Marks {
        var marks: Marks = []
        let isSuspect = isSuspect.span
        for index in bytes.indices where isSuspect[Int(bytes[index])] {
            switch bytes[index] {
            case 0x1b: marks.insert(.terminal)
            // U+0080–009F do as ESC and a letter; U+0085 ends lines in old texts.
            case 0xc2:
                guard index + 1 < bytes.count else { break }
                let second = bytes[index + 1]
                if (0x80...0x9f).contains(second), second != 0x85 { marks.insert(.terminal) }
            // U+202A–202E and U+2066–2069.
            case 0xe2:
                guard index + 2 < bytes.count else { break }
                let second = bytes[index + 1]
                let third = bytes[index + 2]
                if second == 0x80 && (0xaa...0xae).contains(third)
                    || second == 0x81 && (0xa6...0xa9).contains(third)
                {
                    marks.insert(.bidirectional)
                }
            // The tag characters U+E0000–E007F, an invisible copy of ASCII. Flags use them behind U+1F3F4.
            case 0xf3:
                guard index + 2 < bytes.count else { break }
                if bytes[index + 1] == 0xa0, bytes[index + 2] == 0x80 || bytes[index + 2] == 0x81,
                    !isFlag(bytes, before: index)
                {
                    marks.insert(.invisible)
                }
            default:
                if lookForOrders, index == 0 || !isLetter(bytes[index - 1]), mayBeginPhrase(bytes, index),
                    beginsPhrase(bytes, index)
                {
                    marks.insert(.orders)
                }
            }
        }
        return marks
    }

    /// Whether the tag character at `index` belongs to a run behind a black flag.
    private static func isFlag(_ bytes: Span<UInt8>, before index: Int) -> Bool {
        var start = index
        // The longest flag has six tags.
        for _ in 0..<7 {
            guard start >= 4 else { return false }
            let lead = (bytes[start - 4], bytes[start - 3], bytes[start - 2], bytes[start - 1])
            if lead == (0xf0, 0x9f, 0x8f, 0xb4) { return true }
            guard lead.0 == 0xf3, lead.1 == 0xa0 else { return false }
            start -= 4
        }
        return false
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    /// Whether the first three letters are those of a phrase.
    private static func mayBeginPhrase(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        guard start + 3 <= bytes.count else { return false }
        switch (bytes[start] | 0x20, bytes[start + 1] | 0x20, bytes[start + 2] | 0x20) {
        case (UInt8(ascii: "i"), UInt8(ascii: "g"), UInt8(ascii: "n")),
            (UInt8(ascii: "d"), UInt8(ascii: "i"), UInt8(ascii: "s")),
            (UInt8(ascii: "d"), UInt8(ascii: "o"), UInt8(ascii: " ")),
            (UInt8(ascii: "d"), UInt8(ascii: "o"), UInt8(ascii: "n")),
            (UInt8(ascii: "w"), UInt8(ascii: "i"), UInt8(ascii: "t")),
            (UInt8(ascii: "r"), UInt8(ascii: "e"), UInt8(ascii: "v")):
            return true
        default: return false
        }
    }

    private static func beginsPhrase(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        phrases.contains { phrase in
            guard start + phrase.count <= bytes.count else { return false }
            for (offset, expected) in phrase.enumerated() {
                let byte = bytes[start + offset]
                let lower = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
                if lower != expected { return false }
            }
            return true
        }
    }
}
