"""What the Messages API refuses in a list of messages, as far as a session file can cause it."""
import base64
import re

IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{1,128}")
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}


def blocks(message):
    """The content of a message as a list of blocks."""
    content = message["content"]
    return [{"type": "text", "text": content}] if isinstance(content, str) else content


def violations(messages):
    """One sentence for each rule that is broken, with the places in the list and never the text."""
    found, seen, merged = [], set(), []
    for place, message in enumerate(messages):
        role = message.get("role")
        # Later releases put their own settings and reminders into the list under this role; the session has none.
        if role == "system":
            continue
        if role not in ("user", "assistant"):
            found.append(f"message {place} has the role {role!r}")
        elif not message.get("content"):
            found.append(f"message {place} is empty")
        else:
            # Neighbours of one role are joined by the API itself.
            if merged and merged[-1][0] == role:
                merged[-1][2].extend(blocks(message))
            else:
                merged.append((role, place, list(blocks(message))))
    if merged and merged[0][0] != "user":
        found.append("the first message is not the user's")
    open_calls = set()
    for role, place, content in merged:
        results = [block["tool_use_id"] for block in content if block["type"] == "tool_result"]
        if set(results) != open_calls or len(results) != len(set(results)):
            found.append(f"message {place}: results do not answer the calls right before it")
        if any(block["type"] == "tool_result" for block in content[len(results):]):
            found.append(f"message {place}: a result stands behind other content")
        open_calls = {block["id"] for block in content if block["type"] == "tool_use"}
        for block in content:
            found += [f"message {place}: {problem}" for problem in block_violations(block, role, seen)]
    if open_calls:
        found.append("the last call has no result")
    return found


def block_violations(block, role, seen):
    kind = block["type"]
    if kind == "text":
        if not block["text"].strip():
            yield "a text without anything but white space"
        if any("\ud800" <= character <= "\udfff" for character in block["text"]):
            yield "half a character (a lone surrogate)"
    elif kind == "tool_use":
        if role != "assistant":
            yield "a call of the user"
        if not IDENTIFIER.fullmatch(block["id"]) or not IDENTIFIER.fullmatch(block["name"]):
            yield "a call whose id or name has characters that are refused"
        if block["id"] in seen:
            yield "a call whose id is taken"
        if not isinstance(block["input"], dict):
            yield "a call whose input is no object"
        seen.add(block["id"])
    elif kind == "tool_result":
        content = block.get("content")
        if not isinstance(content, (str, list, type(None))):
            yield "a result that is neither text nor list"
        if block.get("is_error") and not content:
            yield "an error without content"
        for part in content if isinstance(content, list) else []:
            if part["type"] == "text" and not part["text"]:
                yield "an empty text in a result"
            elif part["type"] != "text":
                yield from block_violations(part, role, seen)
    elif kind == "image":
        source = block["source"]
        if source["type"] != "base64" or source["media_type"] not in PICTURES:
            yield "a picture of an unknown kind"
        else:
            try:
                base64.b64decode(source["data"], validate=True)
            except ValueError:
                yield "a picture that is not base64"
    elif kind not in ("document", "thinking"):
        yield f"a block of type {kind!r}"
