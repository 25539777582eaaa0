import Testing
import YAML

/// A text that is refused, and the start of each `LINE:COLUMN: MESSAGE (HINT)`.
struct Bad: Sendable, CustomTestStringConvertible {
    let text: String
    let reasons: [String]

    init(_ text: String, _ reasons: String...) {
        self.text = text
        self.reasons = reasons
    }

    var testDescription: String { text.debugDescription }
}

@Suite struct BadDocumentTests {
    private func reasons(_ bytes: [UInt8], limits: YAMLLimits = YAMLLimits()) -> [YAMLError] {
        do throws(YAMLErrors) {
            _ = try YAMLReader(limits: limits).read(bytes)
            return []
        } catch {
            return error.all
        }
    }

    private func check(_ bad: Bad, sourceLocation: SourceLocation = #_sourceLocation) {
        let found = reasons(Array(bad.text.utf8)).map(\.description)
        #expect(found.count == bad.reasons.count, "\(found)", sourceLocation: sourceLocation)
        for (found, expected) in zip(found, bad.reasons) {
            #expect(found.hasPrefix(expected), sourceLocation: sourceLocation)
        }
    }

    @Test("characters that cannot stand somewhere are named", arguments: characters)
    func charactersAreNamed(bad: Bad) { check(bad) }

    static let characters = [
        Bad("a:\n\tb: 1\n", "2:1: tabs cannot be used for indentation; use spaces"),
        Bad("a: 1\n  \n\tb: 2\n", "3:1: tabs cannot be used"),
        Bad("a: |\n  x\n\ty\n", "3:1: tabs cannot be used"),
        Bad("-\ta\n", "1:2: a tab cannot stand here; use a space"),
        Bad("- \ta: 1\n", "1:3: a tab cannot stand here"),
        Bad("a: @x\n", "1:4: values that start with @, ` or % must be quoted"),
        Bad("a: `x`\n", "1:4: values that start with @, ` or %"),
        Bad("a: %x\n", "1:4: values that start with @, ` or %"),
        Bad("- b\n- @x\n", "2:3: values that start with @, ` or %"),
        Bad("a: [b, @c]\n", "1:8: values that start with @, ` or %"),
        Bad("a: 1\n%x\n", "2:1: a text line cannot start with %"),
        Bad("a: ,\n", "1:4: a value that starts with ',' must be quoted"),
        Bad("a: ? b\n", "1:4: a value that starts with '? ' must be quoted"),
        Bad("a: [|]\n", "1:5: '|' and '>' cannot stand inside { } or [ ]"),
        Bad("a\u{0}b", "1:2: the character U+0000 cannot stand in a file"),
        Bad("a: \u{7}\n", "1:4: the character U+0007"),
        Bad("é: \u{7F}\n", "1:4: the character U+007F"),
        Bad("a: 1\r\nb: \u{85}\u{9B}\n", "2:5: the character U+009B"),
        Bad("a: x\u{FEFF}\n", "1:5: the character U+FEFF"),
        Bad("a: \u{1FFFE}\n\u{FFFF}", "2:1: the character U+FFFF"),
        Bad("a: \"\\x00\"\n", "1:4: a text cannot hold the character U+0000"),
    ]

    @Test("a wrong indentation is named with both depths", arguments: indentation)
    func indentationIsNamed(bad: Bad) { check(bad) }

