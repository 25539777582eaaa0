internal import Patterns

/// The second stage: settles at each hit of the first whether there is a secret, and where it ends.
struct Detector {
    private(set) var rules: [Rule]
    let heads: HeadIndex
    private var scanner: PatternScanner
    private(set) var namedScanner: PatternScanner?
    /// Where vendors may be named in the last searched input.
    var mentions: [Range<Int>] = []
    private let cardRule: Int?
    /// Per rule the run of its class that was looked at last, so that a run is walked once, not once a head.
    var runs: [Range<Int>]
    var hasRuns = false
    private let accountRule: Int?
    /// The placeholders that the last searched input held already.
    private(set) var placeholders: [Placeholder] = []
    /// The expressions of shaped rules, compiled at their first hit.
    var expressions: [Expression?]
    private var searches: [(rule: Int, expression: Expression)]
    /// Per rule its function, where it has one: taken out of the finders, since most hits are of these.
    private let locators: [(isSpecific: Bool, find: Locator)?]
    /// The rules that are tried at long runs of letters and digits.
    private let runShapes: [(rule: Int, shape: RunShape)]
    /// The runs of the last searched input that a shape may fit.
    private var shaped: [Range<Int>] = []
    /// Per length of a run whether a shape has it.
    private let runLengths: [Bool]
    /// Where the next `@` stands behind the address looked at last; no address ends beyond it with a password.
    private var nextAt = -1
    /// Runs of base64 in the last searched input that hold text.
    private(set) var encoded: [EncodedRuns.Run] = []

    init(_ rules: RuleSet, cache: (any DatabaseCache)?) throws(RedactionError) {
        self.rules = rules.rules
        var ids: Set<String> = []
        for rule in rules.rules where !ids.insert(rule.id).inserted { throw .duplicateRule(id: rule.id) }
        heads = try HeadIndex(rules.rules, cache: cache)
        var card: Int?
        var account: Int?
        var searches: [(rule: Int, expression: Expression)] = []
        var runShapes: [(rule: Int, shape: RunShape)] = []
        for (index, rule) in rules.rules.enumerated() {
            switch rule.finder {
            case .run(let shapes, _): runShapes += shapes.map { (index, $0) }
            case .card: card = index
            case .account: account = index
            case .search: searches.append((index, try Self.expression(of: rule)))
            default: break
            }
        }
        cardRule = card
        accountRule = account
        self.searches = searches
        self.runShapes = runShapes
        locators = rules.rules.map { rule in
            switch rule.finder {
            case .located(_, let isSpecific, let find): (isSpecific, find)
            case .named(_, let find): (true, find)
            default: nil
            }
        }
        let lengths = runShapes.map(\.shape.lengths)
        var isLength = Array(repeating: false, count: (lengths.map(\.upperBound).max() ?? 0) + 1)
        if account != nil { isLength += Array(repeating: false, count: max(0, 35 - isLength.count)) }
        for range in lengths { for length in range { isLength[length] = true } }
        if account != nil { for length in IBAN.letteredLengths { isLength[length] = true } }
        runLengths = isLength
        expressions = Array(repeating: nil, count: rules.rules.count)
        runs = Array(repeating: 0..<0, count: rules.rules.count)
        do {
            scanner = try PatternScanner(heads.database)
            if let database = heads.namedDatabase { namedScanner = try PatternScanner(database) }
        } catch {
            throw .engine(message: error.description)
        }
    }

    /// A detector of the same rules for another thread: it shares the database and nothing that changes.
    func copy() throws(RedactionError) -> Detector {
        var copy = self
        do {
            copy.scanner = try PatternScanner(heads.database)
            if let database = heads.namedDatabase { copy.namedScanner = try PatternScanner(database) }
        } catch {
            throw .engine(message: error.description)
        }
        copy.placeholders = []
        copy.hasRuns = false
        copy.expressions = Array(repeating: nil, count: rules.count)
        copy.searches = []
        for search in searches {
            copy.searches.append((search.rule, try Self.expression(of: rules[search.rule])))
        }
        return copy
    }

