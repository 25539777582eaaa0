import BatonSessions
import Platform
import TestSupport
import Testing

@Suite struct ProjectFolderTests {
    @Test(
        "a folder is named as the agent names it",
        arguments: [
            ("/home/dev/My App", "-home-dev-My-App"), ("/a/b_c.d", "-a-b-c-d"),
            ("/home/Ада/проект", "-home-----------"),
            ("/x/日本", "-x---"), ("/x/😀y", "-x---y"), ("/", "-"),
        ]
    )
    func names(path: String, expected: String) {
        #expect(ProjectFolder.name(of: path) == expected)
    }

    // Computed by an independent program in another language.
    @Test(
        "a long name is cut and gets a hash of the whole path",
        arguments: [
            ("/" + String(repeating: "a", count: 198), 199, ""),
            ("/" + String(repeating: "a", count: 199), 200, ""),
            ("/" + String(repeating: "a", count: 200), 207, "-b6ymvl"),
            ("/" + String(repeating: "a", count: 198) + "😀", 207, "-b5wpam"),
            ("/Users/dev/" + String(repeating: "проект é/", count: 40), 207, "-pib9io"),
        ]
    )
    func long(path: String, count: Int, suffix: String) {
        let name = ProjectFolder.name(of: path)
        #expect(name.utf16.count == count)
        #expect(name.dropFirst(200) == suffix)
    }

    @Test(
        "only plain names are safe",
        arguments: ["", ".", "..", "a/b", "a.b", "é", "a b", "a\0", String(repeating: "a", count: 65)]
    )
    func unsafe(name: String) {
        #expect(!SafeName.isValid(name))
    }

    @Test("plain names are safe", arguments: ["a", "conv_abc-1", String(repeating: "Z", count: 64)])
    func safe(name: String) {
        #expect(SafeName.isValid(name))
    }
}
