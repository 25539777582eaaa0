internal import CEdit
#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Reads lines from the terminal with editing, history and completion, by libedit.
///
/// It draws on standard error. It belongs to the thread that made it.
@safe public final class LineEditor {
    /// How reading a line ended.
    public enum Line: Sendable, Equatable {
        /// A line, without its newline.
        case text(String)
        /// Ctrl-C was pressed.
        case interrupted
        /// Ctrl-D was pressed on an empty line, or the input ended.
        case end
    }

    /// What the text before the cursor can be completed with.
    public struct Completion: Sendable, Equatable {
        /// What is inserted at the cursor; may be empty.
        public var insertion: String
        /// What is listed when there are several possibilities.
        public var choices: [String]

        /// A completion.
        public init(insertion: String, choices: [String] = []) {
            self.insertion = insertion
            self.choices = choices
        }
    }

    /// Whoever uses the editor: what it completes, and whether Ctrl-C was pressed.
    fileprivate final class Owner {
        let complete: (String) -> Completion
        let isInterrupted: () -> Bool

        init(_ complete: @escaping (String) -> Completion, _ isInterrupted: @escaping () -> Bool) {
            self.complete = complete
            self.isInterrupted = isInterrupted
        }
    }

    private let editor: OpaquePointer
    private let owner: Owner

    /// An editor; `nil` when the system has no libedit.
    ///
    /// - Parameters:
    ///   - program: the name that `~/.editrc` knows it by.
    ///   - isInterrupted: whether Ctrl-C was pressed; asked when a signal interrupts reading.
    ///   - complete: what the text before the cursor can be completed with.
    public init?(
        program: String,
        isInterrupted: @escaping () -> Bool,
        complete: @escaping (String) -> Completion
    ) {
        let owner = Owner(complete, isInterrupted)
        let callbacks = unsafe baton_editor_owner(
            context: Unmanaged.passUnretained(owner).toOpaque(),
            complete: { context, text, length, insertion, list in
                unsafe LineEditor.complete(context, text, length, insertion, list)
            },
            is_interrupted: { context in
                guard let context = unsafe context else { return false }
                return unsafe Unmanaged<Owner>.fromOpaque(context).takeUnretainedValue().isInterrupted()
            }
        )
        guard let editor = unsafe baton_editor_new(program, callbacks) else { return nil }
        unsafe self.editor = editor
        self.owner = owner
    }

    deinit {
        unsafe baton_editor_free(editor)
    }

    /// Reads a line after the prompt.
    public func readLine(prompt: String) -> Line {
        var text: UnsafePointer<CChar>?
        var length = 0
        let status = unsafe baton_editor_read(editor, prompt, &text, &length)
        switch Int(status) {
        case Int(BATON_EDITOR_LINE):
            guard let text = unsafe text else { return .end }
            return unsafe text.withMemoryRebound(to: UInt8.self, capacity: length) {
                unsafe .text(String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self))
            }
        case Int(BATON_EDITOR_INTERRUPTED): return .interrupted
        default: return .end
        }
    }

    /// Adds a line to those that the arrow keys bring back.
    public func remember(_ line: String) { unsafe baton_editor_remember(editor, line) }

    /// Answers the key Tab.
    private static func complete(
        _ context: UnsafeMutableRawPointer?,
        _ text: UnsafePointer<CChar>?,
        _ length: Int,
        _ insertion: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
        _ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    ) {
        guard let context = unsafe context, let text = unsafe text else { return }
        let owner = unsafe Unmanaged<Owner>.fromOpaque(context).takeUnretainedValue()
        let line = unsafe text.withMemoryRebound(to: UInt8.self, capacity: length) {
            unsafe String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
        }
        let completion = owner.complete(line)
        if !completion.insertion.isEmpty { unsafe insertion?.pointee = strdup(completion.insertion) }
        if completion.choices.count > 1 {
            unsafe list?.pointee = strdup(columns(completion.choices))
        }
    }

    /// The choices side by side, as far as 80 columns go.
    private static func columns(_ choices: [String]) -> String {
        let width = (choices.map(\.count).max() ?? 0) + 2
        let perLine = max(1, 80 / width)
        var lines: [String] = []
        for start in stride(from: 0, to: choices.count, by: perLine) {
            let row = choices[start..<min(start + perLine, choices.count)]
            let cells = row.map { $0 + String(repeating: " ", count: width - $0.count) }
            var line = cells.joined()
            while line.last == " " { line.removeLast() }
            lines.append(line)
        }
        return lines.joined(separator: "\n")
    }
}
