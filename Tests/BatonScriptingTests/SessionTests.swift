import BatonHost
import BatonScripting
import Lua
import Platform
import Testing

@Suite("Sessions in Lua")
struct SessionTests {
    /// The table of a script's result as JSON.
    private func json(_ bench: Bench, _ script: String) throws -> String {
        String(decoding: ValueJSON.encode(try bench.run(script), pretty: false), as: UTF8.self)
    }

    @Test("a loop goes through the messages in their order")
    func loop() throws {
        try withBench { bench throws in
            try bench.addSession(text: "hello")
            let script = """
                local found = {}
                for message in baton.sessions.current():messages() do
                  found[#found + 1] = message.number .. " " .. message.role .. " " .. message.text
                end
                return found
                """
            #expect(try json(bench, script) == #"["1 user hello","2 assistant an answer"]"#)
        }
    }

    @Test(
        "messages are chosen by role and number",
        arguments: [
            ("{ roles = { 'assistant' } }", "2"), ("{ roles = { 'user', 'assistant' } }", "12"),
            ("{ from = 2 }", "2"), ("{ to = 1 }", "1"), ("{ from = -1 }", "2"), ("{ to = -2 }", "1"),
            ("{ from = 3 }", ""), ("{ from = 2, to = 1 }", ""), ("{ from = -9, to = 9 }", "12"),
            ("{ from = math.mininteger, to = math.maxinteger }", "12"), ("{}", "12"), ("", "12"),
        ]
    )
    func chosen(options: String, numbers: String) throws {
        try withBench { bench throws in
            try bench.addSession()
            let script = """
                local numbers = ""
                for message in baton.sessions.current():messages(\(options)) do
                  numbers = numbers .. message.number
                end
                return numbers
                """
            #expect(try bench.run(script) == .text(numbers))
        }
    }

