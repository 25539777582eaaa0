internal import Patterns

/// Replaces the secrets of one share by placeholders.
///
/// The same secret gets the same placeholder everywhere in the share, different secrets never share one, and a
/// value that was found in one place is replaced in every other, also where nothing tells what it is. Call
/// `learn` for every input first, then `redact` for every input: then a value that shows itself late is replaced
/// in earlier inputs too. A redactor belongs to one thread.
///
/// ```swift
/// let redactor = try Redactor()
/// for record in records { try redactor.learn(record: record.span) }
/// for record in records { write(try redactor.redact(record: record.span)?.bytes ?? record) }
/// ```
public final class Redactor {
    /// Whether a value that a rule has found may stay; it is asked about each new value and answers alike each time.
    public typealias Allowance = (_ rule: String, _ value: [UInt8]) -> Bool

    private var search: InputSearch
    private var book: SecretBook
    private var repetitions = Repetitions()
    private let exempt: [[UInt8]]
    private let allows: Allowance?
    /// Ranges of the present text in which nothing is replaced.
    private var spared: [Range<Int>] = []
    private var candidates: [Candidate] = []
    private var replaced: [Int]

    /// A redactor for one share.
    ///
    /// - Parameters:
    ///   - rules: what is looked for.
    ///   - cache: keeps the compiled rules between runs.
    ///   - exempt: exact values that stay, such as the link that this run has made.
    ///   - allows: which other values stay.
    /// - Throws: ``RedactionError/invalidRule(id:message:)`` or ``RedactionError/duplicateRule(id:)`` for rules of
    ///   the user. A cache that is empty, damaged or foreign is not an error.
    public init(
        rules: RuleSet = .builtIn,
        cache: (any DatabaseCache)? = nil,
        exempt: [String] = [],
        allows: Allowance? = nil
    ) throws(RedactionError) {
        self.allows = allows
        search = InputSearch(try Detector(rules, cache: cache))
        book = SecretBook(ruleCount: rules.rules.count)
        replaced = Array(repeating: 0, count: rules.rules.count)
        self.exempt = exempt.filter { !$0.isEmpty }.map { Array($0.utf8) }
    }

    /// The rules that are looked for.
    public var rules: [Rule] { search.detector.rules }

    /// Looks for one more rule from now on; what was found before keeps its placeholder.
    ///
    /// - Throws: ``RedactionError/invalidRule(id:message:)`` or ``RedactionError/duplicateRule(id:)``.
    public func add(_ rule: Rule) throws(RedactionError) {
        try search.add(rule)
        book.addRule()
        replaced.append(0)
    }

    /// How many different secrets each rule has found so far, learned ones included; rules without any are left out.
    public var counts: [(rule: String, count: Int)] {
        zip(search.detector.rules, book.counts).filter { $1 > 0 }.map { ($0.id, $1) }
    }

    /// Whether any secret was found so far, learned ones included.
    public var hasSecrets: Bool { !book.entries.isEmpty }

    /// How many places `redact` has replaced so far, by rule; rules without any are left out.
    public var replacements: [(rule: String, count: Int)] {
        zip(search.detector.rules, replaced).filter { $1 > 0 }.map { ($0.id, $1) }
    }

    /// Takes note of the secrets of a record (one JSON value) without rewriting it.
    public func learn(record: Span<UInt8>) throws(RedactionError) {
        _ = try process(record, isJSON: true, rewrites: false)
    }

    /// Takes note of the secrets of a text without rewriting it.
    public func learn(text: Span<UInt8>) throws(RedactionError) {
        _ = try process(text, isJSON: false, rewrites: false)
    }

    /// A probe for another thread, which looks for what this redactor looks for.
    ///
    /// - Throws: ``RedactionError`` when the engine has no memory.
    public func probe() throws(RedactionError) -> RedactionProbe { RedactionProbe(try search.copy()) }

    /// A record of which a ``RedactionProbe`` found that nothing in it is a secret by itself; nil when it has none.
    ///
    /// It can still repeat a secret that stands somewhere else: this finds it, at a fraction of the cost.
    public func redact(quietRecord record: Span<UInt8>) throws(RedactionError) -> Redaction? {
        guard repetitions.isNeeded else { return nil }
        candidates.removeAll(keepingCapacity: true)
        try addRepetitions(record, [])
        // The rare record with one takes the long way, which treats it like any other.
        return candidates.isEmpty ? nil : try redact(record: record)
    }

    /// A record (one JSON value, as its bytes) without its secrets; nil when it has none.
    ///
    /// A valid JSON value stays one. The structure of a session's record (ids, signatures, image data) stays as it
    /// is; it is known by its place, so that a key of the same name inside a tool's input is not taken for it.
    public func redact(record: Span<UInt8>) throws(RedactionError) -> Redaction? {
        try rewrite(record, isJSON: true)
    }

    /// A text without its secrets; nil when it has none.
    public func redact(text: Span<UInt8>) throws(RedactionError) -> Redaction? {
        try rewrite(text, isJSON: false)
    }

