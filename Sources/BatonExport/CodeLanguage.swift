internal import Platform

/// The names by which viewers of Markdown know languages.
enum CodeLanguage {
    private static let names: [String: String] = [
        "bash": "bash", "c": "c", "cc": "cpp", "cpp": "cpp", "cs": "csharp", "css": "css", "dart": "dart",
        "ex": "elixir", "go": "go", "h": "c", "hpp": "cpp", "html": "html", "java": "java", "jl": "julia",
        "js": "javascript", "json": "json", "jsonl": "json", "jsx": "jsx", "kt": "kotlin", "lua": "lua",
        "md": "markdown", "mjs": "javascript", "php": "php", "pl": "perl", "py": "python", "r": "r",
        "rb": "ruby",
        "rs": "rust", "scala": "scala", "scss": "scss", "sh": "bash", "sql": "sql", "swift": "swift",
        "toml": "toml", "ts": "typescript", "tsx": "tsx", "txt": "text", "vue": "vue", "xml": "xml",
        "yaml": "yaml", "yml": "yaml", "zig": "zig", "zsh": "bash",
    ]

    /// The language of a file, by its extension; the extension itself when it is plain, else nothing.
    static func name(ofPath path: String) -> String {
        let name = Paths.fileExtension(path).lowercased()
        return names[name] ?? (FileNames.slug(name) == name && name.utf8.count <= 16 ? name : "")
    }
}
