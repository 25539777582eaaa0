internal import Lua
internal import Platform

/// `baton.proc`: run programs, never through a shell.
enum ProgramFunctions {
    static let all: [HostFunction] = [run, find]

    static let records: [HostRecord] = [
        HostRecord(
            name: "ProgramResult",
            about: "How a program ended.",
            fields: [
                .required("code", .integer, "its exit status, or 128 plus the signal"),
                .optional("signal", .integer, "the signal that ended it"),
                .required("stdout", .bytes, "what it wrote to standard output"),
                .required("stderr", .bytes, "what it wrote to standard error"),
                .required("truncated", .boolean, "whether it wrote more than `max_bytes` to one of them"),
            ]
        )
    ]

    static let run = HostFunction(
        "proc",
        "run",
        "Runs a program with a list of arguments and waits for its end; no shell reads the arguments.",
        parameters: [
            .required(
                "argv",
                .list(.string),
                "the program, one that the recipe's `run` lists, and its arguments"
            )
        ],
        options: [
            .optional("stdin", .content, "what it reads on standard input"),
            .optional("cwd", .string, "the directory it runs in"),
            .optional("env", .map(.sensitive), "variables that are set for it; a value may be a secret"),
            .optional("timeout", .duration, "when it is ended with all it started", default: .text("60s")),
            .optional(
                "max_bytes",
                .integer,
                "what is kept of each of its outputs",
                default: .int(16 << 20)
            ),
            .optional(
                "check",
                .boolean,
                "whether another status than 0 is a failure",
                default: .bool(false)
            ),
        ],
        result: .record("ProgramResult"),
        gives: "how it ended; another status than 0 is no failure unless `check` was asked for",
        errors: ["proc.not_found", "proc.start", "proc.timeout", "proc.failed"],
        permission: .run,
        acts: true,
        example: """
            local result = baton.proc.run({ "uname", "-s" }, { timeout = "10s" })
            if result.code == 0 then print(result.stdout) end
            """
    ) { call in
        let argv = call.texts("argv")
        guard let name = argv.first, !name.isEmpty else { throw call.problem("argv", "must name a program") }
        let limit = call.integer("max_bytes") ?? 16 << 20
        guard limit >= 0 else { throw call.problem("max_bytes", "must be 0 or more") }
        var environment: [String: HostValue] = [:]
        if case .table(let table) = call["env"] {
            for (key, value) in table {
                guard case .string(let key) = key, let key = key.text else {
                    throw call.problem("env", "must hold names with texts or secrets")
                }
                environment[key] = value
            }
        }
        let setup = ProgramSetup(
            input: call["stdin"].isPresent ? try call.content("stdin").bytes : [],
            directory: call.optionalText("cwd"),
            environment: environment,
            timeout: try call.seconds("timeout") ?? 60,
            outputLimit: min(limit, 128 << 20)
        )
        let result: ProgramResult
        do {
            result = try call.run.runProgram(argv, setup, for: call.function.fullName)
        } catch let error as PlatformError {
            guard case .programTimedOut = error else { throw error }
            throw HostError("proc.timeout", error.description, hint: "raise timeout")
        }
        if call.flag("check"), result.status != 0 {
            throw HostError(
                "proc.failed",
                "'\(PrintableText.line(name))' ended with status \(result.status)",
                hint: result.error.isEmpty ? nil : "leave check out and look at stderr"
            )
        }
        return .record([
            "code": .integer(Int(result.status)),
            "signal": result.signal.map { .integer(Int($0)) } ?? .nil,
            "stdout": .string(LuaString(bytes: result.output)),
            "stderr": .string(LuaString(bytes: result.error)),
            "truncated": .bool(result.isTruncated),
        ])
    }

    static let find = HostFunction(
        "proc",
        "find",
        "Finds a program that the script may run.",
        parameters: [.required("name", .string, "a name on the `PATH`, or a path with a slash")],
        result: .string,
        gives: "its absolute path; `nil` when there is none",
        permission: .run,
        example: "if not baton.proc.find(\"git\") then baton.log.warn(\"git is missing\") end"
    ) { call in
        let name = try call.text("name")
        let resolver = ProgramResolver(call.run)
        guard resolver.allows(name, call.run.permissions) else {
            throw HostError.denied(.run, call.function, name: PrintableText.line(name))
        }
        guard let path = try? resolver.path(name), Files.status(path)?.kind == .file else { return .nil }
        return .text(path)
    }
}
