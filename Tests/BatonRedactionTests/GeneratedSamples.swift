@testable import BatonRedaction

/// Samples that follow from how a rule finds its secrets.
enum GeneratedSamples {
    /// Characters that may stand in a sample: what else a class holds could end the text around it.
    private static let plain = Set(base62)

    /// The characters of a class that samples are made of, and those that may be first and last.
    private static func alphabet(_ bytes: ByteClass) -> (all: String, ends: String) {
        let all = (UInt8(33)..<127).filter { bytes.contains($0) }.map { Character(Unicode.Scalar($0)) }
        let ends = String(all.filter(plain.contains))
        return (ends + (all.contains("_") ? "_" : "") + (all.contains("-") ? "-" : ""), ends)
    }

    /// So many characters of a class, digits among them where it has any.
    static func body(_ bytes: ByteClass, _ count: Int, _ random: inout SeededGenerator) -> String {
        let (all, ends) = alphabet(bytes)
        guard count > 3 else { return random.text(ends, count) }
        let digit =
            ends.contains("7") ? random.text(String(ends.filter(\.isNumber)), 1) : random.text(ends, 1)
        return random.text(ends, 1) + digit + random.text(all, count - 3) + random.text(ends, 1)
    }

    /// A value of a shape.
    static func value(_ shape: ValueShape, _ random: inout SeededGenerator) -> String {
        if shape == .uuid {
            return [8, 4, 4, 4, 12].map { random.text(hex, $0) }.joined(separator: "-")
        }
        return shape.prefix.text + body(shape.bytes, shape.count.lowerBound, &random)
    }

    /// Samples for one rule; empty when its form must be written by hand.
    static func samples(_ rule: Rule) -> [Sample] {
        switch rule.finder {
        case .prefixed(let prefixes, let bytes, let least):
            prefixes.flatMap { prefix in
                [least, least + 9].map { count in
                    Sample(rule.id) { prefix + body(bytes, count, &$0) }
                }
            }
        case .exact(let prefixes, let bytes, let count):
            prefixes.flatMap { prefix in
                Set([count.lowerBound, count.upperBound]).sorted().map { count in
                    Sample(rule.id) { prefix + body(bytes, count, &$0) }
                }
            }
        default: []
        }
    }

    static let all = RuleSet.builtIn.rules.flatMap(samples)

    /// Texts in which a vendor is named before its credential.
    static let vendorTexts: [(before: String, after: String)] = [
        ("NAME_API_KEY=", "\n"), ("export NAME_TOKEN='", "'\n"), ("NAME_api_key: \"", "\",\n"),
        ("{\"NAME\": {\"api_key\": \"", "\"}}"), ("{\"NAME_secret\":\"", "\",\"x\":1}"),
        ("tool --NAME-api-key ", " run\n"), ("NAME.apiKey = '", "';\n"), ("the NAME API key is ", ".\n"),
        ("os.environ[\"NAME_TOKEN\"] = \"", "\"\n"), ("NAME_API_KEY_PROD=", " other\n"),
        ("- {name: NAME_SECRET, value: \"", "\"}\n"), ("const NAMEToken: string = \"", "\"\n"),
        ("curl -H \"X-NAME-Token: ", "\" https://x\n"), ("  12→NAME_KEY=", "\n"), ("NAME key: `", "`\n"),
        ("<add key=\"NAME.Password\" value=\"", "\"/>\n"), ("?NAME_token=", "&x=1\n"),
    ]
}