    /// Looks for one more rule, one that is searched for everywhere.
    mutating func add(_ rule: Rule) throws(RedactionError) {
        guard !rules.contains(where: { $0.id == rule.id }) else { throw .duplicateRule(id: rule.id) }
        searches.append((rules.count, try Self.expression(of: rule)))
        rules.append(rule)
        expressions.append(nil)
        runs.append(0..<0)
    }

    /// The expression of a rule that is searched for everywhere.
    private static func expression(of rule: Rule) throws(RedactionError) -> Expression {
        guard case .search(let pattern, let caseless) = rule.finder else {
            preconditionFailure("the rule has a head")
        }
        do {
            return try Expression(pattern, caseless: caseless, unicode: true)
        } catch .invalidPattern(_, let message) {
            throw .invalidRule(id: rule.id, message: message)
        } catch {
            throw .engine(message: error.description)
        }
    }

    /// Where something ends in the last searched input that can cut a secret in two.
    private(set) var joints: [Int] = []

    /// Adds what is found in `bytes`.
    ///
    /// - Returns: whether there are escapes of ASCII characters, so that another form must be searched.
    mutating func search(
        _ bytes: Span<UInt8>,
        into candidates: inout [Candidate]
    ) throws(RedactionError) -> Bool {
        try scan(bytes, with: scanner)
        mentions.removeAll(keepingCapacity: true)
        placeholders.removeAll(keepingCapacity: true)
        hasRuns = false
        nextAt = -1
        joints.removeAll(keepingCapacity: true)
        var hasEscapes = false
        var covered = 0..<0
        for hit in scanner.hits {
            let action = heads.everywhere.actions[hit.pattern]
            switch action {
            case .placeholder:
                if let placeholder = Placeholder(bytes, openingEnd: hit.end) {
                    placeholders.append(placeholder)
                }
                continue
            case .escapes:
                hasEscapes = true
                continue
            case .joints:
                if joints.last != hit.end { joints.append(hit.end) }
                continue
            case .literalEnd(let length):
                if Joints.joinsLiterals(bytes, quote: hit.end - length), joints.last != hit.end {
                    joints.append(hit.end)
                }
                continue
            case .credential:
                noteMention(bytes, hit.end)
                continue
            case .keyword(_, let kind, let isMark, let length):
                if kind == .secret, Assignment.isCount(bytes, hit.end) { continue }
                if isMark { noteMention(bytes, hit.end) }
                if length > 0, !beginsWord(bytes, hit.end - length) { continue }
            default: break
            }
            guard let candidate = try candidate(bytes, action, hit.end, covered) else { continue }
            if candidate.isSpecific { covered = candidate.range }
            candidates.append(candidate)
        }
        try lookForVendors(bytes, into: &candidates)
        lookAtChunks(bytes, into: &candidates)
        for run in shaped {
            if let accountRule, let range = IBAN.number(bytes, run: run) {
                candidates.append(Candidate(range: range, rule: accountRule))
            }
            for (rule, shape) in runShapes where shape.fits(bytes, run) {
                if let candidate = try shapedRun(bytes, run, shape, rule) { candidates.append(candidate) }
            }
        }
        for search in searches { try self.search(bytes, search.rule, search.expression, into: &candidates) }
        return hasEscapes
    }

    func scan(_ bytes: Span<UInt8>, with scanner: PatternScanner) throws(RedactionError) {
        do { try scanner.scan(bytes) } catch .inputTooLong(let limit) {
            throw .inputTooLong(limit: limit)
        } catch {
            throw .engine(message: error.description)
        }
    }

