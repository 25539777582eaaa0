import Age
import HTTP
import Platform
import Synchronization
import TestSupport
import Testing

@testable import BatonSharing

@Suite("Stores of own servers")
struct ServerStoreTests {
    // MARK: PUT

    @Test("a WebDAV folder is made when it is missing, and asked by the credentials that a file holds")
    func webdav() throws {
        let files = Mutex<[String: [UInt8]]>([:])
        let isMade = Mutex(false)
        let server = try server { request, _ in
            guard request.header("authorization") == "Basic dXM6cGE6c3M=" else {
                return .init("", status: 401)
            }
            switch request.method {
            case "MKCOL":
                isMade.withLock { $0 = true }
                return .init("", status: 201)
            case "PUT":
                guard isMade.withLock({ $0 }) else { return .init("", status: 409) }
                files.withLock { $0[request.path] = request.body }
                return .init("", status: 201)
            case "DELETE":
                return .init(
                    "",
                    status: files.withLock { $0.removeValue(forKey: request.path) } == nil ? 404 : 204
                )
            default: return .init("", status: 405)
            }
        }
        try withHome { context throws in
            let secret = Paths.join(context.homeDirectory, "password")
            try Files.create(Array("pa:ss\n".utf8), at: secret)
            let store = try store(
                "put",
                [
                    "url": .text(server.origin + "/a%20folder/"), "allow_http": .flag(true),
                    "username": .text("us"),
                    "password_file": .text("~/password"),
                ],
                context
            )
            let file = try store.put(upload(), progress: { _ in })
            #expect(files.withLock { $0.values.map { $0 } } == [Array("sealed bytes".utf8)])
            #expect(file.url.hasPrefix(server.origin + "/a%20folder/") && file.url.hasSuffix(".age"))
            #expect(try store.headers(toGet: HTTPURL(file.url)).first?.value == "Basic dXM6cGE6c3M=")
            // Nobody else's address gets the password.
            for other in [
                "https://evil.example.org/a%20folder/b", server.origin + "/b",
                server.origin + "/a%20folder/../b",
                server.origin + "/a%20folder/%2E%2e/b",
            ] {
                #expect(try store.headers(toGet: HTTPURL(other)).isEmpty)
            }
            #expect(try store.delete(file) == .removed)
            #expect(try store.delete(file) == .gone)
            let outside = StoredFile(url: file.url, expires: nil, reference: "../../etc")
            #expect(failure { _ = try store.delete(outside) }.contains("no address"))
        }
    }

    @Test("transfer.sh gives the link and the address that deletes, and is told the days")
    func transfer() throws {
        let server = try server { request, origin in
            if request.method == "DELETE" { return .init("", status: request.path == "/x/a/del" ? 200 : 404) }
            return .init(
                headers: [("X-Url-Delete", origin + "/x/a/del")],
                body: Array("\(origin)/x/a".utf8)
            )
        }
        try withHome { context throws in
            let store = try store(
                "put",
                [
                    "url": .text(server.origin), "allow_http": .flag(true), "style": .text("transfer.sh"),
                    "max_downloads": .number(3), "headers": .texts(["X-Team": "a"]),
                ],
                context
            )
            let file = try store.put(
                upload(expires: Timestamp(seconds: 1_772_289_000 + 3 * 86_400)),
                progress: { _ in }
            )
            let request = try #require(server.requests.first)
            #expect(request.header("max-days") == "3" && request.header("max-downloads") == "3")
            #expect(request.header("x-team") == "a")
            #expect(file.url == server.origin + "/x/a")
            #expect(file.expires == Timestamp(seconds: 1_772_289_000 + 3 * 86_400))
            #expect(try store.delete(file) == .removed)
        }
    }

    @Test(
        "answers that lead elsewhere are refused",
        arguments: [
            ("https://evil.example.org/a", nil), ("two\nlines", nil), ("<html>", nil), ("", nil),
            ("OWN/x/a", "https://evil.example.org/delete"), ("OWN/x/a", "file:///etc/passwd"),
        ] as [(String, String?)]
    )
    func hostile(body: String, deletion: String?) throws {
        let server = try server { _, origin in
            .init(
                headers: deletion.map { [("X-Url-Delete", $0)] } ?? [],
                body: Array(body.replacing("OWN", with: origin).utf8)
            )
        }
        try withHome { context throws in
            let values: [String: StoreSettings.Value] = [
                "url": .text(server.origin), "allow_http": .flag(true), "style": .text("transfer.sh"),
            ]
            let words = failure { _ = try store("put", values, context).put(upload(), progress: { _ in }) }
            #expect(words.contains("invalid response from store 'trial'"))
        }
    }

