/// The records that functions take and give.
enum HostRecords {
    static let all: [HostRecord] = [
        HostRecord(
            name: "Recipe",
            about: "What `baton.recipe` takes.",
            fields: [
                .required("about", .string, "one sentence that a list shows"),
                .optional("inputs", .map(.record("Input")), "what it can be told, by name"),
                .optional("permissions", .map(.any), "what it may do, as in a recipe written in YAML"),
                .optional("hooks", .list(.string), "git hooks it wants to run from"),
                .optional("limits", .map(.any), "`time`, `wall`, `memory` and `output`"),
                .required("run", .function, "gets the inputs; what it returns are the outputs"),
            ]
        ),
        HostRecord(
            name: "Input",
            about: "One input of a recipe.",
            fields: [
                .optional("type", .string, "its type; `string` when it is not given"),
                .optional("about", .string, "one sentence"),
                .optional("default", .any, "its value when it is not given"),
                .optional("required", .boolean, "whether it must be given"),
                .optional("choices", .list(.string), "the words of the type `choice`"),
            ]
        ),
        HostRecord(
            name: "Error",
            about: "A failure, as `pcall` and `baton.try` give it.",
            fields: [
                .required("kind", .string, "a stable name, such as `session.not_found`"),
                .required("message", .string, "one sentence"),
                .optional("hint", .string, "what to do next"),
                .optional("where", .string, "file and line"),
                .optional("data", .map(.any), "more facts"),
            ]
        ),
        HostRecord(
            name: "Document",
            about: "An export in memory.",
            fields: [
                .required("content", .bytes, "the file's bytes"),
                .required("filename", .string, "the name it gets when none is asked for"),
                .required("format", .string, "`markdown`, `html` or `json`"),
                .required("session_id", .string, "the session it was made from"),
                .required("message_count", .integer, "messages in it"),
                .required("total_message_count", .integer, "messages of the whole conversation"),
                .required("was_limited", .boolean, "whether older messages were left out"),
                .required("findings", .list(.record("Finding")), "secrets that were removed, by rule"),
                .required("secrets", .integer, "places that were changed"),
            ]
        ),
        HostRecord(
            name: "Finding",
            about: "How often a rule found something.",
            fields: [
                .required("rule", .string, "the rule's name"),
                .required("count", .integer, "places it changed"),
            ]
        ),
        HostRecord(
            name: "Share",
            about: "What a store took.",
            fields: [
                .required("link", .string, "what to hand on: with the key in its fragment when it is sealed"),
                .required("url", .string, "where the file is, without a key"),
                .required("store", .string, "the store's name"),
                .required("bytes", .integer, "size as uploaded"),
                .required("sealed", .boolean, "whether it is encrypted"),
                .optional("expires", .string, "when the store removes it, as far as it says"),
                .required("secrets", .integer, "secrets that were removed before"),
            ]
        ),
        HostRecord(
            name: "Store",
            about: "A place that files can be uploaded to.",
            fields: [
                .required("name", .string, "its name in the configuration"),
                .required("type", .string, "its kind"),
                .required("place", .string, "its address or folder"),
                .required("is_default", .boolean, "whether it is used when none is named"),
                .optional("max_bytes", .integer, "the largest file it takes"),
                .optional("retention", .string, "how long it keeps files"),
            ]
        ),
        HostRecord(
            name: "Clone",
            about: "A session that was installed.",
            fields: [
                .required("session_id", .string, "its id here"),
                .required("path", .string, "the transcript"),
                .required("project", .string, "the directory to continue in"),
                .required("resume", .string, "the command that continues it"),
                .required("messages", .integer, "messages that were installed"),
                .required("dropped", .map(.integer), "what was left out, by reason"),
                .required("warnings", .list(.string), "what to know before continuing"),
                .required("already_present", .boolean, "whether it had been installed before"),
            ]
        ),
        HostRecord(
            name: "SessionInfo",
            about: "A session without its messages.",
            fields: SessionFields.all
        ),
    ]
}
