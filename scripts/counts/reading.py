"""Reads a Claude Code transcript by the published description of its format, to count what a conversation holds.

The chain follows claude-agent-sdk for Python, sessions.py, `_build_conversation_chain`. Nothing here is taken from
Baton's own reader: it is plain on purpose, keeps the whole file in memory and takes time for it.
"""
import collections
import json

CHAINED = {"user", "assistant", "progress", "system", "attachment"}
REASONING = {"thinking", "redacted_thinking"}

Counts = collections.namedtuple("Counts", "messages blocks tool_calls tool_results images")


class Transcript:
    """The records of a file, by their places in it."""

    def __init__(self, data):
        self.records, self.types, self.bad = [], collections.Counter(), 0
        lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
        for number, line in enumerate(lines):
            if not line.strip():
                continue
            record = parsed(line)
            if record is not None:
                self.types[record["type"] if isinstance(record.get("type"), str) else "?"] += 1
                self.records.append(record)
            elif number < len(lines) - 1:
                self.bad += 1
        self.chained = [number for number, record in enumerate(self.records) if kind(record) in CHAINED]
        # Of several records with one uuid the last one counts.
        self.place = {}
        for number in self.chained:
            if isinstance(uuid := self.records[number].get("uuid"), str):
                self.place[uuid] = number

    def messages(self, history):
        """The messages of a view, each a list of records."""
        numbers = self.chained
        if any(self.parent(number) is not None for number in numbers):
            numbers = self.with_siblings(self.chain(history))
        return grouped([self.records[number] for number in self.visible(numbers)])

    def parent(self, number):
        """The place of the record that one names as its parent."""
        parent = self.records[number].get("parentUuid")
        return self.place.get(parent) if isinstance(parent, str) else None

    def chain(self, history):
        """Places from the root to the latest leaf."""
        named = {record.get("parentUuid") for number in self.chained
                 if isinstance((record := self.records[number]).get("parentUuid"), str)}
        leaves = [leaf for uuid, number in self.place.items()
                  if uuid not in named and (leaf := self.leaf(number)) is not None]
        if not leaves:
            leaves = [number for number in self.chained
                      if kind(self.records[number]) in ("user", "assistant") and is_main(self.records[number])]
        path, seen, number = [], set(), max(leaves, default=None)
        while number is not None and number not in seen:
            seen.add(number)
            path.append(number)
            following = self.parent(number)
            if following is None and history == "full" and is_boundary(self.records[number]):
                following = self.before_compaction(number)
            number = following
        return path[::-1]

    def leaf(self, number):
        """The nearest message at or above a record that nobody follows, if a conversation can end there."""
        seen = set()
        while number is not None and number not in seen:
            seen.add(number)
            record = self.records[number]
            if kind(record) in ("user", "assistant") or queued_prompt(record) is not None:
                return number if is_main(record) else None
            number = self.parent(number)
        return None

    def before_compaction(self, boundary):
        """What a compaction follows in the full history: what it names, else the main line before it."""
        logical = self.records[boundary].get("logicalParentUuid")
        if isinstance(logical, str) and logical in self.place:
            return self.place[logical]
        earlier = [number for number in self.chained if number < boundary]
        return next((number for number in reversed(earlier) if isinstance(self.records[number].get("uuid"), str)
                     and not is_sidechain(self.records[number])
                     and kind(self.records[number]) in ("user", "assistant", "system")), None)

    def with_siblings(self, chain):
        """The chain, with lines and results of parallel calls that hang beside it."""
        on_chain, last, owner_message, owner_call = set(chain), {}, {}, {}
        for place, number in enumerate(chain):
            if (message := message_id(self.records[number])) is not None:
                last[message] = place
                owner_message[number] = message
        extra = collections.defaultdict(list)
        beside = [number for number in self.chained if number not in on_chain and self.is_current(number)
                  and not is_sidechain(self.records[number])]
        for number in beside:
            if (message := message_id(self.records[number])) in last:
                extra[last[message]].append(number)
                owner_message[number] = message
        for number in self.chained:
            if kind(self.records[number]) == "assistant":
                for block in blocks(self.records[number]):
                    if block.get("type") == "tool_use" and isinstance(block.get("id"), str):
                        owner_call[block["id"]] = number
        for number in beside:
            record = self.records[number]
            if kind(record) != "user" or not has_result(record):
                continue
            source = record.get("sourceToolAssistantUUID")
            owners = [self.parent(number), self.place.get(source) if isinstance(source, str) else None]
            owners += [owner_call.get(block["tool_use_id"]) for block in blocks(record)
                       if block.get("type") == "tool_result" and isinstance(block.get("tool_use_id"), str)]
            message = next((owner_message[owner] for owner in owners if owner in owner_message), None)
            if message is not None:
                extra[last[message]].append(number)
        return [number for place, on_path in enumerate(chain) for number in [on_path] + extra[place]]

    def is_current(self, number):
        uuid = self.records[number].get("uuid")
        return not isinstance(uuid, str) or self.place[uuid] == number

    def visible(self, numbers):
        """What people see: no subagents, no notes for the model; a queued prompt that is a line too counts once."""
        twice, ahead, ahead_with_id = set(), set(), set()
        for number in reversed(numbers):
            record = self.records[number]
            if kind(record) == "assistant":
                ahead = set()
            prompt = queued_prompt(record)
            text = first_text(prompt if prompt is not None else content(record))
            identity = record.get("promptId") if isinstance(record.get("promptId"), str) else None
            if text is None:
                continue
            if prompt is not None:
                if text in ahead or identity is not None and (text, identity) in ahead_with_id:
                    twice.add(number)
            elif kind(record) == "user" and is_main(record) and is_prompt(record):
                ahead.add(text)
                ahead_with_id.add((text, identity))
        for number in numbers:
            record = self.records[number]
            if is_sidechain(record) or record.get("teamName") is not None or number in twice:
                continue
            if kind(record) in ("user", "assistant") and (record.get("isMeta") is not True or has_result(record)):
                yield number
            elif is_boundary(record) or queued_prompt(record) is not None and record.get("isMeta") is not True:
                yield number