    /// A text without its secrets but those in ranges that its owner has marked, in rising order; nil when it has none.
    public func redact(
        text: Span<UInt8>,
        sparing ranges: [Range<Int>]
    ) throws(RedactionError) -> Redaction? {
        spared = ranges
        defer { spared = [] }
        // One round only: later ones would see other offsets.
        return ranges.isEmpty ? try redact(text: text) : try process(text, isJSON: false, rewrites: true)
    }

    /// Takes note of the secrets of a text but those in ranges that its owner has marked, in rising order.
    public func learn(text: Span<UInt8>, sparing ranges: [Range<Int>]) throws(RedactionError) {
        spared = ranges
        defer { spared = [] }
        try learn(text: text)
    }

    /// Replaces until nothing is left: a placeholder can uncover what was glued to a secret.
    private func rewrite(_ input: Span<UInt8>, isJSON: Bool) throws(RedactionError) -> Redaction? {
        guard var redaction = try process(input, isJSON: isJSON, rewrites: true) else { return nil }
        for _ in 0..<Self.mostRounds {
            guard redaction.isGlued,
                let next = try process(redaction.bytes.span, isJSON: isJSON, rewrites: true)
            else { break }
            redaction = redaction.followed(by: next)
        }
        return redaction
    }

    private static let mostRounds = 4

    private func process(
        _ input: Span<UInt8>,
        isJSON: Bool,
        rewrites: Bool
    ) throws(RedactionError) -> Redaction? {
        try search.search(input, into: &candidates)
        for placeholder in search.placeholders { book.reserve(placeholder) }
        if !candidates.isEmpty {
            // First learn: a value may be repeated before the place that tells what it is.
            settle(&candidates)
            if isJSON { splitBlocks(input) }
            spare(search.placeholders, from: &candidates)
            visit(input, isJSON) { _, _, _, _, _ in }
        }
        guard rewrites else { return nil }
        let count = candidates.count
        try addRepetitions(input)
        guard !candidates.isEmpty else { return nil }
        if candidates.count > count {
            settle(&candidates)
            spare(search.placeholders, from: &candidates)
        }
        var edits = Edits()
        visit(input, isJSON) { range, entry, isBare, hint, isVerified in
            guard range.lowerBound >= edits.end else { return }
            let known = book.entries[entry]
            replaced[known.rule] += 1
            edits.replace(
                range,
                of: input,
                by: known.placeholder,
                quoted: isBare,
                rule: search.detector.rules[known.rule].id,
                hint: hint,
                isVerified: isVerified
            )
        }
        return edits.finished(input)
    }

    /// Cuts blocks whose lines are strings of an array, as those of a patch are, in one candidate a string.
    private func splitBlocks(_ input: Span<UInt8>) {
        let isBlock = search.detector.rules.map { $0.kind == .block }
        guard candidates.contains(where: { isBlock[$0.rule] }) else { return }
        candidates = candidates.flatMap { candidate in
            guard isBlock[candidate.rule] else { return [candidate] }
            let pieces = StringArray.pieces(of: candidate.range, in: input)
            if pieces.count == 1 {
                // What is behind the string is none of the key.
                var clipped = candidate
                clipped.range = pieces[0]
                return [clipped]
            }
            var text: [UInt8] = []
            for piece in pieces {
                for line in PrivateKeyBlock.lines(in: input, piece) {
                    for index in line { text.append(input[index]) }
                    text.append(0x0a)
                }
            }
            return pieces.map { piece in
                var part = candidate
                part.range = piece
                part.text = text
                part.form = .block
                return part
            }
        }
    }

    /// Adds the places where a known value stands again, in each form of the input.
    private func addRepetitions(_ input: Span<UInt8>) throws(RedactionError) {
        guard repetitions.isNeeded else { return }
        if let resolved = search.resolved {
            try addRepetitions(resolved.bytes.span, [resolved.map])
        } else {
            try addRepetitions(input, [])
        }
        if let joined = search.joined {
            try addRepetitions(
                joined.bytes.span,
                [joined.map] + (search.resolved.map { [$0.map] } ?? [])
            )
        }
    }

    private func addRepetitions(_ bytes: Span<UInt8>, _ maps: [OffsetMap]) throws(RedactionError) {
        do {
            try repetitions.search(bytes) { range, entry in
                let rule = book.entries[entry].rule
                for piece in maps.reduce([range], { pieces, map in pieces.flatMap(map.pieces) }) {
                    candidates.append(
                        Candidate(range: piece, rule: rule, isSpecific: false, entry: entry)
                    )
                }
            }
        } catch {
            throw .engine(message: error.description)
        }
    }

