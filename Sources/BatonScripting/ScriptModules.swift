internal import BatonHost
internal import Lua
internal import Platform

/// What a script may `require`: module `a.b` is the file `a/b.lua` beside it.
public struct ScriptModules: Sendable {
    private enum Source: Sendable {
        case folder(String)
        case files([String: [UInt8]])
    }

    private let source: Source

    /// Every file in the folder at `path`, which is the person's own; no link leads out of it.
    public static func folder(_ path: String) -> ScriptModules {
        ScriptModules(source: .folder(Paths.realAsFarAsThere(path)))
    }

    /// These files only, by their paths relative to the script: those that were approved together with it.
    public static func files(_ files: [String: [UInt8]]) -> ScriptModules {
        ScriptModules(source: .files(files))
    }

    /// The text of a module; `nil` when there is none.
    func source(of name: String) throws -> LuaSource? {
        let relative = name.replacing(".", with: "/") + ".lua"
        switch source {
        case .files(let files):
            return files[relative].map { LuaSource(bytes: $0, name: relative) }
        case .folder(let path):
            guard let file = Paths.real(Paths.join(path, relative)) else { return nil }
            guard file.hasPrefix(path == "/" ? path : path + "/") else {
                throw HostError("denied", "module '\(name)' is a link to a file outside the script's folder")
            }
            return LuaSource(bytes: try Files.read(file, limit: 4 << 20), name: relative)
        }
    }
}