    @Test("a redirect gets neither the file nor the password")
    func redirect() throws {
        let other = try LoopbackServer { _ in .init("", status: 201) }
        let place = other.url("/b")
        let server = try server { _, _ in .init(status: 307, headers: [("Location", place)]) }
        try withHome(["PASS": "secret-word"]) { context throws in
            let values: [String: StoreSettings.Value] = [
                "url": .text(server.origin), "allow_http": .flag(true), "token_env": .text("PASS"),
            ]
            let words = failure { _ = try store("put", values, context).put(upload(), progress: { _ in }) }
            #expect(words.contains("307") && !words.contains("secret-word"))
            #expect(other.requests.isEmpty)
        }
    }

    // MARK: S3

    private static let keys = ["AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "top-secret"]

    private func bucket(_ server: LoopbackServer, _ more: [String: StoreSettings.Value] = [:]) -> [String:
        StoreSettings.Value]
    {
        let values: [String: StoreSettings.Value] = [
            "bucket": .text("shares"), "endpoint": .text(server.origin), "allow_http": .flag(true),
            "prefix": .text("a b/"),
        ]
        return values.merging(more) { $1 }
    }

    @Test("an object is put under the prefix, its link ends after 7 days, and a longer one is refused")
    func object() throws {
        let server = try server { request, _ in .init("", status: request.method == "HEAD" ? 404 : 200) }
        try withHome(Self.keys) { context throws in
            let store = try store("s3", bucket(server), context)
            let file = try store.put(upload(), progress: { _ in })
            let request = try #require(server.requests.first)
            #expect(request.method == "PUT" && request.path.hasPrefix("/shares/a%20b/"))
            #expect(request.header("x-amz-content-sha256")?.count == 64)
            #expect(file.url.contains("X-Amz-Expires=604800&") && !file.url.contains("top-secret"))
            #expect(file.expires == context.now().advanced(byMilliseconds: 604_800_000))
            #expect(file.reference?.hasPrefix("a b/") == true)
            let day = context.now().advanced(byMilliseconds: 86_400_000)
            #expect(try store.extend(file, to: day).url.contains("X-Amz-Expires=86400&"))
            let month = context.now().advanced(byMilliseconds: 30 * 86_400_000)
            #expect(
                failure { _ = try store.put(upload(expires: month), progress: { _ in }) }.contains("7 days")
            )
            #expect(try store.delete(file) == .gone)
            for key in ["other/x", "a b/../c", "a b/" + UniqueID.make() + "/x"] {
                let other = StoredFile(url: file.url, expires: nil, reference: key)
                #expect(failure { _ = try store.delete(other) }.contains("names no file of store"))
            }
        }
    }

    @Test("a refusal is told in the service's words, without keys")
    func refused() throws {
        let server = try server { _, _ in
            .init(
                "<?xml version=\"1.0\"?><Error><Code>SignatureDoesNotMatch</Code><Message>The request &lt;a&gt;\u{1b}[2J"
                    + "</Message><StringToSign>AWS4</StringToSign></Error>",
                status: 403
            )
        }
        try withHome(Self.keys) { context throws in
            let words = failure {
                _ = try store("s3", bucket(server), context).put(upload(), progress: { _ in })
            }
            #expect(words.contains("status 403: SignatureDoesNotMatch: The request <a>[2J"))
            #expect(!words.contains("top-secret") && !words.contains("AWS4"))
        }
    }

    @Test(
        "an upload in parts that fails at any step is taken back",
        arguments: [
            ("PUT", 500, ""), ("POST", 200, "<Error><Code>InternalError</Code></Error>"), ("POST", 200, ""),
        ]
    )
    func multipart(method: String, status: Int, body: String) throws {
        let server = try server { request, _ in
            if request.target.hasSuffix("?uploads=") {
                return .init("<a><UploadId>an+id/=</UploadId></a>")
            }
            if request.method == "DELETE" { return .init("", status: 204) }
            if request.method == method, request.target.contains("partNumber=2&") || method == "POST" {
                return .init(body, status: status)
            }
            return .init(headers: [("ETag", "\"e\"")])
        }
        try withHome(Self.keys) { context throws in
            let more: [String: StoreSettings.Value] = [
                "part_mib": .number(5), "multipart_above_mib": .number(5),
            ]
            let bytes = [UInt8](repeating: 7, count: 11 << 20)
            let words = failure {
                _ = try store("s3", bucket(server, more), context).put(upload(bytes), progress: { _ in })
            }
            #expect(words.contains("store 'trial'"))
            let last = try #require(server.requests.last)
            #expect(last.method == "DELETE" && last.target.hasSuffix("?uploadId=an%2Bid%2F%3D"))
        }
    }

