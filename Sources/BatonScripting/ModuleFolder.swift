internal import BatonHost
internal import Lua
internal import Platform

/// The folder of a script, out of which it may `require` others.
public struct ModuleFolder: Sendable {
    private let path: String

    /// The folder at `path`.
    public init(_ path: String) { self.path = Paths.realAsFarAsThere(path) }

    /// The text of module `a.b`, which is the file `a/b.lua`; no link leads out of the folder.
    func source(of name: String) throws -> LuaSource? {
        let relative = name.replacing(".", with: "/") + ".lua"
        guard let file = Paths.real(Paths.join(path, relative)) else { return nil }
        guard file.hasPrefix(path + "/") else {
            throw HostError("denied", "module '\(name)' is a link to a file outside the script's folder")
        }
        return LuaSource(bytes: try Files.read(file, limit: 4 << 20), name: relative)
    }
}
