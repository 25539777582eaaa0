import HTTP
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("URLs")
struct URLTests {
    @Test(
        "the fragment never reaches the server, the request or an error",
        arguments: ["#KEY", "/#KEY", "/a#KEY", "/a?b=c#KEY", "/a?b#K#EY?d"]
    )
    func fragment(ending: String) throws {
        let server = try LoopbackServer { _ in .init("ok") }
        let text = "http://127.0.0.1:\(server.port)\(ending)"
        let request = HTTPRequest(.get, text, allowsPlainHTTP: true)
        #expect(!request.url.contains("#"))
        let response = try makeClient().send(request)
        #expect(!response.url.text.contains("#"))
        let seen = try #require(server.requests.first)
        let all = seen.target + seen.headers.map { $0.name + $0.value }.joined()
        #expect(!all.contains("KEY") && !all.contains("#"))

        let secure = HTTPRequest(.get, text)
        let error = httpError { _ = try makeClient().send(secure) }
        #expect(error == .schemeRefused(scheme: "http"))
    }

    @Test("plain http is refused unless it is allowed")
    func plain() throws {
        let server = try LoopbackServer { _ in .init("ok") }
        let error = httpError { _ = try makeClient().send(HTTPRequest(.get, server.url())) }
        #expect(error == .schemeRefused(scheme: "http"))
        #expect(server.requests.isEmpty)
    }

    @Test(
        "user information is refused in every spelling",
        arguments: ["user@", "user:pass@", ":pass@", ":@", "@", "a%40b:c@", "x;AUTH=y@"]
    )
    func userInformation(user: String) throws {
        let server = try LoopbackServer { _ in .init("ok") }
        let text = "http://\(user)127.0.0.1:\(server.port)/"
        let error = httpError { _ = try makeClient().send(HTTPRequest(.get, text, allowsPlainHTTP: true)) }
        #expect(error == .userInformation(host: "127.0.0.1"))
        #expect(server.requests.isEmpty)
    }

    @Test("an at sign in path or query is no user information")
    func atSign() throws {
        #expect(try HTTPURL("https://example.org/@a?b=@c").path == "/@a")
        #expect(try HTTPURL("https://example.org?a@b").host == "example.org")
    }

    @Test(
        "other schemes are refused by their name",
        arguments: [
            "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "telnet://example.org",
            "HTTPX://example.org/",
        ]
    )
    func schemes(text: String) {
        let scheme = text.prefix { $0 != ":" }.lowercased()
        #expect(throws: HTTPError.schemeRefused(scheme: scheme)) { try HTTPURL(text) }
    }

    @Test(
        "what is no URL is refused",
        arguments: [
            "", " ", "example.org", "/path", "//example.org/", "https://", "https:///",
            "https://exa mple.org/",
            "https://example.org/a b", " https://example.org/", "https://example.org/\n",
            "https://example.org/\0",
            "https://example.org\\@evil.example/", "https://example.org:99999/", "https://example.org:0/",
            "https://example.org:abc/", "https://[::1/", "https://?a=b",
        ]
    )
    func bad(text: String) {
        let error = httpError { _ = try HTTPURL(text) }
        guard case .badURL = error else {
            Issue.record("\(text.debugDescription) gave \(String(describing: error))")
            return
        }
    }

    @Test("an error about a URL quotes neither its path nor its query")
    func quiet() {
        for text in [
            "https://example.org:x/PRIVATE?PRIVATE", "https://u:PRIVATE@example.org/?PRIVATE",
            "ftp://h/PRIVATE",
        ] {
            let error = httpError { _ = try HTTPURL(text) }
            #expect(error.map { !"\($0)".contains("PRIVATE") } == true)
        }
    }

    @Test("a URL that is printed shows no query, and still has it")
    func printed() throws {
        let url = try HTTPURL("https://example.org:444/a?token=PRIVATE#PRIVATE")
        #expect("\(url)" == "https://example.org:444/a")
        #expect(String(reflecting: url) == "https://example.org:444/a")
        #expect(url.text == "https://example.org:444/a?token=PRIVATE")
    }

