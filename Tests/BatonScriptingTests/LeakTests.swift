import BatonHost
import BatonScripting
import BatonSharing
import Lua
import Platform
import TestSupport
import Testing

@Suite("Secrets in scripts")
struct LeakTests {
    private static let secret = String(plantedToken.dropFirst(4))

    @Test(
        "a planted secret does not come out",
        arguments: [
            "print(token)", "print('a', token, 1)", "print({}, token)", "warn(token)",
            "io = nil print(('%s'):format(token))",
            "baton.log.say(token)", "baton.log.info({ nested = { token } })", "baton.log.warn(token)",
            "baton.log.error(token)",
            "baton.log.say('\\27[2J ' .. token)", "baton.fs.write('file.txt', token)",
            "baton.fs.write('file.txt', { content = token })",
            "baton.git.note({ content = 'see ' .. token })", "baton.upload.put(token, { seal = false })",
            "baton.upload.put({ content = '{\"a\":\"' .. token .. '\"}', filename = 'a.json' }, { seal = false })",
            "baton.upload.put(baton.json.encode({ { token } }, { pretty = true }), { seal = false })",
            "baton.upload.put(token) print(token)",
        ]
    )
    func planted(script: String) throws {
        let service = try X0Service()
        try withBench { bench throws in
            try bench.makeRepository()
            let store = StoreSettings(type: "x0", url: service.url, allowsPlainHTTP: true)
            try bench.run("local token = '\(plantedToken)'\n\(script)", stores: ["lan": store])
            #expect(!bench.said.joined().contains(Self.secret))
            #expect(!bench.said.joined().contains("\u{1b}"))
            var bytes: [[UInt8]] = service.requests.map(\.body)
            for name in try Files.names(in: bench.work) where name != ".git" {
                bytes.append(try Files.read(Paths.join(bench.work, name)))
            }
            let note = try bench.run("return baton.git.read_note()")
            let texts = bytes.map { String(decoding: $0, as: UTF8.self) } + [note.text ?? ""] + bench.said
            for text in texts { #expect(!text.contains(Self.secret)) }
            // It went somewhere, so that the test could fail.
            let isSealed = script.contains("upload.put(token) ")
            #expect(texts.contains { $0.contains("[redacted:github-token:1]") } || isSealed)
            #expect(service.requests.count == (script.contains("upload") ? 1 : 0))
        }
    }

    @Test("an upload over the network is sealed, and its key is in the link only")
    func sealed() throws {
        let service = try X0Service()
        try withBench { bench throws in
            try bench.addSession()
            let store = StoreSettings(type: "x0", url: service.url, allowsPlainHTTP: true)
            let share = try bench.run(
                "return baton.upload.put(baton.export.json())",
                stores: ["lan": store]
            )
            let link = try #require(share.field("link")?.text)
            let key = try #require(link.split(separator: "#").last.map(String.init))
            #expect(key.hasPrefix("AGE-SECRET-KEY-1"))
            let request = try #require(service.requests.first)
            #expect(!request.target.contains("#"))
            #expect(!String(decoding: request.body, as: UTF8.self).contains(key))
            #expect(request.headers.allSatisfy { !$0.value.contains(key) })
            #expect(request.fields.last?.filename == "session.age")
            #expect(service.files.values.first?.starts(with: Array("age-encryption.org/v1\n".utf8)) == true)
        }
    }
}
