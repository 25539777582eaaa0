/// Builds bundles as a stranger could send them: any part of it may be replaced by any JSON text.
struct ForeignBundle {
    var version = #""1.0.0""#
    var id = #""conv_abc123""#
    var project = #""my-app""#
    var title: String?
    var conversation: String?
    var messages: [String] = [user("Hello"), assistant("Hi there!")]
    var list: String?
    var metadata = #"{"exportTool":"some-tool","exportVersion":"1.0.0"}"#

    var text: String {
        let title = title.map { ",\"title\":\($0)" } ?? ""
        let facts =
            conversation ?? "{\"id\":\(id),\"project\":\(project)\(title),\"model\":\"claude-test-1\"}"
        let list = list ?? "[\(messages.joined(separator: ","))]"
        return
            "{\"version\":\(version),\"exported_at\":\"2026-02-28T14:30:00.000Z\",\"conversation\":\(facts),"
            + "\"messages\":\(list),\"metadata\":\(metadata)}"
    }

    var bytes: [UInt8] { Array(text.utf8) }

    init(_ change: (inout ForeignBundle) -> Void = { _ in }) { change(&self) }

    init(_ messages: [String]) { self.messages = messages }
}

/// A JSON string.
func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        + "\""
}

func entry(_ type: String, _ message: String, time: String? = nil, extra: String = "") -> String {
    let time = time.map { ",\"timestamp\":\($0)" } ?? ""
    return "{\"uuid\":\"u\",\"type\":\(quoted(type))\(time)\(extra),\"message\":\(message)}"
}

func user(_ text: String, time: String? = nil, extra: String = "") -> String {
    entry("user", "{\"role\":\"user\",\"content\":\(quoted(text))}", time: time, extra: extra)
}

func user(blocks: String, extra: String = "") -> String {
    entry("user", "{\"role\":\"user\",\"content\":[\(blocks)]}", extra: extra)
}

func assistant(_ text: String, id: String? = nil, time: String? = nil, fields: String = "") -> String {
    assistant(blocks: textBlock(text), id: id, time: time, fields: fields)
}

func assistant(blocks: String, id: String? = nil, time: String? = nil, fields: String = "") -> String {
    let id = id.map { "\"id\":\(quoted($0))," } ?? ""
    return entry(
        "assistant",
        "{\(id)\"role\":\"assistant\",\"model\":\"claude-test-1\"\(fields),\"content\":[\(blocks)]}",
        time: time
    )
}

func textBlock(_ text: String) -> String { "{\"type\":\"text\",\"text\":\(quoted(text))}" }

func call(_ id: String, _ name: String = "Bash", input: String = "{}") -> String {
    "{\"type\":\"tool_use\",\"id\":\(quoted(id)),\"name\":\(quoted(name)),\"input\":\(input)}"
}

func result(_ id: String, _ content: String = "\"done\"") -> String {
    "{\"type\":\"tool_result\",\"tool_use_id\":\(quoted(id)),\"content\":\(content)}"
}
