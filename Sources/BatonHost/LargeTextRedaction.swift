public import BatonRedaction
internal import JSON

/// Redacts a text of any length as ``TextRedaction`` does, holding only a part of it at a time.
///
/// Lines of JSON are records of their own and may be as long as they like. All else is looked at in windows with so much of
/// the text around each that no key block and no wrapped token is cut, and a window never ends within a finding.
public struct LargeTextRedaction {
    /// Where the text comes from.
    public struct Source {
        /// How long it is (bytes).
        public let count: Int
        /// Up to as many bytes from an offset as asked for; fewer only at the end.
        public let read: (_ offset: Int, _ count: Int) throws -> [UInt8]

        /// A source from its parts.
        public init(count: Int, read: @escaping (_ offset: Int, _ count: Int) throws -> [UInt8]) {
            self.count = count
            self.read = read
        }
    }

    private let redactor: Redactor
    private let honoursMarks: Bool
    /// How much is looked at at once (bytes).
    private let window: Int
    /// How much on each side of what is written (bytes); the longest key blocks are shorter.
    private let margin: Int
    /// What was found so far, in the order of the text.
    public private(set) var findings: [TextRedaction.Place] = []

    /// A redaction that shares its placeholders with all else that `redactor` redacts; see ``TextRedaction``.
    public init(
        _ redactor: Redactor,
        honoursMarks: Bool = false,
        window: Int = 4 << 20,
        margin: Int = 1 << 17
    ) {
        precondition(margin > 0 && window > 2 * margin, "a window is more than its margins")
        self.redactor = redactor
        self.honoursMarks = honoursMarks
        self.window = window
        self.margin = margin
    }

    /// Looks at the text twice, since a value may show itself late, and gives it to `write` without its secrets, piece by
    /// piece.
    ///
    /// - Throws: what reading, writing and searching throw. Nothing was written when the first look failed.
    public mutating func redact(_ source: Source, write: ([UInt8]) throws -> Void) throws {
        // What fits is one piece, as are JSON values over several lines.
        if try source.count <= window || WholeJSON.isPossible(source) {
            var text = TextRedaction(redactor, honoursMarks: honoursMarks)
            let clean = try text.redact(try source.read(0, source.count))
            findings += text.findings
            return try write(clean)
        }
        try pass(source) { _, _ in }
        // Where nothing is known nothing is replaced.
        guard redactor.hasSecrets else { return try copy(source, write) }
        var clean: [UInt8] = []
        try pass(source) { part, found in
            findings += found
            clean += part
            guard clean.count >= Self.piece else { return }
            try write(clean)
            clean.removeAll(keepingCapacity: true)
        }
        try write(clean)
    }

    private func copy(_ source: Source, _ write: ([UInt8]) throws -> Void) throws {
        var offset = 0
        while offset < source.count {
            let part = try source.read(offset, Self.piece)
            // A text that became shorter meanwhile is an error where it is searched; here its end was reached once.
            guard !part.isEmpty else { throw HostError("file", "the file became shorter while it was read") }
            try write(part)
            offset += part.count
        }
    }

    private func pass(_ source: Source, _ body: ([UInt8], [TextRedaction.Place]) throws -> Void) throws {
        var part = TextWindow(source)
        var parser = JSONParser()
        while try part.fill(window) {
            if let record = try part.record(&parser) {
                let redaction = try redactor.redact(record: part.bytes.span.extracting(record))
                let found = part.places(redaction?.findings ?? [], from: record.lowerBound, record: record)
                try body(redaction?.bytes ?? Array(part.bytes[record]), found)
                part.advance(to: record.upperBound, keeping: 0)
            } else {
                try text(&part, &parser, body)
            }
        }
    }

    /// One window of text that is no record.
    private func text(
        _ part: inout TextWindow,
        _ parser: inout JSONParser,
        _ body: ([UInt8], [TextRedaction.Place]) throws -> Void
    ) throws {
        var size = window
        while true {
            let (end, isWhole) = try part.textEnd(size, &parser)
            let found = try found(in: part, to: end)
            let cut = isWhole ? end : part.cut(before: end - margin, found)
            // What is longer than all that is in view can only be ended when more of it is seen.
            if cut <= part.start, size < Self.largestWindow {
                size *= 2
                try part.grow(size)
                continue
            }
            let upper = cut > part.start ? cut : end
            let base = part.context
            let kept = found.filter {
                $0.offset + base < upper && $0.offset + $0.length + base > part.start
            }
            try body(part.replaced(kept, to: upper), part.places(kept, from: base, record: nil))
            return part.advance(to: upper, keeping: isWhole ? 0 : margin)
        }
    }

    /// What is found in view up to `end`, with offsets from the context's beginning.
    private func found(in part: TextWindow, to end: Int) throws -> [Finding] {
        let range = part.context..<end
        let marked = honoursMarks ? TextRedaction.marked(part.bytes, range) : []
        let redaction = try redactor.redact(text: part.bytes.span.extracting(range), sparing: marked)
        return (redaction?.findings ?? []).sorted { $0.offset < $1.offset }
    }

    /// So much is written at a time (bytes).
    private static let piece = 1 << 18
    private static let largestWindow = 1 << 26
}
