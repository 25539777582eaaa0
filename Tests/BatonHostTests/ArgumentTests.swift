import BatonHost
import Lua
import Testing

@Suite("Arguments")
struct ArgumentTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let path: String
        let arguments: [HostValue]
        let message: String
        var testDescription: String { "\(path): \(message)" }
    }

    static let cases: [Case] = [
        Case(
            path: "text.slug",
            arguments: [],
            message: "baton.text.slug: argument 'text': string expected, got nil"
        ),
        Case(
            path: "text.slug",
            arguments: [.null],
            message: "baton.text.slug: argument 'text': string expected, got null"
        ),
        Case(
            path: "text.slug",
            arguments: [.int(1)],
            message: "baton.text.slug: argument 'text': string expected, got integer"
        ),
        Case(
            path: "text.slug",
            arguments: [.string(.init(bytes: [0xff]))],
            message: "baton.text.slug: argument 'text' is not valid UTF-8 (byte 1)"
        ),
        Case(
            path: "text.slug",
            arguments: [.text("a"), .text("b")],
            message: "baton.text.slug: takes 1 argument, got 2"
        ),
        Case(
            path: "fs.read",
            arguments: [.text("a"), .text("b")],
            message: "baton.fs.read: options: table expected, got string"
        ),
        Case(
            path: "fs.read",
            arguments: [.text("a"), .array([.int(1)])],
            message: "baton.fs.read: options: names expected as keys"
        ),
        Case(
            path: "fs.read",
            arguments: [.text("a"), .record(["max_byte": .int(1)])],
            message: "baton.fs.read: unknown option 'max_byte' (did you mean 'max_bytes'?)"
        ),
        Case(
            path: "fs.read",
            arguments: [.text("a"), .record(["zz": .int(1), "aa": .int(1)])],
            message: "baton.fs.read: unknown option 'aa'"
        ),
        Case(
            path: "fs.read",
            arguments: [.text("a"), .record(["max_bytes": .number(1.5)])],
            message: "baton.fs.read: argument 'max_bytes': integer expected, got number"
        ),
        Case(
            path: "fs.write",
            arguments: [.text("a")],
            message: "baton.fs.write: argument 'content': string or document expected, got nil"
        ),
        Case(
            path: "fs.write",
            arguments: [.text("a"), .text("b"), .record(["if_exists": .text("skip")])],
            message:
                "baton.fs.write: argument 'if_exists': one of 'error', 'replace', 'ask' expected, got string"
        ),
        Case(
            path: "fs.write",
            arguments: [.text("a"), .record(["x": .int(1)])],
            message: "baton.fs.write: argument 'content' must be a text or a document"
        ),
        Case(
            path: "export.json",
            arguments: [.bool(true)],
            message: "baton.export.json: argument 'session': session expected, got boolean"
        ),
        Case(
            path: "export.json",
            arguments: [.text("current"), .record(["messages": .int(0)])],
            message: "baton.export.json: argument 'messages': integer or 'all' expected, got integer"
        ),
        Case(
            path: "export.json",
            arguments: [.text("current"), .record(["messages": .text("few")])],
            message: "baton.export.json: argument 'messages': integer or 'all' expected, got string"
        ),
        Case(
            path: "sessions.list",
            arguments: [.record(["limit": .int(-1)])],
            message: "baton.sessions.list: argument 'limit': integer or 'all' expected, got integer"
        ),
        Case(
            path: "sessions.list",
            arguments: [.record(["all": .text("yes")])],
            message: "baton.sessions.list: argument 'all': boolean expected, got string"
        ),
        Case(
            path: "prompt.select",
            arguments: [.text("m"), .array([.int(1)])],
            message: "baton.prompt.select: argument 'choices': list of string expected, got array"
        ),
        Case(
            path: "prompt.select",
            arguments: [.text("m"), .array([])],
            message: "baton.prompt.select: argument 'choices' must not be empty"
        ),
        Case(
            path: "git.note",
            arguments: [.text("note")],
            message: "baton.git.note: options: table expected, got string"
        ),
        Case(
            path: "git.note",
            arguments: [],
            message: "baton.git.note: argument 'content': string or document expected, got nil"
        ),
    ]

    @Test("a wrong argument is told in the same words for every function", arguments: cases)
    func wrong(_ item: Case) throws {
        try withBench { bench throws in
            let function = try #require(bench.run.registry.function(item.path))
            let error = try #require(throws: HostError.self) {
                _ = try bench.run.call(function, positional: item.arguments)
            }
            #expect(error.kind == "arg")
            #expect(error.message == item.message)
        }
    }

    @Test("every function tells of an unknown option before it does anything")
    func unknownOptions() throws {
        try withBench { bench throws in
            for function in bench.run.registry.functions {
                let error = #expect(throws: HostError.self) {
                    _ = try bench.run.call(function, ["no_such_option": .int(1)])
                }
                #expect(error?.message == "baton.\(function.path): unknown option 'no_such_option'")
            }
        }
    }

    @Test("a last table is the options also where parameters before it are left out")
    func optionsInPlaceOfParameters() throws {
        try withBench { bench throws in
            try bench.addSession()
            for arguments: [HostValue] in [
                [], [.array([])], [.text("current"), .array([])], [.record(["messages": .text("all")])],
                [.nil, .record(["messages": .int(2)])],
            ] {
                let function = try #require(bench.run.registry.function("export.json"))
                let document = try bench.run.call(function, positional: arguments)
                #expect(document.field("message_count") == .integer(2), "\(arguments)")
            }
        }
    }

    @Test("null is a value where any value is taken")
    func null() throws {
        try withBench { bench throws in
            #expect(try bench.call("json.encode", .null) == .text("null"))
            #expect(
                bench.failure("json.encode")
                    == "arg: baton.json.encode: argument 'value': any value expected, got nil"
            )
        }
    }

    @Test("an option of nil or null is its default")
    func absent() throws {
        try withBench { bench throws in
            try bench.addSession()
            let document = try bench.call("export.json", .nil, .record(["messages": .null]))
            #expect(document.field("message_count") == .integer(2))
        }
    }
}
