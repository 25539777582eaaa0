internal import JSON
internal import Platform

/// The folder in which OpenCode kept sessions before version 1.2: `session/<project>/<session>.json`,
/// `message/<session>/<message>.json`, `part/<message>/<part>.json`.
///
/// Names in the files become parts of paths only when they are safe.
struct OpenCodeStorage {
    /// The most files of one session that are read.
    static let mostFiles = 200_000

    private let root: String
    private var left: Int
    private var files = 0

    /// The storage that the file of a session belongs to, of which at most `limit` bytes are read.
    init(sessionFile path: String, limit: Int) {
        root = Paths.directory(Paths.directory(Paths.directory(path)))
        left = limit
    }

    /// The messages of a session in order.
    ///
    /// - Throws: ``PlatformError`` when they are too large; a file that cannot be read is left out.
    func messages(ofSession id: String) throws -> [OpenCodeMessage] {
        var reader = self
        var messages: [OpenCodeMessage] = []
        for info in try reader.documents(in: "message/" + id) {
            guard let name = info["id"]?.string, SafeName.isValid(name) else { continue }
            messages.append(OpenCodeMessage(info: info, parts: try reader.documents(in: "part/" + name)))
        }
        // Names rise with time in most versions; the time that a message tells is surer.
        return messages.enumerated().sorted { left, right in
            (left.element.time?.milliseconds ?? .max, left.offset)
                < (right.element.time?.milliseconds ?? .max, right.offset)
        }.map(\.element)
    }

    private mutating func documents(in folder: String) throws -> [JSONValue] {
        let path = Paths.join(root, folder)
        return try ((try? Files.names(in: path)) ?? []).compactMap { name in
            guard name.hasSuffix(".json") else { return nil }
            files += 1
            guard files <= Self.mostFiles else {
                throw PlatformError.tooLarge(path: path, limit: OpenCodeTranslation.limit)
            }
            let file = Paths.join(path, name)
            guard Files.linkStatus(file)?.kind == .file else { return nil }
            let bytes = try Files.read(file, limit: left)
            left -= bytes.count
            var parser = JSONParser()
            guard let root = try? parser.parseRepairing(bytes, from: 0).root, root.kind == .object else {
                return nil
            }
            return root
        }
    }
}
