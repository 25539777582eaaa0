internal import Platform

/// Which files a command line writes, moves or removes, as its words tell.
struct ShellEffects {
    private(set) var edits: [SessionEdit] = []
    /// Whether some command may make commits.
    private(set) var mayCommit = false
    /// Whether some command merges.
    private(set) var merges = false
    private var directory: String?
    private let place: EditPlace

    private static let mostEdits = 4_000

    /// The effects of a command line that runs in a directory.
    init(of command: String, in directory: String?, _ place: EditPlace) {
        self.directory = directory
        self.place = place
        if command.contains("*** Begin Patch") {
            edits = FileCall.edits(ofPatch: command, place).map { edit in
                var edit = edit
                edit.path = path(edit.path)
                return edit
            }
        }
        let commands = ShellWords(command).commands
        for (number, command) in commands.enumerated() where edits.count < Self.mostEdits {
            // What `cat <<EOF | tee FILE` writes stands with the command before the pipe.
            let documents = command.documents.isEmpty && number > 0 ? commands[number - 1].documents : []
            take(command, documents + command.documents)
        }
    }

    private func path(_ word: String) -> String {
        if word.hasPrefix("/") { return Paths.normalized(word) }
        guard let directory else { return word }
        return Paths.normalized(Paths.join(directory, word))
    }

    private mutating func add(
        _ word: String,
        _ kind: SessionEdit.Kind,
        _ lines: LineText = LineText()
    ) {
        guard !word.isEmpty, word.utf8.count < 4096, !word.hasPrefix("/dev/"), !word.contains("$"),
            edits.count < Self.mostEdits
        else { return }
        edits.append(SessionEdit(time: 0, path: path(word), kind: kind, added: lines, place: place))
    }

    private mutating func take(_ command: ShellWords.Command, _ documents: [String]) {
        var words = command.words[...]
        // Assignments, and programs that run another one.
        while let word = words.first,
            ["sudo", "time", "env", "command", "exec", "nohup", "then", "do", "else", "{", "!"].contains(word)
                || word.contains("=") && !word.hasPrefix("-") && !word.hasPrefix("=")
        {
            words = words.dropFirst()
        }
        let program = words.first.map { Paths.name($0) } ?? ""
        let arguments = Array(words.dropFirst())
        let files = arguments.filter { !$0.hasPrefix("-") }
        let written = Self.text(program, arguments, documents)
        for (path, appends) in command.outputs {
            if let written {
                add(path, appends ? .exact : .whole, written)
            } else {
                add(path, .opaque)
            }
        }
        switch program {
        case "cd", "pushd":
            if let target = files.first, !target.contains("$") { directory = path(target) }
        case "tee":
            let appends = arguments.contains("-a") || arguments.contains("--append")
            for file in files {
                if let written { add(file, appends ? .exact : .whole, written) } else { add(file, .opaque) }
            }
        case "sed", "gsed", "perl": takeReplacement(arguments)
        case "rm", "unlink": for file in files { add(file, .removal) }
        case "mv", "cp", "rsync", "install", "ln": takeMove(files, leaves: program == "mv")
        case "touch", "chmod": for file in files { add(file, .attribute) }
        case "truncate", "patch": for file in files { add(file, .opaque) }
        case "git": takeGit(arguments)
        case "gt", "jj", "hg", "sl", "make", "just", "npm", "task":
            mayCommit = true
            if program == "npm" { takePackages(program, arguments) }
        case "yarn", "pnpm", "bun", "cargo", "go", "poetry", "uv", "bundle", "composer", "pip", "pipenv":
            takePackages(program, arguments)
        case "python", "python3", "node", "ruby", "deno", "bash", "sh", "php", "osascript":
            takeScript(arguments, documents)
        default: break
        }
        takeOutputOptions(arguments)
    }

    /// What a command writes to its output, where its words tell.
    private static func text(_ program: String, _ arguments: [String], _ documents: [String]) -> LineText? {
        switch program {
        case "cat", "tee", "":
            return documents.isEmpty ? nil : LineText(documents.joined(separator: "\n"))
        case "echo", "printf":
            // Both take `\n` for a line end in some shells.
            let text = arguments.joined(separator: " ")
            return LineText(
                text.split(separator: "\\n", omittingEmptySubsequences: true).joined(separator: "\n")
            )
        default: return nil
        }
    }

    /// `sed -i` and `perl -pi` with `s/this/that/`.
    private mutating func takeReplacement(_ arguments: [String]) {
        let changes = arguments.contains { word in
            word.hasPrefix("--in-place")
                || word.hasPrefix("-") && !word.hasPrefix("--") && word.dropFirst().prefix(6).contains("i")
        }
        guard changes else { return }
        var scripts: [String] = []
        var files: [String] = []
        var isScript = false
        for word in arguments where word != "" {
            if isScript {
                scripts.append(word)
                isScript = false
            } else if word.hasPrefix("-") {
                isScript = word.hasSuffix("e") && !word.hasPrefix("--") || word == "--expression"
            } else if scripts.isEmpty {
                scripts.append(word)
            } else {
                files.append(word)
            }
        }
        let fragments = scripts.flatMap(Self.replacements)
        for file in files {
            let count = edits.count
            add(file, fragments.isEmpty ? .opaque : .replacement)
            if edits.count > count { edits[count].fragments = fragments }
        }
    }

