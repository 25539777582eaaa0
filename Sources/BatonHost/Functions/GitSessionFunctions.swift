internal import BatonGit
internal import BatonProvenance
internal import BatonSessions
internal import Lua
internal import Platform

/// `baton.git`: attach sessions to commits.
enum GitSessionFunctions {
    static let all: [HostFunction] = [attach, notes, trailer, stagedSessions, contextFile]

    static let attach = HostFunction(
        "git",
        "attach",
        "Attaches to a commit what its sessions say, without secrets; what others noted stays.",
        options: [
            .optional("commit", .string, "the commit", default: .text("HEAD")),
            .optional(
                "note",
                .boolean,
                "whether it gets a note; else this clone alone remembers its sessions",
                default: .bool(true)
            ),
        ],
        result: .record("AttachedSessions"),
        errors: failures,
        permission: .git,
        laterPermissions: [.sessions],
        acts: true,
        example: "print(#baton.git.attach({ commit = \"HEAD\" }).sessions)"
    ) { call in
        try need("notes", call)
        let (commit, sessions) = try CommitNotes(call.run).attach(
            call.optionalText("commit") ?? "HEAD",
            withNote: call["note"].isPresent ? call.flag("note") : true
        )
        return .record([
            "commit": .text(commit.id), "sessions": .texts(sessions), "count": .integer(sessions.count),
        ])
    }

    static let notes = HostFunction(
        "git",
        "notes",
        "The sessions that the note of a commit names; nothing in it is more than a claim.",
        options: [
            .optional("commit", .string, "the commit", default: .text("HEAD")),
            .optional("ref", .string, "the ref that holds the notes", default: .text(Git.notesRef)),
        ],
        result: .list(.record("NoteEntry")),
        errors: failures,
        permission: .git,
        example: "for _, entry in ipairs(baton.git.notes()) do print(entry.session, entry.title) end"
    ) { call in
        let bytes = try git(call).readNote(
            ref: call.optionalText("ref") ?? Git.notesRef,
            commit: call.optionalText("commit") ?? "HEAD"
        )
        return .array(CommitNote(parsing: bytes ?? []).entries.map(record))
    }

    static let trailer = HostFunction(
        "git",
        "trailer",
        "Names the sessions of the commit that is being made in its message, from the hooks prepare-commit-msg and "
            + "commit-msg.",
        options: [
            .required("hook", .string, "the hook's name"),
            .required("file", .string, "the file with the message, as git names it"),
            .optional("args", .list(.string), "what git gave the hook"),
        ],
        result: .list(.string),
        gives: "ids of the sessions that the message names",
        errors: failures,
        permission: .git,
        laterPermissions: [.sessions],
        acts: true,
        example:
            "local git = baton.recipes.context() if git then baton.git.trailer({ hook = git.hook, file = git.file }) end"
    ) { call in
        try need("notes", call)
        return .texts(
            try TrailerHook(call.run).run(
                hook: try call.text("hook"),
                file: try call.text("file"),
                arguments: call.texts("args")
            )
        )
    }

    static let stagedSessions = HostFunction(
        "git",
        "staged_sessions",
        "The sessions whose changes are about to be committed; none when it cannot be told.",
        result: .list(.session),
        errors: failures,
        permission: .git,
        laterPermissions: [.sessions],
        example: "for _, session in ipairs(baton.git.staged_sessions()) do print(session.id) end"
    ) { call in
        guard call.run.permissions.allows(.sessions) else {
            throw HostError.denied(.sessions, call.function)
        }
        return .array(try CommitNotes(call.run).stagedSessions(within: 5).map { call.run.handle(for: $0) })
    }

    static let contextFile = HostFunction(
        "git",
        "context_file",
        "Writes a session's file below .baton/context and adds it to the commit that is being made, from the hook "
            + "pre-commit.",
        options: [
            .required("session", .session, "the session"),
            .required("content", .content, "what the file says"),
        ],
        result: .string,
        gives: "the path from the top level",
        errors: failures,
        permission: .git,
        laterPermissions: [.sessions],
        acts: true,
        example: """
            local session = baton.sessions.current()
            baton.git.context_file({ session = session, content = baton.export.markdown(session) })
            """
    ) { call in
        try need("notes", call)
        let session = try call.run.session(call["session"])
        let (clean, secrets) = try call.run.withoutSecrets(try call.content("content").bytes)
        try call.tellRemoved(from: call["content"], secrets)
        // The title first: what is cut off a secret would leave its beginning.
        let name = Slug.of(try call.run.redacted(session.title ?? ""))
        return .text(try ContextFile(try git(call)).add(clean, session: session.id, name: name))
    }

    private static let failures = ["git", "git.no_repository"]

    private static func need(_ name: String, _ call: HostCall) throws {
        guard call.run.permissions.allows(.git, name) else {
            throw HostError.denied(.git, call.function, name: name)
        }
        guard call.run.permissions.allows(.sessions) else { throw HostError.denied(.sessions, call.function) }
    }

    private static func git(_ call: HostCall) throws -> Git {
        guard let repository = call.run.workspace.repository else {
            throw HostError(
                "git.no_repository",
                "'\(call.run.context.workingDirectory)' is not in a git repository",
                hint: "run it inside of one"
            )
        }
        return Git(repository, call.run.context)
    }

    private static func record(_ entry: NoteEntry) -> HostValue {
        .record([
            "session": .text(entry.sessionID), "agent": .text(entry.agent), "title": .text(entry.title),
            "model": .text(entry.model), "time": .text(entry.time?.iso8601),
            "messages": entry.messages.map { .integer($0) } ?? .nil, "files": .texts(entry.files),
            "score": entry.score.map { .number($0) } ?? .nil, "reasons": .texts(entry.reasons),
            "commit": .text(entry.commit), "text": .text(entry.text),
        ])
    }
}
