"""Transcript records with a text put where transcripts have one."""
import json

PLACES = ["prompt", "answer", "command", "content", "old_string", "result", "result-blocks", "stdout", "stderr", "patch"]
ODD_PLACES = ["summary", "title", "last-prompt", "queue", "system", "attachment", "file-path", "key", "branch", "cwd",
              "thinking", "todo", "subagent", "mcp", "error"]


def compact(record, ascii_only=False):
    return json.dumps(record, ensure_ascii=ascii_only, separators=(",", ":"))


class Carrier:
    """Makes records around a text. The ids in them are new each time."""

    def __init__(self, inventor):
        self.inventor, self.session = inventor, inventor.uuid()

    def base(self, kind):
        invent = self.inventor
        return {"parentUuid": invent.uuid(), "isSidechain": False, "userType": "external", "cwd": "/home/dev/work/shop",
                "sessionId": self.session, "version": "2.1.33", "gitBranch": "main", "type": kind,
                "uuid": invent.uuid(), "timestamp": f"2026-0{invent.random.randint(1, 9)}-1{invent.random.randint(0, 9)}T09:52:03.071Z"}

    def user(self, content, **more):
        return self.base("user") | {"message": {"role": "user", "content": content}} | more

    def assistant(self, *content):
        message = {"id": self.inventor.fill("msg_01{w:22}"), "type": "message", "role": "assistant",
                   "model": "claude-sonnet-4-5-20250929", "content": list(content), "stop_reason": None,
                   "usage": {"input_tokens": 4, "cache_read_input_tokens": 18231, "output_tokens": 88}}
        return self.base("assistant") | {"requestId": self.inventor.fill("req_011{w:21}"), "message": message}

    def call(self, tool, **input):
        return self.assistant({"type": "tool_use", "id": self.inventor.fill("toolu_01{w:22}"), "name": tool, "input": input})

    def result(self, content, outcome=None, error=False):
        block = {"tool_use_id": self.inventor.fill("toolu_01{w:22}"), "type": "tool_result", "content": content}
        if error:
            block["is_error"] = True
        return self.user([block], **({"toolUseResult": outcome} if outcome is not None else {}))

    def carry(self, text, place):
        """A record that holds the text at that place."""
        blank = {"interrupted": False, "isImage": False}
        match place:
            case "prompt":
                return self.user(text)
            case "answer":
                return self.assistant({"type": "text", "text": text})
            case "command":
                return self.call("Bash", command=text, description="Runs it")
            case "content":
                return self.call("Write", file_path="/home/dev/work/shop/notes.txt", content=text)
            case "old_string":
                return self.call("Edit", file_path="/home/dev/work/shop/a.py", old_string=text, new_string="pass")
            case "result":
                return self.result(text)
            case "result-blocks":
                return self.result([{"type": "text", "text": text}])
            case "stdout":
                return self.result(text, {"stdout": text, "stderr": ""} | blank)
            case "stderr":
                return self.result("Exit code 1", {"stdout": "", "stderr": text} | blank)
            case "patch":
                lines = text.split("\n")
                hunk = {"oldStart": 1, "oldLines": 1, "newStart": 1, "newLines": len(lines), "lines": ["+" + x for x in lines]}
                return self.result("done", {"filePath": "/home/dev/work/shop/a", "structuredPatch": [hunk]})
            case "summary":
                return {"type": "summary", "summary": text, "leafUuid": self.inventor.uuid()}
            case "title":
                return {"type": "custom-title", "customTitle": text, "sessionId": self.session}
            case "last-prompt":
                return {"type": "last-prompt", "lastPrompt": text, "sessionId": self.session}
            case "queue":
                return {"type": "queue-operation", "operation": "enqueue", "timestamp": "2026-01-05T10:00:00.000Z",
                        "content": text, "sessionId": self.session}
            case "system":
                return self.base("system") | {"subtype": "local_command", "content": f"<local-command-stdout>{text}</local-command-stdout>"}
            case "attachment":
                return self.base("attachment") | {"attachment": {"type": "file", "filename": "/home/dev/x",
                                                  "content": {"type": "text", "file": {"filePath": "/home/dev/x", "content": text}}}}
            case "file-path":
                return self.call("Read", file_path=f"/home/dev/work/{text}/readme.md")
            case "key":
                return self.call("mcp__store__put", values={text: 1, "other": True})
            case "branch":
                return self.user("ok") | {"gitBranch": text}
            case "cwd":
                return self.user("ok") | {"cwd": f"/home/dev/{text}/x"}
            case "thinking":
                return self.assistant({"type": "thinking", "thinking": text, "signature": self.inventor.base64(240)})
            case "todo":
                return self.call("TodoWrite", todos=[{"content": text, "status": "pending", "activeForm": "Doing"}])
            case "subagent":
                return self.call("Task", description="x", prompt=text, subagent_type="general-purpose")
            case "mcp":
                return self.result([{"type": "text", "text": json.dumps({"ok": True, "body": text})}], [{"type": "text", "text": text}])
            case "error":
                return self.result(f"<tool_use_error>{text}</tool_use_error>", f"Error: {text}", error=True)


def deepen(text, depth):
    """The text inside JSON inside JSON …: the first depth is the record's own."""
    for level in range(depth - 1):
        text = json.dumps({"ok": True, "output" if level % 2 == 0 else "body": text}, ensure_ascii=False)
    return text
