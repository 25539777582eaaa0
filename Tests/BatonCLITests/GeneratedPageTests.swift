import BatonHost
import Platform
import Testing

/// Pages of the documentation that the program prints: `RECORD=1` writes them anew.
@Suite("Generated pages")
struct GeneratedPageTests {
    @Test(
        "a page in docs/ is what the program prints",
        arguments: [
            ("lua-api", "docs/lua-api.md"), ("steps", "docs/steps.md"), ("rules", "docs/redaction-rules.md"),
        ]
    )
    func page(name: String, path: String) throws {
        try withRoom { room throws in
            let result = try room.baton(["reference", name])
            #expect(result.status == 0)
            let file = Repository.path(path)
            if Context.system().variable("RECORD") == "1" { try Files.write(result.output, to: file) }
            let isSame = try Files.read(file) == result.output
            #expect(
                isSame,
                "\(path) is stale: RECORD=1 swift test --filter GeneratedPageTests writes it anew"
            )
        }
    }
}
