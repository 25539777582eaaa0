import BatonSessions
import CZstd
import JSON
import Platform
import TestSupport

/// Writes a file of any agent and opens it by its path.
func withAgentFile<Result>(
    _ bytes: [UInt8],
    name: String = "some-file.jsonl",
    _ body: (Transcript) throws -> Result
) throws -> Result {
    try withTemporaryDirectory { root in
        try Files.write(bytes, to: root + "/" + name)
        return try body(Transcript(SessionStores.session(atPath: root + "/" + name)))
    }
}

/// The sketch of the conversation in a file of any agent: see `sketch(_:)`.
func agentSketch(_ lines: [String], name: String = "some-file.jsonl", _ history: History = .full) throws
    -> [String]
{
    try withAgentFile(Array((lines.joined(separator: "\n") + "\n").utf8), name: name) {
        try sketch($0.conversation(history))
    }
}

/// All content blocks of a conversation as JSON, texts of plain messages included.
func agentBlocks(_ lines: [String]) throws -> [String] {
    try withAgentFile(Array((lines.joined(separator: "\n") + "\n").utf8)) { transcript in
        var blocks: [String] = []
        try transcript.conversation(.full).forEach { message in
            for block in message.content {
                var writer = JSONWriter()
                writer.copy(block)
                blocks.append(String(decoding: writer.bytes, as: UTF8.self))
            }
        }
        return blocks
    }
}

/// Packs bytes as Zstandard.
func zstandard(_ bytes: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
    let capacity = result.count
    let count = ZSTD_compress(&result, capacity, bytes, bytes.count, 3)
    return Array(result.prefix(count))
}

/// Lines of a made-up Codex rollout.
enum Codex {
    static let id = "019f5cd2-20d9-7263-b410-c297d581567c"

    static func line(_ type: String, _ payload: String, second: Int = 0) -> String {
        let digits = second < 10 ? "0\(second)" : "\(second)"
        return """
            {"timestamp":"2026-07-13T18:51:\(digits).000Z","type":"\(type)","payload":\(payload)}
            """
    }

    static func meta(_ cwd: String = "/home/dev/demo") -> String {
        line(
            "session_meta",
            #"{"id":"\#(id)","timestamp":"2026-07-13T18:51:00Z","cwd":"\#(cwd)","cli_version":"0.1","git":{"branch":"main"}}"#
        )
    }

    static let context = line("turn_context", #"{"cwd":"/home/dev/demo","model":"gpt-9-codex"}"#)

    static func item(_ payload: String) -> String { line("response_item", payload) }
    static func event(_ payload: String) -> String { line("event_msg", payload) }

    static func message(_ role: String, _ text: String) -> String {
        let kind = role == "assistant" ? "output_text" : "input_text"
        return item(
            #"{"type":"message","role":"\#(role)","content":[{"type":"\#(kind)","text":\#(TranscriptBuilder.quoted(text))}]}"#
        )
    }

    static func said(_ type: String, _ text: String) -> String {
        event(#"{"type":"\#(type)","message":\#(TranscriptBuilder.quoted(text))}"#)
    }

    static func call(_ id: String, _ name: String, _ arguments: String) -> String {
        item(
            #"{"type":"function_call","name":"\#(name)","arguments":\#(TranscriptBuilder.quoted(arguments)),"call_id":"\#(id)"}"#
        )
    }

    static func output(_ id: String, _ text: String) -> String {
        item(
            #"{"type":"function_call_output","call_id":"\#(id)","output":\#(TranscriptBuilder.quoted(text))}"#
        )
    }

    static func tokens(_ input: Int, _ cached: Int, _ output: Int, total: Int) -> String {
        event(
            """
            {"type":"token_count","info":{"last_token_usage":{"input_tokens":\(input),"cached_input_tokens":\(cached),\
            "output_tokens":\(output)},"total_token_usage":{"total_tokens":\(total)}}}
            """
        )
    }

    /// A whole small rollout.
    static let sample = [
        meta(), context,
        message("developer", "<permissions instructions>all</permissions instructions>"),
        message("user", "<environment_context>\n<cwd>/home/dev/demo</cwd>\n</environment_context>"),
        message("user", "list the files"), said("user_message", "list the files\n"),
        item(
            #"{"type":"reasoning","summary":[{"type":"summary_text","text":"Look around"}],"encrypted_content":"x"}"#
        ),
        event(#"{"type":"agent_reasoning","text":"Look around"}"#),
        said("agent_message", "I look."), message("assistant", "I look."),
        call("c1", "exec_command", #"{"cmd":"ls","workdir":"/tmp"}"#),
        call("c2", "shell", #"{"command":["bash","-lc","cat a | wc"]}"#),
        output("c1", "Wall time: 0.1 seconds\nProcess exited with code 0\nOutput:\na\n"),
        output("c2", "Wall time: 0.1 seconds\nProcess exited with code 2\nOutput:\nno\n"),
        tokens(100, 40, 7, total: 107), tokens(100, 40, 7, total: 107),
        said("agent_message", "Done."), message("assistant", "Done."),
        tokens(50, 0, 3, total: 160),
    ]
}
