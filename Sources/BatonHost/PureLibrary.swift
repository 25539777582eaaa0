/// The part of the API that touches nothing outside: texts, data, lists, times.
enum PureLibrary {
    static let functions: [HostFunction] =
        JsonFunctions.all + YamlFunctions.all + BytesFunctions.all + TextFunctions.all + IterFunctions.all
        + TimeFunctions.all + DebugFunctions.all

    static let modules: [HostModule] = [
        HostModule(name: "json", about: "Read and write JSON."),
        HostModule(name: "yaml", about: "Read YAML."),
        HostModule(name: "base64", about: "Write bytes as text."),
        HostModule(name: "hash", about: "Digests of bytes."),
        HostModule(name: "text", about: "Cut, search, lay out and fill in texts."),
        HostModule(name: "iter", about: "Go through lists and iterators; tables that come back are copies."),
        HostModule(
            name: "time",
            about: "Read, write and calculate times, which are texts such as `2026-02-28T10:30:15.000Z`."
        ),
        HostModule(name: "debug", about: "Find out where a script is."),
    ]

    static let failures: [HostFailure] =
        JsonFunctions.failures + YamlFunctions.failures + BytesFunctions.failures + MarkupFunctions.failures
        + TimeFunctions.failures
}
