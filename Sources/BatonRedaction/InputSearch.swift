/// Searches an input in all the forms in which a secret may stand in it.
///
/// The input itself is searched, with escapes of ASCII resolved when it has any; a copy with what cuts secrets in two left
/// out, when there is such a thing; and what runs of base64 hold, to a bounded depth. Ranges are those of the input.
struct InputSearch {
    private(set) var detector: Detector
    /// The placeholders that the last input held already.
    private(set) var placeholders: [Placeholder] = []
    /// The last input with escapes resolved, when it has any.
    private(set) var resolved: SearchedText?
    /// The last input, escapes resolved, with joints left out, when it has any.
    private(set) var joined: SearchedText?

    /// Base64 in base64 is followed so far.
    private static let deepest = 3

    init(_ detector: Detector) { self.detector = detector }

    /// A search for another thread.
    func copy() throws(RedactionError) -> InputSearch { InputSearch(try detector.copy()) }

    /// Looks for one more rule.
    mutating func add(_ rule: Rule) throws(RedactionError) { try detector.add(rule) }

    /// Where something ends in the input looked at last that can cut a secret in two.
    var joints: [Int] { detector.joints }
    /// Runs in the input looked at last that hold encoded text.
    var encodedRuns: [EncodedRuns.Run] { detector.encoded }

    /// Fills `candidates` with what is found in `input` as it stands.
    ///
    /// - Returns: whether there are escapes of ASCII characters, so that another form must be searched.
    mutating func look(
        _ input: Span<UInt8>,
        into candidates: inout [Candidate]
    ) throws(RedactionError) -> Bool {
        candidates.removeAll(keepingCapacity: true)
        let hasEscapes = try detector.search(input, into: &candidates)
        placeholders = detector.placeholders
        return hasEscapes
    }

    /// Whether an encoded text holds a secret; what was looked at before is kept.
    mutating func hasSecret(_ run: EncodedRuns.Run) throws(RedactionError) -> Bool {
        var inner = self
        var found: [Candidate] = []
        try inner.search(run.content.span, depth: 1, into: &found)
        return !found.isEmpty
    }

    /// Fills `candidates` with what is found in `input`.
    mutating func search(_ input: Span<UInt8>, into candidates: inout [Candidate]) throws(RedactionError) {
        try search(input, depth: 0, into: &candidates)
    }

    private mutating func search(
        _ input: Span<UInt8>,
        depth: Int,
        into candidates: inout [Candidate]
    ) throws(RedactionError) {
        candidates.removeAll(keepingCapacity: true)
        resolved = nil
        joined = nil
        let hasEscapes = try detector.search(input, into: &candidates)
        placeholders = detector.placeholders
        if hasEscapes {
            candidates.removeAll(keepingCapacity: true)
            let text = ASCIIEscapes.resolved(input)
            _ = try detector.search(text.bytes.span, into: &candidates)
            placeholders = detector.placeholders.map { placeholder in
                placeholder.moved(to: text.map.pieces(placeholder.range).first)
            }
            try finish(text.bytes.span, depth, into: &candidates)
            candidates = candidates.flatMap { Self.mapped($0, text) }
            resolved = text
        } else {
            try finish(input, depth, into: &candidates)
        }
    }

    /// Searches the other forms of a text of which the first was searched.
    private mutating func finish(
        _ bytes: Span<UInt8>,
        _ depth: Int,
        into candidates: inout [Candidate]
    ) throws(RedactionError) {
        let runs = detector.encoded
        if !detector.joints.isEmpty, let text = Joints.joined(bytes, markers: detector.joints[...]) {
            var more: [Candidate] = []
            _ = try detector.search(text.bytes.span, into: &more)
            for candidate in more { candidates += Self.mapped(candidate, text) }
            joined = text
        }
        guard depth < Self.deepest, !runs.isEmpty else { return }
        let (text, known) = (joined, placeholders)
        for run in runs {
            var inner: [Candidate] = []
            try search(run.content.span, depth: depth + 1, into: &inner)
            guard var first = inner.min(by: { $0.range.lowerBound < $1.range.lowerBound }) else { continue }
            if first.text == nil, inner.count == 1 { first.text = Array(run.content[first.range]) }
            if inner.count > 1 { first.text = run.content }
            first.range = run.range
            first.hint = 0
            // The run tells nothing by itself, but what it holds does.
            first.isSpecific = true
            candidates.append(first)
        }
        (joined, placeholders) = (text, known)
    }

    /// A candidate of a copy as candidates of the original: one for each piece.
    private static func mapped(_ candidate: Candidate, _ text: SearchedText) -> [Candidate] {
        let pieces = text.map.pieces(candidate.range)
        if pieces.count == 1, pieces[0].count == candidate.range.count {
            var moved = candidate
            moved.range = pieces[0]
            return [moved]
        }
        return pieces.enumerated().map { number, piece in
            var moved = candidate
            moved.range = piece
            moved.text = candidate.text ?? Array(text.bytes[candidate.range])
            if number > 0 { moved.hint = 0 }
            return moved
        }
    }
}
