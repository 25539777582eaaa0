internal import JSON

/// Tokens of one answer, as the Messages API counts them: what a cache served is no input.
struct AnswerTokens: Equatable {
    var input = 0
    var output = 0
    var cacheRead = 0
    var cacheWrite = 0

    /// Adds what another part of the answer used.
    mutating func add(_ other: AnswerTokens) {
        input = Self.sum(input, other.input)
        output = Self.sum(output, other.output)
        cacheRead = Self.sum(cacheRead, other.cacheRead)
        cacheWrite = Self.sum(cacheWrite, other.cacheWrite)
    }

    /// The member `usage` of a message, behind other members.
    var member: [UInt8] {
        Array(
            """
            ,"usage":{"input_tokens":\(input),"output_tokens":\(output),"cache_read_input_tokens":\(cacheRead),\
            "cache_creation_input_tokens":\(cacheWrite)}
            """.utf8
        )
    }

    /// A count from a file: a number that is no count is 0.
    static func count(_ value: JSONValue?) -> Int {
        guard let number = value?.int, number > 0 else { return 0 }
        return Int(min(number, Int64(UInt32.max)))
    }

    private static func sum(_ left: Int, _ right: Int) -> Int { min(left + right, Int(UInt32.max)) }
}
