public import JSON

/// What answers cost: tokens, and what the API did besides.
public struct TokenUsage: Sendable, Equatable {
    /// Tokens of the requests that no cache served.
    public var input = 0
    /// Tokens of the answers.
    public var output = 0
    /// Tokens read from the cache.
    public var cacheRead = 0
    /// Tokens written to the cache, for whatever time.
    public var cacheWrite = 0
    /// Of those written, the tokens that are kept for five minutes; 0 when the lines do not tell.
    public var cacheWrite5m = 0
    /// Of those written, the tokens that are kept for an hour; 0 when the lines do not tell.
    public var cacheWrite1h = 0
    /// Searches of the web that the API made itself.
    public var webSearches = 0
    /// Pages that the API fetched itself.
    public var webFetches = 0

    /// No tokens.
    public init() {}

    /// The tokens of a `usage` object of the Messages API; each number is taken to be from 0 to 2^32 - 1, so that sums
    /// cannot overflow.
    public init(_ usage: JSONValue) {
        input = Self.count(usage["input_tokens"])
        output = Self.count(usage["output_tokens"])
        cacheRead = Self.count(usage["cache_read_input_tokens"])
        cacheWrite = Self.count(usage["cache_creation_input_tokens"])
        if let writes = usage["cache_creation"] {
            cacheWrite5m = Self.count(writes["ephemeral_5m_input_tokens"])
            cacheWrite1h = Self.count(writes["ephemeral_1h_input_tokens"])
        }
        if let server = usage["server_tool_use"] {
            webSearches = Self.count(server["web_search_requests"])
            webFetches = Self.count(server["web_fetch_requests"])
        }
    }

    private static func count(_ number: JSONValue?) -> Int { Int(UInt32(clamping: number?.int ?? 0)) }

    /// The sum of two usages.
    public static func + (left: TokenUsage, right: TokenUsage) -> TokenUsage {
        var sum = left
        sum.input += right.input
        sum.output += right.output
        sum.cacheRead += right.cacheRead
        sum.cacheWrite += right.cacheWrite
        sum.cacheWrite5m += right.cacheWrite5m
        sum.cacheWrite1h += right.cacheWrite1h
        sum.webSearches += right.webSearches
        sum.webFetches += right.webFetches
        return sum
    }
}

/// Counts usage by message: of several lines with one message id the last one counts.
///
/// Of a message that was counted long before, as copies of old messages are in some files, the first ones stay: half
/// a million answers are known by 8 bytes each, and only the latest by their numbers.
struct UsageTally: Sendable {
    private struct Answer {
        var usage: TokenUsage
        var model: Int
        var tier: Int
    }

    private(set) var models: [String] = []
    private(set) var tiers: [String] = []
    private var settled: [TokenUsage] = []
    private var settledTiers: [Int] = []
    private var seen: Set<RecordKey> = []
    /// The answer of the line before: most answers have several lines, one behind another.
    private var current: (id: RecordKey, answer: Answer)?
    private var latest: [RecordKey: Answer] = [:]
    private var queue: [RecordKey] = []
    private var oldest = 0

    private static let remembered = 2_048

    /// Adds the usage of a line.
    mutating func add(_ usage: JSONValue, id: RecordKey?, model: JSONValue?) {
        let sum = TokenUsage(usage)
        // What the agent wrote itself cost nothing, and is of no model.
        if sum == TokenUsage(), model?.equals("<synthetic>") == true { return }
        let answer = Answer(
            usage: sum,
            model: Self.number(of: model, in: &models, default: "unknown"),
            tier: Self.number(of: usage["service_tier"], in: &tiers, default: "")
        )
        guard let id else {
            settle(answer)
            return
        }
        if current?.id == id {
            current?.answer = answer
            return
        }
        keepCurrent()
        current = (id, answer)
    }

    /// Puts the answer of the line before among the latest ones.
    private mutating func keepCurrent() {
        guard let (id, answer) = current else { return }
        current = nil
        if latest.updateValue(answer, forKey: id) != nil { return }
        if seen.contains(id) {
            latest[id] = nil
            return
        }
        if queue.count < Self.remembered {
            queue.append(id)
            return
        }
        let old = queue[oldest]
        if let answer = latest.removeValue(forKey: old) { settle(answer) }
        seen.insert(old)
        queue[oldest] = id
        oldest = (oldest + 1) % Self.remembered
    }

    private mutating func settle(_ answer: Answer) {
        Self.add(answer, to: &settled, &settledTiers)
    }

    private static func add(_ answer: Answer, to sums: inout [TokenUsage], _ tiers: inout [Int]) {
        while sums.count <= answer.model { sums.append(TokenUsage()) }
        sums[answer.model] = sums[answer.model] + answer.usage
        while tiers.count <= answer.tier { tiers.append(0) }
        tiers[answer.tier] += 1
    }

    /// The sums by model, in the order of their first answers, and how many answers each service tier gave.
    var sums: (models: [(model: String, usage: TokenUsage)], tiers: [String: Int]) {
        var copy = self
        copy.keepCurrent()
        var sums = copy.settled
        var tiers = copy.settledTiers
        for answer in copy.latest.values { Self.add(answer, to: &sums, &tiers) }
        let named = zip(self.tiers, tiers).filter { !$0.isEmpty && $1 > 0 }
        return (
            zip(models, sums).map { (model: $0, usage: $1) },
            Dictionary(named.map { ($0, $1) }) { $0 + $1 }
        )
    }

    /// The place of a name in a short list; names beyond the limit share the last place.
    private static func number(of name: JSONValue?, in names: inout [String], default missing: String) -> Int {
        let text = name?.string ?? missing
        if let known = names.lastIndex(of: text) { return known }
        guard names.count < 100 else { return names.count - 1 }
        names.append(text)
        return names.count - 1
    }
}
