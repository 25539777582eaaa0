import HTTP
import TestSupport
import Testing

@Suite("Redirects")
struct RedirectTests {
    @Test("without leave a redirect is an answer like others", arguments: [301, 302, 303, 307, 308])
    func unasked(status: Int) throws {
        let server = try LoopbackServer { _ in redirect(status, to: "/b") }
        let response = try makeClient().send(server.request())
        #expect(response.status == status)
        #expect(response.headers["location"] == "/b")
        #expect(server.requests.count == 1)
    }

    @Test("with leave it is followed, however the place is written", arguments: [301, 302, 303, 307, 308])
    func followed(status: Int) throws {
        for place in ["/b?x=1", "b?x=1", "?x=1#FRAGMENT", "//HOST/b?x=1#FRAGMENT", "http://HOST/b?x=1"] {
            let server = try LoopbackServer { request in
                let host = request.header("host") ?? ""
                return request.target.hasSuffix("x=1")
                    ? .init("there") : redirect(status, to: place.replacing("HOST", with: host))
            }
            let response = try makeClient().send(server.request(.get, "/b", redirects: 1))
            #expect(response.status == 200)
            #expect(response.body == Array("there".utf8))
            #expect(response.url.text == server.url("/b?x=1"))
            #expect(server.requests.map(\.target) == ["/b", "/b?x=1"])
        }
    }

    @Test("a receiver gets the body of the last answer alone")
    func receiver() throws {
        let server = try LoopbackServer { $0.path == "/b" ? .init("there") : redirect(302, to: "/b") }
        var received: [UInt8] = []
        _ = try makeClient().send(server.request(redirects: 3)) { received += $0 }
        #expect(received == Array("there".utf8))
    }

    @Test("a ring of redirects ends at the limit")
    func ring() throws {
        let server = try LoopbackServer { _ in redirect(302, to: "/again") }
        let error = httpError { _ = try makeClient().send(server.request(redirects: 5)) }
        #expect(error == .tooManyRedirects(host: "127.0.0.1", limit: 5))
        #expect(server.requests.count == 6)
    }

    @Test(
        "another scheme is not followed",
        arguments: [
            ("https://127.0.0.1/?PRIVATE", "https"), ("file:///etc/passwd", "file"),
            ("ftp://127.0.0.1/PRIVATE", "ftp"),
            ("gopher://127.0.0.1:1/", "gopher"), ("FILE:///PRIVATE", "file"),
            ("dict://127.0.0.1:1/PRIVATE", "dict"),
        ]
    )
    func schemes(place: String, scheme: String) throws {
        let server = try LoopbackServer { _ in redirect(302, to: place) }
        let error = httpError { _ = try makeClient().send(server.request(redirects: 5)) }
        guard case .redirectRefused("127.0.0.1", let reason) = error else {
            Issue.record("gave \(String(describing: error))")
            return
        }
        #expect(reason.contains("\"\(scheme)\""))
        #expect(!"\(error!)".contains("PRIVATE"))
        #expect(server.requests.count == 1)
    }

    @Test(
        "a place with user information or no sense is not followed",
        arguments: [
            "http://user:pass@127.0.0.1/", "//a@127.0.0.1/", "http://127.0.0.1:99999/", "http://",
            "http://[/",
        ]
    )
    func badPlace(place: String) throws {
        let server = try LoopbackServer { _ in redirect(302, to: place) }
        let error = httpError { _ = try makeClient().send(server.request(redirects: 5)) }
        guard case .redirectRefused(host: "127.0.0.1", reason: _) = error else {
            Issue.record("gave \(String(describing: error))")
            return
        }
        #expect(server.requests.count == 1)
    }

    @Test("headers follow to the same origin, and only harmless ones to another")
    func headers() throws {
        let other = try LoopbackServer { _ in .init("there") }
        let place = other.url("/c")
        let server = try LoopbackServer { request in
            request.path == "/b" ? redirect(302, to: place) : redirect(302, to: "/b")
        }
        var request = server.request(redirects: 2)
        request.headers = [
            ("Authorization", "token"), ("X-Token", "token"), ("Accept", "text/plain"), ("Cookie", "c=token"),
        ]
        let response = try makeClient().send(request)
        #expect(response.url.port == other.port)
        #expect(server.requests.map { $0.header("x-token") } == ["token", "token"])
        let seen = try #require(other.requests.first)
        #expect(!seen.headers.contains { $0.value.contains("token") })
        #expect(seen.header("accept") == "text/plain")
        #expect(seen.header("user-agent") == "tests/1")
    }

    @Test("a POST that moved goes on as GET without its body, by old custom", arguments: [301, 302, 303])
    func postBecomesGet(status: Int) throws {
        let server = try LoopbackServer { $0.path == "/b" ? .init("there") : redirect(status, to: "/b") }
        var request = server.request(.post, body: .bytes([1, 2, 3]), redirects: 1)
        request.headers = [("Content-Type", "text/plain")]
        #expect(try makeClient().send(request).status == 200)
        #expect(server.requests.map(\.method) == ["POST", "GET"])
        #expect(server.requests.map(\.body) == [[1, 2, 3], []])
        #expect(server.requests[1].header("content-type") == nil)
    }

    @Test(
        "a body is sent again to the same origin where the status asks for it",
        arguments: [(HTTPMethod.post, 307), (.post, 308), (.put, 301), (.put, 302), (.put, 308)]
    )
    func bodyAgain(method: HTTPMethod, status: Int) throws {
        let server = try LoopbackServer { $0.path == "/b" ? .init("there") : redirect(status, to: "/b") }
        let request = server.request(method, body: .bytes([1, 2, 3]), redirects: 1)
        #expect(try makeClient().send(request).status == 200)
        #expect(server.requests.map(\.method) == [method.rawValue, method.rawValue])
        #expect(server.requests.map(\.body) == [[1, 2, 3], [1, 2, 3]])
    }

    @Test("a body never follows to another origin")
    func bodyElsewhere() throws {
        let other = try LoopbackServer { _ in .init("there") }
        let place = other.url("/c")
        let server = try LoopbackServer { _ in redirect(307, to: place) }
        let error = httpError {
            _ = try makeClient().send(server.request(.put, body: .bytes([1]), redirects: 5))
        }
        #expect(error == .redirectRefused(host: "127.0.0.1", reason: "the body would go to \"127.0.0.1\""))
        #expect(other.requests.isEmpty)
    }

    @Test("a body that can be read once is not sent twice")
    func stream() throws {
        let server = try LoopbackServer { _ in redirect(307, to: "/b") }
        var rest = [[UInt8]](repeating: [1], count: 3)
        let body = HTTPBody.stream(length: 3) { _ in rest.popLast() ?? [] }
        let error = httpError { _ = try makeClient().send(server.request(.put, body: body, redirects: 5)) }
        #expect(error == .redirectRefused(host: "127.0.0.1", reason: "the body cannot be read a second time"))
        #expect(server.requests.count == 1)
    }
}
