/// What the functions bring that act on the world outside: files, network, programs, people.
enum EffectCatalog {
    /// The functions in the order of the manual.
    static let functions: [HostFunction] =
        FileFunctions.all + FileTreeFunctions.all + FileNameFunctions.all + HttpFunctions.all
        + EnvFunctions.all + SecretFunctions.all + ProgramFunctions.all + TaskFunctions.all
        + LogFunctions.all + PromptFunctions.all + RecipeFunctions.all

    /// The types of objects.
    static let handles: [HostHandle] = [SecretHandle.type]

    /// The records.
    static let records: [HostRecord] =
        FileTreeFunctions.records + HttpFunctions.records + ProgramFunctions.records + TaskFunctions.records
        + RecipeFunctions.records

    /// The tables, in the order of the manual.
    static let modules: [HostModule] = [
        HostModule(name: "fs", about: "Read and write files."),
        HostModule(name: "http", about: "Ask servers on the network."),
        HostModule(name: "env", about: "Read environment variables."),
        HostModule(name: "secrets", about: "Pass on passwords and tokens without seeing them."),
        HostModule(name: "proc", about: "Run programs, never through a shell."),
        HostModule(name: "task", about: "Do several things that wait at the same time."),
        HostModule(name: "log", about: "Say something to the person."),
        HostModule(name: "prompt", about: "Ask the person."),
        HostModule(name: "recipes", about: "Find and run other recipes."),
    ]

    /// The kinds of failures.
    static let failures: [HostFailure] = [
        HostFailure(kind: "fs.not_found", about: "There is nothing at the path."),
        HostFailure(kind: "fs.exists", about: "Something is at the path already."),
        HostFailure(kind: "fs.not_a_file", about: "What is at the path is no regular file."),
        HostFailure(kind: "fs.not_empty", about: "The directory is not empty."),
        HostFailure(kind: "fs.too_large", about: "The file, or the directory, is larger than allowed."),
        HostFailure(
            kind: "fs.protected",
            about: "No script may read or write there, whatever it is permitted."
        ),
        HostFailure(kind: "http.url", about: "The text is no URL that can be asked."),
        HostFailure(kind: "http.connect", about: "There is no connection to the server, or it ended early."),
        HostFailure(kind: "http.tls", about: "The connection could not be made safe."),
        HostFailure(kind: "http.timeout", about: "The server took longer than allowed."),
        HostFailure(kind: "http.too_large", about: "The answer, or all of the run together, is too large."),
        HostFailure(kind: "http.redirect", about: "The answer sends on to a place that may not be followed."),
        HostFailure(kind: "http.status", about: "The status is 400 or more, and `check` was asked for."),
        HostFailure(
            kind: "http.secret",
            about: "The address, which servers write into their logs, or a header holds a secret."
        ),
        HostFailure(kind: "http.failed", about: "The transfer failed in another way."),
        HostFailure(kind: "secret", about: "A secret was used where it could be seen."),
        HostFailure(kind: "secrets.not_found", about: "There is no secret of that name."),
        HostFailure(kind: "secrets.mode", about: "Others than the owner can read the secret's file."),
        HostFailure(kind: "secrets.too_short", about: "The value is too short to be told from other text."),
        HostFailure(kind: "proc.not_found", about: "There is no such program."),
        HostFailure(kind: "proc.start", about: "The program could not be started."),
        HostFailure(kind: "proc.timeout", about: "The program ran longer than allowed and was ended."),
        HostFailure(kind: "proc.failed", about: "The program failed, and `check` was asked for."),
        HostFailure(kind: "prompt.not_interactive", about: "There is nobody to ask."),
        HostFailure(kind: "prompt.invalid", about: "The answer is none of those that were offered."),
        HostFailure(kind: "recipe.not_found", about: "There is no recipe of that name."),
        HostFailure(kind: "recipe.not_trusted", about: "The recipe was not approved."),
    ]
}
