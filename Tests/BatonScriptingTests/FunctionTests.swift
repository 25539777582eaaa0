import BatonHost
import BatonScripting
import Lua
import Platform
import Testing

@Suite("Functions in Lua")
struct FunctionTests {
    static let paths = HostRegistry.builtIn.functions.map(\.path)

    @Test("every example compiles")
    func examplesCompile() throws {
        try withBench { bench throws in
            for function in HostRegistry.builtIn.functions {
                // As a chunk that returns a function, so that it is compiled and not run.
                #expect(throws: Never.self, "\(function.path)") {
                    try bench.run("return function()\n\(function.example)\nend")
                }
            }
        }
    }

    @Test(
        "the examples of what needs nobody and no network run",
        // A pull request is the forge's.
        arguments: paths.filter { !$0.hasPrefix("prompt.") && $0 != "git.comment" }
    )
    func examplesRun(path: String) throws {
        try withBench { bench throws in
            try bench.makeRepository()
            try bench.addSession()
            try Files.create(Array("# Page\n".utf8), at: Paths.join(bench.work, "README.md"))
            if path == "sessions.for_line" { try bench.commitAll() }
            let function = try #require(HostRegistry.builtIn.function(path))
            if path.hasPrefix("clone.") {
                try bench.run("baton.fs.write('session.json', baton.export.json())")
            }
            try bench.run(function.example)
        }
    }

    @Test("every function is where its name says, and in the module that require gives", arguments: paths)
    func reachable(path: String) throws {
        try withBench { bench throws in
            #expect(try bench.run("return type(baton.\(path))") == .text("function"))
            #expect(try bench.run("return require('baton').\(path) == baton.\(path)") == .bool(true))
        }
    }

    @Test("a script cannot change the table of the host")
    func readOnly() throws {
        try withBench { bench throws in
            for script in [
                "baton.fs.read = print", "baton.new = 1", "rawset(baton.fs, 'read', print)",
                "baton = nil return baton.fs.read",
            ] {
                _ = bench.failure(script)
                #expect(try bench.run("return type(baton.fs.read)") == .text("function"))
            }
        }
    }

    @Test("the level of the API and null are there")
    func constants() throws {
        try withBench { bench throws in
            #expect(try bench.run("return baton.api_level") == .int(1))
            #expect(try bench.run("return baton.json.encode({ a = baton.null })") == .text(#"{"a":null}"#))
            #expect(try bench.run("return baton.json.decode('null') == baton.null") == .bool(true))
        }
    }

    @Test("a session has the fields of its list, and no others", arguments: SessionFields.names)
    func sessionFields(name: String) throws {
        try withBench { bench throws in
            try bench.addSession()
            let value = try bench.run("return baton.sessions.current().\(name)")
            let info = try bench.run("return baton.sessions.info('current')")
            // A session without a title of its own has the first question as one.
            #expect((info.field(name) ?? .nil) == value)
            #expect(bench.failure("return baton.sessions.current().no_such_field()") != nil)
        }
    }

    @Test("a session goes where a selector goes")
    func sessionAsArgument() throws {
        try withBench { bench throws in
            try bench.addSession()
            let script = """
                local session = baton.sessions.list({ limit = 1 })[1]
                return baton.export.json(session, { messages = "all" }).session_id == session.id and session.id
                """
            #expect(try bench.run(script) == .text(Bench.sessionID))
            #expect(try bench.run("return baton.sessions.find('nothing-like-it')") == .nil)
        }
    }
}
