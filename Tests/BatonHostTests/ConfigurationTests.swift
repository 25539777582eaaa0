import BatonHost
import BatonSharing
import Diagnostics
import Platform
import Testing

@Suite("Configuration")
struct ConfigurationTests {
    private func load(_ text: String?, _ body: (Result<Configuration, any Error>) throws -> Void) throws {
        try withBench { bench throws in
            if let text {
                let directory = Configuration.directory(bench.context)
                try Files.makeDirectory(directory)
                try Files.create(Array(text.utf8), at: Paths.join(directory, "config.yml"))
            }
            try body(Result { try Configuration.load(bench.context) })
        }
    }

    @Test("no file is no error, and an empty one neither", arguments: [nil, "", "# nothing\n"])
    func missing(text: String?) throws {
        try load(text) { result in
            let configuration = try result.get()
            #expect(configuration.stores.isEmpty)
            #expect(configuration.defaultStore == nil)
        }
    }

    @Test("stores are read with all their settings")
    func stores() throws {
        try load(
            "default_store: lan\nstores:\n  lan: {type: x0, url: 'http://127.0.0.1:8080', allow_http: true}\n  desk:\n    type: directory\n    path: ~/shares\n"
        ) { result in
            let configuration = try result.get()
            #expect(configuration.defaultStore == "lan")
            #expect(
                configuration.stores["lan"]
                    == .init(type: "x0", url: "http://127.0.0.1:8080", allowsPlainHTTP: true)
            )
            #expect(configuration.stores["desk"] == .init(type: "directory", path: "~/shares"))
        }
    }

    @Test(
        "a mistake is told with its line and column",
        arguments: [
            ("stores: [", 2, 1, ""), ("- a", 1, 1, "settings are names with values"),
            ("defaultstore: x", 1, 1, "unknown setting 'defaultstore'"),
            ("stores: x", 1, 9, "'stores' holds one entry a store"),
            ("stores:\n  desk: x", 2, 9, "store 'desk' needs 'type' and what that type asks for"),
            (
                "stores:\n  desk: {type: folder}", 2, 9,
                "store 'desk' has no known type (known: x0, 0x0, s3, gist, put, directory, git)"
            ),
            ("stores:\n  desk: {type: directory, pth: x}", 2, 27, "unknown store setting 'pth'"),
            ("stores:\n  lan: {type: x0, allow_http: maybe}", 2, 31, "'allow_http' must be true or false"),
            ("default_store: [a]", 1, 16, "'default_store' must be a text"),
        ]
    )
    func mistakes(text: String, line: Int, column: Int, message: String) throws {
        try load(text) { result in
            let error = try #require(throws: DiagnosticsError.self) { try result.get() }
            let first = try #require(error.diagnostics.first)
            #expect(first.file.hasSuffix("/baton/config.yml"))
            if !message.isEmpty {
                #expect(first.message == message)
                #expect(first.line == line)
                #expect(first.column == column)
            }
            #expect(error.source == Array(text.utf8))
        }
    }

    @Test("all mistakes of a file are told at once, with suggestions")
    func several() throws {
        try load("defalt_store: x\nstores:\n  a: {type: x0, ur: b}\n  c: {}\n") { result in
            let error = try #require(throws: DiagnosticsError.self) { try result.get() }
            #expect(error.diagnostics.map(\.line) == [1, 3, 4])
            #expect(
                error.diagnostics.map(\.hint) == [
                    "did you mean 'default_store'?", "did you mean 'url'?", nil,
                ]
            )
        }
    }

    @Test("the folders follow XDG, and relative values count as none")
    func folders() throws {
        try withBench { bench throws in
            #expect(Configuration.directory(bench.context) == Paths.join(bench.home, ".config/baton"))
            #expect(
                Configuration.stateDirectory(bench.context) == Paths.join(bench.home, ".local/state/baton")
            )
            bench.environment["XDG_CONFIG_HOME"] = "/settings"
            bench.environment["XDG_STATE_HOME"] = "relative"
            #expect(Configuration.directory(bench.context) == "/settings/baton")
            #expect(
                Configuration.stateDirectory(bench.context) == Paths.join(bench.home, ".local/state/baton")
            )
        }
    }
}
