public import BatonHost
internal import Lua
public import Platform

/// The person's own extensions: Lua files that add formats, stores and rules of redaction to every run.
///
/// They stand in `$XDG_CONFIG_HOME/baton/extensions`, where no project can put one. What they add works as long as
/// this value lives.
public final class Extensions {
    private let runner: ScriptRunner

    private init(_ runner: ScriptRunner) { self.runner = runner }

    /// Where they stand.
    public static func directory(_ context: Context) -> String {
        Paths.join(Configuration.directory(context), "extensions")
    }

    /// Whether there are any.
    public static func areThere(_ context: Context) throws -> Bool { try !names(directory(context)).isEmpty }

    /// Runs all extensions, in the order of their names, for one run.
    ///
    /// The calling thread should have a big stack (``ScriptRunner/onItsThread(_:)``).
    ///
    /// - Returns: what keeps them alive; `nil` when there are none.
    /// - Throws: what the first one fails with, its file and line among it. The command must not go on then: it may have
    ///   been a rule of redaction.
    public static func load(_ run: HostRun) throws -> Extensions? {
        let directory = directory(run.context)
        let names = try names(directory)
        guard !names.isEmpty else { return nil }
        let folder = Paths.real(directory) ?? directory
        let runner = try ScriptRunner(run, modules: .folder(folder))
        let (permissions, file) = (run.permissions, run.untrustedFile)
        defer {
            (run.permissions, run.untrustedFile) = (permissions, file)
            run.extensions.isLoading = false
        }
        run.extensions.isLoading = true
        run.permissions = .all
        // What the person lets through on the command line, a store may send.
        if permissions.allows(.unredacted) { run.permissions.granted[.unredacted] = [] }
        run.untrustedFile = nil
        for name in names {
            do {
                _ = try runner.load(try source(name, folder), name: Paths.join(directory, name))
            } catch var error as LuaError {
                error.hint = error.hint ?? "mend the extension, or move it out of '\(directory)'"
                throw error
            }
        }
        return Extensions(runner)
    }

    /// The names of the files, sorted; what begins with a dot or is no Lua file is none.
    private static func names(_ directory: String) throws -> [String] {
        try Files.names(in: directory).filter { $0.hasSuffix(".lua") && !$0.hasPrefix(".") }
    }

    private static func source(_ name: String, _ folder: String) throws -> [UInt8] {
        let path = Paths.join(folder, name)
        guard let real = Paths.real(path), real.hasPrefix(folder == "/" ? folder : folder + "/") else {
            throw HostError(
                "extension",
                "the extension '\(path)' is a link that leads out of its folder",
                hint: "put the file itself there"
            )
        }
        return try Files.read(real, limit: 4 << 20)
    }
}
