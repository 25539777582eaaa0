internal import BatonSessions
internal import JSON

/// Which files a session changed, how often and when last.
struct FileChanges {
    /// The changes of a file.
    struct File {
        let path: String
        var edits = 0
        var writes = 0
        var last = 0
    }

    private(set) var files: [File] = []
    private var places: [String: Int] = [:]
    /// Changes of further files than are kept.
    private(set) var others = 0

    private static let limit = 1000

    mutating func add(_ path: String, _ kind: ToolKind, _ number: Int) {
        if places[path] == nil {
            guard files.count < Self.limit else {
                others += 1
                return
            }
            places[path] = files.count
            files.append(File(path: path))
        }
        guard let place = places[path] else { return }
        if kind == .write { files[place].writes += 1 } else { files[place].edits += 1 }
        files[place].last = number
    }
}

/// How commands ended when they ran last.
struct CommandOutcomes {
    /// The last run of a command.
    struct Run {
        let command: String
        let failed: Bool
        let exitCode: Int?
        let number: Int
        /// The last line that it printed.
        let line: String
    }

    private var runs: [String: Run] = [:]
    /// The last run of a command that looks like a test.
    private(set) var test: Run?

    private static let limit = 2000
    private static let testWords: Set<String> = [
        "test", "tests", "pytest", "jest", "vitest", "mocha", "rspec", "ctest", "tox", "unittest", "phpunit",
    ]

    /// Those whose last run failed, the latest last.
    var failures: [Run] { runs.values.filter(\.failed).sorted { $0.number < $1.number } }

    mutating func add(_ call: ToolCall, _ result: ToolResult, _ number: Int) {
        // What never ran tells nothing.
        guard result.outcome == .fine || result.outcome == .failed, let command = call.subject else { return }
        let key = String(decoding: OneLine.cut(command[...], 300), as: UTF8.self)
        guard runs[key] != nil || runs.count < Self.limit else { return }
        let run = Run(
            command: key,
            failed: result.outcome == .failed,
            exitCode: result.exitCode,
            number: number,
            line: String(decoding: Self.lastLine(result.text), as: UTF8.self)
        )
        runs[key] = run
        if Self.isTest(key) { test = run }
    }

    private static func isTest(_ command: String) -> Bool {
        command.split { !($0.isLetter || $0.isNumber) }.contains { testWords.contains($0.lowercased()) }
    }

    private static func lastLine(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let tail = text.suffix(4096).trimmed
        let start = tail.lastIndex(of: 0x0a).map { $0 + 1 } ?? tail.startIndex
        return OneLine.cut(tail[start...], 200)
    }
}

/// The list of things to do as the session left it: written as a whole, or task by task.
struct TodoState {
    /// The message that changed it last.
    private(set) var number: Int?
    private var list: [CallPart.Todo] = []
    private var tasks: [(id: String, todo: CallPart.Todo)] = []

    private static let limit = 1000

    /// All things, done or not.
    var todos: [CallPart.Todo] { tasks.isEmpty ? list : tasks.map(\.todo) }

    /// Takes a list that is written as a whole.
    mutating func add(_ call: ToolCall, _ number: Int) {
        guard call.kind == .todos else { return }
        list = Array(call.todos.prefix(Self.limit))
        tasks = []
        self.number = number
    }

    /// Takes a task that was made or changed.
    mutating func close(_ call: ToolCall, _ details: JSONValue?, _ result: ToolResult, _ number: Int) {
        let input = call.input
        func text(_ value: JSONValue?) -> String? { value?.string ?? value?.int.map { String($0) } }
        switch call.name {
        case "TaskCreate":
            guard let id = text(details?["task"]?["id"]) ?? Self.id(in: result.text),
                tasks.count < Self.limit,
                let subject = input.text("subject")
            else { return }
            tasks.append((id, CallPart.Todo(text: subject, state: .open)))
        case "TaskUpdate":
            guard let id = text(input.json?["taskId"]), let place = tasks.firstIndex(where: { $0.id == id })
            else {
                return
            }
            let state = input.text("status").map { CallPart.Todo.State($0) } ?? tasks[place].todo.state
            let subject = input.text("subject") ?? tasks[place].todo.text
            if input.json?["status"]?.equals("deleted") == true {
                tasks.remove(at: place)
            } else {
                tasks[place].todo = CallPart.Todo(text: subject, state: state)
            }
        default: return
        }
        self.number = number
    }

    /// The id in `Task #3 created successfully: …`.
    private static func id(in text: ArraySlice<UInt8>) -> String? {
        guard text.starts(with: "Task #".utf8) else { return nil }
        let digits = text.dropFirst(6).prefix(9).prefix {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
        return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
    }
}
