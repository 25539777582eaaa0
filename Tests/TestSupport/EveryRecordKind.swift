extension TranscriptBuilder {
    /// A transcript that holds a line of every kind that is known, and many odd ones; its texts are invented.
    public static func everyKind() -> TranscriptBuilder {
        var builder = TranscriptBuilder()
        builder.addLinesOutsideTheChain()
        builder.addConversation()
        builder.addSubagent()
        builder.addCompaction()
        builder.addOddities()
        return builder
    }

    private mutating func addLinesOutsideTheChain() {
        for text in [
            #"{"type":"summary","summary":"Old work","leafUuid":"gone"}"#,
            #"{"type":"file-history-snapshot","messageId":"x","snapshot":{"trackedFileBackups":{}},"isSnapshotUpdate":false}"#,
            #"{"type":"file-history-delta","messageId":"x","trackingPath":"/a","backup":{"realParentDir":"/"}}"#,
            #"{"type":"queue-operation","operation":"enqueue","content":"and this","sessionId":"s"}"#,
            #"{"type":"last-prompt","lastPrompt":"go","leafUuid":"x"}"#,
            #"{"type":"mode","mode":"normal"}"#, #"{"type":"permission-mode","permissionMode":"plan"}"#,
            #"{"type":"custom-title","customTitle":"A title"}"#, #"{"type":"ai-title","aiTitle":"Another"}"#,
            #"{"type":"agent-name","agentName":"ann"}"#, #"{"type":"tag","tag":"x"}"#,
            #"{"type":"pr-link","prNumber":1,"prUrl":"https://example.org/1","prRepository":"a/b"}"#,
            #"{"type":"worktree-state","worktreeSession":{"worktreePath":"/etc"}}"#,
            #"{"type":"bridge-session","ownerAccountUuid":"u"}"#, #"{"type":"api-request-blob","blob":{}}"#,
            #"{"type":"content-replacement","replacements":[]}"#,
            #"{"type":"brand-new","x":[1,2,{"y":null}]}"#,
        ] { line(text) }
    }

    private mutating func addConversation() {
        prompt("go \u{1F600} é", #""permissionMode":"default","promptId":"p1""#)
        prompt("for the model only", #""isMeta":true"#)
        assistant("m1", blocks: #"{"type":"thinking","thinking":"hm","signature":"c2ln"}"#)
        answer("m1", "Let me look.")
        let first = call("m1", "t1")
        let second = call("m1", "t2", "Edit", #"{"file_path":"/a","old_string":"x","new_string":"y"}"#)
        record("progress", #""data":{"type":"bash_progress","output":"…"},"toolUseID":"t1""#)
        result(
            "t1",
            "<persisted-output>\nOutput too large (40KB). Full output saved to: /x/b1.txt\n\nPreview:\nab",
            #""toolUseResult":{"stdout":"ab","stderr":""}"#,
            parent: .uuid(first)
        )
        result("t2", "<tool_use_error>no such file</tool_use_error>", isError: true, parent: .uuid(second))
        record(
            "attachment",
            #""attachment":{"type":"queued_command","prompt":"and this","commandMode":"prompt"}"#
        )
        record(
            "attachment",
            #""attachment":{"type":"nested_memory","content":"CLAUDE.md"},"rendered":[{"content":"x"}]"#
        )
        assistant(
            "m2",
            blocks:
                #"{"type":"redacted_thinking","data":"eA=="},{"type":"server_tool_use","id":"s1","name":"web_search","input":{"query":"x"}},{"type":"web_search_tool_result","tool_use_id":"s1","content":[{"type":"web_search_result","url":"https://example.org"}]},{"type":"fallback"}"#
        )
        user(content: #"["plain",{"type":"text","text":"and a block"},7,null,{"type":"sound"}]"#)
        record("assistant", #""message":{"id":"m3","role":"assistant","content":"a plain string"}"#)
        user(
            content:
                #"[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}},{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBERg=="}}]"#
        )
        call("m4", "t3", "mcp__files__read", #"{"path":"/x"}"#)
        user(content: #"[{"type":"tool_result","tool_use_id":"t3","content":{"a":[1]}}]"#)
        call("m5", "t4", "TodoWrite", #"{"todos":[{"content":"x","status":"pending"}]}"#)
        user(
            content:
                #"[{"type":"tool_result","tool_use_id":"t4","content":[{"type":"text","text":"ok"},{"type":"image","source":{"data":"AA=="}},{"type":"tool_reference","name":"x"}]}]"#
        )
        record("system", #""subtype":"local_command","content":"<command-name>/cost</command-name>""#)
        record("system", #""subtype":"turn_duration","durationMs":1500,"isMeta":false"#)
        record("system", #""subtype":"api_error","error":{"status":529}"#)
        prompt("<command-name>/model</command-name>\n<command-args>x</command-args>")
        prompt("<bash-input>ls</bash-input>")
        prompt("<bash-stdout>a</bash-stdout><bash-stderr></bash-stderr>")
        prompt("<task-notification>\n<task-id>a1</task-id>\n</task-notification>")
        prompt("[Request interrupted by user]")
        assistant("e1", blocks: #"{"type":"text","text":"API Error: 529"}"#, #""isApiErrorMessage":true"#)
    }

    private mutating func addSubagent() {
        let main = call(
            "m6",
            "t5",
            "Task",
            #"{"subagent_type":"Explore","description":"Look","prompt":"look"}"#
        )
        prompt("look", #""isSidechain":true,"agentId":"a1""#, parent: .root)
        answer("s1", "seen", #""isSidechain":true,"agentId":"a1""#)
        result("t5", "seen", #""toolUseResult":{"agentId":"a1"}"#, parent: .uuid(main))
        answer("m7", "hello team", #""teamName":"x""#)
    }

    private mutating func addCompaction() {
        let old = answer("m8", "before")
        boundary(logicalParent: old)
        prompt("the summary", #""isCompactSummary":true,"isVisibleInTranscriptOnly":true"#)
        answer("m9", "after")
        prompt("on")
        answer("m10", "half \u{1F600}")
    }

    private mutating func addOddities() {
        for text in [
            "null", "7", "[1,2]", "\"text\"", "garbage", "  ", "{}", #"{"type":7}"#, #"{"type":"user"}"#,
            #"{"type":"user","message":null}"#, #"{"type":"assistant","message":{"content":{"a":1}}}"#,
            #"{"type":"user","uuid":"c1","parentUuid":"c2","message":{"content":"in a circle"}}"#,
            #"{"type":"user","uuid":"c2","parentUuid":"c1","message":{"content":"in a circle"}}"#,
            #"{"type":"user","message":{"content":"half a character \ud83d"}}"#,
            #"{"type":"user","timestamp":"not a time","message":{"content":1e999}}"#,
        ] { line(text) }
    }
}
