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
/// Half a million answers are known by 8 bytes each, and only the latest by their numbers: of a message that was
/// counted long before, as copies of old messages are in some files, the first lines stay.
struct UsageTally: Sendable {
    private struct Answer {
        var usage: TokenUsage
        var model: Int
        var tier: Int
    }

    private var models: [String] = []
    private var tiers: [String] = []
    private var settled = Sums()
    private var seen: Set<RecordKey> = []
    /// The latest messages and what they cost, the oldest at ``oldest``; few enough to be searched.
    private var latest: [RecordKey] = []
    private var answers: [Answer] = []
    private var oldest = 0

    /// So many answers later a line of an old one does not change it any more.
    static let remembered = 64

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
            settled.add(answer)
            return
        }
        if let place = latest.lastIndex(of: id) {
            answers[place] = answer
        } else if seen.insert(id).inserted {
            keep(answer, id)
        }
    }

    private mutating func keep(_ answer: Answer, _ id: RecordKey) {
        if latest.count < Self.remembered {
            latest.append(id)
            answers.append(answer)
            return
        }
        settled.add(answers[oldest])
        latest[oldest] = id
        answers[oldest] = answer
        oldest = (oldest + 1) % Self.remembered
    }

    /// Sums by the number of a model, and counts by the number of a tier.
    private struct Sums {
        var usages: [TokenUsage] = []
        var tiers: [Int] = []

        mutating func add(_ answer: Answer) {
            while usages.count <= answer.model { usages.append(TokenUsage()) }
            usages[answer.model] = usages[answer.model] + answer.usage
            while tiers.count <= answer.tier { tiers.append(0) }
            tiers[answer.tier] += 1
        }
    }

    /// The sums by model, in the order of their first answers, and how many answers each service tier gave.
    var sums: (models: [(model: String, usage: TokenUsage)], tiers: [String: Int]) {
        var sums = settled
        for answer in answers { sums.add(answer) }
        let named = zip(tiers, sums.tiers).filter { !$0.isEmpty && $1 > 0 }
        return (
            zip(models, sums.usages).map { (model: $0, usage: $1) },
            Dictionary(named.map { ($0, $1) }) { $0 + $1 }
        )
    }

    /// The place of a name in a short list; names beyond the limit share the last place.
    private static func number(of name: JSONValue?, in names: inout [String], default missing: String) -> Int
    {
        let text = name?.string ?? missing
        if let known = names.lastIndex(of: text) { return known }
        guard names.count < 100 else { return names.count - 1 }
        names.append(text)
        return names.count - 1
    }
}
