public import BatonSessions
public import Lua
internal import Platform

/// `Session`: the sessions that scripts hold.
enum SessionHandle {
    static let type = HostHandle(
        "Session",
        number: HostHandles.session,
        "A session. Its facts are read like fields; its messages are read when they are asked for.",
        members: SessionFields.all.map { field in
            HostHandle.Member(field) { run, value in try run.fact(field.name, of: value) }
        },
        methods: SessionMethods.all
    )
}

extension HostRun {
    /// A fact of a session that a script holds.
    func fact(_ name: String, of value: HostValue) throws -> HostValue {
        let object = try sessionObject(value)
        let fact = SessionFields.value(name, of: object.session)
        // What was fetched stands in no file.
        if object.fetched != nil, name == "path" { return .nil }
        guard object.isRedacted, let text = fact.text, name != "id" else { return fact }
        return .text(try redacted(text))
    }
}

/// The fields of a session, as scripts and `--json` see them.
public enum SessionFields {
    /// The fields in the order of the manual.
    public static let all: [HostField] = [
        .required("id", .string, "the agent's id"),
        .required("title", .string, "what the agent's list shows"),
        .required("agent", .string, "which agent"),
        .required("project", .string, "name of the project"),
        .required("cwd", .string, "directory it ran in"),
        .required("path", .string, "the transcript; nothing for a session that was fetched"),
        .required("branch", .string, "branch of the repository"),
        .required("model", .string, "model of the last answer"),
        .required("started", .string, "time of the first record"),
        .required("updated", .string, "time of the last record"),
        .required("bytes", .integer, "size of the transcript"),
        .optional("tag", .string, "the word by which a person marked it"),
    ]

    /// Names of the fields in the order of the manual.
    public static let names = all.map(\.name)

    /// All fields by name.
    public static func all(of session: Session) -> [String: HostValue] {
        Dictionary(uniqueKeysWithValues: names.map { ($0, value($0, of: session)) })
    }

    /// One field.
    public static func value(_ name: String, of session: Session) -> HostValue {
        switch name {
        case "id": .text(session.id)
        case "title": .text(session.title)
        case "agent": .text(session.agent)
        case "project": .text(session.project)
        case "cwd": .text(session.cwd)
        case "path": .text(session.path)
        case "branch": .text(session.branch)
        case "model": .text(session.model)
        case "started": .text(session.started?.iso8601)
        case "updated": .text(session.updated.iso8601)
        case "bytes": .integer(session.bytes)
        case "tag": .text(session.tag)
        default: .nil
        }
    }
}