    /// What `s/this/that/` replaces, and by what; of a pattern the longest part that stands for itself.
    static func replacements(_ script: String) -> [SessionEdit.Fragment] {
        var fragments: [SessionEdit.Fragment] = []
        let bytes = Array(script.utf8.prefix(1 << 16))
        var index = 0
        while index + 1 < bytes.count, fragments.count < 32 {
            let mark = bytes[index + 1]
            let isStart =
                index == 0 || !LineWords.isWordByte(bytes[index - 1])
                || (0x30...0x39).contains(bytes[index - 1])
            guard bytes[index] == UInt8(ascii: "s"), isStart, mark > 0x20, !LineWords.isWordByte(mark),
                mark != UInt8(ascii: ";")
            else {
                index += 1
                continue
            }
            var parts: [[UInt8]] = [[], []]
            var part = 0
            index += 2
            while index < bytes.count, part < 2 {
                if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count {
                    // A reference such as \1 stands for what is not known, as a class such as \b does.
                    let next = bytes[index + 1]
                    parts[part].append(LineWords.isWordByte(next) ? Self.unknown : next)
                    index += 2
                } else if part == 0 ? Self.isSpecial(bytes[index]) : bytes[index] == UInt8(ascii: "&") {
                    parts[part].append(Self.unknown)
                    index += 1
                } else if bytes[index] == mark {
                    part += 1
                    index += 1
                } else {
                    parts[part].append(bytes[index])
                    index += 1
                }
            }
            let (old, new) = (
                parts[0].split(separator: Self.unknown), parts[1].split(separator: Self.unknown)
            )
            // Where all stands for itself the very change is known.
            let isPlain = old.count <= 1 && new.count <= 1 && !parts[0].contains(Self.unknown)
            fragments.append(
                SessionEdit.Fragment(
                    old: isPlain ? parts[0] : [],
                    new: Array((new.max { $0.count < $1.count } ?? []).prefix(SessionEdit.Fragment.limit))
                )
            )
        }
        return fragments
    }

    private static let unknown: UInt8 = 0

