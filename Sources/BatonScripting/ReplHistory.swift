internal import BatonHost
public import Platform

/// The lines that were typed at the prompt, kept between sessions in a file that only its owner can read.
///
/// Lines lose their secrets before they are kept.
public struct ReplHistory {
    /// The file.
    public let path: String
    /// The most lines that are kept.
    public static let limit = 1000
    private static let bytes = 1 << 20

    /// The history in the person's state folder.
    public init(_ context: Context) {
        path = Paths.join(
            context.baseDirectory("XDG_STATE_HOME", default: ".local/state"),
            "baton/repl_history"
        )
    }

    /// The lines that were kept, the oldest first; none when the file cannot be read.
    public func lines() -> [String] {
        guard let bytes = try? Files.read(path, limit: Self.bytes) else { return [] }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        return lines.suffix(Self.limit).map(PrintableText.line)
    }

    /// Keeps these lines beside those of other sessions.
    ///
    /// - Parameters:
    ///   - new: the lines, in the order they were typed.
    ///   - clean: takes the secrets out of a text.
    /// - Throws: `PlatformError` when the file cannot be written; whatever `clean` throws.
    public func add(_ new: [String], clean: (String) throws -> String) throws {
        guard !new.isEmpty else { return }
        // Together, since a key may go over several lines.
        let cleaned = try clean(new.joined(separator: "\n")).split(separator: "\n").map(String.init)
        var kept: [String] = []
        for line in lines() + cleaned where kept.last != line && line.utf8.count <= 4096 { kept.append(line) }
        kept = kept.suffix(Self.limit)
        var size = kept.reduce(0) { $0 + $1.utf8.count + 1 }
        while size > Self.bytes, !kept.isEmpty { size -= kept.removeFirst().utf8.count + 1 }
        try Files.makeDirectory(Paths.directory(path), mode: 0o700)
        try Files.write(Array(kept.map { $0 + "\n" }.joined().utf8), to: path, mode: 0o600)
    }
}
