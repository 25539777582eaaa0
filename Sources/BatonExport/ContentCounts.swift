internal import BatonSessions
internal import JSON

/// How much of a conversation an export holds.
///
/// All formats count alike: `blocks` are the content blocks of the exported messages, each tool call once; a message
/// that is one plain string has one block, and reasoning counts where it travels. What stands in a subagent's own transcript
/// is not counted.
public struct ContentCounts: Sendable, Equatable {
    /// Messages.
    public var messages = 0
    /// Content blocks of the messages.
    public var blocks = 0
    /// Those of them that call a tool (`tool_use`).
    public var toolCalls = 0
    /// Those of them that answer a call (`tool_result`).
    public var toolResults = 0
    /// Pictures: blocks of their own and those inside of results, shown or only named.
    public var images = 0

    /// Nothing yet.
    public init() {}

    /// Counts a block that is written.
    mutating func add(_ block: JSONValue) {
        blocks += 1
        guard let type = block["type"] else { return }
        if type.equals("tool_use") {
            toolCalls += 1
        } else if type.equals("tool_result") {
            toolResults += 1
            for element in block["content"].map({ Array($0.elements) }) ?? []
            where element["type"]?.equals("image") == true { images += 1 }
        } else if type.equals("image") {
            images += 1
        }
    }
}

extension Block {
    /// Whether the block is the model's reasoning.
    var isThinking: Bool {
        if case .thinking = self { return true }
        return false
    }
}
