"""What a request must hold after a clone: worked out from the bundle alone, not from the file that the clone wrote."""
import collections
import dataclasses
import json
import re

from .apirules import PICTURES, blocks

# What the clone puts in where something is missing.
OPENING = "(The beginning of this conversation was not shared.)"
NO_CONTENT = "(no content)"
NO_RESULT = "(no result was recorded)"
STRAY = "(the result of a tool call that was not shared)\n\n"
# What the agent itself puts beside the session's own blocks.
REMINDER = re.compile(r"\s*<system-reminder>.*</system-reminder>\s*", re.DOTALL)
# What it adds when the session ends with the user, so that roles alternate.
BRIDGE = {("user", "Continue from where you left off."), ("assistant", "No response requested.")}
# Tools that got another name since; later releases send the one of today.
RENAMED = {
    "Task": "Agent", "KillShell": "TaskStop", "KillBash": "TaskStop", "BashOutput": "TaskOutput",
    "BashOutputTool": "TaskOutput", "AgentOutput": "TaskOutput", "AgentOutputTool": "TaskOutput",
}
# What releases take out of a call of their own tools, as they keep it elsewhere.
TAKEN_OUT = {"ExitPlanMode": {"plan"}}


@dataclasses.dataclass
class Piece:
    """A block that must arrive; `answer` is what a call's result must be: its parts, and whether it is an error."""
    role: str
    kind: str
    value: object
    answer: tuple | None = None
    # Says nothing, so that it may stay away.
    is_optional: bool = False


@dataclasses.dataclass
class Comparison:
    """How many blocks were found, how many of these the release itself changed, and what is wrong."""
    found: int = 0
    changed: int = 0
    problems: list = dataclasses.field(default_factory=list)


def parts(content, is_error=False):
    """A result's content as a list of parts, in the form in which the clone may write it."""
    if content is None or content == [] or (is_error and isinstance(content, str) and not content.strip()):
        return [("text", NO_CONTENT)]
    if not isinstance(content, (str, list)):
        return [("text", compact(content))]
    if isinstance(content, str):
        return [("text", content)]
    found = []
    for part in content:
        kind = part.get("type") if isinstance(part, dict) else None
        if kind == "text" and isinstance(part.get("text"), str):
            found += [("text", part["text"])] if part["text"].strip() else []
        elif kind in ("image", "document") and is_inside(part):
            found.append((kind, part["source"]))
        else:
            found.append(("text", compact(part)))
    return found or [("text", NO_CONTENT)]


def compact(value):
    if isinstance(value, str):
        return value if value.strip() else NO_CONTENT
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def is_inside(block):
    """Whether a picture or document is in the file itself, and of a kind that the API takes."""
    source = block.get("source") or {}
    media = source.get("media_type")
    if not source.get("data"):
        return False
    if block["type"] == "image":
        return source.get("type") == "base64" and media in PICTURES
    return (source.get("type"), media) in (("base64", "application/pdf"), ("text", "text/plain"))


def shown(entries):
    """The entries in the order in which a resume shows them: what the last compaction kept stands beside its summary."""
    places = [place for place, entry in enumerate(entries) if entry.get("compactBoundary")]
    kept = (entries[places[-1]]["compactBoundary"].get("compactMetadata") or {}).get("preservedMessages") if places else None
    if not kept:
        return entries
    last, uuids = places[-1], set(kept["uuids"])
    moved = [entry for entry in entries[:last] if entry["uuid"] in uuids]
    rest = [entry for entry in entries[:last] if entry["uuid"] not in uuids]
    summary = dict(entries[last])
    boundary = summary.pop("compactBoundary")
    if moved and kept.get("anchorUuid") == boundary.get("uuid"):
        return rest + [moved[0] | {"compactBoundary": boundary}] + moved[1:] + [summary] + entries[last + 1:]
    return rest + [entries[last]] + moved + entries[last + 1:]


