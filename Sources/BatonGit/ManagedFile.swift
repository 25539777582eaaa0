internal import Platform

/// A hook manager's file, to which a marked block of ours is added, and from which it is taken again.
///
/// The rest of the file stays byte for byte, and what cannot be changed safely is left alone.
struct ManagedFile {
    /// Why a file is left to the person.
    struct Refusal: Error, Equatable {
        /// One sentence.
        let reason: String
    }

    /// Top level of the worktree.
    let root: String
    /// Path from there.
    let path: String
    /// Whose it is.
    let manager: HookManager

    private var absolute: String { Paths.join(root, path) }
    private static let largest = 1 << 20

    /// What stands behind the opening line when removing must do more than to take the lines out.
    private enum Joint: String, CaseIterable {
        case plain = ""
        case newFile = " (new file)"
        case noNewline = " (no newline before)"
    }

    private static func opening(_ hook: HookName) -> String { "# baton: begin \(hook.rawValue)" }
    private static func closing(_ hook: HookName) -> String { "# baton: end \(hook.rawValue)" }

    /// Adds the lines of an advice.
    ///
    /// - Returns: how to take the change back; `nil` when the lines stand there already.
    /// - Throws: ``Refusal`` for a file that cannot be changed safely; `PlatformError`.
    func add(_ advice: HookAdvice, _ hook: HookName) throws -> (() throws -> Void)? {
        if let kind = Files.linkStatus(absolute)?.kind, kind != .file {
            throw Refusal(reason: "'\(path)' is not a plain file")
        }
        let before = try bytes()
        guard let text = before.map({ String(validating: $0, as: UTF8.self) }) ?? "" else {
            throw Refusal(reason: "'\(path)' is not UTF-8")
        }
        if text.contains(Self.opening(hook)) { return nil }
        let newline = text.contains("\r\n") ? "\r\n" : "\n"
        if newline != "\n", manager == .husky { throw Refusal(reason: "'\(path)' has CRLF at its line ends") }
        let endsLine = text.utf8.last.map { $0 == UInt8(ascii: "\n") } ?? true
        let joint: Joint = before == nil ? .newFile : endsLine ? .plain : .noNewline
        let edit = ManagerEdit(manager: manager, path: path, text: text)
        let indent = try edit.check(hook)
        let lines =
            [Self.opening(hook) + joint.rawValue]
            + edit.indented(advice.lines, by: indent) + [Self.closing(hook)]
        let block = lines.map { (line: String) in
            let isMarker = line.hasPrefix("# baton: ")
            return (isMarker ? String(repeating: " ", count: indent) : "") + line + newline
        }.joined()
        let place = edit.place(at: joint == .noNewline ? newline : "", block)
        try edit.checkAfter(place, hook, advice)
        let mode = Files.status(absolute)?.mode ?? 0o644
        try Files.makeDirectory(Paths.directory(absolute))
        try Files.write(Array(place.utf8), to: absolute, mode: mode)
        if before != nil { try Files.setMode(mode, of: absolute) }
        return {
            guard let before else { return try Files.remove(absolute) }
            try Files.write(before, to: absolute, mode: mode)
            try Files.setMode(mode, of: absolute)
        }
    }

    /// Takes our lines out again.
    ///
    /// - Returns: whether there were any.
    /// - Throws: `PlatformError`.
    func remove(_ hook: HookName) throws -> Bool {
        guard Files.linkStatus(absolute)?.kind == .file, let bytes = try? bytes(),
            let text = String(validating: bytes, as: UTF8.self)
        else { return false }
        var lines = text.linesByByte
        func index(_ marker: String, from start: Int) -> Int? {
            lines[start...].firstIndex { $0.drop { $0 == " " }.hasPrefix(marker) }
        }
        guard let first = index(Self.opening(hook), from: 0),
            let last = index(Self.closing(hook), from: first)
        else { return false }
        // The longest ending that fits; the first is empty.
        let newline = lines[first].utf8.last == UInt8(ascii: "\r") ? "\r\n" : "\n"
        let opening = String(lines[first].prefix { $0 != "\r" })
        let joint = Joint.allCases.last { opening.hasSuffix($0.rawValue) } ?? .plain
        lines.removeSubrange(first...last)
        // Another block of ours that came to stand at the beginning says from now on how that was.
        let next = lines.indices.contains(first) ? lines[first] : ""
        if joint != .plain, next.drop(while: { $0 == " " }).hasPrefix("# baton: begin ") {
            let text = next.utf8.last == UInt8(ascii: "\r") ? String(Substring(next.utf8.dropLast())) : next
            lines[first] = text + joint.rawValue + (newline == "\n" ? "" : "\r")
        }
        var left = lines.joined(separator: "\n")
        // A line that was added behind ours since keeps the newline.
        if joint == .noNewline, lines.last == "", first == lines.count - 1 {
            left = String(Substring(left.utf8.dropLast(newline.utf8.count)))
        }
        if joint == .newFile, left.isEmpty {
            try Files.remove(absolute)
            return true
        }
        let mode = Files.status(absolute)?.mode ?? 0o644
        try Files.write(Array(left.utf8), to: absolute, mode: mode)
        try Files.setMode(mode, of: absolute)
        return true
    }

    private func bytes() throws -> [UInt8]? {
        guard Files.linkStatus(absolute) != nil else { return nil }
        return try Files.read(absolute, limit: Self.largest)
    }
}

extension String {
    /// The parts between line feeds; a carriage return stays with its line, which for Swift would be one character.
    var linesByByte: [String] {
        utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
    }
}
