import Platform
import TestSupport
import Testing

@Suite struct PathsTests {
    @Test(
        "a path is normalized as text",
        arguments: [
            ("/", "/"), ("//a///b/", "/a/b"), ("/a/./b/../c", "/a/c"), ("/../..", "/"), ("a/../..", ".."),
            ("", "."),
            ("./a", "a"), ("../a/../b", "../b"), ("/a/..b/...", "/a/..b/..."),
            // To a String, a slash and a combining accent are one character.
            ("/a/\u{301}b/../c", "/a/c"), ("/a/x\u{301}/./y", "/a/x\u{301}/y"),
        ]
    )
    func normalized(path: String, expected: String) {
        #expect(Paths.normalized(path) == expected)
    }

    @Test(
        "a path falls apart as dirname and basename say",
        arguments: [
            ("/a/b.c", "/a", "b.c"), ("/a/b/", "/a", "b"), ("b", ".", "b"), ("/", "/", "/"), ("/a", "/", "a"),
            ("a//b", "a", "b"), ("//a", "/", "a"), ("/a/\u{301}b", "/a", "\u{301}b"),
            ("\u{600}/", ".", "\u{600}"),
        ]
    )
    func parts(path: String, directory: String, name: String) {
        #expect(Paths.directory(path) == directory)
        #expect(Array(Paths.name(path).utf8) == Array(name.utf8))
    }

    @Test(
        "a name has a stem and an extension",
        arguments: [
            ("/a/b.c", "b", "c"), ("b.tar.gz", "b.tar", "gz"), (".profile", ".profile", ""), ("a.", "a", ""),
            ("/a.b/c", "c", ""), ("..x", ".", "x"),
        ]
    )
    func extensions(path: String, stem: String, fileExtension: String) {
        #expect(Paths.stem(path) == stem)
        #expect(Paths.fileExtension(path) == fileExtension)
    }

    @Test(
        "paths are joined with one slash",
        arguments: [
            ("/a", "b", "/a/b"), ("/a/", "b", "/a/b"), ("/a", "/b", "/b"), ("", "b", "b"), ("/a", "", "/a"),
        ]
    )
    func joined(base: String, part: String, expected: String) {
        #expect(Paths.join(base, part) == expected)
    }

    @Test("links are resolved as far as there is something")
    func real() throws {
        try withTemporaryDirectory { root in
            try Files.makeDirectory(root + "/real/deep")
            try link(root + "/real", at: root + "/link")
            #expect(Paths.real(root + "/link/deep") == root + "/real/deep")
            #expect(Paths.real(root + "/link/none") == nil)
            #expect(Paths.realAsFarAsThere(root + "/link/none/more") == root + "/real/none/more")
            #expect(Paths.realAsFarAsThere(root + "/link/deep/none") == root + "/real/deep/none")
            #expect(Paths.realAsFarAsThere(root + "/none//more/") == root + "/none/more")
        }
    }

    @Test("a path of a million missing parts is looked at a few times only")
    func longMissingPath() {
        // Looking at each of its parts would never end, and would need a stack as deep as the path.
        let rest = String(repeating: "/a", count: 1_000_000)
        #expect(Paths.realAsFarAsThere("/nothing-is-here" + rest) == "/nothing-is-here" + rest)
    }

    @Test(
        "a person's path becomes absolute",
        arguments: [
            ("~", "/h"), ("~/x/../y", "/h/y"), ("x", "/w/x"), ("../x", "/x"), ("/x/./y", "/x/y"), (".", "/w"),
            ("~x", "/w/~x"),
        ]
    )
    func context(text: String, expected: String) {
        #expect(Context.poisoned(workingDirectory: "/w", homeDirectory: "/h").path(text) == expected)
    }

    @Test("an empty variable is not set, and a base directory must be absolute")
    func variables() {
        let context = Context.poisoned(environment: ["A": "", "B": "b", "C": "/c"], homeDirectory: "/h")
        #expect(context.variable("A") == nil)
        #expect(context.variable("B") == "b")
        #expect(context.variable("X") == nil)
        #expect(context.baseDirectory("A", default: ".config") == "/h/.config")
        #expect(context.baseDirectory("B", default: ".config") == "/h/.config")
        #expect(context.baseDirectory("C", default: ".config") == "/c")
    }
}
