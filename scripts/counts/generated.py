"""Makes transcripts that hold what real ones hold: forks, rewinds, parallel calls, compactions, and damage."""
import json
import random

TEXTS = ["Fix the empty name.", "### Message 7: 👤 User", "---", "```\nopen", "<article class=\"message user\">", "é 🙂 \ud83d",
         "- item\n\n1. one\n\n    code", "> quote\n### Message 1: 🤖 Assistant\n", "</article><!-- ", "", " ", "~~~~",
         "<command-name>/clear</command-name><command-args></command-args>", "<bash-input>ls</bash-input>", "\u2028\r\nx",
         "[Request interrupted by user]", "<local-command-stdout>\x1b[31mred</local-command-stdout>", "$x$ `a", "    ```"]
PICTURE = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "iVBORw0KGgo="}}


class Maker:
    """One transcript in the making."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines, self.uuids, self.last, self.clock, self.number = [], [], None, 1_700_000_000, 0
        self.open_calls = []

    def chance(self, part):
        return self.random.random() < part

    def identity(self, prefix):
        self.number += 1
        return f"{prefix}-{self.number}"

    def text(self):
        return " ".join(self.random.choice(TEXTS) for _ in range(self.random.randint(1, 2)))

    def record(self, kind, parent, **fields):
        """Adds a line, and gives its uuid."""
        self.clock += self.random.choice([0, 1, 1, 5, -2])
        uuid = self.random.choice(self.uuids) if self.uuids and self.chance(0.01) else self.identity("u")
        line = {"type": kind, "uuid": uuid, "parentUuid": parent, "isSidechain": False, "sessionId": "s",
                "cwd": "/home/user/project", "version": "2.1.330"}
        minutes, seconds = divmod(self.clock % 3600, 60)
        line["timestamp"] = f"2026-02-28T{self.clock // 3600 % 24:02}:{minutes:02}:{seconds:02}.000Z"
        if self.chance(0.02):
            del line[self.random.choice(["uuid", "parentUuid", "timestamp", "isSidechain"])]
        if self.chance(0.01):
            line["parentUuid"] = "gone"
        line.update(fields)
        self.lines.append(line)
        self.uuids.append(uuid)
        return uuid

    def prompt(self):
        content = self.text()
        if self.chance(0.4):
            content = [{"type": "text", "text": self.text()}] + [PICTURE] * self.chance(0.3)
            if self.chance(0.1):
                content.append(self.random.choice(["a string", {"type": "document", "source": {}}, {"no": "type"}, 7, None]))
        fields = {"promptId": self.identity("p")} if self.chance(0.5) else {}
        if self.chance(0.05):
            fields["isMeta"] = True
        self.last = self.record("user", self.last, message={"role": "user", "content": content}, **fields)

    def answer(self):
        """An answer: one line a block, with results of its calls hanging on their own lines."""
        message = self.identity("msg") if self.chance(0.95) else None
        blocks = []
        if self.chance(0.4):
            blocks.append(self.random.choice([{"type": "thinking", "thinking": "hm", "signature": "x"},
                                              {"type": "redacted_thinking", "data": "x"}]))
        if self.chance(0.7):
            blocks.append({"type": "text", "text": self.text()})
        calls = [{"type": "tool_use", "id": self.identity("call"), "name": self.random.choice(["Bash", "Read", "x"]),
                  "input": {"command": "ls"}} for _ in range(self.random.choice([0, 0, 1, 1, 2, 4]))]
        blocks += calls
        if self.chance(0.03):
            blocks.append(self.random.choice([{"type": "fallback"}, {"type": "server_tool_use", "id": "q", "name": "w"}]))
        grown = [[block] for block in blocks] or [[]]
        if self.chance(0.1):
            grown = [blocks]
        if self.chance(0.1):
            grown = [blocks[:end] if block["type"] == "tool_use" else [block]
                     for end, block in enumerate(blocks, 1)] or [[]]
        results, parent = [], self.last
        for content in grown:
            parent = self.record("assistant", parent, message={
                "id": message, "type": "message", "role": "assistant", "model": "claude-x", "content": content,
                "usage": {"input_tokens": 1, "output_tokens": 2}})
            if self.chance(0.2):
                self.record("progress", parent, data={"type": "bash_progress"})
            if content and content[-1]["type"] == "tool_use":
                results.append((content[-1]["id"], parent))
        self.last = parent
        self.random.shuffle(results) if self.chance(0.2) else None
        for call, source in results:
            self.result(call, source)

    def result(self, call, source):
        if self.chance(0.05):
            return
        inner = self.random.choice([self.text(), [{"type": "text", "text": self.text()}, PICTURE], None, {"odd": 1}])
        fields = {"sourceToolAssistantUUID": source} if self.chance(0.3) else {}
        if self.chance(0.05):
            fields["isMeta"] = True
        content = [{"type": "tool_result", "tool_use_id": call, "content": inner, "is_error": self.chance(0.1)}]
        if self.chance(0.1):
            content.append({"type": "text", "text": self.text()})
        parent = source if self.chance(0.9) else self.last
        self.last = self.record("user", parent, message={"role": "user", "content": content}, **fields)

    def queued(self):
        text = self.text()
        identity = {"promptId": self.identity("p")} if self.chance(0.5) else {}
        prompt = text if self.chance(0.7) else [{"type": "text", "text": text}] + [PICTURE] * self.chance(0.5)
        note = {"type": "queued_command", "prompt": prompt, "commandMode": self.random.choice(["prompt", "task-notification"])}
        if self.chance(0.1):
            note["isMeta"] = True
        self.last = self.record("attachment", self.last, attachment=note, **identity)
        if self.chance(0.2):
            self.last = self.record("user", self.last, message={"role": "user", "content": text}, **identity)

    def compaction(self):
        self.last = self.record("system", None, subtype="compact_boundary", content="Conversation compacted",
                                logicalParentUuid=self.random.choice([self.last, "gone", self.last]),
                                compactMetadata={"trigger": "auto", "preTokens": 5})
        self.last = self.record("user", self.last, isCompactSummary=True,
                                message={"role": "user", "content": "This session is being continued"})

    def sidechain(self):
        parent = None
        for kind in ["user", "assistant", "assistant"]:
            content = [{"type": "text", "text": "aside"}] if kind == "assistant" else "aside"
            parent = self.record(kind, parent, isSidechain=True, message={"role": kind, "content": content})

    def other(self):
        self.last = self.random.choice([
            lambda: self.record("system", self.last, subtype="local_command",
                                content="<command-name>/x</command-name>"),
            lambda: self.record("system", self.last, subtype="turn_duration", durationMs=5),
            lambda: self.record("attachment", self.last, attachment={"type": "task_reminder"}),
            lambda: self.record("unknown", self.last),
            lambda: self.record("user", self.last, teamName="t", message={"role": "user", "content": "team"}),
            lambda: self.record("user", self.last, isMeta=True, message={"role": "user", "content": "note"}),
            lambda: self.record("user", self.last, message={"role": "user"}),
            lambda: self.record("assistant", self.last, message={"role": "assistant", "content": "plain"}),
        ])()

    def rewind(self):
        if self.uuids:
            self.last = self.random.choice(self.uuids)

    def copy(self):
        """A line that stands there twice, as resumed sessions of old releases had them."""
        if self.lines:
            self.lines.append(dict(self.random.choice(self.lines)))


def transcript(seed):
    """The bytes of a transcript, the same for the same seed."""
    maker = Maker(seed)
    acts = [maker.prompt, maker.answer, maker.queued, maker.other, maker.rewind, maker.compaction, maker.sidechain,
            maker.copy]
    weights = [6, 10, 2, 2, maker.random.choice([0, 1]), maker.random.choice([0, 0, 1]), 1, maker.random.choice([0, 1])]
    for _ in range(maker.random.randint(1, 40)):
        maker.random.choices(acts, weights)[0]()
    if maker.chance(0.1):
        # A file without links is in its own order.
        for line in maker.lines:
            line.pop("parentUuid", None)
    lines = [json.dumps(line).encode() for line in maker.lines]
    if maker.chance(0.2):
        lines.insert(maker.random.randint(0, len(lines)), maker.random.choice(
            [b"", b"{", b"null", b"[1]", b'{"type":7}', b"\xff\xfe", b'{"type":"user","message":"x"}', b"{} {}"]))
    end = maker.random.choice([b"\n", b"\n", b"\n", b"", b'\n{"type":"user","uu'])
    return maker.random.choice([b"\n", b"\n", b"\r\n"]).join(lines) + end
