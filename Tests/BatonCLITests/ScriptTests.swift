import Platform
import Testing

/// The scripts under `Scripts`, each in a room of its own.
@Suite("Scripts")
struct ScriptTests {
    static let names = ((try? Files.names(in: Repository.path("Tests/BatonCLITests/Scripts"))) ?? [])
        .filter { $0.hasSuffix(".txtar") }

    @Test("there are scripts")
    func found() { #expect(Self.names.count > 10) }

    @Test("the program does what the script says", arguments: names)
    func script(name: String) throws {
        let text = try Files.read(Repository.path("Tests/BatonCLITests/Scripts/" + name))
        try withRoom { room throws in
            var run = ScriptRun(room)
            try run.run(ScriptFile(String(decoding: text, as: UTF8.self)))
        }
    }
}
