/// The records that functions take and give.
enum HostRecords {
    static let all: [HostRecord] =
        [
            HostRecord(
                name: "Recipe",
                about: "What `baton.recipe` takes.",
                fields: [
                    .required("about", .string, "one sentence that a list shows"),
                    .optional("inputs", .map(.record("Input")), "what it can be told, by name"),
                    .optional("permissions", .map(.any), "what it may do, as in a recipe written in YAML"),
                    .optional("hooks", .list(.string), "git hooks it wants to run from"),
                    .optional("background", .boolean, "whether git goes on while it runs from a hook"),
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
        ] + ProductRecords.all
}
