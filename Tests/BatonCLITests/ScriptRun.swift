import BatonSessions
import JSON
import Platform
import Testing

/// Runs the commands of a script in a room.
///
/// Every command can fail the test; the first failure ends it.
///
/// - `exec PROGRAM …` runs a program that must end with 0; `! exec` one that must not. `baton` is the built one.
/// - `status N`, `stdout TEXT`, `stderr TEXT`: how the last program ended, and a text that its output holds; `!`
///   in front for one it must not hold. `stdout` and `stderr` without a text: that there is some.
/// - `keys NAME …`: the keys of the JSON object on standard output (of the first element of an array), exactly;
///   `json PATH VALUE`: the value at `a.0.b` of the JSON on standard output, or on standard error behind `error`.
/// - `stdin FILE`: standard input of the next `exec`. `capture NAME`: standard output, trimmed, as `${NAME}`.
/// - `exists PATH`, `contains PATH TEXT` (with `!` too), `mode PATH OCTAL`, `cmp A B`, `snapshot DIR`, `unchanged DIR`.
/// - `cd DIR`, `mkdir DIR`, `cp A B`, `rm PATH`, `env NAME=VALUE`, `chmod OCTAL PATH`.
/// - `sample [ID [TITLE]]` puts the sample session into the project.
///
/// Paths are relative to the current directory, at first `work` in the room; files of the script are relative to the
/// room. `${ROOM}`, `${HOME}`, `${WORK}`, `${PROJECT}` (the project's folder among the sessions),
/// `${SAMPLE}` (the sample's id), `${PROGRAM}` and `${BIN}` (the program and its directory) can be used everywhere.
struct ScriptRun {
    /// Why a script failed.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private var room: Room
    private var variables: [String: String]
    private var input: [UInt8] = []
    private var last: Platform.ProgramResult?
    private var snapshots: [String: [String: [UInt8]]] = [:]

    init(_ room: Room) {
        self.room = room
        variables = [
            "ROOM": room.root, "HOME": room.home, "WORK": room.work,
            "PROJECT": ProjectFolder.name(of: room.work), "SAMPLE": Room.sampleID,
            "PROGRAM": BuiltProgram.path,
            "BIN": Paths.directory(BuiltProgram.path),
        ]
    }

    /// Runs a script to its end.
    mutating func run(_ script: ScriptFile) throws {
        for file in script.files {
            let path = Paths.join(room.root, expanded(file.name))
            try Files.makeDirectory(Paths.directory(path))
            try Files.write(Array(expanded(file.content).utf8), to: path)
        }
        for command in script.commands {
            do {
                try run(command.words.map(expanded), isNegated: command.isNegated)
            } catch {
                let text = last.map {
                    "\nstatus \($0.status)\n--- stdout\n\($0.text.prefix(4000))\n--- stderr\n"
                        + String(decoding: $0.error.prefix(4000), as: UTF8.self)
                }
                throw Failure(
                    description:
                        "line \(command.line): \(command.words.joined(separator: " ")): \(error)\(text ?? "")"
                )
            }
        }
    }

