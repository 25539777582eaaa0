/// The records of `baton.git`.
enum GitRecords {
    static let all: [HostRecord] = [
        CommentFunction.record,
        HostRecord(
            name: "GitStatus",
            about: "What differs between the last commit, the index and the working tree.",
            fields: [
                .optional("branch", .string, "the branch that is checked out"),
                .optional("head", .string, "the commit that is checked out"),
                .optional("upstream", .string, "the branch that this one follows, such as `origin/main`"),
                .required("clean", .boolean, "whether nothing differs and nothing is untracked"),
                .required("ahead", .integer, "commits that the upstream does not have"),
                .required("behind", .integer, "commits that only the upstream has"),
                .required("files", .list(.record("GitStatusFile")), "what differs"),
            ]
        ),
        HostRecord(
            name: "GitStatusFile",
            about: "A path that differs.",
            fields: [
                .required("path", .string, "from the top level"),
                .required("code", .string, "two letters as `git status --porcelain=v2` has them, or `??`"),
                .optional("original_path", .string, "where it was before, when it was renamed"),
                .required("is_conflict", .boolean, "whether a merge left it for a person to settle"),
                .required("is_untracked", .boolean, "whether git does not know it"),
            ]
        ),
        HostRecord(
            name: "DiffStat",
            about: "How many lines a set of changes adds and removes.",
            fields: [
                .required("insertions", .integer, "lines added in all text files"),
                .required("deletions", .integer, "lines removed in all text files"),
                .required("files", .list(.record("DiffStatFile")), "the files in git's order"),
            ]
        ),
        HostRecord(
            name: "DiffStatFile",
            about: "A changed file.",
            fields: [
                .required("path", .string, "from the top level"),
                .optional("original_path", .string, "where it was before, when it was renamed"),
                .optional("insertions", .integer, "lines added, of a text"),
                .optional("deletions", .integer, "lines removed, of a text"),
            ]
        ),
        HostRecord(
            name: "Commit",
            about: "A commit.",
            fields: [
                .required("id", .string, "its object id"),
                .required("author", .string, "the author's name"),
                .required("email", .string, "the author's address"),
                .required("time", .string, "when it was written"),
                .required("committed", .string, "when it was committed, which an amend or a rebase changes"),
                .required("subject", .string, "first paragraph of its message, on one line"),
                .required("files", .list(.string), "paths that it changes; none for a merge"),
            ]
        ),
        HostRecord(
            name: "AttachedSessions",
            about: "What was attached to a commit.",
            fields: [
                .required("commit", .string, "its object id"),
                .required("sessions", .list(.string), "ids of its sessions; none when it cannot be told"),
                .required("count", .integer, "how many there are"),
            ]
        ),
        HostRecord(
            name: "NoteEntry",
            about: "What one session has to do with a commit, as a note says it; anybody may write one.",
            fields: [
                .required("session", .string, "the agent's id of the session"),
                .optional("agent", .string, "which agent, such as `claude-code`"),
                .optional("title", .string, "the session's title"),
                .optional("model", .string, "the model"),
                .optional("time", .string, "when the latest message was written that counts"),
                .optional("messages", .integer, "how many messages count"),
                .required("files", .list(.string), "files that both changed, from the top level"),
                .optional("score", .number, "how sure it is, 0 to 1"),
                .required("reasons", .list(.string), "why"),
                .optional("commit", .string, "the commit that it was written for, before a rebase"),
                .required("text", .string, "the text for people"),
            ]
        ),
    ]
}
