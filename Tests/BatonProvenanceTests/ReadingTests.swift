import Testing

@testable import BatonProvenance

@Suite struct ReadingTests {
    @Test func `lines are equal under what formatters change`() {
        let one = LineText("    foo('bar', 1);\n")
        let other = LineText("\tfoo( \"bar\",1 )\r\n")
        #expect(one.lines.map(\.key) == other.lines.map(\.key))
        #expect(LineText("foo(bar)").lines[0].key != LineText("foo(baz)").lines[0].key)
    }

    @Test func `a name tells more than what every program has`() {
        let weights = LineText("}\nreturn nil\nimport os\nlet shippingWeight = parcel.measuredWeight\n").lines.map(\.weight)
        #expect(weights[0] == 0)
        #expect(weights[1] < 0.2)
        #expect(weights[2] < 0.2)
        #expect(weights[3] == 1)
    }

    @Test func `only what is new of an edit counts`() {
        let (added, removed) = LineDifference.of(old: LineText("a1\nb1\nc1"), new: LineText("a1\nx1\nc1\nb1 \ny1"))
        #expect(added.lines.map(\.key) == LineText("x1\ny1").lines.map(\.key))
        #expect(removed.isEmpty)
    }

    @Test(arguments: [
        ("cat > a.txt <<'EOF'\none line\nEOF\n", ["/r/a.txt": SessionEdit.Kind.whole]),
        ("cd sub && echo \"it's\" >> b.txt", ["/r/sub/b.txt": .exact]),
        ("sed -i 's/old/new/g' x.py 'y z.py'", ["/r/x.py": .replacement, "/r/y z.py": .replacement]),
        ("sed 's/old/new/' x.py | grep new; wc -l < x.py", [:]),
        ("git -C lib mv a.c b.c && rm -rf build", ["/r/lib/a.c": .move, "/r/lib/b.c": .move, "/r/lib/b.c/a.c": .move, "/r/build": .removal]),
        ("make > /dev/null 2>&1 || true", [:]),
        ("git checkout -- a.txt", ["/r/a.txt": .discard]),
        ("git checkout topic", [:]),
        ("FOO=1 sudo tee -a /etc/x < y", ["/etc/x": .opaque]),
        ("python3 -c \"print(open('a.txt').read())\"", [:]),
    ])
    func `a command line tells which files it writes`(command: String, files: [String: SessionEdit.Kind]) {
        let effects = ShellEffects(of: command, in: "/r", EditPlace(offset: 0))
        #expect(Dictionary(effects.edits.map { ($0.path, $0.kind) }) { $1 } == files)
    }

    @Test func `what git prints of commits is read`() {
        let text = "[main 1a2b3c4] Add [x]\n[detached HEAD 00ff00f] y\n[topic (root-commit) abcdef0] z\n[not one] a\n"
        #expect(WorkCollector.printed(in: text).map(\.id) == ["1a2b3c4", "00ff00f", "abcdef0"])
        #expect(WorkCollector.printed(in: text)[0].subject == "Add [x]")
    }

    @Test func `a patch tells its files and their lines`() {
        let patch = "*** Begin Patch\n*** Update File: a.py\n@@\n-old line\n+new line\n context\n*** Delete File: b.py\n*** End Patch\n"
        let files = PatchCall.files(in: patch)
        #expect(files.map(\.path) == ["a.py", "b.py"])
        #expect(files[0].added.lines.count == 1)
        #expect(files[0].removed.lines.count == 1)
        #expect(files[1].isDeleted)
    }

    @Test func `a command line of any form ends`() {
        for text in ["<<", "cat <<", "'", "\"", "\\", "a <<EOF", "a > ", "sed -i", "sed -i s", "sed -i s/", "git -C", "&", "((((("] {
            _ = ShellEffects(of: text, in: nil, EditPlace(offset: 0))
        }
        let long = String(repeating: "cat <<A <<B | tee x; ", count: 20_000)
        #expect(ShellEffects(of: long, in: "/", EditPlace(offset: 0)).edits.count <= 4_000)
    }
}
