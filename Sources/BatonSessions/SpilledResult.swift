public import JSON
internal import Platform

/// A tool's result that was too long for the transcript: the agent keeps it in a file beside, and shows the model its
/// beginning.
public struct SpilledResult: Sendable {
    /// Name of the file.
    public let name: String
    /// The text, at most ``limit`` bytes of it.
    public let bytes: [UInt8]
    /// Size of the file in bytes.
    public let size: Int

    /// Whether the text is longer than what was read.
    public var isCut: Bool { bytes.count < size }

    /// The most that is read of one result, in bytes.
    public static let limit = 32 << 20

    /// The name of the file that a result's text says it was saved to; `nil` for any other text.
    ///
    /// Claude Code writes `<persisted-output>`, a line with `Full output saved to: ` and the author's absolute path,
    /// and the beginning of the output. Of the path only the last part counts.
    static func name(in content: JSONValue?) -> String? {
        guard let content else { return nil }
        let text = content.kind == .array ? content.elements.lazy.compactMap { $0["text"] }.first : content
        // The path stands in the first lines; the rest may be megabytes.
        let head = text?.withText { text in
            (0..<min(text.count, 4096)).map { text[$0] }
        }
        guard let head else { return nil }
        let lines = String(decoding: head, as: UTF8.self)
        guard lines.drop(while: \.isWhitespace).hasPrefix("<persisted-output>") else { return nil }
        let mark = "Full output saved to: "
        for line in lines.split(whereSeparator: \.isNewline) {
            guard let start = Self.end(of: mark, in: line) else { continue }
            let path = line[start...]
            let name = path.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
            return isSafe(name) ? name : nil
        }
        return nil
    }

    /// Whether a name is one that such a file may have: 1 to 128 characters of `[A-Za-z0-9._-]`, no dot
    /// first.
    static func isSafe(_ name: String) -> Bool {
        let bytes = name.utf8
        return (1...128).contains(bytes.count) && bytes.first != UInt8(ascii: ".")
            && bytes.allSatisfy { byte in
                byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
                    || (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
                    || (0x61...0x7a).contains(byte)
            }
    }

    private static func end(of mark: String, in line: Substring) -> Substring.Index? {
        var rest = line
        while !rest.isEmpty {
            if rest.hasPrefix(mark) { return rest.index(rest.startIndex, offsetBy: mark.count) }
            guard let next = rest.dropFirst().firstIndex(of: "F") else { return nil }
            rest = rest[next...]
        }
        return nil
    }
}

extension Transcript {
    /// The whole text of a tool's result that was spilled into a file.
    ///
    /// `content` is the content of the result's block. The file is looked for in this session's own folder only,
    /// whatever path the text names.
    ///
    /// - Returns: `nil` when the result was not spilled, or its file is not there.
    /// - Throws: `PlatformError` when the file cannot be read.
    public func spilledResult(for content: JSONValue?) throws -> SpilledResult? {
        guard let name = SpilledResult.name(in: content) else { return nil }
        return try spilledResult(named: name)
    }

    /// The names of all results that were spilled, sorted.
    public func spilledNames() -> [String] {
        SideFolder.names(in: sideFolder?.directory("tool-results")).filter(SpilledResult.isSafe)
    }

    /// The result in a file of that name, in this session's own folder.
    ///
    /// - Returns: `nil` when there is none, or the name is not one that such a file has.
    /// - Throws: `PlatformError` when the file cannot be read.
    public func spilledResult(named name: String) throws -> SpilledResult? {
        guard SpilledResult.isSafe(name), let folder = sideFolder?.directory("tool-results"),
            folder.status(name)?.kind == .file
        else { return nil }
        let file = try folder.reader(name)
        let bytes = try file.bytes(from: 0, count: min(file.size, SpilledResult.limit))
        return SpilledResult(name: name, bytes: bytes, size: file.size)
    }
}
