import BatonHost
import BatonScripting
import Lua
import Platform
import TestSupport
import Testing

@Suite("Stores in Lua")
struct StoreTests {
    /// Registers a store `drop` with these fields beside its function `put`.
    private func store(_ put: String, _ fields: String = "") -> String {
        """
        baton.upload.register("drop", {
          \(fields)
          put = function(bytes, options, http) \(put) end,
        })

        """
    }

    /// A server that keeps what is put there.
    private func server() throws -> LoopbackServer {
        try LoopbackServer { request in
            switch request.path {
            case "/away": .init(status: 302, headers: [("Location", "http://localhost:1/")])
            default: request.method == "PUT" ? .init("stored", status: 201) : .init("", status: 404)
            }
        }
    }

    private func origin(_ server: LoopbackServer) -> String { String(server.url().dropLast()) }

    @Test("a store of a script gets the sealed bytes and never the key")
    func sealed() throws {
        let server = try server()
        let origin = origin(server)
        try withBench { bench throws in
            let put = """
                local answer = http:put("\(origin)/" .. options.filename, bytes, { check = true })
                return { url = answer.url, expires = "2026-04-01T00:00:00Z" }
                """
            let share = try bench.run(
                store(put, "hosts = { '\(origin)' }, max_bytes = 100000,")
                    + "return baton.upload.put('a text', { store = 'drop', filename = 'a.txt' })"
            )
            #expect(share.field("store") == .text("drop"))
            #expect(share.field("sealed") == .bool(true))
            #expect(share.field("url") == .text("\(origin)/session.age"))
            #expect(share.field("expires")?.text?.hasPrefix("2026-04-01") == true)
            let key = try #require(share.field("link")?.text?.split(separator: "#").last)
            #expect(key.hasPrefix("AGE-SECRET-KEY-1"))
            let request = try #require(server.requests.first)
            #expect(request.body.starts(with: Array("age-encryption.org/v1\n".utf8)))
            #expect(!String(decoding: request.body, as: UTF8.self).contains(key))
        }
    }

    @Test("what is not sealed has no secrets, and the options tell of the file")
    func clear() throws {
        try withBench { bench throws in
            let put = """
                baton.fs.write("seen.txt", bytes)
                assert(options.filename == "a.md" and options.media_type == "text/markdown")
                assert(options.bytes == #bytes and options.time and not options.expires)
                return { url = "file:///a.md" }
                """
            let share = try bench.run(
                store(put)
                    + "return baton.upload.put('\(plantedToken)', { store = 'drop', filename = 'a.md', seal = false })"
            )
            #expect(share.field("secrets") == .int(1))
            #expect(share.field("link") == .text("file:///a.md"))
            let seen = String(decoding: try Files.read(Paths.join(bench.work, "seen.txt")), as: UTF8.self)
            #expect(seen.hasPrefix("[redacted:"))
        }
    }