    @Test("a URL has its parts")
    func parts() throws {
        let url = try HTTPURL("HTTPS://Example.ORG/a/%2e./ü?q=ä#f")
        #expect(url.scheme == "https")
        #expect(url.host == "example.org")
        #expect(url.port == 443)
        #expect(url.path == "/a/%2e./%C3%BC" || url.path == "/a/%2e./%c3%bc")
        #expect(!url.text.contains("#"))
        #expect(try HTTPURL("http://[::1]:8080/x").host == "[::1]")
        #expect(try HTTPURL("http://[::1]:8080/x").port == 8080)
        #expect(try HTTPURL("https://example.org:443/b").isSameOrigin(as: url))
        #expect(try !HTTPURL("https://example.org:444/b").isSameOrigin(as: url))
        #expect(try !HTTPURL("http://example.org:443/b").isSameOrigin(as: url))
        #expect(try HTTPURL("https://example.org").path == "/")
    }

    @Test("the environment gives proxies and certificates by curl's rules")
    func environment() {
        let network = HTTPNetwork(environment: [
            "HTTP_PROXY": "http://no:1", "HTTPS_PROXY": "http://upper:1", "https_proxy": "",
            "all_proxy": "http://all:1",
            "NO_PROXY": "a,b", "CURL_CA_BUNDLE": "", "SSL_CERT_FILE": "/file", "SSL_CERT_DIR": "/dir",
        ])
        #expect(network.httpProxy == "http://all:1")
        #expect(network.httpsProxy == "http://upper:1")
        #expect(network.noProxy == "a,b")
        #expect(network.certificateFile == "/file")
        #expect(network.certificateFolder == "/dir")
        #expect(HTTPNetwork(environment: [:]) == HTTPNetwork())
        #expect(
            HTTPNetwork(environment: ["CURL_CA_BUNDLE": "/a", "SSL_CERT_FILE": "/b"]).certificateFile == "/a"
        )
    }

    @Test("a proxy is asked for the whole URL, without the fragment, unless the host is exempt")
    func proxy() throws {
        let proxy = try LoopbackServer { _ in .init("from the proxy") }
        var network = HTTPNetwork()
        network.httpProxy = proxy.url()
        let request = HTTPRequest(.get, "http://host.invalid/a?b#KEY", allowsPlainHTTP: true)
        let response = try HTTPClient(userAgent: "tests", network: network).send(request)
        #expect(String(decoding: response.body, as: UTF8.self) == "from the proxy")
        #expect(proxy.requests[0].target == "http://host.invalid/a?b")

        let server = try LoopbackServer { _ in .init("direct") }
        network.noProxy = "127.0.0.1"
        let direct = try HTTPClient(userAgent: "tests", network: network).send(server.request())
        #expect(String(decoding: direct.body, as: UTF8.self) == "direct")
    }

    @Test("the environment of the process itself is not read")
    func ownEnvironment() async {
        await #expect(processExitsWith: .success) {
            for name in ["http_proxy", "all_proxy", "ALL_PROXY"] { setenv(name, "http://127.0.0.1:1", 1) }
            let server = try LoopbackServer { _ in .init("direct") }
            let response = try makeClient().send(server.request())
            #expect(String(decoding: response.body, as: UTF8.self) == "direct")
        }
    }

    @Test("a proxy that refuses a tunnel is named with its status")
    func proxyRefuses() throws {
        let proxy = try LoopbackServer { _ in .init("no", status: 403) }
        var network = HTTPNetwork()
        network.httpsProxy = proxy.url()
        let client = try HTTPClient(userAgent: "tests", network: network)
        let error = httpError { _ = try client.send(HTTPRequest(.get, "https://host.invalid/")) }
        #expect(error == .proxyRefused(host: "host.invalid", status: 403))
        #expect(proxy.requests[0].method == "CONNECT")
    }
}
