internal import BatonHost
internal import Lua

/// Where a prompt reads and writes.
public protocol ReplTerminal: AnyObject {
    /// Reads a line after the prompt.
    func readLine(prompt: String, after earlier: String) throws -> ReplLine
    /// Lets the arrow keys bring a line back.
    func remember(_ line: String)
    /// Shows a result.
    func show(_ text: String) throws
    /// Says something that is no result.
    func tell(_ text: String)
    /// Tells why an input failed.
    func tell(failure: any Error)
}

/// How reading a line ended.
public enum ReplLine: Sendable, Equatable {
    /// A line, without its newline.
    case text(String)
    /// Ctrl-C was pressed.
    case interrupted
    /// The input ended.
    case end
}

/// Reads inputs, runs them and shows what they give, until the input ends.
public struct Repl {
    /// A command of the prompt.
    struct Command {
        let name: String
        let argument: String
        let about: String
    }

    static let commands = [
        Command(
            name: "doc",
            argument: "NAME",
            about: "the page of a function, table, type or kind of failure"
        ),
        Command(name: "type", argument: "EXPR", about: "what kind of value an expression gives"),
        Command(name: "limits", argument: "", about: "what an input may use, and what the last one used"),
        Command(name: "help", argument: "", about: "this list"),
        Command(name: "quit", argument: "", about: "leave; Ctrl-D does the same"),
    ]

    private let session: ReplSession
    private let terminal: any ReplTerminal
    private var pending = ""

    /// A prompt over a session.
    public init(_ session: ReplSession, _ terminal: any ReplTerminal) {
        self.session = session
        self.terminal = terminal
    }

    /// Runs until the input ends, `:quit`, or a script that ends itself.
    ///
    /// - Throws: what reading or writing throws.
    public mutating func run() throws {
        while true {
            let prompt = pending.isEmpty ? "> " : ">> "
            switch try terminal.readLine(prompt: prompt, after: pending) {
            case .interrupted:
                session.recover()
                pending = ""
                terminal.tell("")
            case .end:
                if !pending.isEmpty { try evaluate() }
                return
            case .text(let line):
                if try take(line) { return }
            }
        }
    }

    /// Takes a line and tells whether to leave.
    private mutating func take(_ line: String) throws -> Bool {
        if pending.isEmpty, line.allSatisfy(\.isWhitespace) { return false }
        terminal.remember(line)
        if pending.isEmpty, line.hasPrefix(":") { return try command(line) }
        pending += (pending.isEmpty ? "" : "\n") + line
        if session.isIncomplete(pending) { return false }
        try evaluate()
        return session.run.requestedStatus != nil
    }

    private mutating func evaluate() throws {
        let input = pending
        pending = ""
        do {
            let results = try session.evaluate(input, name: "input")
            for result in results { try terminal.show(try session.inspected(result)) }
        } catch let error as LuaError {
            if session.run.requestedStatus != nil { return }
            if error.kind == .cancelled || error.kindName == "interrupted" {
                session.recover()
                terminal.tell("stopped")
            } else {
                terminal.tell(failure: error)
            }
        }
    }

    private func command(_ line: String) throws -> Bool {
        let parts = line.dropFirst().split(separator: " ", maxSplits: 1).map(String.init)
        let argument = parts.count > 1 ? parts[1].trimmingSpaces : ""
        switch parts.first ?? "" {
        case "quit", "q": return true
        case "help":
            for command in Self.commands {
                let use = ":\(command.name) \(command.argument)"
                terminal.tell(
                    "  \(use)\(String(repeating: " ", count: max(1, 14 - use.count)))\(command.about)"
                )
            }
            terminal.tell("an input goes on until it is complete; globals stay, locals end with their input")
        case "doc": try doc(argument)
        case "type": try type(argument)
        case "limits": try limits()
        default:
            terminal.tell(
                "there is no command ':\(PrintableText.line(parts.first ?? ""))' (:help lists them)"
            )
        }
        return false
    }

    private func doc(_ name: String) throws {
        let pages = ReferencePage(session.run.registry)
        if let page = pages.text(name) {
            try terminal.show(page.hasSuffix("\n") ? String(page.dropLast()) : page)
        } else {
            let near = pages.suggestion(for: name).map { " (did you mean '\($0)'?)" } ?? ""
            terminal.tell("nothing in the API is called '\(PrintableText.line(name))'\(near)")
        }
    }

    private func type(_ expression: String) throws {
        guard !expression.isEmpty else { return terminal.tell(":type takes an expression") }
        do {
            let results = try session.evaluate(expression, name: "input")
            try terminal.show(results.map(typeName).joined(separator: ", "))
        } catch let error as LuaError {
            if error.kind == .cancelled { session.recover() }
            terminal.tell(failure: error)
        }
    }

    private func typeName(_ result: ReplSession.Result) -> String {
        guard case .value(let value) = result else { return "a value that stays in its script" }
        switch value {
        case .string(let string):
            return "string of \(string.bytes.count) bytes" + (string.text == nil ? ", not UTF-8" : "")
        case .array(let elements): return elements.isEmpty ? "empty table" : "list of \(elements.count)"
        case .table(let table): return "table of \(table.count) fields"
        case .number: return "float"
        case .handle(let handle):
            let type = session.run.registry.handles.first { $0.number == handle.type }
            return type.map { "baton." + $0.name } ?? "handle"
        default: return value.typeName
        }
    }

    private func limits() throws {
        let limits = session.limits
        let usage = session.usage
        func seconds(_ duration: Duration?) -> String {
            duration.map { "\($0.components.seconds) s" } ?? "none"
        }
        func milliseconds(_ duration: Duration) -> String {
            let (seconds, attoseconds) = duration.components
            return "\(seconds * 1000 + attoseconds / 1_000_000_000_000_000) ms"
        }
        let rows = [
            ("time", milliseconds(usage.luaTime), seconds(limits.luaTime)),
            ("wall", milliseconds(usage.luaTime + usage.hostTime), seconds(limits.wallTime)),
            ("memory", "\(usage.peakMemory >> 10) K", "\(limits.memory >> 20) M"),
            ("output", "\(usage.outputBytes) bytes", "\(limits.outputBytes >> 20) M"),
        ]
        for (name, used, limit) in rows {
            let space = String(repeating: " ", count: max(1, 8 - name.count))
            try terminal.show("\(name)\(space)\(used) of \(limit)")
        }
    }
}

extension String {
    /// The text without blanks around it.
    fileprivate var trimmingSpaces: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
