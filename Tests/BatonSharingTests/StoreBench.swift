import Age
import BatonSharing
import Platform
import TestSupport

/// Calls `body` with surroundings whose home is an empty directory, with the real programs and a clock that goes.
func withHome<Result>(
    _ environment: [String: String] = [:],
    _ body: (Context) throws -> Result
) throws -> Result {
    try withTemporaryDirectory { folder in
        let home = Paths.join(folder, "home")
        let temporary = Paths.join(folder, "tmp")
        try Files.makeDirectory(home)
        try Files.makeDirectory(temporary)
        var variables = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": home, "TMPDIR": temporary,
            "GIT_CONFIG_NOSYSTEM": "1",
        ]
        variables.merge(environment) { $1 }
        return try body(
            Context(
                environment: variables,
                workingDirectory: folder,
                homeDirectory: home,
                now: { Timestamp(seconds: 1_772_289_000) },
                console: FakeConsole(),
                programs: SystemPrograms(environment: variables)
            )
        )
    }
}

/// The store that some settings make.
func store(_ type: String, _ values: [String: StoreSettings.Value], _ context: Context) throws -> any Store {
    try StoreCatalog(["trial": StoreSettings(type: type, values)], defaultName: nil, context).store("trial")
}

/// A small upload.
func upload(_ bytes: [UInt8] = Array("sealed bytes".utf8), expires: Timestamp? = nil) -> Upload {
    Upload(
        content: .bytes(bytes),
        filename: "session.age",
        mediaType: "application/octet-stream",
        time: Timestamp(seconds: 1_772_289_000),
        expires: expires
    )
}

/// The words of the error that `body` throws, or nothing.
func failure(_ body: () throws -> Void) -> String {
    do {
        try body()
        return ""
    } catch {
        return "\(error)"
    }
}

/// A server that answers by what it is told, and can tell its own address.
func server(
    _ answer: @escaping @Sendable (LoopbackServer.Request, _ origin: String) -> LoopbackServer.Response
) throws -> LoopbackServer {
    try LoopbackServer { answer($0, "http://" + ($0.header("host") ?? "")) }
}

extension LoopbackServer {
    /// The address without a slash at its end.
    var origin: String { String(url().dropLast()) }
}