    static let indentation = [
        Bad("a: 1\n  b: 2\n", "2:3: this line is indented by 2, the block above by 0"),
        Bad("a:\n    b: 1\n  c: 2\n", "3:3: this line is indented by 2, the block above by 4"),
        Bad("a:\n  b: 1\n c: 2\n", "3:2: this line is indented by 1, the block above by 2"),
        Bad("s:\n  - id: a\n   use: b\n", "3:4: this line is indented by 3, the block above by 4"),
        Bad("s:\n  - id: a\n    use: b\n - id: c\n", "4:2: this line is indented by 1, the block above by 2"),
        Bad("- name: x\n    with: y\n", "2:5: this line is indented by 4, the block above by 2"),
        Bad("a: x #c\n  b: 1\n", "2:3: this line is indented by 2, the block above by 0"),
        Bad("k: v\n l: v\n", "2:2: this line is indented by 1, the block above by 0"),
        Bad("a:\n  - b\n - c\n", "3:2: this line is indented by 1, the block above by 2"),
        Bad("- - a\n - b\n", "2:2: this line is indented by 1, the block above by 2"),
        Bad("a: |\n    x\n  y\n", "3:3: this line is indented by 2, the text above by 4"),
        Bad("- a\n  b: 1\n", "2:3: a key cannot stand here, because the list item above is text"),
        Bad("a:\n  - b\n  c: d\n", "3:3: a list item is expected here"),
        Bad("- a\nb: 1\n", "2:1: a list item is expected here"),
        Bad("a: 1\n- b\n", "2:1: a list item cannot stand between keys"),
        Bad("a:\n  b: 1\n  - c\n", "3:3: a list item cannot stand between keys"),
        Bad("a: - b\n", "1:4: a list cannot start on the line of its key; put '- ' on the next line"),
        Bad("a: |\n x\ny\n", "3:1: a ':' is missing behind this key"),
        Bad("a: 1\nfoo\nb: 2\n", "2:1: a ':' is missing behind this key"),
        Bad("a: 1\nb:2\nc: 3\n", "2:1: a space is missing after ':'"),
        Bad("a:1\nb: 2\n", "1:1: a space is missing after ':'"),
        Bad(": a\n", "1:1: a key is missing before this ':'"),
        Bad("? [a]\n: 1\n", "1:3: a key must be text"),
        Bad("? {a: b}\n", "1:3: a key must be text"),
        Bad("?\n: b\n", "1:2: a key is missing here"),
        Bad("a: |x\n  b\n", "1:5: the text of '|' or '>' must start on the next line"),
        Bad("a: >x\n", "1:5: the text of '|' or '>'"),
        Bad("a: |0\n  b\n", "1:5: the number behind '|' or '>' must be from 1 to 9"),
        Bad("[a]\nb: c\n", "2:1: nothing can follow the value that ends above"),
    ]

    @Test("quotes, brackets and templates are named where they start", arguments: pairs)
    func pairsAreNamed(bad: Bad) { check(bad) }

