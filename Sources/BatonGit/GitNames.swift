/// Texts from outside that are checked before git sees them.
enum GitNames {
    /// A revision or range, such as `HEAD~2` or `main..topic`.
    ///
    /// - Throws: ``GitError/badArgument(kind:text:)`` when git could take it for an option, or when it is empty or
    ///   holds control characters.
    static func revision(_ text: String) throws(GitError) -> String {
        guard isPlain(text) else { throw .badArgument(kind: "revision", text: text) }
        return text
    }

    /// A path as a pathspec that means exactly it, from the top level of the worktree.
    static func pathspec(_ path: String) throws(GitError) -> String {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw .badArgument(kind: "path", text: path) }
        return ":(top,literal)" + path
    }

    /// A remote's name.
    static func remote(_ name: String) throws(GitError) -> String {
        guard isPlain(name), !name.utf8.contains(UInt8(ascii: " ")) else {
            throw .badArgument(kind: "name of a remote", text: name)
        }
        return name
    }

    /// The full name of a ref of notes; `baton` means `refs/notes/baton`.
    static func notesRef(_ name: String) throws(GitError) -> String {
        let full =
            if name.hasPrefix("refs/notes/") { name } else if name.hasPrefix("notes/") { "refs/" + name } else
            {
                "refs/notes/" + name
            }
        guard !name.hasPrefix("-"), isRef(full) else { throw .badArgument(kind: "ref of notes", text: name) }
        return full
    }

    /// A key of the configuration, such as `remote.origin.url`.
    static func configKey(_ key: String) throws(GitError) -> String {
        guard let first = key.firstIndex(of: "."), let last = key.lastIndex(of: "."),
            !key[..<first].isEmpty, key[..<first].utf8.allSatisfy(isNameByte),
            let start = key[last...].dropFirst().utf8.first, isLetter(start),
            key[last...].dropFirst().utf8.allSatisfy(isNameByte),
            !key.hasPrefix("-"), !key.utf8.contains(where: { $0 == 0 || $0 == UInt8(ascii: "\n") })
        else { throw .badArgument(kind: "configuration key", text: key) }
        return key
    }

    /// Whether git-check-ref-format(1) allows the name.
    static func isRef(_ name: String) -> Bool {
        guard !name.isEmpty, name.utf8.count <= 1024, !name.hasPrefix("/"), !name.hasSuffix("/"),
            !name.hasSuffix("."),
            !name.hasPrefix("-"), !name.contains(".."), !name.contains("@{"), !name.contains("//")
        else { return false }
        let forbidden = Set(" ~^:?*[\\".utf8)
        guard name.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f && !forbidden.contains($0) }) else {
            return false
        }
        return name.split(separator: "/").allSatisfy { !$0.hasPrefix(".") && !$0.hasSuffix(".lock") }
    }

    private static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && !text.hasPrefix("-") && text.utf8.count <= 4096
            && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
    }
}