    @Test("parts arrive whole and in order, and make one file")
    func parts() throws {
        let server = try server { request, _ in
            if request.target.hasSuffix("?uploads=") { return .init("<a><UploadId>id</UploadId></a>") }
            if request.method == "POST" { return .init("<a><ETag>\"whole\"</ETag></a>") }
            return .init(headers: [("ETag", "\"\(request.body.count)\"")])
        }
        try withHome(Self.keys) { context throws in
            let path = Paths.join(context.homeDirectory, "large.bin")
            let bytes = (0..<(12 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            try Files.create(bytes, at: path)
            let more: [String: StoreSettings.Value] = [
                "part_mib": .number(5), "multipart_above_mib": .number(5),
            ]
            var upload = upload()
            upload.content = .file(path: path, count: bytes.count)
            var seen: [Int] = []
            _ = try store("s3", bucket(server, more), context).put(upload, progress: { seen.append($0.done) })
            let parts = server.requests.filter { $0.method == "PUT" }
            #expect(parts.flatMap(\.body) == bytes && parts.map(\.body.count) == [5 << 20, 5 << 20, 2 << 20])
            let document = String(decoding: server.requests.last?.body ?? [], as: UTF8.self)
            #expect(document.contains("<PartNumber>3</PartNumber><ETag>&quot;2097152&quot;</ETag>"))
            #expect(seen.last == bytes.count && seen == seen.sorted())
        }
    }

    @Test(
        "settings that cannot work are told with what to do",
        arguments: [
            (["bucket": .text("../a")], "'bucket' is no name"), ([:], "needs 'bucket'"),
            (["bucket": .text("a"), "prefix": .text("a/../b")], "'prefix' must not"),
            (["bucket": .text("a"), "endpoint": .text("http://h")], "allow_http"),
            (["bucket": .text("a"), "endpoint": .text("https://u:p@h")], "without query and user"),
            (["bucket": .text("a"), "secret_key_env": .text("A")], "go together"),
            (["bucket": .text("a"), "region": .text("eu west")], "'region' is no name"),
            (
                ["bucket": .text("a"), "endpoint": .text("https://10.0.0.1"), "style": .text("host")],
                "style: path"
            ),
        ] as [([String: StoreSettings.Value], String)]
    )
    func settings(values: [String: StoreSettings.Value], words: String) throws {
        try withHome { context throws in
            #expect(failure { _ = try store("s3", values, context) }.contains(words))
        }
    }

    @Test("missing credentials are told by their places")
    func credentials() throws {
        try withHome { context throws in
            let values: [String: StoreSettings.Value] = ["bucket": .text("a")]
            let store = try store("s3", values, context)
            #expect(failure { _ = try store.put(upload(), progress: { _ in }) }.contains("AWS_ACCESS_KEY_ID"))
            #expect(store.description.place == "https://s3.us-east-1.amazonaws.com/a")
        }
    }

    // MARK: Folders

    @Test("a folder deletes its own files and nothing else")
    func folder() throws {
        try withHome { context throws in
            let folder = Paths.join(context.homeDirectory, "shares")
            let store = DirectoryStore(name: "desk", path: folder)
            let file = try store.put(upload(), progress: { _ in })
            let other = Paths.join(folder, "notes.txt")
            try Files.create([1], at: other)
            let outside = Paths.join(context.homeDirectory, UniqueID.make() + ".age")
            try Files.create([1], at: outside)
            for path in [other, outside, folder + "/../" + Paths.name(outside)] {
                let stranger = StoredFile(url: FileURL.text(of: path), expires: nil)
                #expect(failure { _ = try store.delete(stranger) }.contains("names no file"))
            }
            #expect(try store.delete(file) == .removed)
            #expect(try store.delete(file) == .gone)
            #expect(try Files.names(in: folder) == ["notes.txt"] && Files.status(outside) != nil)
        }
    }
}