    static let pairs = [
        Bad("a: b: c\n", "1:5: text with ': ' must be quoted"),
        Bad("cmd: echo \"a: b\"\n", "1:13: text with ': ' must be quoted"),
        Bad("a: \"x: y\": z\n", "1:10: text with ': ' must be quoted"),
        Bad("x: é: y\n", "1:5: text with ': ' must be quoted"),
        Bad("a: b:\n", "1:5: text with ': ' must be quoted"),
        Bad("url: http://x:80/: y\n", "1:18: text with ': ' must be quoted"),
        Bad("a: ${{ x: y }}\n", "1:9: text with ': ' must be quoted"),
        Bad("a: [x: y: z]\n", "1:9: text with ': ' must be quoted"),
        Bad("{a: b: c}\n", "1:6: a ',' is missing before this key, or text with ': ' is not quoted"),
        Bad("{a: 1 b: 2}\n", "1:8: a ',' is missing before this key"),
        Bad("a: {\n  b: 1\n  c: 2\n}\n", "3:3: a ',' is missing at the end of the line above"),
        Bad("with: { x: ${{ y }} }\n", "1:12: quote ${{ … }} inside { } or [ ], or use one key per line"),
        Bad("a: [ ${{ x }} ]\n", "1:6: quote ${{ … }} inside"),
        Bad(
            "a: {{ x }}\n",
            "1:5: a key must be text, not a list or a mapping (quote a value that starts with {{)"
        ),
        Bad("a: [a, b", "1:4: this '[' is never closed"),
        Bad("a: [a, b\nc: d\n", "1:4: this '[' is never closed"),
        Bad("a: [1,\n", "1:4: this '[' is never closed"),
        Bad("a: {b: 1\n", "1:4: this '{' is never closed"),
        Bad("a: [']', b\nc: [d]\n", "1:4: this '[' is never closed"),
        Bad("a: [b # ]\n", "1:4: this '[' is never closed"),
        Bad("[a}\n", "1:3: this '}' does not close the '[' before it"),
        Bad("a: {b: [1}\n", "1:10: this '}' does not close the '[' before it"),
        Bad("a: ]\n", "1:4: this ']' closes nothing"),
        Bad("a: }\n", "1:4: this '}' closes nothing"),
        Bad("[a, , b]\n", "1:5: a value is missing before this ','"),
        Bad("[,]\n", "1:2: a value is missing before this ','"),
        Bad("a: [- b]\n", "1:5: '- ' cannot stand inside { } or [ ]"),
        Bad("[\"a\" \"b\"]\n", "1:6: a ',' is missing before this"),
        Bad("a: [x] y\n", "1:8: unexpected text behind the value"),
        Bad("a: \"x", "1:4: this quote is never closed"),
        Bad("a: 'x\nb: 1\n", "1:4: this quote is never closed"),
        Bad("a: 'b\n---\nc'\n", "1:4: this quote is never closed"),
        Bad("a: 'x' y\n", "1:8: unexpected text behind the quoted value (write '' for a quote inside single"),
        Bad(
            "a: \"${{ x[\"k\"] }}\"\n",
            "1:12: unexpected text behind the quoted value (write \\\" for a quote"
        ),
        Bad(
            "a: \"x\nb: \"y\"\n",
            "2:5: unexpected text behind the quoted value (the quote of line 1 may lack its end)"
        ),
        Bad("a: \"\\q\"\n", "1:5: unknown escape after \\ in double quotes"),
        Bad("a: \"\\xZZ\"\n", "1:7: \\x, \\u and \\U need 2, 4 or 8 hexadecimal digits"),
        Bad("a: \"\\uD800\"\n", "1:7: this escape is not a Unicode character"),
        Bad("a: *.js\n", "1:4: a value that starts with * or & must be quoted"),
        Bad("a: &\n", "1:4: a value that starts with * or & must be quoted"),
        Bad("a: !e!x y\n", "1:4: a value that starts with ! must be quoted"),
        Bad("a: !<x\n", "1:4: a value that starts with ! must be quoted"),
    ]

    @Test("what YAML allows and this reader does not is named", arguments: features)
    func featuresAreNamed(bad: Bad) { check(bad) }

    static let features = [
        Bad("a: *x\n", "1:4: anchors and aliases are not supported"),
        Bad("*a : 1\n", "1:1: anchors and aliases are not supported"),
        Bad("a: &x 1\n", "1:4: anchors and aliases are not supported"),
        Bad("&a [*a]\n", "1:1: anchors and aliases", "1:5: anchors and aliases"),
        Bad("a: !t 1\n", "1:4: tags are not supported"),
        Bad("a: !!str x\n", "1:4: tags are not supported"),
        Bad("a: !\n", "1:4: tags are not supported"),
        Bad("a: !t &x 1\n", "1:4: tags are not", "1:7: anchors and aliases"),
        Bad("a: &x !t\n  - 1\n", "1:4: anchors and aliases", "1:7: tags are not"),
        Bad("<<: 1\n", "1:1: merge keys are not supported"),
        Bad("a: 1\na: 2\n", "2:1: the key 'a' is already on line 1"),
        Bad(
            "a: 1\n'a': 2\n\"\\x61\": 3\n",
            "2:1: the key 'a' is already on line 1",
            "3:1: the key 'a' is already on line 1"
        ),
        Bad("{a, a: 1}\n", "1:5: the key 'a' is already on line 1"),
        Bad("\"\\e[1m\": 1\n\"\\e[1m\": 2\n", "2:1: the key '\u{FFFD}[1m' is already"),
        Bad("\u{E9}: 1\ne\u{301}: 2\n", "2:1: the key 'e\u{301}' is already on line 1"),
        Bad("a\n---\nb\n", "2:1: a second document starts here"),
        Bad("a: 1\n--- # nothing\n", "2:1: a second document"),
        Bad("a\n...\n\n# c\nb\n", "5:1: a second document"),
        Bad("a: 1\n...\n%YAML 1.2\n---\nb\n", "3:1: a second document"),
        Bad("%YAML 2.0\n---\na: 1\n", "1:1: this '%' line is not supported"),
        Bad("# c\n%TAG ! x\n---\n", "2:1: this '%' line is not supported"),
        Bad("%YAML 1.2\n%YAML 1.2\n---\n", "2:1: a second '%' line is not supported"),
        Bad("%YAML 1.1\na: 1\n", "2:1: the line '---' must follow a '%' line"),
        Bad(
            "a: &x 1\na: *x\n<<: {b: !t c}\n\td: 1\n",
            "1:4: anchors",
            "2:1: the key 'a'",
            "2:4: anchors",
            "3:1: merge keys",
            "3:9: tags",
            "4:1: tabs"
        ),
    ]