    /// Whether a byte of a pattern stands for something else.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        [0x2e, 0x2a, 0x5b, 0x5d, 0x5e, 0x24, 0x28, 0x29, 0x2b, 0x3f, 0x7b, 0x7d, 0x7c].contains(byte)
    }

    private mutating func takeMove(_ files: [String], leaves: Bool) {
        guard files.count >= 2, let target = files.last else { return }
        for file in files.dropLast() {
            if leaves { add(file, .move) }
            add(target, .move)
            // The target may be a directory.
            add(Paths.join(target, Paths.name(file)), .move)
        }
    }

    private mutating func takeGit(_ arguments: [String]) {
        var rest = arguments[...]
        var home = directory
        while let word = rest.first, word.hasPrefix("-") {
            rest = rest.dropFirst()
            guard ["-C", "-c", "--git-dir", "--work-tree"].contains(word), let value = rest.popFirst() else {
                continue
            }
            if word == "-C" { home = path(value) }
        }
        guard let verb = rest.first else { return }
        let files = rest.dropFirst().filter { !$0.hasPrefix("-") }
        let old = directory
        directory = home
        defer { directory = old }
        switch verb {
        case "rm": for file in files { add(file, .removal) }
        case "mv": takeMove(Array(files), leaves: true)
        case "checkout", "restore", "reset": takeDiscard(verb, Array(rest.dropFirst()))
        case "commit", "revert", "cherry-pick", "am", "rebase", "pull": mayCommit = true
        case "merge": (mayCommit, merges) = (true, true)
        default: break
        }
    }

    /// Changes that were not committed and are given up.
    private mutating func takeDiscard(_ verb: String, _ arguments: [String]) {
        let files = arguments.filter { !$0.hasPrefix("-") }
        switch verb {
        case "reset": if arguments.contains("--hard") { add(".", .discard) }
        case "restore":
            guard !arguments.contains("--staged") || arguments.contains("--worktree") else { return }
            for file in files { add(file, .discard) }
        default:
            // `git checkout NAME` may mean a branch.
            if let mark = arguments.firstIndex(of: "--") {
                for file in arguments[(mark + 1)...] { add(file, .discard) }
            } else if files == ["."] {
                add(".", .discard)
            }
        }
    }

    /// Programs that write lists of packages.
    private mutating func takePackages(_ program: String, _ arguments: [String]) {
        let verbs = [
            "install", "i", "add", "remove", "update", "upgrade", "get", "mod", "lock", "sync", "uninstall",
            "init",
        ]
        let words = arguments.filter { !$0.hasPrefix("-") }
        // Without a name what is listed is installed, and nothing is listed anew.
        guard let verb = words.first, verbs.contains(verb),
            words.count > 1 || !["install", "i", "get", "sync"].contains(verb)
        else { return }
        let lists: [String: [String]] = [
            "npm": ["package.json", "package-lock.json"], "yarn": ["package.json", "yarn.lock"],
            "pnpm": ["package.json", "pnpm-lock.yaml"], "bun": ["package.json", "bun.lockb", "bun.lock"],
            "cargo": ["Cargo.toml", "Cargo.lock"], "go": ["go.mod", "go.sum"],
            "poetry": ["pyproject.toml", "poetry.lock"], "uv": ["pyproject.toml", "uv.lock"],
            "bundle": ["Gemfile", "Gemfile.lock"], "composer": ["composer.json", "composer.lock"],
            "pipenv": ["Pipfile", "Pipfile.lock"],
        ]
        let packages = words.dropFirst().map { word in
            SessionEdit.Fragment(
                old: [],
                new: Array(word.utf8.prefix { ![0x3d, 0x3e, 0x3c, 0x7e].contains($0) })
            )
        }
        for name in lists[program] ?? [] {
            let count = edits.count
            add(name, .opaque)
            if edits.count > count { edits[count].fragments = Array(packages.prefix(64)) }
        }
    }

    /// Scripts given with the command: they write the files that they name.
    private mutating func takeScript(_ arguments: [String], _ documents: [String]) {
        var texts = documents
        if let flag = arguments.firstIndex(where: { ["-c", "-e", "--eval"].contains($0) }),
            flag + 1 < arguments.count
        {
            texts.append(arguments[flag + 1])
        }
        let marks = [
            ".write", "write(", "write_text", "writeFile", "'w'", "\"w\"", "'a'", "\"a\"", "'wb'", "\"wb\"",
            ".save(",
            "dump(", "to_csv", "savefig", "File.write", "> ",
        ]
        for text in texts where marks.contains(where: { text.contains($0) }) {
            let lines = LineText(text)
            let literals = Self.literals(in: text)
            for name in Self.names(in: text) {
                let count = edits.count
                add(name, .named, lines)
                if edits.count > count { edits[count].fragments = literals }
            }
        }
    }

    /// Texts in quotes that a script may put into files.
    private static func literals(in text: String) -> [SessionEdit.Fragment] {
        var found: [SessionEdit.Fragment] = []
        for part in text.utf8.prefix(1 << 16).split(whereSeparator: { $0 == 0x22 || $0 == 0x27 || $0 == 0x0a }
        )
        where part.count >= 6 && part.count <= SessionEdit.Fragment.limit && found.count < 64 {
            // The text may end with `\n` for a line end.
            let bytes = part.suffix(2).elementsEqual("\\n".utf8) ? Array(part.dropLast(2)) : Array(part)
            found.append(SessionEdit.Fragment(old: [], new: bytes))
        }
        return found
    }

    /// The words in quotes that could be names of files.
    static func names(in text: String) -> Set<String> {
        var names: Set<String> = []
        let quotes: Set<UInt8> = [UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`")]
        for part in text.utf8.prefix(1 << 20).split(whereSeparator: { quotes.contains($0) || $0 <= 0x20 })
        where part.count <= 300 && names.count < 200 {
            guard part.contains(UInt8(ascii: ".")) || part.contains(UInt8(ascii: "/")),
                part.allSatisfy({ LineWords.isWordByte($0) || [0x2e, 0x2f, 0x2d, 0x40, 0x2b].contains($0) })
            else { continue }
            names.insert(String(decoding: Array(part), as: UTF8.self))
        }
        // In quotes a name may have spaces.
        for part in text.utf8.prefix(1 << 20).split(whereSeparator: { quotes.contains($0) || $0 == 0x0a })
        where part.count <= 300 && names.count < 400 && part.contains(0x20) {
            let dot = part.lastIndex(of: UInt8(ascii: "."))
            guard let dot, part.distance(from: dot, to: part.endIndex) <= 8 else { continue }
            names.insert(String(decoding: Array(part), as: UTF8.self))
        }
        return names
    }

    /// `-o FILE`, `--output FILE`, `of=FILE`.
    private mutating func takeOutputOptions(_ arguments: [String]) {
        for (number, word) in arguments.enumerated() {
            if ["-o", "-O", "--output", "--out", "--outfile", "--output-file"].contains(word) {
                if number + 1 < arguments.count { add(arguments[number + 1], .opaque) }
            } else {
                for mark in ["--output=", "--out=", "--outfile=", "--output-file=", "of="]
                where word.hasPrefix(mark) {
                    add(String(word.dropFirst(mark.count)), .opaque)
                }
            }
        }
    }
}
