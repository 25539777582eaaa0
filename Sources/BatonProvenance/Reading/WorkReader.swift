internal import BatonSessions
internal import JSON
internal import Platform

/// Reads what sessions did to files, one after another, with memory kept from one to the next.
struct WorkReader: ~Copyable {
    private var pass: RecordPass
    private let interest: PathInterest

    /// A reader of edits to the files that are of interest.
    init(_ beside: AgentsBesideFiles, _ interest: PathInterest) {
        pass = RecordPass(beside)
        self.interest = interest
    }

    /// What a session did.
    ///
    /// - Throws: ``PlatformError`` or ``SessionError`` when it cannot be read.
    mutating func work(of session: Session) throws -> SessionWork {
        var collector = WorkCollector(interest, directory: session.cwd)
        try pass.forEachCall(of: session, holding: interest.needles) { record, place in
            collector.take(record, EditPlace(offset: place.offset, subagent: place.subagent))
            return true
        }
        return collector.finish()
    }
}

/// Which files and commits are looked for.
struct PathInterest: Sendable {
    /// Last parts of the paths.
    let names: Set<String>
    /// Texts of which a session of interest holds one; none when there is no telling.
    let needles: [BytePattern]

    /// Interest in files, by paths from the top level, and in commits by their ids.
    ///
    /// `isNamed` says whether who changed the files must have named them, rather than a directory above them.
    init(
        paths: some Sequence<String>,
        commits: [(id: String, subject: String, authored: Timestamp)],
        isNamed: Bool
    ) {
        names = Set(paths.map { Paths.name($0) })
        var texts: Set<String> = Set(commits.map { String($0.id.prefix(7)) })
        // A program that lists packages names its list nowhere.
        var isTold = isNamed && names.isDisjoint(with: Self.lists)
        for name in names {
            if let run = Self.plainRun(name) { texts.insert(run) } else { isTold = false }
        }
        for commit in commits {
            if let run = Self.plainRun(commit.subject) { texts.insert(run) }
            // A commit that was amended has another id and subject, but is still of its minute, or of those beside it.
            for minute in -1...1 {
                let time = commit.authored.advanced(byMilliseconds: Int64(minute) * 60_000)
                texts.insert(String(time.iso8601.prefix(16)))
            }
        }
        let fits = isTold && texts.count <= Self.mostNeedles && !texts.isEmpty
        needles = fits ? texts.map { BytePattern($0.utf8.map { ($0, $0) }) } : []
    }

    private static let lists: Set<String> = [
        "package.json", "package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb",
        "Cargo.toml",
        "Cargo.lock", "go.mod", "go.sum", "pyproject.toml", "poetry.lock", "uv.lock", "Gemfile",
        "Gemfile.lock",
        "composer.json", "composer.lock", "Pipfile", "Pipfile.lock",
    ]

    /// More would cost more than reading.
    private static let mostNeedles = 14

    /// The longest part of a text that JSON writes as it is, at most 40 bytes of it.
    private static func plainRun(_ text: String) -> String? {
        let runs = text.utf8.split {
            $0 < 0x20 || $0 > 0x7e || [0x22, 0x2f, 0x5c, 0x3c, 0x3e, 0x26, 0x27].contains($0)
        }
        guard let run = runs.max(by: { $0.count < $1.count }), run.count >= 3 else { return nil }
        return String(decoding: Array(run.prefix(40)), as: UTF8.self)
    }

    func includes(_ edit: SessionEdit) -> Bool {
        if names.contains(Paths.name(edit.path)) { return true }
        // A directory may hold some of the files.
        return edit.kind == .removal || edit.kind == .move || edit.kind == .discard
    }
}

/// Puts calls and their answers together.
struct WorkCollector {
    private var work = SessionWork()
    private let interest: PathInterest
    private var directory: String?
    private var lastTime: Int64 = 0
    private var pending: [String: Pending] = [:]
    private var order: [String] = []
    private var lineCount = 0

    private struct Pending {
        var edits: [SessionEdit]
        var commit: CommitCall?
        var time: Int64
        var directory: String?
        var place: EditPlace
        var isCommand = false
    }

    init(_ interest: PathInterest, directory: String?) {
        self.interest = interest
        self.directory = directory
    }

    mutating func take(_ record: RecordView, _ place: EditPlace) {
        if let time = record.timestamp?.milliseconds { lastTime = time }
        if let cwd = record.cwd, !cwd.isEmpty, cwd.utf8.count < 4096 {
            directory = cwd
            if work.directories.count < 100 { work.directories.insert(cwd) }
        }
        if let branch = record.branch, !branch.isEmpty, work.branches.count < 100 {
            work.branches.insert(branch)
        }
        guard let content = record.content, content.kind == .array else { return }
        for block in content.elements {
            guard let type = block["type"] else { continue }
            if type.equals("tool_use") {
                takeCall(block, place)
            } else if type.equals("tool_result") {
                takeResult(block, record)
            }
        }
    }

