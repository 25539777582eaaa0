internal import Platform

/// Reads patches as git-diff(1) describes them, the combined ones of merges too, and lists of `--name-status`.
///
/// Inside a hunk every line begins with a mark, so that no content can be taken for a head.
struct PatchParser {
    /// A line that no line of a patch can be taken for.
    static let format =
        ">%H%x00%P%x00%ae%x00%at%x00%ct%x00%s%x00"
        + "%(trailers:key=Baton-Session,valueonly=true,unfold=true,separator=%x1f)"

    private var file: PatchedFile?
    /// Marks at the beginning of a line: the number of parents; 0 outside of a hunk.
    private var marks = 0
    /// The lines of the old and the new side that the hunk still has; of a combined one not counted.
    private var remaining = (old: 0, new: 0)

    /// Hands over all that is in the text.
    static func parse(_ text: Span<UInt8>, _ visitor: inout some PatchVisitor) {
        var parser = PatchParser()
        var start = 0
        while start < text.count {
            let end = text.firstIndex(of: 0x0a, from: start) ?? text.count
            parser.take(text.extracting(start..<end), &visitor)
            start = end + 1
        }
        parser.finishFile(&visitor)
    }

    private mutating func take(_ line: Span<UInt8>, _ visitor: inout some PatchVisitor) {
        if marks > 0, takeContent(line, &visitor) { return }
        marks = 0
        guard let first = line.isEmpty ? nil : line[0] else { return }
        switch first {
        case UInt8(ascii: ">"):
            finishFile(&visitor)
            if let commit = Self.commit(line.extracting(droppingFirst: 1)) { visitor.visit(commit) }
        case UInt8(ascii: "@"):
            finishFile(&visitor)
            beginHunk(line)
        case UInt8(ascii: "d") where line.begins(with: "diff "):
            finishFile(&visitor)
            file = PatchedFile(path: Self.pathOfHead(line) ?? "")
        default:
            if file == nil { takeStatus(line, &visitor) } else { takeHead(line) }
        }
    }

    /// Takes a line of a hunk; `false` when the hunk is over.
    private mutating func takeContent(_ line: Span<UInt8>, _ visitor: inout some PatchVisitor) -> Bool {
        if !line.isEmpty, line[0] == UInt8(ascii: "\\") { return true }
        if marks == 1 {
            guard remaining.old > 0 || remaining.new > 0, !line.isEmpty else { return false }
            switch line[0] {
            case UInt8(ascii: "+"): remaining.new -= 1
            case UInt8(ascii: "-"): remaining.old -= 1
            default:
                remaining.new -= 1
                remaining.old -= 1
                return true
            }
            visitor.visit(line: line.extracting(droppingFirst: 1), isAdded: line[0] == UInt8(ascii: "+"))
            return true
        }
        guard line.count >= marks else { return false }
        var (isAdded, isRemoved) = (false, false)
        for place in 0..<marks {
            switch line[place] {
            case UInt8(ascii: "+"): isAdded = true
            case UInt8(ascii: "-"): isRemoved = true
            case UInt8(ascii: " "): break
            default: return false
            }
        }
        if isAdded || isRemoved {
            visitor.visit(line: line.extracting(droppingFirst: marks), isAdded: isAdded)
        }
        return true
    }

    private mutating func beginHunk(_ line: Span<UInt8>) {
        var signs = 0
        while signs < line.count, line[signs] == UInt8(ascii: "@") { signs += 1 }
        guard signs >= 2, signs <= 64 else { return }
        marks = signs - 1
        guard marks == 1 else { return }
        // @@ -old[,count] +new[,count] @@
        let words = Self.text(line.extracting(0..<min(line.count, 120))).split(separator: " ")
        func count(_ word: Substring) -> Int {
            let parts = word.dropFirst().split(separator: ",")
            return parts.count > 1 ? Int(parts[1]) ?? 0 : 1
        }
        guard words.count >= 3 else { return marks = 0 }
        remaining = (count(words[1]), count(words[2]))
    }

