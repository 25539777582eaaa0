import Age
import BatonHost
import BatonScripting
import BatonSharing
import Lua
import Platform
import TestSupport
import Testing

@Suite("Managing files of stores in Lua")
struct StoreManagementTests {
    /// Runs a script that registers `drop`, and calls `body` with that store.
    private func withStore(_ script: String, _ body: (any Store) throws -> Void) throws {
        try withBench { bench throws in
            try ScriptRunner.onItsThread {
                let run = HostRun(bench.context, configuration: Configuration(), permissions: .all) { _ in }
                let runner = try ScriptRunner(run)
                _ = try runner.load(Array(script.utf8), name: "test.lua")
                try withExtendedLifetime(runner) { try body(try run.stores.store("drop")) }
            }
        }
    }

    private let upload = Upload(
        content: .bytes(Array("sealed".utf8)),
        filename: "session.age",
        mediaType: "application/octet-stream",
        time: Timestamp(seconds: 1_772_289_000)
    )

    @Test("what put gives comes back to delete and extend, and the token is in no description")
    func trip() throws {
        let script = """
            baton.upload.register("drop", {
              text = true,
              put = function(bytes) return { url = "file:///a", token = "tok-en", reference = "7" } end,
              delete = function(file)
                assert(file.url == "file:///a" and file.token == "tok-en" and file.reference == "7")
                return "gone"
              end,
              extend = function(file, expires)
                assert(file.token == "tok-en" and expires == "2026-04-01T00:00:00.000Z")
                return { expires = "2026-03-30T00:00:00Z" }
              end,
            })
            """
        try withStore(script) { store in
            let about = store.description
            #expect(about.canDelete && about.canExtend && about.canExpire && about.isTextOnly)
            let file = try store.put(upload, progress: { _ in })
            #expect(file.token == SecretBytes(utf8: "tok-en") && file.reference == "7")
            #expect(!"\(file)".contains("tok-en"))
            #expect(try store.delete(file) == .gone)
            let time = try #require(Timestamp("2026-04-01T00:00:00Z"))
            let longer = try store.extend(file, to: time)
            #expect(longer.expires == Timestamp("2026-03-30T00:00:00Z") && longer.token == file.token)
        }
    }

    @Test("a store without these functions says that it cannot")
    func cannot() throws {
        let script = """
            baton.upload.register("drop", { put = function() return { url = "file:///a" } end })
            """
        try withStore(script) { store in
            #expect(!store.description.canDelete && !store.description.canExtend)
            let file = try store.put(upload, progress: { _ in })
            #expect(throws: SharingError.cannotDelete(store: "drop")) { try store.delete(file) }
            #expect(throws: SharingError.cannotExtend(store: "drop")) {
                try store.extend(file, to: upload.time)
            }
        }
    }

    @Test(
        "answers of delete and put that mean nothing are refused",
        arguments: [
            ("return 'perhaps'", "return { url = 'file:///a' }"),
            ("return 7", "return { url = 'file:///a' }"),
            ("return true", "return { url = 'file:///a', token = 'a\\nb' }"),
            ("return true", "return { url = 'file:///a', reference = ('a'):rep(5000) }"),
        ]
    )
    func answers(delete: String, put: String) throws {
        let script = """
            baton.upload.register("drop", { put = function() \(put) end, delete = function() \(delete) end })
            """
        try withStore(script) { store in
            #expect(throws: SharingError.self) { try store.delete(try store.put(upload, progress: { _ in })) }
        }
    }

    @Test(
        "the progress of a store's requests is told, and put is called again only where that was said",
        arguments: [true, false]
    )
    func repeats(isSaid: Bool) throws {
        // The first answer never comes.
        let server = try LoopbackServer { request in
            request.target == "/1" ? .init(mode: .close) : .init("", status: 201)
        }
        let origin = String(server.url().dropLast())
        let script = """
            local tries = 0
            baton.upload.register("drop", {
              hosts = { "\(origin)" },
              repeats = \(isSaid),
              put = function(bytes, options, http)
                tries = tries + 1
                return { url = http:put("\(origin)/" .. tries, bytes, { check = true }).url }
              end,
            })
            """
        try withStore(script) { store in
            var seen: [Int] = []
            let file = try? store.put(upload, progress: { seen.append($0.done) })
            #expect(file?.url == (isSaid ? origin + "/2" : nil))
            #expect(server.requests.filter { $0.method == "PUT" }.count == (isSaid ? 2 : 1))
            #expect(!isSaid || seen.last == 6)
        }
    }
}