    @Test("an expiry is handed to a store that takes one, and refused for another")
    func expiry() throws {
        try withBench { bench throws in
            let put = "return { url = 'file:///a', expires = options.expires }"
            let share = try bench.run(
                store(put) + "return baton.upload.put('a', { store = 'drop', expires = '2d' })"
            )
            #expect(share.field("expires")?.text?.hasPrefix("2026-03-02") == true)
            let error = try #require(bench.failure("baton.upload.put('a', { expires = '2d' })"))
            #expect(error.message.contains("decides itself how long"))
            #expect(
                bench.failure(
                    store(put) + "baton.upload.put('a', { store = 'drop', expires = '2020-01-01' })"
                )?
                .kindName == "arg"
            )
        }
    }

    @Test(
        "an answer that is no link of the store's hosts is refused",
        arguments: [
            "return {}", "return 'https://drop.example.org/a'", "return nil",
            "return { url = 'https://elsewhere.example.org/a' }",
            "return { url = 'http://drop.example.org/a' }",
            "return { url = 'https://drop.example.org/a#key' }",
            "return { url = 'https://drop.example.org/a b' }",
            "return { url = 'https://drop.example.org/a\\27[2J' }", "return { url = 'javascript:alert(1)' }",
            "return { url = 'https://u:p@drop.example.org/a' }", "return { url = 'file:///etc/passwd' }",
            "return { url = 'https://drop.example.org/a', expires = 'soon' }",
            "return { url = 'https://drop.example.org/' .. ('a'):rep(3000) }",
        ]
    )
    func answers(body: String) throws {
        try withBench { bench throws in
            let error = try #require(
                bench.failure(
                    store(body, "hosts = { 'drop.example.org' },")
                        + "baton.upload.put('a', { store = 'drop' })"
                )
            )
            #expect(error.kindName == "sharing")
            #expect(error.message.contains("invalid response from store 'drop'"))
        }
    }

    @Test("a store reaches its own hosts and no other, not by a redirect and not afterwards")
    func hosts() throws {
        let server = try server()
        let origin = origin(server)
        try withBench { bench throws in
            let other = "http:get('http://127.0.0.1:1/') return { url = 'file:///a' }"
            let call = "baton.upload.put('a', { store = 'drop' })"
            let hosts = "hosts = { '\(origin)' },"
            #expect(bench.failure(store(other, hosts) + call)?.kindName == "denied")
            #expect(bench.failure(store(other) + call)?.kindName == "denied")
            let away = "http:get('\(origin)/away') return { url = '\(origin)/a' }"
            #expect(bench.failure(store(away, hosts) + call)?.kindName == "denied")
            let kept = "local kept\n" + store("kept = http return { url = '\(origin)/a' }", hosts) + call
            #expect(bench.failure(kept + " kept:get('\(origin)/a')")?.kindName == "sharing")
            // The rest of the script gets no more by it.
            var permissions = PermissionSet.all
            permissions.granted[.http] = [origin]
            let during = "baton.http.get('\(origin)/a') return { url = '\(origin)/a' }"
            try bench.run(store(during, hosts) + call, permissions: permissions)
            permissions.granted[.http] = ["example.org"]
            let denied = try #require(bench.failure(store(during, hosts) + call, permissions: permissions))
            #expect(denied.kindName == "denied" && denied.message.contains("'http'"))
        }
    }

    @Test(
        "a declaration that is wrong is refused",
        arguments: [
            "'desk', { put = print }", "'x0', { put = print }", "'default', { put = print }",
            "'A b', { put = print }", "'drop', {}", "'drop', { put = print, hosts = { 'a b' } }",
            "'drop', { put = print, hosts = { '' } }", "'drop', { put = print, hosts = { 'ftp://a' } }",
            "'drop', { put = print, max_bytes = 0 }", "'drop', { put = print, max_bytes = 1e12 }",
            "'drop', { put = print, delete = 'a' }", "'drop', { put = print, wipe = print }",
        ]
    )
    func declaration(arguments: String) throws {
        try withBench { bench throws in
            #expect(bench.failure("baton.upload.register(\(arguments))")?.kindName == "arg")
        }
    }

    @Test("a store is listed, limited in size, and permitted by its name")
    func listed() throws {
        try withBench { bench throws in
            let register = store("return { url = 'file:///a' }", "max_bytes = 500, about = 'for a day',")
            let script =
                register
                    + """
                    for _, store in ipairs(baton.upload.stores()) do
                      if store.name == "drop" then
                        return { store.type, store.is_custom, store.max_bytes, store.retention, store.is_default }
                      end
                    end
                    """
            #expect(
                try bench.run(script).list
                    == [.text("script"), .bool(true), .int(500), .text("for a day"), .bool(false)]
            )
            let large = register + "baton.upload.put(('a'):rep(501), { store = 'drop', seal = false })"
            #expect(bench.failure(large)?.message.contains("more than store 'drop' takes (500)") == true)
            var permissions = PermissionSet.all
            permissions.granted[.upload] = ["desk"]
            let put = register + "baton.upload.put('a', { store = 'drop' })"
            #expect(bench.failure(put, permissions: permissions)?.message.contains("'upload' 'drop'") == true)
        }
    }

    @Test("a store's failure is the script's own, with its place")
    func failing() throws {
        try withBench { bench throws in
            let error = try #require(
                bench.failure(store("\n\nerror('full')") + "baton.upload.put('a', { store = 'drop' })")
            )
            #expect(error.line == 5 && error.message.contains("full"))
        }
    }

    @Test("what a store fetches itself is opened and checked like anything fetched")
    func fetching() throws {
        try withBench { bench throws in
            try bench.addSession(text: "fetched text")
            let script = """
                local kept
                baton.upload.register("drop", {
                  hosts = { "drop.example.org" },
                  put = function(bytes) kept = bytes return { url = "https://drop.example.org/a" } end,
                  get = function(url) assert(url == "https://drop.example.org/a") return kept end,
                })
                local share = baton.upload.put(baton.export.json(), { store = "drop" })
                local session = baton.clone.fetch(share.link)
                return { session:message(1).text, session.id, session.path == nil,
                  baton.export.json(session).message_count, baton.clone.inspect(share.link).messages,
                  (select(2, baton.try(baton.clone.fetch, share.url))).message }
                """
            let value = try bench.run(script).list ?? []
            #expect(
                value.prefix(5) == [
                    .text("fetched text"), .text(Bench.sessionID), .bool(true), .int(2), .int(2),
                ]
            )
            #expect(value.last?.text?.contains("no key behind '#'") == true)
        }
    }
}