class Expectation:
    """The pieces after the last compaction boundary, in order, and what may be left out of the whole bundle."""

    def __init__(self, bundle):
        self.pieces, self.dropped, self.has_opening = [], collections.Counter(), False
        self._open, self._begins = {}, True
        for entry in shown(bundle["messages"]):
            self._read(entry)
        for agent in (bundle.get("sidecars") or {}).get("subagents", []):
            self.dropped += Expectation({"messages": agent["messages"]}).dropped

    def _read(self, entry):
        message = entry.get("message") or {}
        role, content = message.get("role"), message.get("content")
        if entry.get("compactBoundary"):
            self.pieces, self._open, self._begins = [], {}, True
        if isinstance(content, str):
            content = [{"type": "text", "text": content}]
        before, dropped = len(self.pieces), sum(self.dropped.values())
        is_answer = any(block.get("type") == "tool_result" for block in content)
        if entry.get("isMeta") and not is_answer:
            self.dropped["hidden_message"] += 1
            return
        answered = False
        for block in content:
            answered = self._block(block, role) or answered
        if len(self.pieces) > before or answered:
            if self._begins:
                self.has_opening = role == "assistant"
            self._begins = False
        elif sum(self.dropped.values()) == dropped:
            # The agent drops what it may have put in itself.
            self.pieces.append(Piece(role, "text", NO_CONTENT, is_optional=True))
        else:
            self.dropped["emptied_message"] += 1

    def _block(self, block, role):
        """Takes a block in; says whether it was the answer to a call."""
        kind = block.get("type")
        if kind == "text":
            # Blank text says nothing, and the API refuses it; half a character becomes the sign for one that is lost.
            if block["text"].strip():
                self.pieces.append(Piece(role, "text", re.sub("[\ud800-\udfff]", "\ufffd", block["text"])))
        elif kind == "tool_use":
            given = block.get("input")
            value = given if isinstance(given, dict) else {} if given is None else {"value": given}
            name = re.sub(r"[^A-Za-z0-9_-]", "_", block["name"])[:128]
            call = Piece(role, "tool_use", (name, value), ([("text", NO_RESULT)], True))
            self._open.setdefault(block["id"], []).append(call)
            self.pieces.append(call)
        elif kind == "tool_result":
            content = parts(block.get("content"), block.get("is_error"))
            if self._open.get(block["tool_use_id"]):
                self._open[block["tool_use_id"]].pop().answer = (content, block.get("is_error") is True)
                return True
            self.dropped["result_without_call"] += 1
            text = "\n".join(value if kind == "text" else f"({kind} left out)" for kind, value in content)
            self.pieces.append(Piece(role, "text", STRAY + text))
        elif kind in ("image", "document") and role == "user" and is_inside(block):
            self.pieces.append(Piece(role, kind, block["source"]))
        elif kind in ("image", "document") and role == "user":
            self.dropped["unreadable_media"] += 1
        elif kind in ("thinking", "redacted_thinking"):
            self.dropped["thinking"] += 1
        elif kind in ("server_tool_use", "mcp_tool_use") or kind.endswith("_tool_result"):
            self.dropped["server_tool"] += 1
        else:
            self.dropped["unknown_block"] += 1
        return False

    def compare(self, messages, probe):
        """Compares a request with what is expected.

        Nothing may be missing, out of order, different by a byte, or too much, save for the agent's reminders.
        """
        comparison, answers, sent, place = Comparison(), {}, [], 0
        problems = comparison.problems
        for message in messages:
            for block in blocks(message) if message["role"] in ("user", "assistant") else []:
                if block["type"] == "tool_result":
                    answers[block["tool_use_id"]] = (parts(block.get("content")), block.get("is_error") is True)
                else:
                    sent.append((message["role"], block))
        if self.has_opening:
            problems += take_opening(sent)
        for number, (role, block) in enumerate(sent):
            following = place
            while following < len(self.pieces) and self.pieces[following].is_optional and not matches(
                    self.pieces[following], role, block):
                following += 1
            if following < len(self.pieces) and matches(self.pieces[following], role, block):
                piece, place = self.pieces[following], following + 1
                comparison.found += 1
                if piece.kind == "tool_use":
                    comparison.found += 1
                    comparison.changed += piece.value != (block["name"], block["input"])
                    answer = answers.pop(block["id"], None)
                    if answer != piece.answer:
                        comparison.found -= 1
                        changed = change(piece.answer, answer)
                        problems.append(f"the result of a call of {block['name']} (block {number + 1}) is {changed}")
            elif not (block["type"] == "text" and self._is_extra(role, block["text"], following, probe)):
                wanted = describe(self.pieces[place]) if place < len(self.pieces) else "the end"
                given = describe_block(role, block)
                problems.append(f"block {number + 1} of the request is {given}, expected {wanted}")
                return comparison
        missing = [piece for piece in self.pieces[place:] if not piece.is_optional]
        if missing:
            problems.append(f"{len(missing)} blocks are missing, the first is {describe(missing[0])}")
        if answers:
            problems.append(f"{len(answers)} results too many")
        return comparison

    def _is_extra(self, role, text, place, probe):
        """Whether the agent may have put in a text before the piece at `place`."""
        if place == len(self.pieces) and (role, text) in BRIDGE:
            return True
        # 2.0.53 sometimes reads what its own helpers printed as standard input, and puts it behind the prompt.
        return role == "user" and (text.startswith(probe) or REMINDER.fullmatch(text) is not None)


def take_opening(sent):
    """Takes the clone's note on a missing beginning out of the list; gives a problem when it is not there."""
    for number, (role, block) in enumerate(sent):
        if role == "user" and block.get("text") in (OPENING, OPENING + "\n"):
            del sent[number]
            return []
    return ["the note that the beginning is missing did not arrive"]


def matches(piece, role, block):
    if piece.role != role or piece.kind != block["type"]:
        return False
    if piece.kind == "text":
        # Later releases end a line where they join two messages of the user.
        return block["text"] in (piece.value, piece.value + "\n" if role == "user" else piece.value)
    if piece.kind == "tool_use":
        name, given = piece.value
        kept = {key: value for key, value in given.items() if key not in TAKEN_OUT.get(name, ())}
        return block["name"] in (name, RENAMED.get(name)) and block["input"] in (given, kept)
    return piece.value == block["source"]


def describe(piece):
    """Names a piece by what kind it is and how long, never by what it says."""
    size = len(piece.value) if piece.kind == "text" else len(compact(piece.value))
    name = f" of {piece.value[0]}" if piece.kind == "tool_use" else ""
    return f"{piece.role} {piece.kind}{name} ({size} characters)"


def describe_block(role, block):
    kind = block["type"]
    value = {"text": lambda: block["text"], "tool_use": lambda: (block["name"], block["input"])}.get(
        kind, lambda: block.get("source"))()
    return describe(Piece(role, kind, value))


def change(wanted, given):
    if given is None:
        return "missing"
    sizes = [f"{len(compact(content))} characters in {len(content)} parts{', an error' * is_error}"
             for content, is_error in (given, wanted)]
    return f"another: {sizes[0]}, expected {sizes[1]}"
