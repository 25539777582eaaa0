internal import BatonSessions
internal import BatonSharing
internal import Digest
internal import Lua
internal import Platform

/// `baton.clone`: install shared sessions.
enum CloneFunctions {
    static let all: [HostFunction] = [inspect, install]

    private static let source = HostField.required("source", .string, "a link, a `file:` URL or a path")
    private static let options: [HostField] = [
        .optional("project", .string, "the directory in which the session continues"),
        .optional("allow_http", .boolean, "whether links by plain http are fetched", default: .bool(false)),
    ]

    static let inspect = HostFunction(
        "clone",
        "inspect",
        "Fetches a share and tells what installing it would give; writes nothing.",
        parameters: [source],
        options: options,
        result: .record("Clone"),
        permission: .clone,
        example: "print(baton.clone.inspect(\"session.json\").messages)"
    ) { call in
        value(try cloner(call).plan(try bundle(call), options(of: call)).outcome)
    }

    static let install = HostFunction(
        "clone",
        "install",
        "Fetches a share and installs it for the agent; nothing is overwritten.",
        parameters: [source],
        options: options,
        result: .record("Clone"),
        permission: .clone,
        acts: true,
        example: "print(baton.clone.install(\"session.json\").resume)"
    ) { call in
        let cloner = cloner(call)
        return value(try cloner.install(try cloner.plan(try bundle(call), options(of: call))))
    }

    private static func cloner(_ call: HostCall) -> Cloner { Cloner(call.run.context, hash: SHA256.hex) }

    private static func options(of call: HostCall) -> CloneOptions {
        CloneOptions(project: call.optionalText("project"))
    }

    private static func bundle(_ call: HostCall) throws -> Bundle {
        let link = try Link(try call.text("source"))
        if link == .input { throw call.problem("source", "must name a link or a file") }
        return try Bundle.read(
            try Fetcher(call.run.context, allowsPlainHTTP: call.flag("allow_http")).fetch(link)
        )
    }

    private static func value(_ session: ClonedSession) -> HostValue {
        .record([
            "session_id": .text(session.sessionID), "path": .text(session.path),
            "project": .text(session.project),
            "resume": .text(session.resume), "messages": .integer(session.messages),
            "dropped": .record(session.dropped.mapValues { .integer($0) }),
            "warnings": .texts(session.warnings),
            "already_present": .bool(session.alreadyPresent),
        ])
    }
}