    @Test("the table is long")
    func tableIsLong() {
        #expect(
            Self.characters.count + Self.indentation.count + Self.pairs.count + Self.features.count >= 100
        )
    }

    @Test("bytes that are not UTF-8 are placed by line and column")
    func encoding() {
        let text: [UInt8] = Array("é: 1\r\nd: é".utf8) + [0xFF, 0x0A]
        #expect(
            reasons(text).map(\.description) == ["2:5: these bytes are not UTF-8 (save the file as UTF-8)"]
        )
        #expect(reasons(text).first?.mark.offset == 12)
        #expect(reasons(text).first?.kind == .encoding)
        #expect(reasons([0xFF, 0xFE, 0x61, 0x00]).map(\.message) == ["the file is UTF-16, not UTF-8"])
        // A surrogate, an overlong slash, a cut character.
        for bytes: [UInt8] in [[0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xE2, 0x82]] {
            #expect(reasons([0x61] + bytes).map(\.kind) == [.encoding])
        }
    }

    @Test("a duplicate key knows both places and its length")
    func duplicatePlaces() throws {
        let error = try #require(reasons(Array("x:\n  kéy: 1\n  b: 2\n  kéy: 3\n".utf8)).first)
        #expect(error.kind == .duplicateKey)
        #expect(error.mark == YAMLMark(line: 4, column: 3, offset: 22))
        #expect(error.length == 3)
        #expect(error.related?.mark == YAMLMark(line: 2, column: 3, offset: 5))
    }

    @Test("a long key is shortened in a message")
    func longKey() throws {
        let key = String(repeating: "k", count: 900)
        let error = try #require(reasons(Array("\(key): 1\n\(key): 2\n".utf8)).first)
        #expect(error.message.count < 100)
    }

    @Test("a message never holds a value")
    func noValues() {
        let value = "s3cr" + "etvalue"
        for text in [
            "a: @\(value)", "a: \(value): x", "a: '\(value)", "a: [\(value)", "a: '\(value)' \(value)",
            "a: &\(value) b", "a: *\(value)", "a: !\(value) b", "a: \"\(value)\\q\"",
            "a: 1\n  \(value): \(value)",
        ] {
            let found = reasons(Array(text.utf8))
            #expect(!found.isEmpty)
            let said = found.map { "\($0) \($0.related?.message ?? "")" }.joined()
            #expect(!said.contains(value))
        }
    }

    @Test("at most 20 reasons are collected")
    func atMostTwenty() {
        let text = String(repeating: "- &a *b\n", count: 50)
        #expect(reasons(Array(text.utf8)).count <= YAMLErrors.most)
        #expect(reasons(Array(String(repeating: "- &a b\n", count: 50).utf8)).count == YAMLErrors.most)
        #expect(reasons(Array(String(repeating: "- !t &a b\n", count: 50).utf8)).count == YAMLErrors.most)
    }
}
