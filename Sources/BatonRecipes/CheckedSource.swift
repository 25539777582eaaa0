internal import YAML

extension RecipeCatalog {
    /// A recipe that is not in a file, such as the text in an editor; it brings no other files and is not trusted.
    public func source(of bytes: [UInt8], file: String, kind: RecipeSource.Kind) -> RecipeSource {
        RecipeSource(
            name: "input",
            origin: .file,
            kind: kind,
            file: file,
            path: nil,
            bytes: bytes,
            scripts: [:],
            isTrusted: false,
            isDenied: false
        )
    }
}

extension RecipeSource {
    /// The Lua files that its steps run.
    public var stepScripts: [String] {
        guard kind == .yaml, let steps = try? YAMLReader().read(bytes)?["steps"]?.items else { return [] }
        return steps.compactMap { $0["script"]?.text }
    }
}
