import BatonHost
import JSON
import Lua
import Platform
import TestSupport
import Testing

@Suite("Servers for scripts")
struct HttpFunctionTests {
    /// A bench that may ask a server.
    private func withServer<Result>(
        _ handler: @escaping LoopbackServer.Handler,
        _ body: (Bench, LoopbackServer) throws -> Result
    ) throws -> Result {
        try withBench { bench throws in
            let server = try LoopbackServer(handler)
            bench.permissions = PermissionSet([.http: ["http://127.0.0.1:\(server.port)"]])
            return try body(bench, server)
        }
    }

    @Test("an answer has status, headers, body and address, whatever its status")
    func answers() throws {
        try withServer { request in
            .init(
                status: request.path == "/none" ? 404 : 200,
                headers: [("X-One", "a"), ("x-one", "b")],
                body: [0, 255, 65]
            )
        } _: { bench, server throws in
            let answer = try bench.call("http.get", .text(server.url("/a?b=1#KEY")))
            #expect(answer.field("status") == .int(200))
            #expect(answer.field("headers")?.field("x-one") == .text("a, b"))
            #expect(answer.field("body") == .string(LuaString(bytes: [0, 255, 65])))
            #expect(answer.field("url") == .text(server.url("/a?b=1")))
            #expect(try bench.call("http.get", .text(server.url("/none"))).field("status") == .int(404))
            #expect(
                bench.failure("http.get", .text(server.url("/none?PRIVATE")), .record(["check": .bool(true)]))
                    == "http.status: baton.http.get: \(server.url("/none")) answered with status 404"
            )
        }
    }

    @Test("methods, bodies and types are sent as they are asked for")
    func sends() throws {
        try withServer { _ in
            .init("ok")
        } _: { bench, server throws in
            let url = HostValue.text(server.url("/x"))
            try bench.call("http.post", url, .text("plain"))
            try bench.call("http.put", url, .nil, .record(["json": .record(["a": .int(1)])]))
            try bench.call(
                "http.patch",
                url,
                .nil,
                .record(["form": .record(["b": .text("x y"), "a": .int(1)])])
            )
            try bench.call("http.delete", url)
            try bench.call(
                "http.request",
                .record([
                    "url": url, "method": .text("HEAD"),
                    "query": .record(["q": .texts(["1", "a&b"]), "p": .bool(true)]),
                    "headers": .record(["X-Test": .text("yes")]),
                ])
            )
            let requests = server.requests
            #expect(requests.map(\.method) == ["POST", "PUT", "PATCH", "DELETE", "HEAD"])
            #expect(requests[0].body == Array("plain".utf8))
            #expect(requests[1].body == Array(#"{"a":1}"#.utf8))
            #expect(requests[1].header("content-type") == "application/json")
            #expect(requests[2].body == Array("a=1&b=x%20y".utf8))
            #expect(requests[2].header("content-type") == "application/x-www-form-urlencoded")
            #expect(requests[4].target == "/x?p=true&q=1&q=a%26b")
            #expect(requests[4].header("x-test") == "yes")
            #expect(requests[4].header("user-agent")?.hasPrefix("baton/") == true)
            #expect(
                bench.failure("http.post", url, .text("x"), .record(["json": .int(1)]))?.hasPrefix("arg: ")
                    == true
            )
        }
    }

    @Test(
        "only hosts that were named are asked, over https unless that was named, too",
        arguments: [
            (["example.org"], "http://127.0.0.1:1/"), (["127.0.0.1"], "http://127.0.0.1:1/"),
            (["http://127.0.0.1"], "http://127.0.0.1:1/"), (["http://127.0.0.1:2"], "http://127.0.0.1:1/"),
            (["any"], "http://127.0.0.1:1/"), ([], "http://127.0.0.1:1/"), (["*"], "https://example.com/"),
            (["example.org"], "https://example.org.example.com/"),
            (["example.org"], "https://a.example.org/"),
            (["*.example.org"], "https://example.org/"), (["*.example.org"], "https://badexample.org/"),
            (["example.org"], "https://example.org:8443/"), (["example.org:8443"], "https://example.org/"),
            (["https://example.org/path"], "https://example.org/path"),
            (["exa*.org"], "https://example.org/"),
            (["example.org"], "https://example.org./"), (["127.0.0.1"], "https://[::1]/"),
            (["user@example.org"], "https://example.org/"), ([""], "https://example.org/"),
        ]
    )
    func hosts(names: [String], url: String) throws {
        try withBench { bench throws in
            bench.permissions = PermissionSet([.http: names])
            let failure = try #require(bench.failure("http.get", .text(url)))
            #expect(failure.hasPrefix("denied: baton.http.get needs the permission 'http' '"), "\(failure)")
        }
    }

    @Test(
        "a host that was named may be asked",
        arguments: [
            (["127.0.0.1:PORT"], "https"), (["https://127.0.0.1:PORT"], "https"), ([], "https"),
            (["any"], "https"),
            (["http://127.0.0.1:PORT"], "http"), (["HTTP://127.0.0.1:PORT"], "http"),
        ]
    )
    func allowed(names: [String], scheme: String) throws {
        try withBench { bench throws in
            try withDeafPort { port throws in
                bench.permissions = PermissionSet([.http: names.map { $0.replacing("PORT", with: "\(port)") }]
                )
                // Nobody listens: so far it came.
                let failure = bench.failure("http.get", .text("\(scheme)://127.0.0.1:\(port)/"))
                #expect(failure?.hasPrefix("http.connect: ") == true, "\(failure ?? "")")
            }
        }
    }

    @Test("a redirect leads to permitted hosts only, and a secret header to none but the first")
    func redirects() throws {
        try withServer { _ in
            .init("other")
        } _: { bench, other throws in
            let server = try LoopbackServer { request in
                switch request.path {
                case "/there": .init("there")
                case "/ring": .init(status: 302, headers: [("Location", "/ring")])
                case "/file": .init(status: 302, headers: [("Location", "file:///etc/passwd")])
                case "/out": .init(status: 307, headers: [("Location", other.url("/x?PRIVATE"))])
                default: .init(status: 301, headers: [("Location", "/there")])
                }
            }
            let own = "http://127.0.0.1:\(server.port)"
            bench.run.permissions = PermissionSet([.http: [own]])
            let answer = try bench.call("http.get", .text(server.url("/a")))
            #expect(answer.field("url") == .text(server.url("/there")))
            #expect(
                try bench.call("http.get", .text(server.url("/a")), .record(["redirects": .int(0)]))
                    .field("status") == .int(301)
            )
            #expect(
                bench.failure("http.get", .text(server.url("/ring")))?.hasPrefix("http.redirect: ") == true
            )
            #expect(
                bench.failure("http.get", .text(server.url("/file")))?.hasPrefix("http.redirect: ") == true
            )
            let failure = try #require(bench.failure("http.get", .text(server.url("/out"))))
            #expect(
                failure.hasPrefix(
                    "denied: baton.http.get: '127.0.0.1' sends on to 'http://127.0.0.1:\(other.port)'"
                )
            )
            #expect(!failure.contains("PRIVATE"))
            #expect(other.requests.isEmpty)
            bench.run.permissions = PermissionSet([.http: [own, "http://127.0.0.1:\(other.port)"]])
            try bench.call(
                "http.get",
                .text(server.url("/out")),
                .record(["headers": .record(["Authorization": .text("Bearer x")])])
            )
            #expect(other.requests.map { $0.header("authorization") } == [nil])
        }
    }

    @Test(
        "what would end a line, hide a user or leave the web is refused and not quoted",
        arguments: [
            ("http://user:PRIVATE@127.0.0.1:PORT/", nil, "http.url"),
            ("file:///etc/passwd?PRIVATE", nil, "http.url"),
            ("gopher://127.0.0.1/PRIVATE", nil, "http.url"), ("PRIVATE", nil, "http.url"),
            ("", nil, "http.url"),
            ("http://127.0.0.1:PORT/\r\nX: PRIVATE", nil, "http.url"),
            ("http://127.0.0.1:PORT/", "X\r\nY: PRIVATE", "arg"),
            ("http://127.0.0.1:PORT/", "Host", "arg"), ("http://127.0.0.1:PORT/", "", "arg"),
        ] as [(String, String?, String)]
    )
    func injection(url: String, header: String?, kind: String) throws {
        try withServer { _ in
            .init("ok")
        } _: { bench, server throws in
            let url = url.replacing("PORT", with: "\(server.port)")
            let headers = header.map { HostValue.record([$0: .text("v")]) } ?? .nil
            let failure = try #require(bench.failure("http.get", .text(url), .record(["headers": headers])))
            #expect(failure.hasPrefix(kind + ": "), "\(failure)")
            #expect(!failure.contains("PRIVATE"))
            let value = bench.failure(
                "http.get",
                .text(server.url()),
                .record(["headers": .record(["X": .text("a\r\nY: PRIVATE")])])
            )
            #expect(value?.hasPrefix("arg: ") == true && value?.contains("PRIVATE") == false)
            #expect(server.requests.isEmpty)
        }
    }

    @Test("slow, huge and broken servers have kinds of their own")
    func hostile() throws {
        try withServer { request in
            switch request.path {
            case "/silent": .init(mode: .silent)
            case "/huge": .init(body: [UInt8](repeating: 65, count: 5000))
            case "/endless": .init(body: [UInt8](repeating: 65, count: 5000), mode: .chunked)
            case "/cut": .init(body: [UInt8](repeating: 65, count: 5000), mode: .cut(after: 10))
            case "/bomb":
                .init(headers: (0..<3000).map { ("X-\($0)", String(repeating: "y", count: 200)) }, body: [])
            default: .init(mode: .close)
            }
        } _: { bench, server throws in
            for (path, options, kind) in [
                ("/silent", ["timeout": .text("200ms")], "http.timeout"),
                ("/huge", ["max_bytes": .int(1000)], "http.too_large"),
                ("/endless", ["max_bytes": .int(1000)], "http.too_large"), ("/cut", [:], "http.connect"),
                ("/bomb", [:], "http.too_large"), ("/close", [:], "http.connect"),
            ] as [(String, [String: HostValue], String)] {
                let failure = bench.failure("http.get", .text(server.url(path)), .record(options))
                #expect(failure?.hasPrefix(kind + ": ") == true, "\(path): \(failure ?? "answered")")
            }
        }
    }

    @Test("all requests of a run together have a limit")
    func traffic() throws {
        let body = [UInt8](repeating: 65, count: 16 << 20)
        try withServer { _ in
            .init(body: body)
        } _: { bench, server throws in
            var failure: String?
            var count = 0
            while failure == nil, count < 10 {
                failure = bench.failure("http.get", .text(server.url()))
                count += 1
            }
            #expect(count == 7)
            #expect(failure?.hasPrefix("http.too_large: baton.http.get: the requests of one run") == true)
        }
    }

    @Test(
        "a secret in a text body is removed, one in an address is refused, and permission lets both through"
    )
    func redaction() throws {
        try withServer { _ in
            .init("ok")
        } _: { bench, server throws in
            let body = HostValue.record(["json": .record(["text": .text("token \(plantedToken)")])])
            try bench.call("http.post", .text(server.url()), .nil, body)
            let address = server.url("/a?key=\(plantedToken)")
            let failure = try #require(bench.failure("http.get", .text(address)))
            #expect(failure.hasPrefix("http.secret: ") && !failure.contains(plantedToken))
            #expect(server.requests.count == 1)
            let sent = String(decoding: server.requests[0].body, as: UTF8.self)
            #expect(!sent.contains(plantedToken) && sent.contains("[redacted:"))
            #expect(throws: Never.self) { try JSONParser.parse(server.requests[0].body) }
            bench.run.permissions.granted[.unredacted] = []
            try bench.call("http.post", .text(server.url()), .nil, body)
            #expect(String(decoding: server.requests[1].body, as: UTF8.self).contains(plantedToken))
        }
    }

    @Test("texts are escaped for addresses and forms")
    func escapes() throws {
        try withBench { bench throws in
            #expect(try bench.call("http.escape", .text("a b/ü&")) == .text("a%20b%2F%C3%BC%26"))
            #expect(
                try bench.call("http.form", .record(["b": .number(1.5), "a": .texts(["x", "y=z"])]))
                    == .text("a=x&a=y%3Dz&b=1.5")
            )
            #expect(
                bench.failure("http.form", .record(["a": .record(["b": .int(1)])]))?.hasPrefix("arg") == true
            )
        }
    }
}
