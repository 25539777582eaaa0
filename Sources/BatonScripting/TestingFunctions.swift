internal import BatonHost
internal import Diagnostics
internal import HTTP
internal import Lua
internal import Platform

/// `baton.testing`: what test files have besides all else.
struct TestingFunctions {
    let state: TestingState
    let root: String

    /// The functions in the order of the manual.
    var all: [HostFunction] {
        [
            test, equal, raises, session, file, store, http, requests, uploads, log, output, answer, asked,
            clock,
            program, ran, run,
        ]
    }

    static let module = HostModule(
        name: "testing",
        about: "Tests of scripts and recipes; only files that `baton test` runs have it."
    )

    static let failures = [
        HostFailure(kind: "testing.failed", about: "What a test expected did not come true."),
        HostFailure(
            kind: "testing.no_answer",
            about: "The test gave no answer to a request over the network."
        ),
    ]

    static let records = [
        HostRecord(
            name: "TestMessage",
            about: "One message of a session that a test makes up.",
            fields: [
                .required("role", .choice(["user", "assistant"]), "who speaks"),
                .optional("text", .string, "what is said"),
                .optional("tool", .string, "the tool that the assistant calls, such as `Bash`"),
                .optional("input", .map(.any), "what the tool is given"),
                .optional("output", .string, "what the tool answers"),
            ]
        ),
        HostRecord(
            name: "TestAnswer",
            about: "What a made-up server answers.",
            fields: [
                .optional("status", .integer, "the status", default: .int(200)),
                .optional("headers", .map(.string), "header values by name"),
                .optional("body", .bytes, "the body"),
                .optional("json", .any, "the body as a value, sent as JSON"),
            ]
        ),
        HostRecord(
            name: "TestRequest",
            about: "A request that was not sent.",
            fields: [
                .required("method", .string, "such as `GET`"),
                .required("url", .string, "the address"),
                .required("headers", .map(.string), "header values by name, as the script gave them"),
                .required("body", .bytes, "the body; of a form its first file"),
            ]
        ),
        HostRecord(
            name: "TestUpload",
            about: "An upload that did not leave.",
            fields: [
                .required("content", .bytes, "what is read by whoever opens it, without secrets"),
                .optional("filename", .string, "its name"),
                .required("store", .string, "the store it was for"),
                .required("link", .string, "the link that was given"),
                .required("sealed", .boolean, "whether it would have been encrypted"),
            ]
        ),
        HostRecord(
            name: "TestProgram",
            about: "How a made-up program ends.",
            fields: [
                .optional("code", .integer, "its exit status", default: .int(0)),
                .optional("stdout", .bytes, "what it writes to standard output"),
                .optional("stderr", .bytes, "what it writes to standard error"),
            ]
        ),
    ]

    static func failed(_ message: String) -> HostError { HostError("testing.failed", message) }

    /// A function of the table, which no step can use.
    static func function(
        _ name: String,
        _ about: String,
        parameters: [HostField] = [],
        rest: HostField? = nil,
        options: [HostField] = [],
        result: HostField? = nil,
        errors: [String] = [],
        example: String,
        body: @escaping @Sendable (HostCall) throws -> HostValue
    ) -> HostFunction {
        HostFunction(
            "testing",
            name,
            about,
            parameters: parameters,
            rest: rest,
            options: options,
            results: result.map { [$0] } ?? [],
            errors: errors,
            isStep: false,
            example: example,
            several: { [try body($0)] }
        )
    }

    // MARK: Tests

    private var test: HostFunction {
        let state = state
        return Self.function(
            "test",
            "Adds a test; it runs after the file was read to its end, in surroundings as the file left them.",
            parameters: [
                .required("name", .string, "what the test claims"),
                .required("fn", .function, "fails when it raises an error"),
            ],
            example: """
                baton.testing.test("a slug has no spaces", function()
                  baton.testing.equal(baton.text.slug("a b"), "a-b")
                end)
                """
        ) { call in
            let name = try call.text("name")
            guard !state.now.isRunning else {
                throw HostError(
                    "arg",
                    "baton.testing.test: a test cannot stand inside a test, it would never run",
                    hint: "put '\(name)' beside the other tests"
                )
            }
            guard !state.now.tests.contains(where: { $0.name == name }) else {
                throw HostError("arg", "baton.testing.test: there are two tests called '\(name)'")
            }
            let test = TestingState.Test(name: name, body: try call.callback("fn"))
            state.change { $0.tests.append(test) }
            return .nil
        }
    }