    @Test("a message has its blocks, with calls and results of tools")
    func blocks() throws {
        try withBench { bench throws in
            try bench.addLongSession(turns: 1)
            let script = """
                local all = {}
                for message in baton.sessions.current():messages() do
                  for _, block in ipairs(message.blocks) do
                    all[#all + 1] = { block.type, block.name or block.tool_use_id or block.text,
                      block.input and block.input.file_path }
                  end
                end
                return all
                """
            #expect(
                try json(bench, script)
                    == #"[["text","question 1"],["tool_use","Edit","/src/1.swift"],"#
                    + #"["tool_result","toolu_1"],["text","answer 1"]]"#
            )
            let message = try bench.run("return baton.sessions.current():message(3).blocks[1]")
            #expect(message.field("text") == .text("done 1"))
            #expect(message.field("is_error") == .bool(false))
        }
    }

    @Test("a message is found by its number, from the end too, and another number is an error")
    func byNumber() throws {
        try withBench { bench throws in
            try bench.addSession()
            #expect(try bench.run("return baton.sessions.current():message(-1).number") == .int(2))
            for number in ["0", "3", "-3", "math.maxinteger", "math.mininteger"] {
                let error = try #require(bench.failure("baton.sessions.current():message(\(number))"))
                #expect(error.kindName == "session.no_message")
                #expect(error.hint == "the session has messages 1 to 2")
            }
            #expect(bench.failure("baton.sessions.current():message('1')")?.kindName == "arg")
            #expect(bench.failure("baton.sessions.current():messages { rolls = {} }")?.kindName == "arg")
            #expect(bench.failure("baton.sessions.current():messages { roles = { 'system' } }") != nil)
        }
    }

    @Test("a slice is a session of its messages, in exports too")
    func slice() throws {
        try withBench { bench throws in
            try bench.addLongSession(turns: 60)
            let script = """
                local whole = baton.sessions.current()
                local part = whole:slice(5, 204)
                local second = part:slice(-4)
                local page = baton.export.markdown(part)
                local bundle = baton.export.json(second)
                return { whole:stats().messages, part:stats().messages, part:message(1).text,
                  part:message(-1).text, second:message(1).text, second:stats().tools.Edit, second:files()[1],
                  page.message_count, page.total_message_count, page.was_limited, bundle.message_count,
                  baton.export.markdown(part, { messages = 8 }).message_count,
                  page.content:find("done 1\\n", 1, true) == nil,
                  page.content:find("question 2\\n", 1, true) ~= nil }
                """
            let found = try json(bench, script)
            #expect(
                found
                    == #"[240,200,"question 2","answer 51","question 51",1,"/src/51.swift","#
                    + "200,240,true,4,8,true,true]"
            )
            for script in ["slice(0)", "slice(241)", "slice(3, 2)", "slice(1, 0)", "slice(-241)"] {
                #expect(bench.failure("baton.sessions.current():\(script)") != nil, "\(script)")
            }
        }
    }

    @Test("statistics are those that 'baton show' counts")
    func statistics() throws {
        try withBench { bench throws in
            try bench.addLongSession(turns: 3)
            let script = """
                local stats = baton.sessions.stats()
                return { stats.messages, stats.user_messages, stats.assistant_messages, stats.tools.Edit,
                  #stats.files, stats.records.user, stats.tokens.input, stats.tokens.output }
                """
            #expect(try json(bench, script) == "[12,6,6,3,3,6,0,0]")
        }
    }

    @Test("sessions are found by the files that they changed")
    func touching() throws {
        try withBench { bench throws in
            try bench.addSession()
            try bench.addLongSession(turns: 2)
            func count(_ arguments: String) throws -> HostValue {
                try bench.run("return #baton.sessions.touching(\(arguments))")
            }
            #expect(try count("{ '/src/1.swift' }") == .int(1))
            #expect(try count("{ '/src' }") == .int(1))
            #expect(try count("{ '/src/9.swift', '/src/2.swift' }") == .int(1))
            #expect(try count("{ '/sr' }") == .int(0))
            #expect(try count("{}") == .int(0))
            #expect(try count("{ '/src' }, { since = '2026-02-28' }") == .int(1))
            #expect(try count("{ '/src' }, { since = '2026-03-01' }") == .int(0))
        }
    }

    @Test(
        "a list is limited by time, agent and number",
        arguments: [
            ("{}", 1), ("{ since = '2026-02-28' }", 1), ("{ since = '2026-02-28T10:30:16.000Z' }", 1),
            ("{ since = '2026-02-28T10:30:17.000Z' }", 0), ("{ since = '1d' }", 1), ("{ since = '0s' }", 1),
            ("{ before = '2026-02-27' }", 0), ("{ before = '2026-02-28' }", 1), ("{ ['until'] = '1w' }", 0),
            ("{ agent = 'claude-code' }", 1), ("{ agent = 'claude-code,codex' }", 1),
            ("{ limit = 'all' }", 1),
            ("{ project = '.' }", 1), ("{ project = '/nowhere' }", 0), ("{ all = true }", 1),
        ]
    )
    func listed(options: String, count: Int) throws {
        try withBench { bench throws in
            try bench.addSession()
            #expect(try bench.run("return #baton.sessions.list(\(options))") == .int(Int64(count)))
            for wrong in ["soon", "2026-13-01", "-1d", "99999999999d", "d", ""] {
                let error = bench.failure("baton.sessions.list { since = '\(wrong)' }")
                #expect(error?.kindName == "arg", "\(wrong)")
            }
            for wrong in ["other", "", "claude-code,"] {
                let error = bench.failure("baton.sessions.list { agent = '\(wrong)' }")
                #expect(error?.kindName == "arg", "\(wrong)")
            }
        }
    }

    @Test("a transcript is loaded from anywhere, and what is none is refused")
    func load() throws {
        try withBench { bench throws in
            try bench.addSession()
            let script = """
                local path = baton.sessions.current().path
                return baton.sessions.load(path).id == baton.sessions.current().id
                """
            #expect(try bench.run(script) == .bool(true))
            #expect(bench.failure("baton.sessions.load('none.jsonl')")?.kindName == "session.not_found")
            try Files.create(Array("# Page\n".utf8), at: Paths.join(bench.work, "page.md"))
            #expect(bench.failure("baton.sessions.load('page.md')")?.kindName == "session.empty")
            #expect(try bench.run("return baton.sessions.find('none.jsonl')") == .nil)
        }
    }

    @Test("a loop can change and keep its messages, and an iterator ends once")
    func iterator() throws {
        try withBench { bench throws in
            try bench.addSession()
            let script = """
                local next = baton.sessions.current():messages()
                local first = next()
                first.text = coroutine.create(print)
                local second = next(first, first)
                return { second.number, next() == nil, next() == nil }
                """
            #expect(try json(bench, script) == "[2,true,true]")
        }
    }

    @Test("what a tool was given is passed on whole, however deep it is nested")
    func deep() throws {
        try withBench { bench throws in
            let open = String(repeating: #"{\"a\":"#, count: 300).replacing("\\", with: "")
            let input = open + "1" + String(repeating: "}", count: 300)
            try bench.addLongSession(turns: 1, input: input)
            let script = """
                local value, depth = baton.sessions.current():message(2).blocks[1].input, 0
                while type(value) == "table" do value, depth = value.a, depth + 1 end
                return { depth, #value }
                """
            #expect(try json(bench, script) == "[48,\(252 * 6 + 1)]")
        }
    }
}
