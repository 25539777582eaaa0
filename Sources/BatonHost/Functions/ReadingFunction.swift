internal import BatonGit
internal import BatonSessions
internal import Lua
internal import Platform

/// `baton.sessions.worth_reading`: the sessions from which a newcomer learns most.
enum ReadingFunction {
    static let worthReading = HostFunction(
        "sessions",
        "worth_reading",
        "Finds the sessions of this project that somebody who is new to it should read, the best first.",
        options: [
            SessionFunctions.since,
            .optional("limit", .integer, "at most so many, 1 to 100", default: .int(5)),
        ],
        result: .list(.record("ReadingTip")),
        permission: .sessions,
        example: """
            for _, tip in ipairs(baton.sessions.worth_reading({ limit = 3 })) do
              print(tip.session.title, tip.reasons[1], #tip.files)
            end
            """
    ) { call in
        let limit = call.integer("limit") ?? 5
        guard (1...100).contains(limit) else { throw call.problem("limit", "must be from 1 to 100") }
        var left = try rated(call)
        var tips: [HostValue] = []
        var covered: Set<String> = []
        // One after another: a session on files that another one explains already says less.
        while tips.count < limit, !left.isEmpty {
            let values = left.map { $0.score.value(without: covered) }
            guard let best = values.indices.max(by: { (values[$0], -$0) < (values[$1], -$1) }) else { break }
            let (session, score) = left.remove(at: best)
            covered.formUnion(score.alive)
            tips.append(
                .record([
                    "session": call.run.handle(for: session), "score": .number(score.value),
                    "reasons": .texts(score.reasons), "files": .texts(score.alive),
                    "prompts": .integer(score.prompts),
                ])
            )
        }
        return .array(tips)
    }

    /// The most sessions that are read, the latest changed ones.
    private static let mostSessions = 500
    /// Larger transcripts are endless.
    private static let mostBytes = 256 << 20

    private static func rated(_ call: HostCall) throws -> [(session: Session, score: ReadingScore)] {
        let run = call.run
        let repository = run.workspace.repository
        let git = repository.map { Git($0, run.context) }
        // What is committed is what a newcomer gets; outside of a repository, and without git, what is there.
        let committed = try? git.flatMap { try $0.head() == nil ? nil : Set(try $0.paths()) }
        let roots = (repository.map { [$0.root] + $0.worktrees } ?? run.workspace.projectDirectories)
            .map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        let top = roots.first ?? run.context.workingDirectory
        var result: [(Session, ReadingScore)] = []
        for session in try SessionFunctions.sessions(of: call, limit: mostSessions)
        where !session.isSubagent && session.bytes <= mostBytes {
            try Cancellation.check()
            // A transcript that cannot be read teaches nobody.
            guard let transcript = try? Transcript(session),
                let score = try? ReadingScore(
                    transcript,
                    roots: roots,
                    now: run.context.now(),
                    isThere: { path in
                        committed?.contains(path) ?? (Files.status(Paths.join(top, path)) != nil)
                    }
                )
            else { continue }
            result.append((session, score))
        }
        return result
    }

    /// What the function gives.
    static let record = HostRecord(
        name: "ReadingTip",
        about: "A session that is worth reading, and why.",
        fields: [
            .required("session", .session, "the session"),
            .required("score", .number, "from 0 to 1"),
            .required("reasons", .list(.string), "what speaks for it and against it, in words"),
            .required("files", .list(.string), "paths that it changed and that are still there"),
            .required("prompts", .integer, "how often the person asked something"),
        ]
    )
}
