import Platform
import TestSupport
import Testing

/// The real program over a network that fails, by a small part of what `scripts/verify-transfers` tries.
@Suite("Transfers")
struct TransferTests {
    private func verify(_ arguments: [String]) throws -> (status: Int32, text: String) {
        try withRoom { room in
            let result = try room.run(
                "python3",
                [Repository.path("scripts/verify-transfers"), "--baton", BuiltProgram.path, "--jobs", "4"]
                    + arguments
            )
            return (result.status, result.text + String(decoding: result.error, as: UTF8.self))
        }
    }

    @Test("a network that fails loses no share, makes no second one and no wrong success", arguments: [1])
    func faults(seed: Int) throws {
        let (status, text) = try verify(["--runs", "16", "--kills", "0", "--seed", "\(seed)"])
        #expect(status == 0, "\(text)")
        #expect(text.contains("16 runs, 0 broken promises"), "\(text)")
        // The captured upload and download are part of it.
        #expect(text.contains("neither the key nor text of the session"), "\(text)")
    }

    @Test("uploads that are killed leave the list whole, and no link that was shown is forgotten")
    func kills() throws {
        let (status, text) = try verify(["--runs", "0", "--kills", "6", "--seed", "3"])
        #expect(status == 0, "\(text)")
        #expect(text.contains("links shown, all listed") && text.contains("listed as cancelled"), "\(text)")
    }

    @Test("a proxy of the environment is used, and told no key")
    func proxy() throws {
        let service = try X0Service()
        try withRoom { room in
            try Files.makeDirectory(Paths.join(room.home, ".config/baton"))
            try Files.create(
                Array(
                    "default_store: lan\nstores: {lan: {type: x0, url: 'http://drop.invalid', allow_http: true}}\n"
                        .utf8
                ),
                at: Paths.join(room.home, ".config/baton/config.yml")
            )
            try Files.create(Array("hello".utf8), at: Paths.join(room.work, "a.txt"))
            room.environment["http_proxy"] = service.url
            let result = try room.baton(["upload", "a.txt", "--yes"])
            // The stand-in takes the target as it stands in the request, and names itself in the link.
            #expect(service.requests.map(\.target) == ["http://drop.invalid/"])
            #expect(service.requests.first?.header("user-agent")?.hasPrefix("baton/") == true)
            #expect(result.status == 0, "\(String(decoding: result.error, as: UTF8.self))")
            let body = try #require(service.requests.first).body
            #expect(!String(decoding: body, as: UTF8.self).contains("AGE-SECRET"))
        }
    }
}
