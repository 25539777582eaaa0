"""Bundles that hold what transcripts hold rarely: each is a case in which a release may lose or refuse something."""
import base64
import itertools
import json
import struct
import zlib

MODEL = "claude-sonnet-4-5"
PROMPT, ANSWER = "What is in the folder?", "Two files."


def text(value):
    return {"type": "text", "text": value}


def call(identifier, name="Bash", given=None):
    return {"type": "tool_use", "id": identifier, "name": name, "input": given or {"command": "ls"}}


def result(identifier, content, **more):
    return {"type": "tool_result", "tool_use_id": identifier, "content": content, **more}


def user(*content, **entry):
    return ("user", content[0] if len(content) == 1 and isinstance(content[0], str) else list(content), entry)


def assistant(*content, **entry):
    return ("assistant", list(content), entry)


def picture():
    """A PNG of one pixel."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    data += chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    source = {"type": "base64", "media_type": "image/png", "data": base64.b64encode(data).decode()}
    return {"type": "image", "source": source}


def document(media, kind, data):
    return {"type": "document", "source": {"type": kind, "media_type": media, "data": data}}


BOUNDARY = {"compactBoundary": {"uuid": "b", "content": "Conversation compacted",
                                "compactMetadata": {"trigger": "auto", "preTokens": 155000}}}
SUMMARY = {"isCompactSummary": True}



def kept(anchor, *uuids):
    """The marks of a summary whose compaction kept messages word for word."""
    boundary = BOUNDARY["compactBoundary"]
    metadata = boundary["compactMetadata"] | {"preservedMessages": {"anchorUuid": anchor, "uuids": list(uuids)}}
    return SUMMARY | {"compactBoundary": boundary | {"compactMetadata": metadata}}


CASES = {
    "blank texts": [
        user(PROMPT), assistant(text("\n\n"), call("a")), user(result("a", "x")), assistant(text(ANSWER), text("  ")),
        user(text(" \n"), text(PROMPT)), assistant(text("\u00a0\u2003")), user("   "), assistant(text(ANSWER)),
    ],
    "blank results": [
        user(PROMPT), assistant(call("a"), call("b"), call("c")),
        user(result("a", [text(" "), text("x")])), user(result("b", "")), user(result("c", [])),
        assistant(text(ANSWER)),
    ],
    "errors without content": [
        user(PROMPT), assistant(call("a"), call("b")),
        user(result("a", "", is_error=True), result("b", [], is_error=True)), assistant(text(ANSWER)),
    ],
    "a call without result in the middle": [
        user(PROMPT), assistant(text("I look."), call("a")), user("Stop."), assistant(text(ANSWER)),
    ],
    "a call without result at the end": [user(PROMPT), assistant(text("I look."), call("a"))],
    "one of three calls without result": [
        user(PROMPT), assistant(call("a"), call("b"), call("c")), user(result("c", "z")), user(result("a", "x")),
        assistant(text(ANSWER)), user(PROMPT), assistant(text(ANSWER)),
    ],
    "stray results": [
        user(result("gone", "x")), assistant(text(ANSWER)), user(text(PROMPT), result("lost", [text("y"), picture()])),
        assistant(text(ANSWER)),
    ],
    "a compaction first": [
        user("This session goes on from another.", **BOUNDARY, **SUMMARY), assistant(text(ANSWER)), user(PROMPT),
        assistant(text(ANSWER)),
    ],
    "a compaction in the middle": [
        user("before"), assistant(call("a")), user(result("a", "x")), assistant(text("before too")),
        user("The summary.", **BOUNDARY, **SUMMARY), user(PROMPT), assistant(call("b")), user(result("b", "y")),
        assistant(text(ANSWER)),
    ],
    "two compactions, the last before an answer": [
        user("before"), user("One.", **BOUNDARY, **SUMMARY), assistant(text("between")),
        assistant(text(ANSWER), **BOUNDARY), user(PROMPT), assistant(text(ANSWER)),
    ],
    "the beginning is cut off": [
        assistant(text(ANSWER), call("a")), user(result("a", "x")), assistant(text(ANSWER)), user(PROMPT),
        assistant(text(ANSWER)),
    ],
    "a prompt last": [user(PROMPT), assistant(text(ANSWER)), user("And now?")],
    "a prompt alone": [user(PROMPT)],
    "an answer alone": [assistant(text(ANSWER))],
    "neighbours of one role": [
        user("one"), user("two"), user(text("three")), assistant(text("one")), assistant(text("two")),
        user(text("four"), text("five")), assistant(text(ANSWER)),
    ],
    "pictures": [
        user(text(PROMPT), picture()), assistant(call("a", "Read", {"file_path": "/a.png"})),
        user(result("a", [picture(), text("a picture")])), assistant(text(ANSWER)),
    ],
    "documents": [
        user(text(PROMPT), document("text/plain", "text", "a page")),
        assistant(call("a", "Read", {"file_path": "/a.pdf"})),
        user(result("a", [document("application/pdf", "base64", base64.b64encode(b"%PDF-1.4\n%%EOF\n").decode())])),
        assistant(text(ANSWER)),
    ],
    "long results": [
        user(PROMPT), assistant(call("a"), call("b"), call("c")), user(result("a", "a line of a log\n" * 40_000)),
        user(result("b", [text("another line\n" * 40_000)])), user(result("c", "x" * 700_000)),
        assistant(text(ANSWER)),
    ],
    "a thousand messages": [
        message for number in range(250) for message in (
            user(f"prompt {number}"), assistant(text(f"I look {number}."), call(f"call_{number}")),
            user(result(f"call_{number}", f"output {number}")), assistant(text(f"answer {number}")))
    ],
    "tools of the agent": [
        user(PROMPT),
        *(message for number, (name, given) in enumerate((
            ("Task", {"description": "look", "prompt": "look around", "subagent_type": "Explore"}),
            ("Agent", {"description": "look", "prompt": "look around", "subagent_type": "Explore"}),
            ("KillShell", {"shell_id": "b1"}), ("BashOutput", {"bash_id": "b1", "filter": "x"}),
            ("TaskOutput", {"task_id": "b1", "block": True, "timeout": 5}), ("TaskStop", {"task_id": "b1"}),
            ("ExitPlanMode", {"plan": "1. look"}), ("SlashCommand", {"command": "/init"}), ("Skill", {"skill": "x"}),
            ("TodoWrite", {"todos": [{"content": "a", "status": "pending", "activeForm": "b"}]}),
            ("Edit", {"file_path": "/a", "old_string": "a  \n", "new_string": "b  \n", "replace_all": False}),
            ("MultiEdit", {"file_path": "/a", "edits": [{"old_string": "a", "new_string": "b"}]}),
            ("Write", {"file_path": "/a", "content": "a  \n\n"}), ("LS", {"path": "/"}),
            ("AskUserQuestion", {"questions": [{"question": "Which?", "header": "h", "multiSelect": False, "options": [
                {"label": "a", "description": "b"}, {"label": "c", "description": "d"}]}], "answers": {"Which?": "a"}}),
            ("NotebookEdit", {"notebook_path": "/a.ipynb", "new_source": "x"}), ("WebSearch", {"query": "x"}),
        )) for message in (assistant(call(f"t{number}", name, given)), user(result(f"t{number}", "done")))),
        assistant(text(ANSWER)),
    ],
    "no model": [user(PROMPT), assistant(text("one"), model=None), user("and"), assistant(text(ANSWER), model=None)],
    "texts that no model wrote": [
        user(PROMPT), assistant(text("API Error: 500"), model="<synthetic>"), user("Again."), assistant(text(ANSWER)),
        user("Thanks."), assistant(text("No response requested."), model="<synthetic>"), user("Go on."),
        assistant(text("Credit balance is too low"), model="<synthetic>"),
    ],
    "markup of the agent": [
        user("<command-message>init</command-message>\n<command-name>/init</command-name>"), assistant(text(ANSWER)),
        user("<local-command-stdout>done</local-command-stdout>"), user("<bash-input>ls</bash-input>"),
        user("<bash-stdout>a</bash-stdout><bash-stderr></bash-stderr>"), assistant(text(ANSWER)),
        user(text("[Request interrupted by user]")), user("<task-notification>x</task-notification>"),
        assistant(call("a")), user(result("a", "The user doesn't want to proceed with this tool use.", is_error=True)),
        user(text("[Request interrupted by user for tool use]")), user(PROMPT), assistant(text(ANSWER)),
    ],
    "ids that are taken, and unusual names": [
        user(PROMPT), assistant(call("a"), id="msg_1"), user(result("a", "x")), assistant(text("one"), id="msg_2"),
        user("again"), assistant(call("a"), id="msg_1"), user(result("a", "y")),
        assistant(call("b.c d", "mcp__server.one__tool/two"), id="msg_3"), user(result("b.c d", "z")),
        assistant(text(ANSWER), id="msg_2"),
    ],
    "results with other things between": [
        user(PROMPT), assistant(call("a"), call("b"), id="msg_1"), user(result("b", "y"), text("a hint")),
        user("hurry"), user(result("a", "x")), assistant(text(ANSWER), id="msg_2"),
    ],
    "thinking": [
        user(PROMPT), assistant({"type": "thinking", "thinking": "hm", "signature": "c2ln"}), user("Well?"),
        assistant({"type": "redacted_thinking", "data": "eA=="}, text(ANSWER)),
    ],
    "every character": [
        user("nul \0 escape \x1b[1m line \u2028 mark \ufeff surrogate \ud83d right-to-left \u202e \U0001f600 "
             + "x" * 300_000),
        assistant(text("\r\n tabs\t\n\nend \n")), user("  spaces around  "), assistant(text("  spaces around  ")),
    ],
    "times that stand still": [
        (role, content, entry | {"timestamp": "2026-02-28T10:00:00.000Z"}) for role, content, entry in (
            user(PROMPT), assistant(call("a")), user(result("a", "x")), assistant(text("one")), user("two"),
            assistant(text(ANSWER)))
    ],
    "no times": [(role, content, entry | {"timestamp": None}) for role, content, entry in (
        user(PROMPT), assistant(call("a")), user(result("a", "x")), assistant(text(ANSWER)), user("two"))],
    "messages that a compaction kept": [
        user("old"), assistant(text("old answer")), user("kept"), assistant(text("I look."), call("a")),
        user(result("a", "x")), assistant(text("kept answer")),
        user("A summary.", **kept("uuid-7", "uuid-3", "uuid-4", "uuid-5", "uuid-6")), assistant(text(ANSWER)),
    ],
    "messages that a compaction kept before its summary": [
        user("old"), assistant(text("old answer")), user("kept"), assistant(text("kept answer")),
        user("A summary.", **kept("b", "uuid-3", "uuid-4")), assistant(text(ANSWER)),
    ],
    "two compactions, of which the second kept messages": [
        user("old"), assistant(text("old answer")), user("First summary.", **kept("uuid-3", "uuid-1")),
        assistant(text("between")), user("kept"), assistant(text("kept answer")),
        user("Second summary.", **kept("uuid-7", "uuid-5", "uuid-6")), assistant(text(ANSWER)),
    ],
    "a results list of many kinds": [
        user(PROMPT), assistant(call("a", "ToolSearch", {"query": "x"}), call("b")),
        user(result("a", [{"type": "tool_reference", "tool_name": "Grep"}])), user(result("b", {"stdout": "x"})),
        assistant(text(ANSWER)),
    ],
}


def bundle(messages):
    """A bundle of version 1.0.0 of the messages of a case."""
    entries = []
    for number, (role, content, entry) in zip(itertools.count(1), messages):
        entry = dict(entry)
        message = {"id": entry.pop("id", f"msg_{number:04}"), "role": role, "content": content}
        if role == "assistant":
            message["model"] = entry.pop("model", MODEL)
            message["usage"] = {"input_tokens": 10, "output_tokens": 5}
        time = {"timestamp": f"2026-02-28T10:{number // 60:02}:{number % 60:02}.000Z"}
        entries.append({"uuid": f"uuid-{number}", "type": role} | time | entry | {"message": message})
    return {
        "version": "1.0.0", "exported_at": "2026-02-28T14:30:00.000Z",
        "conversation": {"id": "edge", "project": "edge", "messageCount": len(entries), "title": "An edge"},
        "messages": entries, "metadata": {"exportTool": "verify-resume", "exportVersion": "1.0.0"},
    }


def line(kind, uuid, parent, second, session, **fields):
    """A line of a transcript as the agent writes it."""
    return {"parentUuid": parent, "uuid": uuid, "isSidechain": False, "userType": "external", "cwd": "/work/edge",
            "sessionId": session, "version": "2.1.176", "type": kind,
            "timestamp": f"2026-02-28T10:00:{second:02}.000Z"} | fields


def transcripts():
    """Raw transcripts by name: compactions that kept messages."""
    return {f"a transcript with {name}": compacted(metadata) for name, metadata in {
        "a kept segment": {"preservedSegment": {"headUuid": uuid_of(3), "anchorUuid": uuid_of(6), "tailUuid": uuid_of(4)}},
        "kept messages": {"preservedMessages": {"anchorUuid": uuid_of(6), "uuids": [uuid_of(3), uuid_of(4)],
                                                "allUuids": [uuid_of(3), uuid_of(4)]}},
        "a compaction": {},
    }.items()}


def uuid_of(number):
    return f"00000000-0000-4000-8000-{number:012}"


def compacted(metadata):
    session = "5f1c2b7e-0000-4000-8000-000000000001"

    def said(number, parent, role, words, **fields):
        message = {"role": role, "content": words}
        if role == "assistant":
            message = {"id": f"msg_{number}", "type": "message", "model": MODEL, "stop_reason": "end_turn",
                       "stop_sequence": None, "usage": {"input_tokens": 1, "output_tokens": 1}} | message | {
                           "content": [text(words)]}
        return line(role, uuid_of(number), parent and uuid_of(parent), number, session, message=message, **fields)

    return [
        said(1, None, "user", "old"), said(2, 1, "assistant", "old answer"), said(3, 2, "user", "kept"),
        said(4, 3, "assistant", "kept answer"),
        line("system", uuid_of(5), None, 5, session, subtype="compact_boundary", content="Conversation compacted",
             logicalParentUuid=uuid_of(4), compactMetadata={"trigger": "auto", "preTokens": 1000} | metadata),
        said(6, 5, "user", "A summary.", isCompactSummary=True), said(7, 6, "user", "new"),
        said(8, 7, "assistant", "new answer"),
    ]


def with_subagent(folder):
    """Writes a transcript with a subagent and a spilled result beside it; gives its path."""
    session = "5f1c2b7e-0000-4000-8000-000000000002"
    message = {"type": "message", "model": MODEL, "stop_reason": "tool_use", "stop_sequence": None,
               "usage": {"input_tokens": 1, "output_tokens": 1}, "role": "assistant"}
    spilled = "<persisted-output>\nOutput too large. Full output saved to: /their/b1.txt\nhead\n</persisted-output>"
    main = [
        line("user", uuid_of(1), None, 1, session, message={"role": "user", "content": PROMPT}),
        line("assistant", uuid_of(2), uuid_of(1), 2, session, message=message | {"id": "msg_1", "content": [
            call("toolu_task", "Agent", {"description": "look", "prompt": "task", "subagent_type": "Explore"})]}),
        line("assistant", uuid_of(3), uuid_of(2), 3, session, message=message | {"id": "msg_1", "content": [
            call("toolu_bash")]}),
        line("user", uuid_of(4), uuid_of(2), 4, session, message={"role": "user", "content": [
            result("toolu_task", [text("found")])]}, toolUseResult={"agentId": "a0b1c2d3"}),
        line("user", uuid_of(5), uuid_of(3), 5, session, message={"role": "user", "content": [
            result("toolu_bash", spilled)]}),
        line("assistant", uuid_of(6), uuid_of(5), 6, session, message=message | {"id": "msg_2", "content": [
            text(ANSWER)]}),
    ]
    agent = {"isSidechain": True, "agentId": "a0b1c2d3"}
    inner = [
        line("user", uuid_of(11), None, 3, session, message={"role": "user", "content": "task"}) | agent,
        line("assistant", uuid_of(12), uuid_of(11), 4, session, message=message | {"id": "msg_3", "content": [
            {"type": "thinking", "thinking": "hm", "signature": "c2ln"}, text("found")]}) | agent,
    ]
    path = folder / f"{session}.jsonl"
    path.write_text("".join(json.dumps(entry) + "\n" for entry in main))
    for name in ("subagents", "tool-results"):
        (folder / session / name).mkdir(parents=True)
    (folder / session / "subagents/agent-a0b1c2d3.jsonl").write_text(
        "".join(json.dumps(entry) + "\n" for entry in inner))
    (folder / session / "subagents/agent-a0b1c2d3.meta.json").write_text(
        json.dumps({"agentType": "Explore", "description": "look", "toolUseId": "toolu_task"}))
    (folder / session / "tool-results/b1.txt").write_text("the whole output")
    return path
