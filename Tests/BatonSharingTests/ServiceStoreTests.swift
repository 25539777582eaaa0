import Age
import Platform
import TestSupport
import Testing

@testable import BatonSharing

@Suite("Stores of services")
struct ServiceStoreTests {
    // MARK: 0x0

    @Test("0x0 gives a secret address and a token, by which a file is extended and deleted")
    func zero() throws {
        let server = try server { request, origin in
            if request.method == "HEAD" { return .init(headers: [("X-Expires", "1772300000000.5")]) }
            let fields = request.fields
            if request.path == "/" {
                let names = fields.map(\.name)
                guard names == ["file", "secret", "expires"] else {
                    return .init("Segmentation fault", status: 400)
                }
                return .init(
                    status: 200,
                    headers: [("X-Token", "manage-me"), ("X-Expires", "1772375400000.25")],
                    body: Array("\(origin)/s/abcdefghijklmnopqrstuv/session.age\n".utf8)
                )
            }
            guard fields.first?.text == "manage-me" else { return .init("", status: 401) }
            return .init("", status: fields.last?.name == "delete" ? 200 : 202)
        }
        try withHome { context throws in
            let store = try store("0x0", ["url": .text(server.url()), "allow_http": .flag(true)], context)
            let day = Timestamp(seconds: 1_772_289_000 + 86_400)
            let file = try store.put(upload(expires: day), progress: { _ in })
            #expect(file.url == server.origin + "/s/abcdefghijklmnopqrstuv/session.age")
            #expect(file.expires == Timestamp(milliseconds: 1_772_375_400_000))
            #expect(file.token == SecretText(utf8: "manage-me"))
            #expect(!"\(file)".contains("manage-me"))
            #expect(server.requests.first?.fields.last?.text == "\(day.milliseconds)")
            // The service gave less than was asked for.
            let longer = try store.extend(file, to: Timestamp(seconds: 1_900_000_000))
            #expect(longer.expires == Timestamp(milliseconds: 1_772_300_000_000))
            #expect(try store.delete(file) == .removed)
            let stranger = StoredFile(url: file.url, expires: nil, token: SecretText(utf8: "guess"))
            let words = failure { _ = try store.delete(stranger) }
            #expect(
                words.contains("401") && words.contains("does not know the token") && !words.contains("guess")
            )
            // The same bytes were there before, so that nobody owns them.
            let unowned = failure { _ = try store.delete(StoredFile(url: file.url, expires: nil)) }
            #expect(unowned.contains("gave no token"))
        }
    }

    @Test(
        "what 0x0 keeps depends on the size, and on what is asked for",
        arguments: [(0, 365), (512 << 20, 30)]
    )
    func zeroRetention(bytes: Int, days: Int) throws {
        try withHome { context throws in
            let store = try store("0x0", ["url": .text("https://0x0.example.org")], context)
            let now = Timestamp(seconds: 1_772_289_000)
            let kept = store.retention(forBytes: bytes, at: now, asking: nil)
            #expect(kept.words.contains("about \(days) days"))
            #expect(kept.expires == now.advanced(byMilliseconds: Int64(days) * 86_400_000))
            let short = store.retention(
                forBytes: bytes,
                at: now,
                asking: now.advanced(byMilliseconds: 7_200_000)
            )
            #expect(short.words.contains("about 2 hours"))
        }
    }

    @Test(
        "x0 says how long a file stays before it is sent",
        arguments: [(0, 100), (50 << 20, 27), (100 << 20, 3)]
    )
    func x0Retention(bytes: Int, days: Int) throws {
        try withHome { context throws in
            let store = try store("x0", ["url": .text("https://x0.example.org")], context)
            let kept = store.retention(forBytes: bytes, at: Timestamp(seconds: 0), asking: nil)
            #expect(kept.words.contains("about \(days) days") && kept.words.contains("cannot be deleted"))
            #expect(
                failure { _ = try store.delete(StoredFile(url: "https://x0.example.org/a", expires: nil)) }
                    .contains("cannot delete")
            )
        }
    }

    // MARK: Gists

    /// A stand-in of the API: one gist, behind a token.
    private func gists(link: String? = nil) throws -> LoopbackServer {
        try server { request, origin in
            guard request.header("authorization") == "Bearer tok-en" else {
                return .init("{\"message\":\"Bad credentials\"}", status: 401)
            }
            if request.method == "DELETE" {
                return .init("", status: request.path.hasSuffix("/0a1b") ? 204 : 404)
            }
            let raw = link ?? origin + "/raw/0a1b/session.age"
            return .init(
                "{\"id\":\"0a1b\",\"files\":{\"session.age\":{\"raw_url\":\"\(raw)\"}}}",
                status: 201
            )
        }
    }

    @Test("a gist is secret, holds text alone, and goes by its id")
    func gist() throws {
        let server = try gists()
        try withHome(["GH_ENTERPRISE_TOKEN": "tok-en"]) { context throws in
            let store = try store("gist", ["url": .text(server.origin), "allow_http": .flag(true)], context)
            #expect(store.description.isTextOnly)
            let file = try store.put(upload(), progress: { _ in })
            #expect(file.url == server.origin + "/raw/0a1b/session.age" && file.reference == "0a1b")
            let body = String(decoding: server.requests.first?.body ?? [], as: UTF8.self)
            #expect(body.contains("\"public\":false") && body.contains("sealed bytes"))
            #expect(try store.delete(file) == .removed)
            #expect(try store.delete(StoredFile(url: file.url, expires: nil, reference: "ffff")) == .gone)
            #expect(
                failure { _ = try store.delete(StoredFile(url: "", expires: nil, reference: "../user")) }
                    != ""
            )
            #expect(
                failure { _ = try store.put(upload([0xff, 0]), progress: { _ in }) }.contains(
                    "gists hold text"
                )
            )
        }
    }

    @Test("a token for github.com goes to no other host, and is in no error")
    func gistToken() throws {
        let server = try gists()
        try withHome(["GH_TOKEN": "tok-en", "GITHUB_TOKEN": "tok-en", "OTHER": "wr-ong", "PATH": "/nowhere"])
        { context throws in
            let values: [String: StoreSettings.Value] = [
                "url": .text(server.origin), "allow_http": .flag(true),
            ]
            let words = failure { _ = try store("gist", values, context).put(upload(), progress: { _ in }) }
            #expect(words.contains("there is no token") && server.requests.isEmpty)
            let wrong = values.merging(["token_env": .text("OTHER")]) { $1 }
            let refused = failure { _ = try store("gist", wrong, context).put(upload(), progress: { _ in }) }
            #expect(refused.contains("Bad credentials") && !refused.contains("wr-ong"))
        }
    }

    @Test(
        "a gist whose file is elsewhere is no share",
        arguments: ["https://evil.example.org/a", "javascript:a", "/a"]
    )
    func gistElsewhere(link: String) throws {
        let server = try gists(link: link)
        try withHome(["GH_ENTERPRISE_TOKEN": "tok-en"]) { context throws in
            let store = try store("gist", ["url": .text(server.origin), "allow_http": .flag(true)], context)
            #expect(failure { _ = try store.put(upload(), progress: { _ in }) }.contains("another host"))
        }
    }

    // MARK: Custom stores

    @Test("a store of a function says what it cannot do")
    func custom() throws {
        let about = StoreDescription(
            name: "mine",
            type: "script",
            place: "here",
            maxBytes: nil,
            retention: "",
            canDelete: false,
            isRemote: false
        )
        var seen: [Int] = []
        let store = CustomStore(
            about,
            send: { upload, progress in
                progress(TransferProgress(done: 5, total: upload.content.count))
                return StoredFile(url: "https://a.example.org/b", expires: nil)
            }
        )
        let file = try store.put(upload(), progress: { seen.append($0.done) })
        #expect(seen == [0, 5, 12])
        #expect(throws: SharingError.cannotDelete(store: "mine")) { try store.delete(file) }
        #expect(throws: SharingError.cannotExtend(store: "mine")) {
            try store.extend(file, to: Timestamp(seconds: 1))
        }
    }
}