    /// Calls `body` for every candidate that may be replaced, with its range in the input, its entry, whether it is
    /// a bare number, the length of its public beginning, and whether a checksum proves it.
    private func visit(
        _ input: Span<UInt8>,
        _ isJSON: Bool,
        _ body: (_ range: Range<Int>, _ entry: Int, _ isBare: Bool, _ hint: Int, _ isVerified: Bool)
            -> Void
    ) {
        var cursor = JSONCursor()
        for index in candidates.indices {
            let candidate = candidates[index]
            var range = candidate.range
            var isBare = false
            var content = 0..<input.count
            if isJSON {
                switch cursor.place(of: range.lowerBound, in: input) {
                case .between: continue
                case .string(_, true), .scalar(_, true): continue
                case .string(let inside, false): content = inside
                case .scalar(let scalar, false):
                    // A bare word is no JSON: then the line is a text, and none the less searched.
                    isBare = isNumber(input, scalar) && range.upperBound <= scalar.upperBound
                    if isBare { range = scalar }
                }
            }
            range = aligned(range, in: input, content: content)
            guard !range.isEmpty, !isExempt(input, range), !isMask(input, range, candidate.rule) else {
                continue
            }
            guard !spared.contains(where: { $0.overlaps(range) }) else { continue }
            guard let entry = candidate.entry ?? learn(candidate, input) else { continue }
            candidates[index].entry = entry
            body(range, entry, isBare, candidate.hint, candidate.isVerified)
        }
    }

    /// The entry of a candidate; a new value is searched for from now on when it is long and mixed enough.
    ///
    /// - Returns: nil for a value that may stay.
    private func learn(_ candidate: Candidate, _ bytes: Span<UInt8>) -> Int? {
        let text = candidate.text ?? candidate.range.map { bytes[$0] }
        if let allows, allows(search.detector.rules[candidate.rule].id, text) { return nil }
        let canonical: [UInt8]
        switch candidate.form {
        case .text: canonical = collapsed(text)
        case .digits: canonical = text.filter { ByteClass.digits.contains($0) }
        case .block: canonical = keyLines(candidate, bytes).flatMap { $0 }
        }
        let (entry, isNew) = book.entry(
            of: canonical,
            rule: candidate.rule,
            search.detector.rules[candidate.rule]
        )
        guard isNew else { return entry }
        switch candidate.form {
        case .text:
            let value = Value(text)
            if candidate.isSpecific || value.isRareEnough {
                repetitions.add(text, entry: entry)
                if text.contains(UInt8(ascii: "\\")) { repetitions.add(collapsed(text), entry: entry) }
            }
        case .digits: repetitions.add(text, entry: entry)
        case .block:
            // A key shows up in parts too. The first line is the same in many keys.
            for line in keyLines(candidate, bytes).dropFirst() where line.count >= 40 {
                repetitions.add(line, entry: entry)
            }
        }
        return entry
    }

    /// The lines of key material of a block.
    private func keyLines(_ candidate: Candidate, _ bytes: Span<UInt8>) -> [[UInt8]] {
        if let text = candidate.text {
            return PrivateKeyBlock.lines(in: text.span, 0..<text.count).map { Array(text[$0]) }
        }
        return PrivateKeyBlock.lines(in: bytes, candidate.range).map { $0.map { bytes[$0] } }
    }

    /// Whether a rule's own replacement was found again.
    private func isMask(_ bytes: Span<UInt8>, _ range: Range<Int>, _ rule: Int) -> Bool {
        guard let mask = search.detector.rules[rule].mask, mask.utf8.count == range.count else {
            return false
        }
        return zip(range, mask.utf8).allSatisfy { bytes[$0] == $1 }
    }

    /// Whether the range lies inside an occurrence of an exempt value.
    private func isExempt(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for value in exempt where value.count >= range.count {
            for offset in 0...(value.count - range.count) {
                let start = range.lowerBound - offset
                guard start >= 0, start + value.count <= bytes.count else { continue }
                if value.indices.allSatisfy({ bytes[start + $0] == value[$0] }) { return true }
            }
        }
        return false
    }

    private static let number = ByteClass("0-9.eE+-")

    private func isNumber(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.allSatisfy { Self.number.contains(bytes[$0]) }
    }

    /// The value with each run of backslashes as one, whatever the depth of escaping.
    private func collapsed(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for byte in text where byte != UInt8(ascii: "\\") || result.last != byte { result.append(byte) }
        return result
    }
}

extension Redactor {
    /// As ``learn(record:)-(Span<UInt8>)``.
    public func learn(record: [UInt8]) throws(RedactionError) { try learn(record: record.span) }
    /// As ``learn(text:)-(Span<UInt8>)``.
    public func learn(text: [UInt8]) throws(RedactionError) { try learn(text: text.span) }
    /// As ``redact(record:)-(Span<UInt8>)``.
    public func redact(record: [UInt8]) throws(RedactionError) -> Redaction? {
        try redact(record: record.span)
    }
    /// As ``redact(text:)-(Span<UInt8>)``.
    public func redact(text: [UInt8]) throws(RedactionError) -> Redaction? { try redact(text: text.span) }
}
