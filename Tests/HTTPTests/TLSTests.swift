import HTTP
import TestSupport
import Testing

/// The program that makes certificates and serves TLS, or nil where it is not installed.
private let openssl = findProgram("openssl")

@Suite("TLS", .enabled(if: openssl != nil))
struct TLSTests {
    /// Serves the files of a folder, whole answers each, with a certificate for 127.0.0.1 that it has signed itself.
    private func withServer(
        files: [String: String],
        _ body: (_ port: Int, _ certificate: String) throws -> Void
    ) throws {
        let openssl = try #require(openssl)
        try withTemporaryDirectory { folder in
            let certificate = folder + "/certificate.pem"
            let made = try runProgram([
                openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                "/CN=127.0.0.1",
                "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder + "/key.pem", "-out", certificate,
            ])
            try #require(made.status == 0)
            for (name, text) in files {
                let shell = try runProgram([
                    "/bin/sh", "-c", "printf %s \"$1\" > \"$2\"", "sh", text, folder + "/" + name,
                ])
                try #require(shell.status == 0)
            }
            // The server serves the folder that it runs in.
            let server = try RunningProgram([
                "/bin/sh", "-c",
                "cd \"$1\" && exec \"$2\" s_server -accept 127.0.0.1:0 -HTTP -cert certificate.pem -key key.pem",
                "sh", folder, openssl,
            ])
            var said = ""
            while said.firstMatch(of: /ACCEPT \S+:(\d+)\s/) == nil {
                let more = server.read()
                try #require(!more.isEmpty, "the TLS server ended: \(said)")
                said += String(decoding: more, as: UTF8.self)
            }
            let port = try #require(said.firstMatch(of: /ACCEPT \S+:(\d+)\s/).flatMap { Int($0.1) })
            try body(port, certificate)
        }
    }

    private func client(trusting file: String?) throws -> HTTPClient {
        var network = HTTPNetwork()
        network.certificateFile = file
        return try HTTPClient(userAgent: "tests", network: network)
    }

    @Test("a certificate is trusted when its signer is, for its own host only")
    func trust() throws {
        let answer = "HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\nsafe"
        try withServer(files: ["a": answer]) { port, certificate in
            let url = "https://127.0.0.1:\(port)/a"
            let response = try client(trusting: certificate).send(HTTPRequest(.get, url + "#KEY"))
            #expect(String(decoding: response.body, as: UTF8.self) == "safe")

            let unknown = httpError { _ = try client(trusting: nil).send(HTTPRequest(.get, url)) }
            guard case .tls("127.0.0.1", let reason) = unknown else {
                Issue.record("gave \(String(describing: unknown))")
                return
            }
            #expect(reason.contains("certificate"))
            #expect(unknown?.isTemporary == false)

            let elsewhere = HTTPRequest(.get, "https://localhost:\(port)/a")
            let otherHost = httpError { _ = try client(trusting: certificate).send(elsewhere) }
            guard case .tls("localhost", _) = otherHost else {
                Issue.record("gave \(String(describing: otherHost))")
                return
            }

            let missing = httpError {
                _ = try client(trusting: certificate + ".not").send(HTTPRequest(.get, url))
            }
            guard case .tls("127.0.0.1", _) = missing else {
                Issue.record("gave \(String(describing: missing))")
                return
            }
        }
    }

    @Test("a redirect from https never leads to http, even where http is allowed")
    func downgrade() throws {
        let plain = try LoopbackServer { _ in .init("unsafe") }
        let answer = "HTTP/1.0 302 Found\r\nLocation: \(plain.url("/b"))\r\nContent-Length: 0\r\n\r\n"
        try withServer(files: ["a": answer]) { port, certificate in
            let request = HTTPRequest(
                .get,
                "https://127.0.0.1:\(port)/a",
                redirects: 3,
                allowsPlainHTTP: true
            )
            let error = httpError { _ = try client(trusting: certificate).send(request) }
            #expect(
                error == .redirectRefused(host: "127.0.0.1", reason: "the scheme \"http\" is another one")
            )
            #expect(plain.requests.isEmpty)
        }
    }
}