    private mutating func run(_ words: [String], isNegated: Bool) throws {
        let arguments = Array(words.dropFirst())
        switch words[0] {
        case "exec":
            let result =
                arguments[0] == "baton"
                ? try room.baton(Array(arguments.dropFirst()), input: input)
                : try room.run(arguments[0], Array(arguments.dropFirst()), input: input)
            last = result
            input = []
            try require((result.status == 0) != isNegated, "ended with \(result.status)")
        case "status": try require((Int32(arguments[0]) == last?.status) != isNegated, "another status")
        case "stdout": try holds(last?.text, arguments, isNegated)
        case "stderr": try holds(last.map { String(decoding: $0.error, as: UTF8.self) }, arguments, isNegated)
        case "keys":
            let keys = try object().members.map { $0.key.string ?? "" }
            try require(keys.sorted() == arguments.sorted(), "the keys are \(keys)")
        case "json":
            let value = try text(at: arguments[0])
            try require((value == arguments[1]) != isNegated, "it is \(value)")
        case "stdin": input = try Files.read(path(arguments[0]))
        case "capture":
            var text = last?.text ?? ""
            while text.last?.isWhitespace == true { text.removeLast() }
            variables[arguments[0]] = text
        case "exists":
            let isThere = Files.linkStatus(path(arguments[0])) != nil
            try require(isThere != isNegated, isThere ? "it is there" : "it is not there")
        case "contains":
            try holds(
                String(decoding: try Files.read(path(arguments[0])), as: UTF8.self),
                Array(arguments.dropFirst()),
                isNegated
            )
        case "mode":
            let mode = Files.linkStatus(path(arguments[0]))?.mode
            try require(
                mode == UInt32(arguments[1], radix: 8),
                "it is \(mode.map { String($0, radix: 8) } ?? "missing")"
            )
        case "cmp":
            try require(
                (try content(arguments[0]) == content(arguments[1])) != isNegated,
                isNegated ? "they are the same" : "they differ"
            )
        case "snapshot": snapshots[path(arguments[0])] = try Room.tree(path(arguments[0]))
        case "unchanged":
            let now = try Room.tree(path(arguments[0]))
            let changed = Set(now.keys).union(snapshots[path(arguments[0])]?.keys ?? [:].keys)
                .filter { now[$0] != snapshots[path(arguments[0])]?[$0] }
            try require(
                snapshots[path(arguments[0])] != nil && changed.isEmpty,
                "changed: \(changed.sorted())"
            )
        case "cd": room.directory = path(arguments[0])
        case "mkdir": try Files.makeDirectory(path(arguments[0]))
        case "cp": try Files.write(try content(arguments[0]), to: path(arguments[1]))
        case "rm": try Files.remove(path(arguments[0]))
        case "chmod": try Files.setMode(UInt32(arguments[0], radix: 8) ?? 0, of: path(arguments[1]))
        case "env":
            let parts = arguments[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map(String.init)
            room.environment[parts[0]] = parts.count > 1 ? parts[1] : nil
        case "sample":
            try room.addSample(
                id: arguments.first ?? Room.sampleID,
                title: arguments.count > 1 ? arguments[1] : nil
            )
        default: throw Failure(description: "there is no command '\(words[0])'")
        }
    }

    private func require(_ condition: Bool, _ message: String) throws {
        if !condition { throw Failure(description: message) }
    }

    private func holds(_ text: String?, _ words: [String], _ isNegated: Bool) throws {
        let holds = words.first.map { (text ?? "").contains($0) } ?? !(text ?? "").isEmpty
        try require(holds != isNegated, holds ? "the text is there" : "the text is not there")
    }

    private func path(_ text: String) -> String { Paths.normalized(Paths.join(room.directory, text)) }

    /// The bytes of a file, or of an output of the last program.
    private func content(_ name: String) throws -> [UInt8] {
        switch name {
        case "stdout": last?.output ?? []
        case "stderr": last?.error ?? []
        default: try Files.read(path(name))
        }
    }

    private func object() throws -> JSONValue {
        let root = try JSONParser.parse(last?.output ?? [])
        if root.kind == .array, let first = root.elements.map({ $0 }).first { return first }
        return root
    }

    /// A scalar of the last program's JSON, as text.
    private func text(at path: String) throws -> String {
        // A failure is the last line of standard error; a preview may stand before it.
        let failure = last?.error.split(separator: 0x0a).last.map { Array($0) } ?? []
        var value = try JSONParser.parse(path.hasPrefix("error.") ? failure : last?.output ?? [])
        for name in path.split(separator: ".").map(String.init) {
            let next =
                value.kind == .array
                ? Int(name).flatMap { Array(value.elements).dropFirst($0).first } : value[key: name]
            guard let next else { throw Failure(description: "there is no '\(name)'") }
            value = next
        }
        if let text = value.string { return text }
        var writer = JSONWriter()
        writer.copy(value)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func expanded(_ text: String) -> String {
        var text = text
        for (name, value) in variables { text = text.replacing("${\(name)}", with: value) }
        return text
    }
}