    /// Finds what has no pattern: numbers, and runs of letters and digits.
    private mutating func lookAtChunks(_ bytes: Span<UInt8>, into candidates: inout [Candidate]) {
        encoded.removeAll(keepingCapacity: true)
        shaped.removeAll(keepingCapacity: true)
        var runs = EncodedRuns(interesting: runLengths)
        var cards = PaymentCards()
        var index = 0
        while let chunk = ByteChunk(in: bytes, from: index) {
            index = chunk.start + ByteChunk.size
            var mixed = chunk.mixed
            while mixed != 0 {
                let place = chunk.start + mixed.trailingZeroBitCount * ByteChunk.eighth
                runs.look(bytes, at: place, shaped: &shaped, runs: &encoded)
                mixed &= mixed - 1
            }
            if chunk.hasNumber, let cardRule {
                cards.look(bytes, in: chunk.start..<min(bytes.count, index)) { range in
                    if let accountRule { candidates.append(Candidate(range: range, rule: accountRule)) }
                } _: { range in
                    candidates.append(Candidate(range: range, rule: cardRule, form: .digits))
                }
            }
            index = max(index, runs.skipped)
        }
    }

    /// Where the next such byte stands; the end of the text when there is none.
    private static func place(of byte: UInt8, in bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] != byte { index += 1 }
        return index
    }

    mutating func candidate(
        _ bytes: Span<UInt8>,
        _ action: HeadIndex.Action,
        _ end: Int,
        _ covered: Range<Int>
    ) throws(RedactionError) -> Candidate? {
        switch action {
        case .head(let rule, let length, let hint):
            let start = end - length
            // Heads inside a found secret are part of it; this also bounds the work on repeated heads.
            guard start >= 0, !covered.contains(start) else { return nil }
            guard isLeftBoundary(bytes, start), hint > 3 || !isInsideRun(bytes, start) else {
                return verified(bytes, rule, start, end, hint)
            }
            guard var candidate = try token(bytes, rule, start, end, hint) else { return nil }
            if let checksum = rules[rule].checksum {
                // What was wrapped has a text of its own.
                candidate.isVerified =
                    candidate.text.map { checksum.isRight($0.span, 0..<$0.count) }
                    ?? checksum.isRight(bytes, candidate.range)
            }
            return candidate
        case .located(let rule, let length):
            guard end >= length, !covered.contains(end - length), let locator = locators[rule],
                let range = locator.find(bytes, end - length, end), !range.isEmpty
            else { return nil }
            return Candidate(
                range: range,
                rule: rule,
                isSpecific: locator.isSpecific,
                isVerified: rules[rule].checksum?.isRight(bytes, range) ?? false
            )
        case .keyword(let rule, let kind, _, _):
            guard let range = Assignment.extent(in: bytes, keywordEnd: end, kind: kind) else { return nil }
            return Candidate(range: range, rule: rule, isSpecific: false)
        case .url(let rule):
            if nextAt < end { nextAt = Self.place(of: UInt8(ascii: "@"), in: bytes, from: end) }
            guard nextAt - end < URLPassword.longest,
                let range = URLPassword.extent(in: bytes, from: end)
            else { return nil }
            return Candidate(range: range, rule: rule, isSpecific: false)
        case .authorization(let rule, let isBasic):
            guard let range = AuthorizationHeader.extent(in: bytes, from: end, isBasic: isBasic) else {
                return nil
            }
            return Candidate(range: range, rule: rule, isSpecific: false)
        case .escapes, .joints, .literalEnd, .placeholder, .credential: return nil
        }
    }

    private func search(
        _ bytes: Span<UInt8>,
        _ rule: Int,
        _ expression: Expression,
        into candidates: inout [Candidate]
    ) throws(RedactionError) {
        var index = 0
        while index <= bytes.count {
            let match: (range: Range<Int>, end: Int)?
            do { match = try expression.match(in: bytes, at: index) } catch .limitReached {
                throw .ruleTooCostly(id: rules[rule].id)
            } catch {
                throw .engine(message: error.description)
            }
            guard let match else { return }
            if !match.range.isEmpty { candidates.append(Candidate(range: match.range, rule: rule)) }
            index = max(match.end, index + 1)
        }
    }
}
