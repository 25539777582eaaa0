import BatonRedaction
import Testing

@Suite struct RepetitionTests {
    @Test func `the same secret has the same placeholder, another one has another`() throws {
        var random = SeededGenerator(seed: 51)
        let one = "ghp_" + random.text(base62, 36)
        let two = "ghp_" + random.text(base62, 36)
        #expect(
            try redacted("\(one) \(two) \(one)")
                == "[redacted:github-token:1] [redacted:github-token:2] [redacted:github-token:1]"
        )
    }

    @Test func `a value that was learned is hidden where nothing tells what it is`() throws {
        var random = SeededGenerator(seed: 52)
        let password = random.text(base62, 11) + "7"
        let redactor = try Shared.redactor()
        let records = ["then type \(password) and go", "DB_PASSWORD=\(password)"].map {
            Array(record($0).utf8)
        }
        for record in records { try redactor.learn(record: record) }
        let first = try #require(try redactor.redact(record: records[0]))
        #expect(first.findings.map(\.placeholder) == ["[redacted:password:1]"])
        #expect(redactor.counts.map(\.rule) == ["password"])
        #expect(redactor.counts.map(\.count) == [1])
        #expect(redactor.replacements.map(\.count) == [1])
    }

    @Test func `a short value is hidden only as a word of its own`() throws {
        #expect(
            try redacted("password='Kx7-pq2Z' aKx7-pq2Z Kx7-pq2Z! Kx7-pq2Zb")
                == "password='[redacted:password:1]' aKx7-pq2Z [redacted:password:1]! Kx7-pq2Zb"
        )
    }

    @Test func `a common word is not hidden everywhere because it was a password once`() throws {
        #expect(
            try redacted("postgres://app:postgres@db runs postgres")
                == "postgres://app:[redacted:url-password:1]@db runs postgres"
        )
    }

    @Test func `structure stays although it repeats a secret`() throws {
        var random = SeededGenerator(seed: 53)
        let secret = "ghp_" + random.text(base62, 36)
        let input = #"{"uuid":"\#(secret)","t":"\#(secret)"}"#
        let redaction = try #require(try Shared.redactor().redact(record: Array(input.utf8)))
        #expect(
            String(decoding: redaction.bytes, as: UTF8.self)
                == #"{"uuid":"\#(secret)","t":"[redacted:github-token:1]"}"#
        )
    }

    @Test func `redacting twice changes nothing`() throws {
        var random = SeededGenerator(seed: 54)
        var texts: [String] = []
        for sample in Sample.tokens {
            // Many in one text, and one by itself in turn.
            texts.append(
                Surrounding.forTokens.map { $0.before + sample.make(&random) + $0.after }.joined(
                    separator: "\n; ;\n"
                )
            )
            let one = Surrounding.forTokens[texts.count % Surrounding.forTokens.count]
            texts.append(one.before + sample.make(&random) + one.after)
        }
        for surrounding in ContextTests.passwords {
            texts.append(surrounding.before + ContextTests.password(&random) + surrounding.after)
        }
        for surrounding in ContextTests.keys {
            texts.append(surrounding.before + ContextTests.key(&random) + surrounding.after)
        }
        var (known, fresh) = (try Shared.redactor(), try Shared.redactor())
        for (number, text) in texts.enumerated() {
            // What was found is looked for from then on, which costs time.
            if number.isMultiple(of: 50) { (known, fresh) = (try Shared.redactor(), try Shared.redactor()) }
            for depth in 0...1 {
                let input = Array(record(text, depth: depth).utf8)
                let once = try known.redact(record: input)?.bytes ?? input
                #expect(try known.redact(record: once) == nil, "\(text)")
                #expect(try fresh.redact(record: once) == nil, "\(text)")
            }
        }
    }

    @Test func `a placeholder is never touched, and its number never given again`() throws {
        let text =
            "curl -us1[redacted:aws-key-id:1]x and DB_PASSWORD=[redacted:password:7] DB_PASSWORD=Kx7-pq2Z"
        let expected =
            "curl -us1[redacted:aws-key-id:1]x and DB_PASSWORD=[redacted:password:7] DB_PASSWORD=[redacted:password:8]"
        #expect(try redacted(text) == expected)
        #expect(try redacted(expected) == expected)
    }

    @Test func `an exempt value stays, also in part`() throws {
        var random = SeededGenerator(seed: 55)
        let key = "AGE-SECRET-KEY-1" + random.text("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58)
        let other = "AGE-SECRET-KEY-1" + random.text("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58)
        let link = "https://x0.example/abc.age#\(key)"
        let redactor = try Redactor(cache: Shared.cache, exempt: [link])
        let redaction = try #require(try redactor.redact(text: Array("\(link) \(other) \(key)".utf8)))
        #expect(
            String(decoding: redaction.bytes, as: UTF8.self)
                == "\(link) [redacted:age-secret-key:1] [redacted:age-secret-key:2]"
        )
    }

    @Test func `thousands of secrets stay affordable one by one`() throws {
        var random = SeededGenerator(seed: 56)
        let redactor = try Shared.redactor()
        for number in 1...2000 {
            let secret = "ghp_" + random.text(base62, 36)
            let redaction = try redactor.redact(text: Array("x \(secret)".utf8))
            #expect(redaction?.findings.first?.placeholder == "[redacted:github-token:\(number)]")
        }
    }

    @Test func `thousands of values are found again, each as what it is`() throws {
        var random = SeededGenerator(seed: 54)
        var values: [String] = []
        for number in 0..<3000 {
            // Some begin alike, some are the beginning of another, some are short.
            let text = random.text(base62, [9, 14, 30, 70][number % 4]) + "7"
            values.append(number.isMultiple(of: 5) ? "Same-beginning-9-" + text : text)
        }
        values.append(values[2999] + "aB3")
        let redactor = try Shared.redactor()
        for value in values { try redactor.learn(text: Array("DB_PASSWORD='\(value)'".utf8)) }
        #expect(redactor.counts.map(\.count) == [values.count])
        let text = values.map { "see \($0) there" }.joined(separator: "\n")
        let redaction = try #require(try redactor.redact(text: Array(text.utf8)))
        let expected = values.indices.map { "see [redacted:password:\($0 + 1)] there" }.joined(
            separator: "\n"
        )
        #expect(String(decoding: redaction.bytes, as: UTF8.self) == expected)
    }
}
