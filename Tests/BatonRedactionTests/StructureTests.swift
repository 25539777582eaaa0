import BatonRedaction
import Testing

@Suite struct StructureTests {
    private func token(_ seed: UInt64) -> String {
        var random = SeededGenerator(seed: seed)
        return "ghp_" + random.text(base62, 36)
    }

    private func output(_ input: String) throws -> String {
        let redaction = try Shared.redactor().redact(record: Array(input.utf8))
        if let redaction, JSONChecker.isValid(Array(input.utf8)) {
            #expect(JSONChecker.isValid(redaction.bytes), "\(input)")
        }
        return redaction.map { String(decoding: $0.bytes, as: UTF8.self) } ?? input
    }

    @Test(
        "structure stays as it is",
        arguments: [
            #"{"uuid":"@"}"#, #"{"parentUuid":"@","type":"user"}"#, #"{"sessionId": "@"}"#,
            #"{"requestId":"@"}"#,
            #"{"leafUuid":"@"}"#, #"{"toolUseID":"@"}"#, #"{"message":{"id":"@"}}"#,
            #"{"message":{"content":[{"type":"tool_use","id":"@","input":{}}]}}"#,
            #"{"message":{"content":[{"type":"text","text":"x"},{"tool_use_id":"@"}]}}"#,
            #"{"message":{"content":[{"type":"thinking","thinking":"","signature":"@"}]}}"#,
            #"{"message":{"content":[{"type":"redacted_thinking","data":"@"}]}}"#,
            #"{"message":{"content":[{"type":"image","source":{"type":"base64","data":"@"}}]}}"#,
            #"{"message":{"content":[{"content":[{"type":"image","source":{"data":"@"}}]}]}}"#,
            #"{"data":{"message":{"message":{"id":"@"}}}}"#, #"{"messages":[{"uuid":"@"}]}"#,
            #"{"payload":{"encrypted_content":"@"}}"#,
        ]
    )
    func stays(_ shape: String) throws {
        let input = shape.replacing("@", with: token(41))
        #expect(try output(input) == input)
    }

    @Test(
        "a key of a structural name inside content is no structure",
        arguments: [
            #"{"message":{"content":[{"type":"tool_use","id":"toolu_1","input":{"id":"@"}}]}}"#,
            #"{"message":{"content":[{"type":"tool_use","input":{"uuid":"@","signature":"x"}}]}}"#,
            #"{"message":{"content":[{"type":"tool_use","input":{"message":{"id":"@"}}}]}}"#,
            #"{"toolUseResult":{"uuid":"@"}}"#, #"{"toolUseResult":{"message":{"id":"@"}}}"#,
            #"{"message":{"content":"{\"uuid\":\"@\"}"}}"#, #"{"toolUseResult":{"signature":"@"}}"#,
            #"{"message":{"content":[{"type":"text","text":"\"uuid\":\"@\""}]}}"#, #"{"x":{"uuid":"@"}}"#,
            #"["@"]"#, #""@""#, #"{"@":1}"#, #"{"toolUseResult":{"@":{"a":["@"]}}}"#,
            #"{"a":{},"b":[[],{"c":"@"}]}"#,
        ]
    )
    func goes(_ shape: String) throws {
        let secret = token(42)
        #expect(
            try output(shape.replacing("@", with: secret))
                == shape.replacing("@", with: "[redacted:github-token:1]")
        )
    }

    @Test func `a number becomes a string, so that the record stays JSON`() throws {
        #expect(
            try output(#"{"card":4111111111111111,"n":1}"#) == #"{"card":"[redacted:payment-card:1]","n":1}"#
        )
    }

    @Test func `escapes around a value stay whole`() throws {
        let result = try output(#"{"t":"password=\"Ab\\\"c1234\u00e9x\" next"}"#)
        #expect(result == #"{"t":"password=\"[redacted:password:1]\" next"}"#)
    }

    @Test func `escaped ASCII hides nothing, and all else of the record stays as it was`() throws {
        let secret = token(43)
        var random = SeededGenerator(seed: 44)
        let password = random.text(base62, 12) + "7"
        let input = #"{"a":"x\u003c\u0026","t":"DB_PASSWORD\u003d\#(password)\u0026k\u003D\#(secret)\u0027"}"#
        #expect(
            try output(input)
                == #"{"a":"x\u003c\u0026","t":"DB_PASSWORD\u003d[redacted:password:1]\u0026k\u003D[redacted:github-token:1]\u0027"}"#
        )
        let escaped = secret.utf8.map { "\\u00" + String($0, radix: 16) }.joined()
        #expect(try output(#"{"t":"it is \#(escaped)."}"#) == #"{"t":"it is [redacted:github-token:1]."}"#)
        let deep = #"{"t":"{\"a\":\"\\u003d\#(secret)\\u0026\"}"}"#
        #expect(try output(deep) == deep.replacing(secret, with: "[redacted:github-token:1]"))
    }

    @Test func `a broken record is searched as text`() throws {
        let secret = token(45)
        for shape in [
            "{\"a\":\"@", "TOKEN=@ x", "{\"a\":@}", "]]}@{", "\"\\\"@", "{\"a\":\"b\"}} trailing @ here", "@",
        ] {
            let input = Array(shape.replacing("@", with: secret).utf8)
            let redaction = try #require(try Shared.redactor().redact(record: input), "\(shape)")
            #expect(!String(decoding: redaction.bytes, as: UTF8.self).contains(secret), "\(shape)")
        }
    }

    @Test func `a line of plain text is no bare number`() throws {
        #expect(try output("4111 1111 1111 1111") == "[redacted:payment-card:1]")
    }

    @Test func `nothing is said about a clean record`() throws {
        #expect(try Shared.redactor().redact(record: Array(record("all is well").utf8)) == nil)
        #expect(try Shared.redactor().redact(record: []) == nil)
    }
}
