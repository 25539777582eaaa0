import BatonRedaction
import Testing

/// Secrets that something cuts in two: they go as a whole.
@Suite struct CutSecretTests {
    private static let kinds: [(rule: String, prefix: String, alphabet: String, count: Int)] = [
        ("github-token", "ghp_", base62, 36), ("anthropic-key", "sk-ant-api03-", base64URL, 95),
        ("aws-key-id", "AKIA", upper, 16), ("stripe-key", "sk_live_", base62, 32),
        ("google-api-key", "AIza", base64URL, 35),
    ]

    /// A secret, cut behind its public prefix or further on, and no piece of it may be left.
    private func check(
        _ joint: String,
        json: Bool = true,
        opening: String = "",
        closing: String = "",
        cuts: [Double] = [0, 0.3, 0.7],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var random = SeededGenerator(seed: 21)
        for kind in Self.kinds {
            for cut in cuts {
                for depth in json ? [0, 1, 2] : [0] {
                    let body = random.text(kind.alphabet, kind.count - 1) + random.text(digits, 1)
                    let place = max(3, Int(Double(kind.count) * cut))
                    let first = kind.prefix + (cut == 0 ? "" : String(body.prefix(place)))
                    let second = cut == 0 ? body : String(body.dropFirst(place))
                    let text = "before\n" + opening + first + joint + second + closing + "\nafter"
                    let input = json ? record(text, depth: depth) : text
                    let redactor = try Shared.redactor()
                    let redaction =
                        json
                        ? try redactor.redact(record: Array(input.utf8))
                        : try redactor.redact(text: Array(input.utf8))
                    let output = String(decoding: redaction?.bytes ?? [], as: UTF8.self)
                    let note: Comment =
                        "NOTE \(joint.debugDescription) \(kind.rule) json \(json) cut at \(cut), depth \(depth)"
                    #expect(
                        redaction?.findings.contains { $0.rule == kind.rule } == true,
                        note,
                        sourceLocation: sourceLocation
                    )
                    #expect(!output.contains(String(second.suffix(8))), note, sourceLocation: sourceLocation)
                    #expect(
                        output.contains("before") && output.contains("after"),
                        note,
                        sourceLocation: sourceLocation
                    )
                    if json {
                        #expect(JSONChecker.isValid(Array(output.utf8)), note, sourceLocation: sourceLocation)
                    }
                }
            }
        }
    }

    @Test("by the colours of a terminal, raw or written")
    func colours() throws {
        for joint in ["\u{1b}[0m", "\u{1b}[m\u{1b}[K", "\u{1b}[01;31m\u{1b}[K", "\u{1b}[38;5;196m"] {
            try check(joint)
            try check(joint, json: false)
        }
        for joint in [#"\x1b[0m"#, #"\033[1;32m"#, #"\e[0m"#, #"\u001b[39m"#, "^[[0m"] {
            try check(joint, json: false)
        }
    }

    @Test("by two literals that a program adds")
    func literals() throws {
        for joint in [
            #"" + ""#, #""+""#, "\" +\n        \"", "\"\n    + \"", #"" . ""#, #"" .. ""#, #"" & ""#,
            "\" \\\n    \"",
            "\"\n    \"", "\" + f\"",
        ] {
            try check(joint, opening: "key = \"", closing: "\"")
            try check(joint, json: false, opening: "key = \"", closing: "\"")
        }
        try check("' + '", opening: "key = '", closing: "'")
        try check("\" +\n    14→        \"", opening: "    13→  key = \"", closing: "\"")
    }

    @Test("by a line that goes on, or was wrapped")
    func lines() throws {
        for joint in ["\\\n", "\\\n    ", "\n", "\n    ", "\r\n"] {
            try check(joint, cuts: [0.1, 0.3])
            try check(joint, json: false, cuts: [0.1, 0.3])
        }
    }

    @Test("by the end of a long line, also where a part would do as a token")
    func wrapped() throws {
        var random = SeededGenerator(seed: 22)
        for width in [60, 80, 100] {
            let secret = "sk-ant-api03-" + random.text(base64URL, 94) + "7"
            let line = "export ANTHROPIC_API_KEY=" + secret
            var text = ""
            for (index, character) in line.enumerated() {
                if index > 0, index.isMultiple(of: width) { text += "\n" }
                text.append(character)
            }
            let redaction = try #require(
                try Shared.redactor().redact(record: Array(record(text + "\nls -la", depth: 0).utf8))
            )
            let output = String(decoding: redaction.bytes, as: UTF8.self)
            #expect(!output.contains(String(secret.suffix(8))))
            #expect(output.contains("ls -la"))
        }
    }

    @Test("a long token over many lines, of which only the last make it one", arguments: [40, 64, 76, 120])
    func longTokens(_ width: Int) throws {
        var random = SeededGenerator(seed: UInt64(width))
        for payload in [200, 420, 700, 960] {
            let token =
                "eyJ" + random.text(base62, 33) + "." + random.text(base62, payload) + "."
                + random.text(base62, 42) + "7"
            var lines: [String] = []
            var rest = token[...]
            while !rest.isEmpty {
                lines.append(String(rest.prefix(width)))
                rest = rest.dropFirst(width)
            }
            for depth in 0...1 {
                let text = "see\n" + lines.joined(separator: "\n") + "\nand more"
                let redaction = try #require(
                    try Shared.redactor().redact(record: Array(record(text, depth: depth).utf8)),
                    "\(width) \(payload)"
                )
                let output = String(decoding: redaction.bytes, as: UTF8.self)
                for line in lines where line.count > 1 {
                    #expect(!output.contains(line), "\(width) \(payload)")
                }
                #expect(output.contains("and more"), "\(width) \(payload)")
                #expect(redaction.findings.map(\.rule) == ["jwt"])
            }
        }
    }

    @Test("what stands on the next line and is no part of it stays")
    func next() throws {
        var random = SeededGenerator(seed: 23)
        for line in [
            "NEXT_VALUE=12", "second line of text", "build-2024-finished", "    return value2", "42",
            "0123456789", "src/main.swift", "OK", "deploy1 done",
        ] {
            let secret = "ghp_" + random.text(base62, 36)
            let text = "the value of the token that was set up for this is " + secret + "\n" + line
            let redaction = try #require(
                try Shared.redactor().redact(record: Array(record(text, depth: 0).utf8))
            )
            #expect(String(decoding: redaction.bytes, as: UTF8.self).contains(line))
        }
    }

    @Test("by the border of two text blocks, of which each stays a block")
    func blocks() throws {
        var random = SeededGenerator(seed: 24)
        for (before, between) in [
            (#"{"type":"text","text":""#, #""},{"type":"text","text":""#),
            (#"{"type": "text", "text": ""#, #""}, {"type": "text", "text": ""#),
        ] {
            let secret = "ghp_" + random.text(base62, 36)
            let input =
                #"{"message":{"content":["# + before + "see " + String(secret.prefix(20)) + between
                + String(secret.dropFirst(20)) + #" there"}]}}"#
            let redaction = try #require(try Shared.redactor().redact(record: Array(input.utf8)))
            let output = String(decoding: redaction.bytes, as: UTF8.self)
            let mark = "[redacted:github-token:1]"
            #expect(
                output == #"{"message":{"content":["# + before + "see " + mark + between + mark
                    + #" there"}]}}"#
            )
        }
    }

    @Test("percent-encoded, once or twice")
    func percent() throws {
        var random = SeededGenerator(seed: 25)
        let secret = random.text(base62, 20) + "7"
        for text in [
            "postgres%3A%2F%2Fme%3A\(secret)%40db.example%2Fx",
            "next=%2Flogin%3Fpassword%3D\(secret)%26x%3D1",
            "next=%252Flogin%253Fpassword%253D\(secret)%2526x%253D1",
            "k=sk%2Dant%2Dapi03%2D\(secret)\(secret)",
        ] {
            let redaction = try #require(try Shared.redactor().redact(text: Array(text.utf8)), "\(text)")
            let output = String(decoding: redaction.bytes, as: UTF8.self)
            #expect(!output.contains(secret))
        }
    }

    @Test("in base64, at most three deep; what holds none stays", arguments: 1...3)
    func base64(_ depth: Int) throws {
        var random = SeededGenerator(seed: 26)
        for text in [
            "ghp_" + random.text(base62, 36), "the password is Xk29-fd!3kQ",
            "DB_PASSWORD=Xk29fd!3kQ\nPORT=1\n",
        ] {
            var encoded = text
            for _ in 0..<depth { encoded = Self.base64(Array(encoded.utf8)) }
            for input in ["echo \(encoded) | base64 -d", "\(encoded)", "a\n\(encoded)\nb"] {
                let line = record(input, depth: 1)
                let redaction = try #require(try Shared.redactor().redact(record: Array(line.utf8)))
                let output = String(decoding: redaction.bytes, as: UTF8.self)
                #expect(!output.contains(encoded.prefix(16)))
                #expect(output == line.replacing(encoded, with: redaction.findings[0].placeholder))
            }
        }
        var harmless = "This is only a sentence that was encoded for a test."
        for _ in 0..<depth { harmless = Self.base64(Array(harmless.utf8)) }
        #expect(try Shared.redactor().redact(text: Array("echo \(harmless)".utf8)) == nil)
    }

    @Test("in base64 over several lines")
    func lines64() throws {
        var random = SeededGenerator(seed: 27)
        let text =
            "[default]\nkey = ghp_" + random.text(base62, 36) + "\nregion = nowhere-in-particular\nmore = 1\n"
        let encoded = Self.base64(Array(text.utf8))
        let lines = [encoded.prefix(76), encoded.dropFirst(76)].joined(separator: "\n")
        let redaction = try #require(
            try Shared.redactor().redact(record: Array(record("$ base64 x\n\(lines)\n$ ", depth: 0).utf8))
        )
        let output = String(decoding: redaction.bytes, as: UTF8.self)
        #expect(!output.contains(encoded.prefix(16)))
        #expect(!output.contains(encoded.suffix(16)))
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for digit in 0..<4 {
                text.append(digit <= group.count ? alphabet[value >> (18 - 6 * digit) & 63] : "=")
            }
        }
        return text
    }
}