@Suite("Clones in Lua")
struct CloneTests {
    @Test("a fetched session is read like one of this machine, and installed when asked")
    func fetched() throws {
        try withBench { bench throws in
            try bench.addLongSession(turns: 3)
            try bench.run("baton.fs.write('session.json', baton.export.json())")
            let script = """
                local session = baton.clone.fetch("session.json")
                local roles = {}
                for message in session:messages() do roles[#roles + 1] = message.role:sub(1, 1) end
                local dry = baton.clone.install(session, { dry_run = true })
                local done = baton.clone.install(session)
                local again = baton.clone.install("session.json")
                return { table.concat(roles), session:files()[1], session:stats().messages,
                  session:slice(1, 2):message(2).blocks[1].name, dry.already_present, dry.messages,
                  done.session_id == again.session_id, again.already_present,
                  baton.sessions.load(done.path):stats().messages, baton.export.markdown(session).message_count,
                  baton.redact.session(session):message(1).text }
                """
            let found = String(
                decoding: ValueJSON.encode(try bench.run(script), pretty: false),
                as: UTF8.self
            )
            #expect(
                found == #"["uauauauauaua","/src/1.swift",12,"Edit",false,12,true,true,12,12,"question 1"]"#
            )
        }
    }

    @Test("a manifest tells what is in a share")
    func manifest() throws {
        try withBench { bench throws in
            try bench.addLongSession(turns: 3)
            let script = """
                local document = baton.export.json("current", { title = "A title" })
                baton.fs.write("session.json", document)
                local manifest = baton.clone.inspect("session.json")
                return { manifest.title, manifest.messages, manifest.user_messages, manifest.tools.Edit,
                  manifest.original_id, manifest.bytes == #document.content, manifest.export_tool, #manifest.sha256 }
                """
            let found = String(
                decoding: ValueJSON.encode(try bench.run(script), pretty: false),
                as: UTF8.self
            )
            #expect(found == #"["A title",12,6,3,"\#(Bench.longSessionID)",true,"baton",64]"#)
        }
    }

    @Test("a file that is another one than was promised, too large or broken is refused")
    func refused() throws {
        try withBench { bench throws in
            try bench.addSession()
            try bench.run("baton.fs.write('session.json', baton.export.json())")
            try Files.create(Array("{}".utf8), at: Paths.join(bench.work, "broken.json"))
            let wrong = String(repeating: "0", count: 64)
            #expect(
                bench.failure("baton.clone.fetch('session.json', { sha256 = '\(wrong)' })")?.kindName
                    == "sharing"
            )
            #expect(
                try bench.run(
                    """
                    local sum = baton.clone.inspect("session.json").sha256
                    return baton.clone.fetch("session.json", { sha256 = sum:upper() }).id
                    """
                ) == .text(Bench.sessionID)
            )
            #expect(bench.failure("baton.clone.fetch('session.json', { max_bytes = 10 })") != nil)
            #expect(bench.failure("baton.clone.fetch('session.json', { max_bytes = 0 })")?.kindName == "arg")
            #expect(bench.failure("baton.clone.fetch('broken.json')")?.kindName == "bundle")
            #expect(bench.failure("baton.clone.fetch('-')")?.kindName == "arg")
            #expect(bench.failure("baton.clone.fetch('http://127.0.0.1:1/a')")?.kindName == "sharing")
            #expect(
                bench.failure("baton.clone.install(baton.sessions.current():slice(1, 1))")?.kindName == "arg"
            )
            #expect(
                bench.failure("baton.clone.fetch('session.json')", permissions: PermissionSet([:]))?.kindName
                    == "denied"
            )
        }
    }
}
