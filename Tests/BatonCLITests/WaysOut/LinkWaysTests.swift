import JSON
import Platform
import TestSupport
import Testing

/// A link opens what was shared: the one that a run has just made is its answer, any other one is a secret.
@Suite("Ways out: links")
struct LinkWaysTests {
    /// An age identity of an older share, made up, with the alphabet of Bech32.
    private static func oldLink(seed: UInt64) -> (link: String, key: String) {
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L")
        let key = "AGE-SECRET-KEY-1" + String((0..<58).map { _ in alphabet[random.below(32)] })
        return ("https://x0.example/aBcDeF.age#\(key)", key)
    }

    private func withOldLink(_ body: (Room, X0Service, _ key: String) throws -> Void) throws {
        let service = try X0Service()
        let (link, key) = Self.oldLink(seed: 5)
        try withRoom { room in
            try Files.makeDirectory(room.sessions)
            var builder = TranscriptBuilder(cwd: room.work)
            builder.prompt("Earlier I ran baton clone '\(link)' and it worked.")
            builder.answer("msg_01", "The link \(link) is used up.")
            let id = "11111111-2222-4333-8444-555555555555"
            try Files.write(builder.bytes, to: Paths.join(room.sessions, id + ".jsonl"))
            try Files.write(Array("see \(link)\n".utf8), to: Paths.join(room.work, "notes.txt"))
            let config = Paths.join(room.home, ".config/baton/config.yml")
            try Files.makeDirectory(Paths.join(Paths.directory(config), "recipes"))
            let text =
                "default_store: lan\nstores:\n  lan: {type: x0, url: '\(service.url)', allow_http: true}\n"
            try Files.write(Array(text.utf8), to: config)
            let recipe = """
                return baton.recipe {
                  about = "Share, and tell of it in every way.",
                  permissions = { sessions = "read", read = { "any" }, upload = { "any" } },
                  run = function()
                    local bundle = baton.export.json("current")
                    local share = baton.upload.put(bundle)
                    baton.log.say("link: " .. share.link)
                    baton.log.say("code: " .. tostring(baton.qr.svg(share.link) ~= baton.qr.svg("[redacted:age-key:1]")))
                    baton.log.say("notes: " .. baton.fs.read("notes.txt"))
                    return { link = share.link, nested = { "see " .. share.link }, notes = baton.fs.read("notes.txt") }
                  end,
                }

                """
            try Files.write(
                Array(recipe.utf8),
                to: Paths.join(Paths.directory(config), "recipes/tells.lua")
            )
            try body(room, service, key)
        }
    }

    @Test("the link that a run made stands in its log, its outputs and its JSON, and an older one nowhere")
    func made() throws {
        try withOldLink { room, _, old in
            for more in [[], ["--json"], ["--events"]] {
                let result = try room.baton(["run", "tells", "--yes"] + more)
                #expect(result.status == 0)
                let (output, error) = (result.text, String(decoding: result.error, as: UTF8.self))
                let marker = "#AGE-SECRET-KEY-1"
                #expect(
                    output.components(of: marker) == 2 && error.components(of: marker) == 1,
                    "\(output)\(error)"
                )
                #expect(error.contains("code: true") && error.contains("notes: see "))
                #expect(!output.contains(old) && !error.contains(old))
                #expect(
                    !output.contains(old.dropFirst(16).prefix(24))
                        && !error.contains(old.dropFirst(16).prefix(24))
                )
            }
            let json = try room.baton(["run", "tells", "--yes", "--json"])
            let link = try #require(try JSONParser.parse(json.output)["link"]?.string)
            let other = Paths.join(room.root, "other")
            try Files.makeDirectory(other)
            var there = room
            there.directory = other
            #expect(
                try there.baton(["clone", "-", "--allow-http", "--yes"], input: Array(link.utf8)).status == 0
            )
        }
    }

    @Test("a line of Lua that shares gives its link, also as JSON")
    func typed() throws {
        try withOldLink { room, _, old in
            let code =
                "return { link = baton.upload.put('hello there').link, notes = baton.fs.read('notes.txt') }"
            for more in [[], ["--json"]] {
                let result = try room.baton(["eval", code] + more)
                #expect(result.status == 0)
                #expect(result.text.components(of: "#AGE-SECRET-KEY-1") == 1, "\(result.text)")
                #expect(!result.text.contains(old.dropFirst(16).prefix(24)))
            }
        }
    }

    @Test(
        "an older link in a session, a file or a text is redacted",
        arguments: ["markdown", "html", "json"]
    )
    func old(_ format: String) throws {
        try withOldLink { room, service, old in
            let key = String(old.dropFirst(16).prefix(24))
            #expect(!(try room.baton(["export", "--format", format, "-o", "-"])).text.contains(key))
            #expect(!(try room.baton(["redact", "notes.txt"])).text.contains(key))
            #expect(
                try room.baton(["export", "--format", format, "--upload", "--no-seal", "--yes"]).status == 0
            )
            let sent = try #require(service.requests.last)
            #expect(String(decoding: sent.body, as: UTF8.self).contains("[redacted:"))
            #expect(!String(decoding: sent.body, as: UTF8.self).contains(key))
        }
    }
}

extension String {
    /// How often a text stands in this one.
    fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
