/// The records of what Baton is for: sessions, documents, shares.
enum ProductRecords {
    static let all: [HostRecord] =
        sessions + redaction + GitRecords.all + CommitRecordFields.all + [
            ReadingFunction.record,
            HostRecord(
                name: "Document",
                about: "An export in memory.",
                fields: [
                    .required("content", .bytes, "the file's bytes"),
                    .required("filename", .string, "the name it gets when none is asked for"),
                    .required("format", .string, "the name of its format"),
                    .optional("session_id", .string, "the session it was made from, if it is one alone"),
                    .required("message_count", .integer, "messages in it"),
                    .required("total_message_count", .integer, "messages of the whole conversation"),
                    .required("was_limited", .boolean, "whether older messages were left out"),
                    .required("counts", .record("ExportCounts"), "how much of the conversation is in it"),
                    .required("findings", .list(.record("Finding")), "secrets that were removed, by rule"),
                    .required("secrets", .integer, "places that were changed"),
                    .required("notes", .list(.string), "what a person should know before it leaves"),
                ]
            ),
            HostRecord(
                name: "ExportCounts",
                about: "How much of a conversation an export holds; all formats count alike.",
                fields: [
                    .required("messages", .integer, "messages"),
                    .required("blocks", .integer, "content blocks of the messages, each tool call once"),
                    .required("tool_calls", .integer, "those of them that call a tool"),
                    .required("tool_results", .integer, "those of them that answer a call"),
                    .required("images", .integer, "pictures, those inside of results too"),
                ]
            ),
            HostRecord(
                name: "Format",
                about: "A format that sessions can be written in.",
                fields: [
                    .required("name", .string, "its name"),
                    .required("extension", .string, "the extension of its files"),
                    .required("mime", .string, "the media type of its files"),
                    .required("about", .string, "one sentence"),
                    .required("is_custom", .boolean, "whether a script or your settings added it"),
                ]
            ),
            HostRecord(
                name: "Finding",
                about: "How often a rule found something.",
                fields: [
                    .required("rule", .string, "the rule's name"),
                    .required("count", .integer, "places it changed"),
                    .optional("places", .list(.record("FindingPlace")), "the first three of them"),
                ]
            ),
            HostRecord(
                name: "FindingPlace",
                about: "Where something was removed.",
                fields: [
                    .optional("message", .integer, "the number of the message"),
                    .required("field", .string, "the path in the record, or what else the text is"),
                    .optional("hint", .string, "the public beginning of its kind, such as `ghp_`"),
                ]
            ),
            HostRecord(
                name: "Share",
                about: "What a store took.",
                fields: [
                    .required(
                        "link",
                        .string,
                        "what to hand on: with the key in its fragment when it is sealed"
                    ),
                    .required("url", .string, "where the file is, without a key"),
                    .required("store", .string, "the store's name"),
                    .required("bytes", .integer, "size as uploaded"),
                    .required("sealed", .boolean, "whether it is encrypted"),
                    .required(
                        "sealing",
                        .choice(["none", "link", "recipients", "passphrase", "gpg"]),
                        "how it is encrypted: to the key in the link, to people's keys, with a passphrase, or by gpg"
                    ),
                    .optional("expires", .string, "when the store removes it, as far as it says"),
                    .required("secrets", .integer, "secrets that were removed before"),
                    .optional("number", .integer, "its number in the list of shares"),
                ]
            ),
            ShareFunctions.record,
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
                    .required("readers", .string, "who can read what was uploaded"),
                    .required("can_delete", .boolean, "whether it can remove a file again"),
                    .required("can_extend", .boolean, "whether it can change when a file goes away"),
                    .required("can_expire", .boolean, "whether an upload may ask when it goes away"),
                    .required("is_custom", .boolean, "whether a script added it"),
                ]
            ),
            HostRecord(
                name: "Manifest",
                about: "What is in a share, and what installing it would give.",
                fields: [
                    .required("original_id", .string, "the session's id on the author's machine"),
                    .optional("title", .string, "its title"),
                    .optional("project_name", .string, "name of the author's project"),
                    .optional("agent", .string, "which agent wrote it"),
                    .optional("model", .string, "model of the last answer"),
                    .optional("created", .string, "when it began"),
                    .optional("updated", .string, "when it was last worked on"),
                    .optional("exported_at", .string, "when it was exported"),
                    .optional("export_tool", .string, "the program that exported it"),
                    .required("messages", .integer, "messages that would be installed"),
                    .required(
                        "user_messages",
                        .integer,
                        "of these, messages of the person, results of tools included"
                    ),
                    .required("assistant_messages", .integer, "of these, answers of the model"),
                    .optional(
                        "total_messages",
                        .integer,
                        "messages of the whole session, when the share tells"
                    ),
                    .required("tools", .map(.integer), "calls by the name of the tool"),
                    .required("subagents", .integer, "subagents that would be installed beside it"),
                    .required("tool_results", .integer, "spilled results that would be installed beside it"),
                    .required("dropped", .map(.integer), "what would be left out, by reason"),
                    .required("warnings", .list(.string), "what to know before installing"),
                    .required("already_present", .boolean, "whether it was installed before"),
                    .required("session_id", .string, "the id that it would get here"),
                    .required("path", .string, "where the transcript would be"),
                    .required("project", .string, "the directory to continue in"),
                    .required("resume", .string, "the command that would continue it"),
                    .required("bytes", .integer, "size of the opened file"),
                    .required("sha256", .string, "SHA-256 of the opened file, in hexadecimal digits"),
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
                    .required("subagents", .integer, "subagents that were installed beside it"),
                    .required("tool_results", .integer, "spilled results that were installed beside it"),
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
            HostRecord(
                name: "SearchResult",
                about: "A session in which words were found.",
                fields: [
                    .required("session", .session, "the session"),
                    .required("count", .integer, "messages, titles and notices that hold all words"),
                    .required("hits", .list(.record("SearchHit")), "the first of these"),
                ]
            ),
            HostRecord(
                name: "SearchHit",
                about: "A place where words were found.",
                fields: SearchFields.all
            ),
        ]

    private static let redaction: [HostRecord] = [
        HostRecord(
            name: "Report",
            about: "What redaction replaced.",
            fields: [
                .required("secrets", .integer, "places that were changed"),
                .required("counts", .map(.integer), "places by rule"),
                .required("findings", .list(.record("SecretPlace")), "the places, in the order of the text"),
            ]
        ),
        HostRecord(
            name: "SecretPlace",
            about: "Where a secret is in a text.",
            fields: [
                .required("rule", .string, "the rule that found it"),
                .required("placeholder", .string, "what stands in its place"),
                .required("line", .integer, "from 1"),
                .required("column", .integer, "in bytes, from 1"),
                .required("length", .integer, "in bytes"),
                .optional("field", .string, "the path in a JSON value, such as `message.content[2].text`"),
                .optional("hint", .string, "the public beginning of its kind, such as `ghp_`"),
            ]
        ),
        HostRecord(
            name: "Rule",
            about: "A rule that finds secrets.",
            fields: [
                .required("id", .string, "its name in placeholders"),
                .required("about", .string, "what it finds"),
                .required(
                    "kind",
                    .string,
                    "what tells its secrets: `form`, `context`, `block`, `personal` or `custom`"
                ),
                .required("form", .string, "how its secrets look, in Markdown"),
                .optional("group", .string, "the field its vendor works in"),
                .optional("checksum", .string, "the checksum that is part of the form"),
                .required("is_custom", .boolean, "whether a script added it"),
            ]
        ),
    ]

    private static let sessions: [HostRecord] = [
        HostRecord(
            name: "Message",
            about: "One message of a conversation.",
            fields: [
                .required("number", .integer, "its number in the session, from 1"),
                .required("role", .string, "`user`, results of tools included, or `assistant`"),
                .optional("time", .string, "when it was written"),
                .optional("model", .string, "the model that answered"),
                .required("uuid", .string, "its id in the transcript"),
                .required("text", .string, "its texts, without calls and results of tools"),
                .required("blocks", .list(.record("Block")), "all that is in it, in order"),
                .optional("is_summary", .boolean, "whether a compaction of the conversation left it"),
            ]
        ),
        HostRecord(
            name: "Block",
            about: "A part of a message; which fields it has depends on its type.",
            fields: [
                .required(
                    "type",
                    .string,
                    "`text`, `tool_use`, `tool_result`, `thinking`, `image`, `document`, or another one"
                ),
                .optional("text", .string, "of a text, of reasoning, and of a tool's result"),
                .optional("id", .string, "of a call"),
                .optional("name", .string, "the tool that is called"),
                .optional("input", .map(.any), "what the tool is given"),
                .optional("tool_use_id", .string, "the call that a result answers"),
                .optional("is_error", .boolean, "whether the tool failed"),
                .optional("images", .integer, "pictures in a result, which are not passed on"),
                .optional("media_type", .string, "of an image or document"),
                .optional("bytes", .integer, "size of an image"),
            ]
        ),
        HostRecord(
            name: "Stats",
            about: "What happened in a session.",
            fields: [
                .required("messages", .integer, "messages of the full history"),
                .required(
                    "user_messages",
                    .integer,
                    "of these, messages of the person, results of tools included"
                ),
                .required("assistant_messages", .integer, "of these, answers of the model"),
                .required("tools", .map(.integer), "calls by the name of the tool"),
                .required("tokens", .map(.integer), "`input`, `output`, `cache_read` and `cache_write`"),
                .required("files", .list(.string), "paths that tools edited or wrote"),
                .optional("records", .map(.integer), "lines of the transcript by type, of a whole session"),
                .optional("tool_errors", .map(.integer), "calls that failed, by the name of the tool"),
                .optional(
                    "usage",
                    .list(.map(.any)),
                    "what each model cost: `model`, `input`, `output`, `cache_read`, `cache_write` (of it `cache_write_5m` "
                        + "and `cache_write_1h`), `web_searches`, `web_fetches`"
                ),
                .optional("service_tiers", .map(.integer), "answers by the tier the API served them in"),
                .optional("turns", .integer, "prompts that a person gave"),
                .optional(
                    "times",
                    .map(.any),
                    "milliseconds: `wall_ms`, `active_ms` (gaps under five minutes), `measured_ms` (by the agent), "
                        + "`median_turn_ms`"
                ),
                .optional(
                    "compactions",
                    .list(.map(.any)),
                    "each with its `trigger`, `tokens_before` and `tokens_after`"
                ),
                .optional("api_errors", .integer, "answers that failed"),
                .optional("api_retries", .integer, "requests that were tried again"),
                .optional("interruptions", .integer, "times that the person stopped the agent"),
                .optional("queued_prompts", .integer, "prompts given while the agent worked"),
                .optional("task_notifications", .integer, "ends of background tasks"),
                .optional("images", .integer, "pictures in prompts and results"),
                .optional("documents", .integer, "documents in prompts and results"),
                .optional("unknown_records", .map(.integer), "lines of kinds that are not known, by type"),
                .optional("unknown_blocks", .map(.integer), "content blocks of kinds that are not known"),
                .optional(
                    "subagents",
                    .map(.any),
                    "their `count`, `messages`, `calls`, `tokens` as in `usage`, and how many are `left_out`"
                ),
            ]
        ),
    ]
}