def grouped(records):
    """Joins lines of one API message, and queued prompts with the user's message before them."""
    messages, open_message = [], {}
    after_boundary = False
    for record in records:
        if is_boundary(record):
            open_message, after_boundary = {}, True
            continue
        if queued_prompt(record) is not None and messages and not after_boundary \
                and kind(messages[-1][0]) != "assistant":
            messages[-1].append(record)
            continue
        # Behind a prompt or a compaction the same id is a copy, and stays where it is.
        if kind(record) != "assistant" and not (kind(record) == "user" and has_result(record)):
            open_message = {}
        identity = message_id(record)
        if identity is not None and identity in open_message:
            messages[open_message[identity]].append(record)
            continue
        if identity is not None:
            open_message[identity] = len(messages)
        messages.append([record])
        after_boundary = False
    return messages


def counts(messages, thinking):
    """How much is in messages; each call of a message counts once."""
    total = calls = results = images = 0
    for message in messages:
        ids = set()
        for record in message:
            for block in everything(record):
                name = block.get("type") if isinstance(block, dict) else None
                if name in REASONING and not thinking:
                    continue
                if name == "tool_use":
                    if isinstance(block.get("id"), str) and block["id"] in ids:
                        continue
                    ids.add(block.get("id") if isinstance(block.get("id"), str) else None)
                    calls += 1
                if name == "tool_result":
                    results += 1
                    inner = block.get("content")
                    images += sum(isinstance(part, dict) and part.get("type") == "image"
                                  for part in inner) if isinstance(inner, list) else 0
                images += name == "image"
                total += 1
    return Counts(len(messages), total, calls, results, images)


def parsed(line):
    """The object that a line holds, or None."""
    def constant(name):
        raise ValueError(name)
    try:
        record = json.loads(line.decode("utf-8", "replace"), parse_constant=constant)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def kind(record):
    return record.get("type") if isinstance(record.get("type"), str) else None


def is_sidechain(record):
    return record.get("isSidechain") is True


def is_main(record):
    return not is_sidechain(record) and record.get("teamName") is None and record.get("isMeta") is not True


def is_boundary(record):
    return kind(record) == "system" and record.get("subtype") == "compact_boundary"


def message_id(record):
    message = record.get("message")
    identity = message.get("id") if kind(record) == "assistant" and isinstance(message, dict) else None
    return identity if isinstance(identity, str) else None


def queued_prompt(record):
    """A prompt that was given while the agent worked, as a string or a list of blocks."""
    note = record.get("attachment")
    if kind(record) != "attachment" or not isinstance(note, dict) or note.get("type") != "queued_command" \
            or note.get("isMeta") is True or not isinstance(note.get("prompt"), (str, list)):
        return None
    return note["prompt"]


def content(record):
    prompt = queued_prompt(record)
    if prompt is not None:
        return prompt
    message = record.get("message")
    return message.get("content") if isinstance(message, dict) else None


def everything(record):
    """The content as a list: a plain string is one block."""
    value = content(record)
    return [value] if isinstance(value, str) else value if isinstance(value, list) else []


def blocks(record):
    return [block for block in everything(record) if isinstance(block, dict)]


def has_result(record):
    return any(block.get("type") == "tool_result" for block in blocks(record))


def is_prompt(record):
    return not has_result(record) and any(
        isinstance(block, str) or isinstance(block, dict) and "type" in block and block["type"] != "tool_use"
        for block in everything(record))


def first_text(value):
    if isinstance(value, str):
        return value
    for block in value if isinstance(value, list) else []:
        if isinstance(block, str):
            return block
        if isinstance(block, dict) and block.get("type") == "text" and isinstance(block.get("text"), str):
            return block["text"]
    return None
