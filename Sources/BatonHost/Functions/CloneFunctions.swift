internal import Age
internal import BatonSessions
internal import BatonSharing
internal import Digest
internal import Lua
internal import Platform

/// `baton.clone`: look into shared sessions, and install them.
enum CloneFunctions {
    static let all: [HostFunction] = [inspect, fetch, install]

    private static let link = HostField.required("source", .string, "a link, a `file:` URL or a path")
    private static let source: [HostField] = [
        .optional(
            "sha256",
            .string,
            "what the SHA-256 of the opened file must be, in hexadecimal digits"
        ),
        .optional(
            "max_bytes",
            .integer,
            "refuse a larger file",
            default: .integer(Fetcher.defaultMaxBytes)
        ),
        .optional("allow_http", .boolean, "whether links by plain http are fetched", default: .bool(false)),
        .optional(
            "identity",
            .list(.string),
            "files with keys that open what was sealed to you: age identity files, SSH private keys"
        ),
        .optional("passphrase", .sensitive, "what opens a file that is sealed with a passphrase"),
    ]
    private static let project = HostField.optional(
        "project",
        .string,
        "the directory in which the session continues"
    )
    private static let subagents = HostField.optional(
        "subagents",
        .boolean,
        "whether subagents and spilled results are installed beside the session",
        default: .bool(true)
    )
    private static let failures = ["sharing", "bundle", "clone"]

    static let inspect = HostFunction(
        "clone",
        "inspect",
        "Fetches a share and tells what is in it and what installing it would give; writes nothing.",
        parameters: [link],
        options: [project, subagents] + source,
        result: .record("Manifest"),
        errors: failures,
        permission: .clone,
        example: "print(baton.clone.inspect(\"session.json\").messages)"
    ) { call in
        let bytes = try bytes(call)
        let bundle = try Bundle.read(bytes)
        return CloneValue.manifest(
            try cloner(call).plan(bundle, options(of: call)),
            bundle,
            bytes: bytes.count,
            sha256: SHA256.hex(bytes)
        )
    }

    static let fetch = HostFunction(
        "clone",
        "fetch",
        "Fetches a share and gives its session, checked as a clone would be; nothing is installed.",
        parameters: [link],
        options: source,
        result: .session,
        errors: failures,
        permission: .clone,
        isStep: false,
        example: """
            local session = baton.clone.fetch("session.json")
            for message in session:messages() do print(message.role, #message.text) end
            """
    ) { call in
        let bundle = try Bundle.read(try bytes(call))
        let content = try FetchedContent.of(try cloner(call).plan(bundle), bundle)
        var object = SessionObject(content.session)
        object.fetched = FetchedSession(bundle, content.transcript)
        return call.run.handle(for: object)
    }

    static let install = HostFunction(
        "clone",
        "install",
        "Installs a share, or a session, for the agent; nothing is overwritten.",
        parameters: [
            .required("source", .session, "a link, a `file:` URL, a path, or a session that was fetched")
        ],
        options: [project, subagents] + source + [
            .optional(
                "dry_run",
                .boolean,
                "whether it is only told what would be installed",
                default: .bool(false)
            )
        ],
        result: .record("Clone"),
        errors: failures,
        permission: .clone,
        acts: true,
        example: "print(baton.clone.install(\"session.json\").resume)"
    ) { call in
        let cloner = cloner(call)
        let plan = try cloner.plan(try bundle(call), options(of: call))
        return CloneValue.session(call.flag("dry_run") ? plan.outcome : try cloner.install(plan))
    }

    private static func cloner(_ call: HostCall) -> Cloner { Cloner(call.run.context, hash: BLAKE2b.hex) }

    private static func options(of call: HostCall) -> CloneOptions {
        var options = CloneOptions(project: call.optionalText("project"))
        options.withSides = call.flag("subagents")
        return options
    }

    /// The opened file behind the link of a call.
    private static func bytes(_ call: HostCall) throws -> [UInt8] {
        let link = try Link(try call.text("source"))
        if link == .input { throw call.problem("source", "must name a link or a file") }
        let most = call.integer("max_bytes") ?? Fetcher.defaultMaxBytes
        guard most >= 1 else { throw call.problem("max_bytes", "must be 1 or more") }
        let fetcher = Fetcher(
            call.run.context,
            allowsPlainHTTP: call.flag("allow_http"),
            maxBytes: min(most, Fetcher.defaultMaxBytes),
            keys: try call.run.openingKeys(
                identities: try call.readableFiles("identity"),
                passphrase: call.run.sensitiveText(call["passphrase"]).map { Passphrase(utf8: $0) }
            )
        )
        let bytes = try call.run.fetch(link, with: fetcher)
        if let wanted = call.optionalText("sha256"), SHA256.hex(bytes) != wanted.lowercased() {
            throw HostError("sharing", "the fetched file is another one: its SHA-256 is not the given one")
        }
        return bytes
    }

    private static func bundle(_ call: HostCall) throws -> Bundle {
        guard case .handle = call["source"] else { return try Bundle.read(try bytes(call)) }
        let object = try call.sessionObject("source")
        guard object.places == nil, !object.isRedacted else {
            throw call.problem("source", "must be a whole session; export a part of one, and install that")
        }
        if let fetched = object.fetched { return fetched.bundle }
        return try Bundle.read(try Files.read(object.session.path, limit: Fetcher.defaultMaxBytes))
    }
}

/// The session that installing a share would give, in memory.
enum FetchedContent {
    static func of(_ plan: ClonePlan, _ bundle: Bundle) throws -> (session: Session, transcript: Transcript) {
        let bytes = plan.transcript
        let session = Session(shared: bundle, bytes: bytes.count)
        return (session, Transcript(session, bytes: bytes))
    }
}

/// Clones as scripts see them.
enum CloneValue {
    /// The table of a session that was installed.
    static func session(_ session: ClonedSession) -> HostValue { .record(fields(session)) }

    /// The table of a share that was looked into.
    static func manifest(_ plan: ClonePlan, _ bundle: Bundle, bytes: Int, sha256: String) -> HostValue {
        let facts: [String: HostValue] = [
            "original_id": .text(plan.originalID), "title": .text(plan.title),
            "project_name": .text(plan.projectName), "agent": .text(bundle.conversation.agent),
            "model": .text(plan.model), "created": .text(plan.created?.iso8601),
            "updated": .text(plan.lastModified?.iso8601), "exported_at": .text(plan.exportedAt?.iso8601),
            "export_tool": .text(plan.exportTool), "user_messages": .integer(plan.userMessages),
            "assistant_messages": .integer(plan.assistantMessages),
            "total_messages": plan.totalMessages.map { .integer($0) } ?? .nil,
            "tools": .record(plan.tools.mapValues { .integer($0) }), "bytes": .integer(bytes),
            "sha256": .text(sha256),
        ]
        return .record(fields(plan.outcome).merging(facts) { $1 })
    }

    private static func fields(_ session: ClonedSession) -> [String: HostValue] {
        [
            "session_id": .text(session.sessionID), "path": .text(session.path),
            "project": .text(session.project),
            "resume": .text(session.resume), "messages": .integer(session.messages),
            "subagents": .integer(session.subagents), "tool_results": .integer(session.toolResults),
            "dropped": .record(session.dropped.mapValues { .integer($0) }),
            "warnings": .texts(session.warnings),
            "already_present": .bool(session.alreadyPresent),
        ]
    }
}
