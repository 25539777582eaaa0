import BatonHost
import Lua
import Platform
import TestSupport
import Testing

@Suite("Secrets for scripts")
struct SecretTests {
    private static let value = "s3cret \"value\"/with+odd?chars"

    private func withSecret<Result>(_ body: (Bench) throws -> Result) throws -> Result {
        try withBench { bench throws in
            let folder = bench.home + "/.config/baton/secrets"
            try Files.makeDirectory(folder)
            try Files.create(Array((Self.value + "\n").utf8), at: folder + "/tracker", mode: 0o600)
            return try body(bench)
        }
    }

    @Test("a secret comes from a file that is its owner's, or from a variable")
    func sources() throws {
        try withSecret { bench throws in
            bench.environment["BATON_SECRET_NPM_TOKEN"] = "from-a-variable"
            #expect(try bench.call("secrets.get", .text("tracker")).typeName == "handle")
            #expect(try bench.call("secrets.get", .text("npm-token")).typeName == "handle")
            #expect(try bench.call("secrets.has", .text("none")) == .bool(false))
            #expect(try bench.call("secrets.has", .text("tracker")) == .bool(true))
            #expect(
                bench.failure("secrets.get", .text("none")) == "secrets.not_found: there is no secret 'none'"
            )
            try Files.setMode(0o640, of: bench.home + "/.config/baton/secrets/tracker")
            let failure = try #require(bench.failure("secrets.get", .text("tracker")))
            #expect(failure.hasPrefix("secrets.mode: others can read the secret 'tracker'"))
            #expect(!failure.contains("s3cret"))
        }
    }

    @Test(
        "a name that is no name, or was not declared, is refused",
        arguments: ["../config.yml", "a/b", "", ".x", "a\0b", "é"]
    )
    func names(name: String) throws {
        try withSecret { bench throws in
            #expect(bench.failure("secrets.get", .text(name))?.hasPrefix("arg: ") == true)
            bench.run.permissions = PermissionSet([.env: ["HOME"]])
            #expect(
                bench.failure("secrets.get", .text("tracker"))
                    == "denied: baton.secrets.get needs the permission 'env' 'tracker'"
            )
            #expect(bench.failure("secrets.has", .text("tracker"))?.hasPrefix("denied") == true)
        }
    }

    @Test("variables are read only where they are declared, and secrets never")
    func variables() throws {
        try withBench { bench throws in
            bench.environment["EDITOR"] = "vi"
            bench.environment["BATON_SECRET_X"] = "hidden-value"
            bench.permissions = PermissionSet([.env: ["EDITOR", "NONE", "BATON_SECRET_X"]])
            #expect(try bench.call("env.get", .text("EDITOR")) == .text("vi"))
            #expect(try bench.call("env.has", .text("NONE")) == .bool(false))
            #expect(try bench.call("env.get", .text("NONE")) == .nil)
            #expect(try bench.call("env.get", .text("NONE"), .record(["default": .text("x")])) == .text("x"))
            #expect(bench.failure("env.get", .text("HOME"))?.hasPrefix("denied: ") == true)
            #expect(bench.failure("env.has", .text("HOME"))?.hasPrefix("denied: ") == true)
            #expect(bench.failure("env.get", .text("BATON_SECRET_X"))?.hasPrefix("secret: ") == true)
        }
    }

    @Test("what is too short to be told from other text is no secret")
    func short() throws {
        try withBench { bench throws in
            bench.environment["BATON_SECRET_PIN"] = "12345"
            let failure = try #require(bench.failure("secrets.get", .text("pin")))
            #expect(failure.hasPrefix("secrets.too_short: the secret 'pin' has fewer than 6 bytes"))
            #expect(!failure.contains("12345"))
            #expect(bench.failure("log.mask", .text("12345"))?.hasPrefix("arg: ") == true)
        }
    }

    @Test("a header gets the secret, with what belongs in front of it")
    func headers() throws {
        try withBench { bench throws in
            let server = try LoopbackServer { _ in .init("ok") }
            bench.environment["BATON_SECRET_TOKEN"] = "abcdef-123"
            bench.permissions = PermissionSet([.env: [], .http: ["http://127.0.0.1:\(server.port)"]])
            for options in [
                HostValue.nil, .record(["prefix": .text("Bearer ")]), .record(["basic": .text("ada")]),
            ] {
                let secret = try bench.call("secrets.get", .text("token"), options)
                try bench.call(
                    "http.get",
                    .text(server.url()),
                    .record(["headers": .record(["Authorization": secret])])
                )
            }
            // A text that repeats it is not the secret.
            try bench.call(
                "http.get",
                .text(server.url()),
                .record(["headers": .record(["Authorization": .text("Bearer abcdef-123")])])
            )
            #expect(
                server.requests.map { $0.header("authorization") }
                    == [
                        "abcdef-123", "Bearer abcdef-123", "Basic YWRhOmFiY2RlZi0xMjM=",
                        "[redacted:secret:2]",
                    ]
            )
        }
    }

    @Test(
        "no function that writes or shows takes a secret",
        arguments: [
            ("json.encode", "baton.json.encode: argument 'value'"),
            ("fs.write", "baton.fs.write: argument 'content'"),
            ("upload.put", "baton.upload.put: argument 'content'"),
        ]
    )
    func refused(path: String, message: String) throws {
        try withSecret { bench throws in
            let secret = try bench.call("secrets.get", .text("tracker"))
            let arguments = path == "fs.write" ? [.text("a"), secret] : [secret]
            let function = try #require(bench.run.registry.function(path))
            let error = #expect(throws: HostError.self) {
                try bench.run.call(function, positional: arguments)
            }
            #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
            #expect(
                bench.failure("json.encode", .record(["a": .array([.int(1), secret])]))?.contains(
                    "'value.a[2]'"
                ) == true
            )
            #expect(
                bench.failure(
                    "http.get",
                    .text("https://example.org"),
                    .record(["query": .record(["k": secret])])
                )?.hasPrefix("secret: ") == true
            )
            #expect(throws: HostError.self) { try bench.run.outputs(.record(["a": secret])) }
            #expect(try bench.tree().isEmpty)
        }
    }

    @Test("it is shown as <secret>, and masked in whatever form it comes back")
    func masks() throws {
        try withSecret { bench throws in
            let secret = try bench.call("secrets.get", .text("tracker"))
            try bench.call("log.say", secret)
            #expect(bench.console.said == "<secret>\n")
            let forms = [
                Self.value, #"s3cret \"value\"/with+odd?chars"#, #"s3cret \"value\"\/with+odd?chars"#,
                "s3cret%20%22value%22%2Fwith%2Bodd%3Fchars", "s3cret%20%22value%22%2fwith%2bodd%3fchars",
                "s3cret+%22value%22%2Fwith%2Bodd%3Fchars",
                // base64("user:" + value), and base64 of the value with one, two bytes before it.
                "dXNlcjpzM2NyZXQgInZhbHVlIi93aXRoK29kZD9jaGFycw==",
            ]
            for form in forms {
                bench.console.said = ""
                try bench.call("log.info", .text("<\(form)>"), .record(["fact": .text(form)]))
                #expect(!bench.console.said.contains(form), "\(form)")
                #expect(bench.console.said.contains("[redacted:secret:1]"), "\(bench.console.said)")
                try bench.call("fs.append", .text("log.txt"), .text("<\(form)>\n"))
            }
            let written = try bench.call("fs.read", .text("log.txt")).text ?? ""
            for form in forms { #expect(!written.contains(form)) }
            // In errors, too.
            try bench.call("log.mask", .text("hidden words"))
            let failure = try #require(bench.failure("fs.read", .text("hidden words")))
            #expect(failure.contains("/[redacted:secret:2]") && !failure.contains("hidden"))
        }
    }

    @Test("of a secret of several lines each line is masked, but not what frames a key")
    func lines() throws {
        try withBench { bench throws in
            let key =
                "-----BEGIN PRIVATE THING-----\nfirstline-of-it\n  second-line\nab\n-----END PRIVATE THING-----"
            bench.environment["BATON_SECRET_KEY"] = key
            _ = try bench.call("secrets.get", .text("KEY"))
            try bench.call("log.say", .text("firstline-of-it second-line ab -----BEGIN PRIVATE THING-----"))
            #expect(
                bench.console.said
                    == "[redacted:secret:1] [redacted:secret:1] ab -----BEGIN PRIVATE THING-----\n"
            )
        }
    }

    @Test("what was masked by hand stays hidden, also with the permission to send unredacted")
    func mask() throws {
        try withBench { bench throws in
            bench.permissions.granted[.unredacted] = []
            try bench.call("log.mask", .text("code name"))
            try bench.call("fs.write", .text("a"), .text("the code name is"))
            #expect(try bench.call("fs.read", .text("a")) == .text("the [redacted:secret:1] is"))
            #expect(try bench.run.outputs(.texts(["code name"])) == .texts(["[redacted:secret:1]"]))
        }
    }
}
