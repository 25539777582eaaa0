internal import Lua

/// The tables of the API, in the order of the manual.
public enum HostModules {
    /// All tables; the first is `baton` itself.
    public static let all: [HostModule] =
        [
            HostModule(name: "", about: "What every script begins with."),
            HostModule(name: "sessions", about: "Find and read sessions."),
            HostModule(name: "export", about: "Turn a session into a document."),
            HostModule(name: "redact", about: "Remove secrets from texts."),
            HostModule(name: "upload", about: "Hand files to a store."),
            HostModule(name: "clone", about: "Install shared sessions."),
            HostModule(name: "qr", about: "Draw QR codes."),
            HostModule(name: "git", about: "Read the repository and write notes."),
        ] + EffectCatalog.modules + PureLibrary.modules

    /// The constants of `baton`.
    public static let constants: [HostConstant] = [
        HostConstant(
            name: "version",
            type: .string,
            about: "The program's version, such as `0.1.0`.",
            value: .text(ProgramVersion.current)
        ),
        HostConstant(
            name: "api_level",
            type: .integer,
            about: "The level of this API; functions tell since which level they exist.",
            value: .integer(ProgramVersion.apiLevel)
        ),
        HostConstant(
            name: "null",
            type: .any,
            about: "The null of JSON and YAML; `nil` means absent.",
            value: .null
        ),
    ]
}

/// The program's version.
public enum ProgramVersion {
    /// The version of the program.
    public static let current = "0.1.0"
    /// The level of the scripts' API.
    public static let apiLevel = 1
}
