import Testing
import YAML

@Suite struct GoodDocumentTests {
    private func read(_ text: String) throws -> YAMLNode? {
        try YAMLReader().read(Array(text.utf8))
    }

    @Test(
        "a document is read as it is written",
        arguments: [
            ("a: 1", "{a=1}"),
            ("a: no\nb: 1.20\nc: 12:30\nd: 0o17\ne: ~\nf: null", "{a=no,b=1.20,c=12:30,d=0o17,e=~,f=null}"),
            ("a:\nb: ''\nc: \"\"", "{a=,b='',c=\"\"}"),
            ("- a\n- - b\n  - c\n- {d: e}", "[a,[b,c],{d=e}]"),
            ("a:\n- b\n- c\nd: e", "{a=[b,c],d=e}"),
            ("a: 'it''s'\nb: \"tab\\t\\u00e9\"", "{a='it's',b=\"tab\té\"}"),
            ("a: |\n  x\n    y\n\n  z\n\nb: 1", "{a=|x\n  y\n\nz\n,b=1}"),
            ("a: |-\n  x\n", "{a=|x}"),
            ("a: |+\n  x\n\n", "{a=|x\n\n}"),
            ("a: |2\n   x\n", "{a=| x\n}"),
            ("a: >\n  x\n  y\n\n  z\n", "{a=>x y\nz\n}"),
            ("a: b\n  c", "{a=b c}"),
            ("a: ${{ inputs.x }}", "{a=${{ inputs.x }}}"),
            ("a: [\n  b, # comment\n  c,\n]", "{a=[b,c]}"),
            ("a: {b: [c, {d: e}], f: }", "{a={b=[c,{d=e}],f=}}"),
            ("? a\n: b", "{a=b}"),
            ("'a b': 1\n\"c\": 2", "{'a b'=1,\"c\"=2}"),
            ("a: b#c # d", "{a=b#c}"),
            ("a: http://x.y/?z=1&b=*", "{a=http://x.y/?z=1&b=*}"),
            ("'<<': 1\n'*a': 2\n\"&b\": 3", "{'<<'=1,'*a'=2,\"&b\"=3}"),
            ("%YAML 1.1\n---\na: 1", "{a=1}"),
            ("# c\n%YAML 1.2 # d\n--- # e\na: 1\n...\n# end\n", "{a=1}"),
            ("a: \tb\t\n", "{a=b}"),
            ("a: 日本\n日: 'x'", "{a=日本,日='x'}"),
            (
                "lua: |\n  t[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1\n",
                "{lua=|" + "t" + String(repeating: "[", count: 52) + "1\n}"
            ),
            ("a: |\n  %TAG\n  ---\n  ...\n  @`&*!\n", "{a=|%TAG\n---\n...\n@`&*!\n}"),
            ("just text", "just text"),
            ("\"\"", "\"\""),
        ]
    )
    func reads(text: String, tree: String) throws {
        #expect(try read(text).map(sketch) == tree)
    }

    @Test(
        "a byte order mark and CR LF change nothing",
        arguments: ["a: 1\nb:\n  - x\n  - |\n    y\n    z\n", "- 'p\n  q'\n- r\n", "# c\n\na: [1,\n  2]\n"]
    )
    func lineEnds(text: String) throws {
        let plain = try #require(try read(text))
        let windows = try #require(try read("\u{FEFF}" + text.replacing("\n", with: "\r\n")))
        #expect(sketch(plain) == sketch(windows))
        #expect(places(plain) == places(windows))
    }

    @Test(
        "a text without a value is nil",
        arguments: [
            "", "\n", "# only a comment", "---", "---\n...\n", "\u{FEFF}", "%YAML 1.2\n---\n", " \n\r\n",
        ]
    )
    func empty(text: String) throws {
        #expect(try read(text) == nil)
    }

    @Test("every node knows where it is written")
    func marks() throws {
        let root = try #require(
            try read("# é\nname: 'é x'\nlist:\n  - ä: |\n      text\n\n# end\nflow: {é: [1, 2] }\n")
        )
        #expect(
            places(root) == [
                "2:1-8:19",
                "2:1-2:5", "2:7-2:12",
                "3:1-3:5", "4:3-5:11", "4:5-5:11", "4:5-4:6", "4:8-5:11",
                "8:1-8:5", "8:7-8:19", "8:8-8:9", "8:11-8:17", "8:12-8:13", "8:15-8:16",
            ]
        )
        #expect(root["flow"]?.start == YAMLMark(line: 8, column: 7, offset: 58))
        #expect(root["name"]?.start.offset == 11)
    }

    @Test("nodes answer for what they are")
    func accessors() throws {
        let root = try #require(try read("a: x\nb: [1, 2]\nc: {d: 'e'}\nf:\n"))
        #expect(root["a"]?.text == "x")
        #expect(root["a"]?.style == .plain)
        #expect(root["b"]?.items?.map(\.text) == ["1", "2"])
        #expect(root["b"]?.text == nil)
        #expect(root["c"]?["d"]?.style == .singleQuoted)
        #expect(root.entries?.map(\.name) == ["a", "b", "c", "f"])
        #expect(root["f"]?.isAbsent == true)
        #expect(root["a"]?.isAbsent == false)
        #expect(root["z"] == nil)
        #expect(root["a"]?["z"] == nil)
        #expect(root["b"]?.entries == nil)
        #expect(root["c"]?.items == nil)
    }
}