    private var equal: HostFunction {
        Self.function(
            "equal",
            "Fails unless two values are the same, tables by what is in them.",
            parameters: [
                .optional("actual", .any, "what came out"),
                .optional("expected", .any, "what should have come out"),
            ],
            errors: ["testing.failed"],
            example: "baton.testing.equal({ 1, { a = 2 } }, { 1, { a = 2 } })"
        ) { call in
            if let difference = ValueDifference.between(call["actual"], call["expected"], call.run) {
                throw Self.failed(difference)
            }
            return .nil
        }
    }

    private var raises: HostFunction {
        Self.function(
            "raises",
            "Fails unless a function raises an error, which it gives.",
            parameters: [.required("fn", .function, "is called without arguments")],
            options: [
                .optional("kind", .string, "the kind that the error must have"),
                .optional("message", .string, "a text that the message must hold"),
            ],
            result: .required("err", .record("Error"), "the error"),
            errors: ["testing.failed"],
            example: """
                baton.testing.raises(function() baton.json.decode("{") end, { kind = "json.invalid" })
                """
        ) { call in
            let error: LuaError
            do {
                _ = try call.script().call(try call.callback("fn"), [])
                throw Self.failed("expected an error, but there was none")
            } catch let raised as LuaError {
                error = raised
            }
            switch error.kind {
            case .limit(let limit) where limit != .string && limit != .copy: throw error
            case .cancelled, .ended: throw error
            default: break
            }
            let record = ErrorTable.value(error)
            let kind = record.field("kind")?.text ?? ""
            let message = record.field("message")?.text ?? ""
            if let wanted = call.optionalText("kind"), wanted != kind {
                throw Self.failed("expected an error of kind '\(wanted)', got '\(kind)': \(message)")
            }
            if let wanted = call.optionalText("message"), !message.contains(wanted) {
                throw Self.failed("expected an error that says '\(wanted)', got '\(message)'")
            }
            return record
        }
    }
}

/// An error as scripts see it.
enum ErrorTable {
    static func value(_ error: LuaError) -> HostValue {
        if case .table = error.value, error.value.field("message") != nil { return error.value }
        return .record([
            "kind": .text(error.kindName), "message": .text(error.message), "hint": .text(error.hint),
            "where": .text(error.chunk.map { chunk in error.line.map { "\(chunk):\($0)" } ?? chunk }),
        ])
    }
}

/// Where two values differ.
enum ValueDifference {
    /// The first difference in words; `nil` when there is none.
    static func between(_ actual: HostValue, _ expected: HostValue, _ run: HostRun) -> String? {
        guard let path = path(actual, expected, "") else { return nil }
        let inspector = ValueInspector(run)
        func shown(_ value: HostValue) -> String {
            let text = inspector.text(value)
            return text.count > 400 ? text.prefix(400) + "…" : text
        }
        let inner = path.path.isEmpty ? "" : " at \(path.path)"
        return "expected \(shown(path.expected)), got \(shown(path.actual))\(inner)"
    }

    private typealias Place = (path: String, actual: HostValue, expected: HostValue)

    private static func path(_ actual: HostValue, _ expected: HostValue, _ path: String) -> Place? {
        switch (actual, expected) {
        case (.int(let left), .number(let right)), (.number(let right), .int(let left)):
            return Double(left) == right ? nil : (path, actual, expected)
        case (.array(let left), .array(let right)):
            for (index, pair) in zip(left, right).enumerated() {
                if let place = self.path(pair.0, pair.1, "\(path)[\(index + 1)]") { return place }
            }
            if left.count == right.count { return nil }
            let index = min(left.count, right.count)
            return (
                "\(path)[\(index + 1)]", index < left.count ? left[index] : .nil,
                index < right.count ? right[index] : .nil
            )
        case (.array(let left), .table(let right)), (.table(let right), .array(let left)):
            return left.isEmpty && right.isEmpty ? nil : (path, actual, expected)
        case (.table(let left), .table(let right)):
            let keys = Set(left.keys).union(right.keys).map { (name(of: $0), $0) }.sorted { $0.0 < $1.0 }
            for (name, key) in keys {
                let place = self.path(left[key] ?? .nil, right[key] ?? .nil, path + name)
                if let place { return place }
            }
            return nil
        default: return actual == expected ? nil : (path, actual, expected)
        }
    }

    private static func name(of key: LuaKey) -> String {
        switch key {
        case .string(let string): "." + PrintableText.line(String(decoding: string.bytes, as: UTF8.self))
        case .int(let number): "[\(number)]"
        case .bool(let flag): "[\(flag)]"
        }
    }
}