    private mutating func takeHead(_ line: Span<UInt8>) {
        guard line.count < 1 << 16 else { return }
        func rest(_ mark: StaticString) -> String? {
            line.begins(with: mark) ? Self.text(line.extracting(droppingFirst: mark.utf8CodeUnitCount)) : nil
        }
        if let path = rest("+++ ") ?? (file?.path.isEmpty == true ? rest("--- ") : nil) {
            let name = GitQuoting.unquoted(path)
            if name != "/dev/null" { file?.path = String(name.dropFirst(2)) }
        } else if let path = rest("rename from ") {
            file?.originalPath = GitQuoting.unquoted(path)
            file?.change = .renamed
        } else if let path = rest("rename to ") {
            file?.path = GitQuoting.unquoted(path)
        } else if line.begins(with: "new file mode") {
            file?.change = .added
        } else if line.begins(with: "deleted file mode") {
            file?.change = .deleted
        } else if line.begins(with: "Binary files ") {
            file?.isOpaque = true
        }
    }

    /// Takes a line of `--name-status`, such as `M\tpath`; of a merge with a letter for each parent.
    private mutating func takeStatus(_ line: Span<UInt8>, _ visitor: inout some PatchVisitor) {
        guard let tab = line.firstIndex(of: 0x09), tab > 0, tab <= 64, line.count < 1 << 16 else { return }
        var file = PatchedFile(path: GitQuoting.unquoted(Self.text(line.extracting(droppingFirst: tab + 1))))
        file.isOpaque = true
        switch line[0] {
        case UInt8(ascii: "A"): file.change = .added
        case UInt8(ascii: "D"): file.change = .deleted
        case UInt8(ascii: "M"), UInt8(ascii: "T"): break
        default: return
        }
        visitor.visit(file)
    }

    private mutating func finishFile(_ visitor: inout some PatchVisitor) {
        guard let file else { return }
        self.file = nil
        if !file.path.isEmpty { visitor.visit(file) }
    }

    /// The path in `diff --git a/PATH b/PATH` or `diff --cc PATH`, which later lines may tell better.
    private static func pathOfHead(_ line: Span<UInt8>) -> String? {
        guard line.count < 1 << 16 else { return nil }
        let text = text(line)
        for mark in ["diff --cc ", "diff --combined "] where text.hasPrefix(mark) {
            return GitQuoting.unquoted(String(text.dropFirst(mark.count)))
        }
        guard text.hasPrefix("diff --git ") else { return nil }
        // Both names are the same where no other line tells them, so that each is one half.
        let names = Array(text.utf8.dropFirst("diff --git ".utf8.count))
        let first = String(decoding: names[..<(names.count / 2)], as: UTF8.self)
        let name = GitQuoting.unquoted(first)
        return name.hasPrefix("a/") ? String(name.dropFirst(2)) : nil
    }

    private static func commit(_ line: Span<UInt8>) -> PatchedCommit? {
        let fields = text(line).split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
        guard fields.count >= 7 else { return nil }
        func moment(_ text: String) -> Timestamp {
            Timestamp(seconds: min(max(Int64(text) ?? 0, 0), 253_402_300_799))
        }
        return PatchedCommit(
            id: fields[0],
            parents: fields[1].split(separator: " ").map(String.init),
            email: fields[2],
            authored: moment(fields[3]),
            committed: moment(fields[4]),
            subject: fields[5],
            sessions: fields[6].split(separator: "\u{1f}").prefix(100).map(String.init)
        )
    }

    private static func text(_ bytes: Span<UInt8>) -> String {
        unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}

/// Names as git prints them: in quotes with escapes as in C when they hold what is unusual.
enum GitQuoting {
    /// The name itself.
    static func unquoted(_ text: String) -> String {
        // Behind a name with spaces stands a tab.
        let text = text.hasSuffix("\t") ? String(text.dropLast()) : text
        guard text.hasPrefix("\""), text.hasSuffix("\""), text.utf8.count >= 2 else { return text }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8.dropFirst().dropLast())[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
                bytes.append(byte)
                continue
            }
            switch next {
            case UInt8(ascii: "a"): bytes.append(7)
            case UInt8(ascii: "b"): bytes.append(8)
            case UInt8(ascii: "t"): bytes.append(9)
            case UInt8(ascii: "n"): bytes.append(10)
            case UInt8(ascii: "v"): bytes.append(11)
            case UInt8(ascii: "f"): bytes.append(12)
            case UInt8(ascii: "r"): bytes.append(13)
            case UInt8(ascii: "0")...UInt8(ascii: "3"):
                var value = Int(next - 0x30)
                for _ in 0..<2 {
                    if let digit = rest.first, (0x30...0x37).contains(digit) {
                        value = value * 8 + Int(digit - 0x30)
                        rest = rest.dropFirst()
                    }
                }
                bytes.append(UInt8(truncatingIfNeeded: value))
            default: bytes.append(next)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
