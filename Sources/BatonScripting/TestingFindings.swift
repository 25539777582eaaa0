internal import BatonHost
internal import HTTP
internal import Lua
internal import Platform

/// Functions by which a test sees what was done, and makes up people, programs and the time.
extension TestingFunctions {
    var requests: HostFunction {
        let state = state
        return Self.function(
            "requests",
            "The requests that would have been sent, in their order.",
            result: .required("requests", .list(.record("TestRequest")), "the requests"),
            example: "baton.testing.equal(#baton.testing.requests(), 0)"
        ) { _ in
            .array(
                state.now.requests.map { request in
                    .record([
                        "method": .text(request.method), "url": .text(request.url),
                        "headers": .record(request.headers.mapValues { .text($0) }),
                        "body": .string(LuaString(bytes: request.body)),
                    ])
                }
            )
        }
    }

    var uploads: HostFunction {
        let state = state
        return Self.function(
            "uploads",
            "What was uploaded, in its order.",
            result: .required("uploads", .list(.record("TestUpload")), "the uploads"),
            example: "baton.testing.equal(#baton.testing.uploads(), 0)"
        ) { _ in .array(state.now.uploads) }
    }

    var log: HostFunction {
        let state = state
        return Self.function(
            "log",
            "The lines that were said to the person.",
            result: .required("lines", .list(.string), "the lines"),
            example: """
                baton.log.say("hello")
                baton.testing.equal(baton.testing.log(), { "hello" })
                """
        ) { _ in .texts(state.now.log) }
    }

    var output: HostFunction {
        let state = state
        return Self.function(
            "output",
            "What was written to standard output.",
            result: .required("output", .bytes, "all of it"),
            example: #"baton.testing.equal(baton.testing.output(), "")"#
        ) { _ in .string(LuaString(bytes: state.now.output)) }
    }

    var answer: HostFunction {
        let state = state
        return Self.function(
            "answer",
            "Puts a person in front of the terminal, who answers questions with these lines.",
            rest: .required("lines", .string, "the answers, in their order; an empty one takes the default"),
            example: """
                baton.testing.answer("y")
                baton.testing.equal(baton.prompt.confirm("Go on?"), true)
                """
        ) { call in
            let lines = call.rest.compactMap(\.text)
            state.change { values in
                values.isInteractive = true
                values.answers += lines
            }
            return .nil
        }
    }

    var asked: HostFunction {
        let state = state
        return Self.function(
            "asked",
            "The questions that were asked.",
            result: .required("questions", .list(.string), "the questions"),
            example: "baton.testing.equal(baton.testing.asked(), {})"
        ) { _ in .texts(state.now.asked) }
    }

    var clock: HostFunction {
        let state = state
        return Self.function(
            "clock",
            "Sets the clock, which stands still otherwise.",
            parameters: [
                .required("time", .any, "a text such as `2026-02-28T10:30:00Z`, or seconds since 1970")
            ],
            example: #"baton.testing.clock("2026-02-28T10:30:00Z")"#
        ) { call in
            let time: Timestamp? =
                switch call["time"] {
                case .int(let seconds) where abs(seconds) < 1 << 40: Timestamp(seconds: seconds)
                case .number(let seconds) where abs(seconds) < 1e12:
                    Timestamp(milliseconds: Int64(seconds * 1000))
                case .string(let text): text.text.flatMap { Timestamp($0) }
                default: nil
                }
            guard let time else { throw call.problem("time", "is no time such as 2026-02-28T10:30:00Z") }
            state.change { $0.now = time }
            return .nil
        }
    }

    var program: HostFunction {
        let state = state
        return Self.function(
            "program",
            "Makes up a program; no real one runs.",
            parameters: [
                .required("name", .string, "its name"),
                .required("result", .record("TestProgram"), "how the first call of it ends"),
            ],
            rest: .required("results", .record("TestProgram"), "how the next ones end; the last one stays"),
            example: #"baton.testing.program("make", { stdout = "built\n" })"#
        ) { call in
            let results = try ([call["result"]] + call.rest).map { value -> ProgramResult in
                let fields = try Self.named(value, "TestProgram", call)
                func bytes(_ name: String) -> [UInt8] {
                    if case .string(let string)? = fields[name] { string.bytes } else { [] }
                }
                var status: Int32 = 0
                if case .int(let code)? = fields["code"] { status = Int32(clamping: code) }
                return ProgramResult(status: status, output: bytes("stdout"), error: bytes("stderr"))
            }
            let name = try call.text("name")
            state.change { $0.programs.append(TestingState.FakeProgram(name: name, results: results)) }
            return .nil
        }
    }

    var ran: HostFunction {
        let state = state
        return Self.function(
            "ran",
            "The programs that were run, each with its arguments.",
            result: .required("calls", .list(.list(.string)), "name and arguments of each"),
            example: "baton.testing.equal(baton.testing.ran(), {})"
        ) { _ in .array(state.now.ran.map { .texts($0) }) }
    }

    var run: HostFunction {
        Self.function(
            "run",
            "Runs a recipe or a script in these surroundings, with no more than it declares.",
            parameters: [
                .required("path", .string, "its path from the folder of the test"),
                .optional("inputs", .map(.any), "its inputs"),
            ],
            result: .optional("outputs", .any, "what it gives"),
            example: """
                local function try()
                  return baton.testing.run("../recipes/weekly.yml", { messages = 10 }).link
                end
                """
        ) { call in
            guard let host = call.run.script as? ScriptHost, let runFile = host.runFile else {
                throw HostError("failed", "baton.testing.run: works in a test file only")
            }
            var inputs: [String: HostValue] = [:]
            if case .table(let table) = call["inputs"] {
                for (key, value) in table {
                    if case .string(let name) = key, let name = name.text { inputs[name] = value }
                }
            }
            return try runFile(try call.text("path"), inputs)
        }
    }
}
