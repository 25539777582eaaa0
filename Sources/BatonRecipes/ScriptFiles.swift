internal import BatonHost
internal import LuaSyntax
internal import Platform
internal import YAML

/// Finds the Lua files that a recipe brings along: those its steps name, and those that its Lua requires.
struct ScriptFiles {
    /// The directory of the recipe.
    let directory: String
    /// Whether links are followed; only in the person's own folder.
    let followsLinks: Bool

    /// The most files that a recipe may bring.
    static let most = 64
    private static let largest = 1 << 20

    /// Reads them, by their paths relative to the recipe.
    ///
    /// What is not there is left for the reader to tell.
    func read(_ bytes: [UInt8], _ kind: RecipeSource.Kind) -> [String: [UInt8]] {
        var pending = kind == .lua ? Self.required(by: bytes) : Self.named(in: bytes)
        var result: [String: [UInt8]] = [:]
        while let name = pending.popLast() {
            guard result[name] == nil, result.count < Self.most, let content = content(name) else { continue }
            result[name] = content
            pending += Self.required(by: content)
        }
        return result
    }

    private func content(_ name: String) -> [UInt8]? {
        let path = Paths.join(directory, name)
        if !followsLinks {
            guard let real = Paths.real(directory), Paths.real(path) == Paths.join(real, name) else {
                return nil
            }
        }
        return try? Files.read(path, limit: Self.largest)
    }

    /// Files that the steps of a recipe name, and that their Lua requires.
    private static func named(in bytes: [UInt8]) -> [String] {
        guard let root = try? YAMLReader().read(bytes), let steps = root["steps"]?.items else { return [] }
        return steps.flatMap { step in
            let script = step["script"]?.text.flatMap { RecipeSource.isScriptName($0) ? $0 : nil }
            let chunk = step["lua"]?.text.map { required(by: Array($0.utf8)) } ?? []
            return (script.map { [$0] } ?? []) + chunk
        }
    }

    /// Files of the modules that a chunk requires by a name that stands there.
    ///
    /// Only its words are looked at: a file that cannot be parsed still brings what it names.
    static func required(by chunk: [UInt8]) -> [String] {
        var lexer = Lexer(chunk)
        var names: [String] = []
        var token = lexer.next()
        while token.kind != .end {
            guard token.kind == .name("require") else {
                token = lexer.next()
                continue
            }
            token = lexer.next()
            if token.kind == .symbol(.openParenthesis) { token = lexer.next() }
            guard case .string(let module) = token.kind else { continue }
            let parts = String(decoding: module, as: UTF8.self)
                .split(separator: ".", omittingEmptySubsequences: false)
            if parts.first != "baton", parts.allSatisfy({ RecipeName.isRecipe(String($0)) }) {
                names.append(parts.joined(separator: "/") + ".lua")
            }
        }
        return names
    }
}
