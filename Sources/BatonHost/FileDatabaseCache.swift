internal import BatonRedaction
internal import Platform

/// Keeps the compiled redaction rules under `$XDG_CACHE_HOME/baton`, so that a short run need not compile them.
struct FileDatabaseCache: DatabaseCache {
    private let directory: String

    init(_ context: Context) {
        directory = Paths.join(context.baseDirectory("XDG_CACHE_HOME", default: ".cache"), "baton/rules")
    }

    func load(_ key: String) -> [UInt8]? { try? Files.read(path(key), limit: 64 << 20) }

    func store(_ key: String, _ bytes: [UInt8]) {
        // A cache that cannot be written costs time, nothing else.
        _ = try? Files.makeDirectory(directory, mode: 0o700)
        try? Files.write(bytes, to: path(key), mode: 0o600)
    }

    private func path(_ key: String) -> String { Paths.join(directory, key + ".db") }
}
