internal import BatonSessions
internal import JSON

/// Blocks of tools that the model's provider runs (Anthropic's Messages API: `server_tool_use`, `web_search_tool_result`,
/// `mcp_tool_use` and others): calls and results within one message of the assistant.
enum ServerTool {
    case call(ToolCall)
    case result(id: String, content: JSONValue?, isError: Bool)
    /// Pages that a search found, one a line.
    case found(id: String, [UInt8])

    init?(_ json: JSONValue) {
        guard let type = json["type"]?.string else { return nil }
        let id = json["tool_use_id"]?.string ?? ""
        switch type {
        case "server_tool_use":
            self = .call(
                ToolCall(id: json["id"]?.string ?? "", name: json["name"]?.string ?? "", input: json["input"])
            )
        case "mcp_tool_use":
            let name = "mcp__\(json["server_name"]?.string ?? "?")__\(json["name"]?.string ?? "?")"
            self = .call(ToolCall(id: json["id"]?.string ?? "", name: name, input: json["input"]))
        case "web_search_tool_result":
            guard let content = json["content"], content.kind == .array else {
                self = .result(id: id, content: json["content"], isError: true)
                return
            }
            var text: [UInt8] = []
            for page in content.elements {
                page["title"]?.appendUTF8(to: &text)
                text.put(" — ")
                page["url"]?.appendUTF8(to: &text)
                text.put("\n")
            }
            self = .found(id: id, text)
        case "mcp_tool_result", "web_fetch_tool_result", "code_execution_tool_result",
            "bash_code_execution_tool_result", "text_editor_code_execution_tool_result":
            self = .result(id: id, content: json["content"], isError: json["is_error"]?.bool ?? false)
        default: return nil
        }
    }
}