    private mutating func takeCall(_ block: JSONValue, _ place: EditPlace) {
        guard let id = block["id"]?.string, let name = block["name"]?.string, let input = block["input"],
            input.kind == .object
        else { return }
        if work.firstCall == nil { work.firstCall = id }
        var call = Pending(edits: [], commit: nil, time: lastTime, directory: directory, place: place)
        if let command = input["command"]?.string, input["path"] == nil || input["old_str"] == nil,
            input["file_text"] == nil
        {
            let home = input["workdir"]?.string ?? input["cwd"]?.string
            let start = home.map { Paths.join(directory ?? "/", $0) } ?? directory
            let effects = ShellEffects(of: command, in: start, place)
            call.isCommand = true
            call.directory = start
            call.edits = effects.edits
            if effects.mayCommit {
                call.commit = CommitCall(
                    start: lastTime,
                    end: lastTime,
                    printed: [],
                    command: String(command.prefix(8192)),
                    merges: effects.merges
                )
            }
        } else {
            call.edits = FileCall.edits(tool: name, input, place)
            for index in call.edits.indices {
                let path = call.edits[index].path
                guard path.utf8.first != UInt8(ascii: "/"), let directory else { continue }
                call.edits[index].path = Paths.normalized(Paths.join(directory, path))
            }
        }
        for index in call.edits.indices { call.edits[index].path = Self.plain(call.edits[index].path) }
        call.edits.removeAll { !interest.includes($0) }
        // An id that is used again is a call that is told again.
        if pending.updateValue(call, forKey: id) == nil { order.append(id) }
    }

    /// A path of Windows with slashes.
    private static func plain(_ path: String) -> String {
        guard path.utf8.contains(UInt8(ascii: "\\")), path.utf8.dropFirst().first == UInt8(ascii: ":") else {
            return path
        }
        return String(path.map { $0 == "\\" ? "/" : $0 })
    }

    /// The files that a command says it wrote, such as `wrote data/table.json`.
    private func written(_ answer: String, _ directory: String?, _ place: EditPlace) -> [SessionEdit] {
        var edits: [SessionEdit] = []
        let verbs = [
            "wrote", "written", "created", "generated", "saved", "Wrote", "Created", "Generated", "Saved",
        ]
        for line in answer.utf8.prefix(1 << 16).split(separator: 0x0a) where edits.count < 200 {
            let text = String(decoding: Array(line), as: UTF8.self)
            guard text.utf8.count < 500, verbs.contains(where: { text.contains($0) }) else { continue }
            for name in ShellEffects.names(in: text) {
                let path = directory.map { Paths.normalized(Paths.join($0, name)) } ?? name
                edits.append(SessionEdit(time: 0, path: path, kind: .opaque, place: place))
            }
        }
        return edits.filter { interest.includes($0) }
    }

    private mutating func takeResult(_ block: JSONValue, _ record: RecordView) {
        guard let id = block["tool_use_id"]?.string, var call = pending.removeValue(forKey: id) else {
            return
        }
        if block["is_error"]?.bool == true {
            // A command that failed behind its commit has made that all the same.
            guard var commit = call.commit, let answer = Self.answer(block["content"]) else { return }
            commit.printed = Self.printed(in: answer)
            call.commit = commit
            call.edits = []
            if !commit.printed.isEmpty { keep(call, end: max(lastTime, call.time)) }
            return
        }
        let result = record.json["toolUseResult"]
        if !call.edits.isEmpty {
            let answer = call.edits.count == 1 ? Self.answer(block["content"]) : nil
            FileCall.refine(&call.edits, with: result, answer: answer)
        }
        if call.commit != nil {
            let answer = Self.answer(block["content"]) ?? ""
            call.commit?.printed = Self.printed(in: answer)
        }
        if call.isCommand, let answer = Self.answer(block["content"]) {
            call.edits += written(answer, call.directory, call.place)
        }
        keep(call, end: max(lastTime, call.time))
    }

    private mutating func keep(_ call: Pending, end: Int64) {
        for var edit in call.edits {
            lineCount += edit.added.lines.count + edit.removed.lines.count
            guard lineCount <= SessionWork.lineLimit else { break }
            edit.time = end
            work.edits.append(edit)
        }
        if var commit = call.commit, work.commits.count < 10_000 {
            commit.end = end
            work.commits.append(commit)
        }
    }

    /// All that was found; calls without an answer count, since the last one may still run.
    mutating func finish() -> SessionWork {
        for id in order { if let call = pending.removeValue(forKey: id) { keep(call, end: call.time) } }
        work.edits.sort { $0.time < $1.time }
        return work
    }

    /// The text of an answer, or its beginning.
    private static func answer(_ content: JSONValue?) -> String? {
        guard let content else { return nil }
        let text = content.kind == .string ? content : content.elements.first { $0["text"] != nil }?["text"]
        return text?.withText { bytes in
            let part = bytes.extracting(0..<min(bytes.count, 1 << 18))
            return unsafe part.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
        }
    }

    /// Lines such as `[main 1a2b3c4] subject` or `[main (root-commit) 1a2b3c4] subject` (git-commit(1)).
    static func printed(in text: String) -> [CommitCall.Printed] {
        var found: [CommitCall.Printed] = []
        for line in text.utf8.split(separator: 0x0a)
        where line.first == UInt8(ascii: "[") && found.count < 200 {
            // A subject may hold brackets too, a branch none; a detached HEAD is `[detached HEAD 1a2b3c4]`.
            guard let close = line.firstIndex(of: UInt8(ascii: "]")) else { continue }
            let words = line[line.index(after: line.startIndex)..<close].split(separator: 0x20)
            guard words.count >= 2, let id = words.last, (4...64).contains(id.count),
                id.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
            else { continue }
            let subject = line[line.index(after: close)...].drop { $0 == 0x20 }
            found.append(
                CommitCall.Printed(
                    id: String(decoding: Array(id), as: UTF8.self),
                    subject: String(decoding: Array(subject.prefix(400)), as: UTF8.self)
                )
            )
        }
        return found
    }
}
