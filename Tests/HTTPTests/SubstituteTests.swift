import HTTP
import Testing

@Suite("Substitutes for the network")
struct SubstituteTests {
    private func client(_ substitute: HTTPSubstitute) throws -> HTTPClient {
        try HTTPClient(
            userAgent: "test",
            network: HTTPNetwork(environment: [HTTPSubstitute.variable: substitute.name])
        )
    }

    @Test("a request gets the substitute's answer and is not sent")
    func answers() throws {
        let substitute = HTTPSubstitute { request in
            let text = "\(request.method) \(request.url) \(request.headers["X-A"] ?? "") "
            return .init(status: 201, headers: [("X-B", "2")], body: Array(text.utf8) + request.body)
        }
        let response = try client(substitute).send(
            HTTPRequest(.post, "https://nowhere.invalid/a#key", headers: [("X-A", "1")], body: .bytes([0x21]))
        )
        #expect(response.status == 201)
        #expect(response.headers["x-b"] == "2")
        #expect(String(decoding: response.body, as: UTF8.self) == "POST https://nowhere.invalid/a 1 !")
    }

    @Test("the body of a good answer goes to the receiver")
    func receives() throws {
        let substitute = HTTPSubstitute { _ in .init(body: Array("body".utf8)) }
        var received: [UInt8] = []
        let response = try client(substitute).send(HTTPRequest(.get, "https://nowhere.invalid/")) {
            received += $0
        }
        #expect(received == Array("body".utf8))
        #expect(response.body.isEmpty)
    }

    @Test("redirects and limits hold as they do for servers")
    func rules() throws {
        let substitute = HTTPSubstitute { request in
            request.url.hasSuffix("/b")
                ? .init(body: [UInt8](repeating: 0x61, count: 100))
                : .init(status: 302, headers: [("Location", "https://nowhere.invalid/b")])
        }
        let client = try client(substitute)
        #expect(
            try client.send(HTTPRequest(.get, "https://nowhere.invalid/a", redirects: 1)).body.count == 100
        )
        #expect(throws: HTTPError.self) {
            try client.send(
                HTTPRequest(.get, "https://nowhere.invalid/b", limits: HTTPLimits(responseBytes: 10))
            )
        }
        #expect(throws: HTTPError.self) { try client.send(HTTPRequest(.get, "http://nowhere.invalid/b")) }
    }

    @Test("a name that nobody gave, or nobody has any more, sends nothing")
    func unknown() throws {
        var substitute: HTTPSubstitute? = HTTPSubstitute { _ in .init() }
        let name = substitute?.name ?? ""
        substitute = nil
        for name in [name, "nobody"] {
            let client = try HTTPClient(
                userAgent: "test",
                network: HTTPNetwork(environment: [HTTPSubstitute.variable: name])
            )
            #expect(throws: HTTPError.unavailable) {
                try client.send(HTTPRequest(.get, "https://nowhere.invalid/"))
            }
        }
    }
}
