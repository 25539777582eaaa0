internal import BatonHost
internal import BatonSessions
internal import Diagnostics
internal import HTTP
internal import JSON
internal import Lua
internal import Platform

/// Functions by which a test makes up sessions, files, stores and servers.
extension TestingFunctions {
    var session: HostFunction {
        let (state, root) = (state, root)
        return Self.function(
            "session",
            "Makes up a session of this project; the last one made is the current one.",
            options: [
                .optional("messages", .list(.record("TestMessage")), "the conversation, in its order"),
                .optional("title", .string, "its title; the first question when there is none"),
                .optional("branch", .string, "branch of the repository", default: .text("main")),
                .optional("model", .string, "who answers", default: .text("claude-sonnet-4-5")),
                .optional("id", .string, "its id, in the form of a UUID"),
            ],
            result: .required("session", .session, "the session"),
            example: """
                local session = baton.testing.session {
                  title = "Fix the greeting",
                  messages = {
                    { role = "user", text = "Fix it" },
                    { role = "assistant", tool = "Bash", input = { command = "ls" }, output = "greet.py" },
                    { role = "assistant", text = "Done" },
                  },
                }
                """
        ) { call in
            let number = state.change { values in
                values.sessions += 1
                return values.sessions
            }
            let transcript = try TestingTranscript(call, number: number, work: Paths.join(root, "work"))
            let path = try transcript.write(home: Paths.join(root, "home"))
            return call.run.handle(for: try call.run.finder.session(path))
        }
    }

    var file: HostFunction {
        let root = root
        return Self.function(
            "file",
            "Puts a file into the project.",
            parameters: [
                .required("path", .string, "its path in the project"),
                .required("content", .bytes, "what is in it"),
            ],
            example: #"baton.testing.file("README.md", "A page\n")"#
        ) { call in
            let work = Paths.join(root, "work")
            let path = Paths.normalized(Paths.join(work, try call.text("path")))
            guard path.hasPrefix(work + "/") else { throw call.problem("path", "must be in the project") }
            try Files.makeDirectory(Paths.directory(path))
            try Files.write(try call.bytes("content"), to: path)
            return .nil
        }
    }

    var store: HostFunction {
        let root = root
        return Self.function(
            "store",
            "Adds a store that uploads can go to; there is one called `test`, which is the default.",
            parameters: [.required("name", .string, "its name in recipes")],
            example: #"baton.testing.store("team")"#
        ) { call in
            let name = try call.text("name")
            guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }),
                !name.isEmpty
            else { throw call.problem("name", "must be made of letters, digits, '-' and '_'") }
            let known = call.run.configuration.stores.keys.sorted().filter { $0 != name }
            try Self.writeStores(known + [name], root: root)
            call.run.configuration = try Configuration.load(call.run.context)
            return .nil
        }
    }

    /// Writes the settings of the made-up person: stores that are folders.
    static func writeStores(_ names: [String], root: String) throws {
        var writer = JSONWriter(pretty: true)
        writer.object { writer in
            writer.member("default_store", "test")
            writer.key("stores")
            writer.object { writer in
                for name in names {
                    writer.key(name)
                    writer.object { writer in
                        writer.member("type", "directory")
                        writer.member("path", Paths.join(root, "shares/" + name))
                    }
                }
            }
        }
        // JSON is YAML.
        try Files.write(writer.bytes, to: Paths.join(root, "home/.config/baton/config.yml"))
    }

    var http: HostFunction {
        let state = state
        return Self.function(
            "http",
            "Answers requests to an address; nothing is sent.",
            parameters: [
                .required(
                    "url",
                    .string,
                    "the address, in which `*` stands for anything; a method may stand in front"
                ),
                .required("answer", .record("TestAnswer"), "what the first request gets"),
            ],
            rest: .required("answers", .record("TestAnswer"), "what the next ones get; the last one stays"),
            example: #"baton.testing.http("GET https://example.org/*", { json = { price = 3 } })"#
        ) { call in
            let words = try call.text("url").split(separator: " ").map(String.init)
            guard let pattern = words.last, words.count <= 2, pattern.contains("://") else {
                throw call.problem("url", "must be an address, such as 'GET https://example.org/*'")
            }
            let answers = try ([call["answer"]] + call.rest).map { try Self.answer($0, call) }
            let method = words.count > 1 ? words[0].uppercased() : nil
            state.change { values in
                values.routes.append(TestingState.Route(method: method, pattern: pattern, answers: answers))
            }
            return .nil
        }
    }

    private static func answer(_ value: HostValue, _ call: HostCall) throws -> HTTPSubstitute.Answer {
        let fields = try named(value, "TestAnswer", call)
        var answer = HTTPSubstitute.Answer()
        if case .int(let status)? = fields["status"] { answer.status = Int(status) }
        guard 100...599 ~= answer.status else {
            throw call.problem("answer", "has no status from 100 to 599")
        }
        if let json = fields["json"] {
            answer.body = ValueJSON.encode(json, pretty: false)
            answer.headers.append(("Content-Type", "application/json"))
        }
        if case .string(let body)? = fields["body"] { answer.body = body.bytes }
        if case .table(let headers)? = fields["headers"] {
            for (key, value) in headers {
                guard case .string(let name) = key, let name = name.text, let value = value.text else {
                    continue
                }
                answer.headers.append((name, value))
            }
        }
        answer.headers.sort { $0.name < $1.name }
        return answer
    }

    /// The fields of a record that a test gives; an unknown one is an error.
    static func named(_ value: HostValue, _ record: String, _ call: HostCall) throws -> [String: HostValue] {
        let known = records.first { $0.name == record }?.fields ?? []
        guard case .table(let table) = value else {
            if value.list?.isEmpty == true { return [:] }
            throw HostError("arg", "\(call.function.fullName): \(record) expected, got \(value.typeName)")
        }
        var result: [String: HostValue] = [:]
        for (key, value) in table {
            guard case .string(let name) = key, let name = name.text,
                known.contains(where: { $0.name == name })
            else {
                let name = if case .string(let name) = key { name.text ?? "?" } else { "?" }
                let near = Suggestion.closest(to: name, in: known.map { $0.name }).map {
                    " (did you mean '\($0)'?)"
                }
                throw HostError(
                    "arg",
                    "\(call.function.fullName): unknown field '\(PrintableText.line(name))'\(near ?? "")"
                )
            }
            result[name] = value
        }
        return result
    }
}
