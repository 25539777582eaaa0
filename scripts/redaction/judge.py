"""Whether a secret is gone, and everything else still there."""
import json
import math
import re

COLOUR = re.compile(r"(?:\x1b|\\+(?:x1[bB]|u001[bB]|033|e))\[[0-9;]*[mK]")
BREAK = re.compile(r"\\+[nrt]|[\s\"'`+\\,.&|()]+")
PLACEHOLDER = re.compile(r"\[redacted:[^\]\s]*\]")


def squash(text):
    """The text without what may stand within a token that was cut: colour codes, quotes, line ends, operators."""
    return BREAK.sub("", COLOUR.sub("", text))


def leaves(value, path=()):
    """Every string of a parsed value, keys too, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    elif isinstance(value, dict):
        for index, (key, item) in enumerate(value.items()):
            yield (*path, index, "key"), key
            yield from leaves(item, (*path, index))


def shape(value):
    if isinstance(value, list):
        return [shape(item) for item in value]
    if isinstance(value, dict):
        return [shape(item) for item in value.values()]
    return type(value) if isinstance(value, str) else value


def piece(secret, whole):
    """The length of a piece that must not be left."""
    share = 0.6 if whole else 0.4
    return min(len(secret), max(4 if whole else 8, math.ceil(share * len(secret))))


def left(secret, whole, output, blank):
    """The first piece of the secret that is in the output and not in the rest of the input, or None."""
    size = piece(secret, whole)
    for start in range(len(secret) - size + 1):
        part = secret[start:start + size]
        if part in output and part not in blank:
            return part
    return None


def verdict(row, inputs, outputs):
    """None when a row of a secret came out well, or what is wrong: a kind of fault and its details."""
    before, after = [], []
    for number, (source, output) in enumerate(zip(inputs, outputs)):
        try:
            value = json.loads(output)
        except ValueError as error:
            return "invalid", str(error)
        original = json.loads(source)
        if shape(original) != shape(value):
            return "shape", "the record has other values than strings changed"
        before += [((number, *path), text) for path, text in leaves(original)]
        after += [((number, *path), text) for path, text in leaves(value)]
    if [path for path, _ in before] != [path for path, _ in after]:
        return "shape", "the record has other fields"
    old = squash("\n".join(text for _, text in before))
    plain_old = "\n".join(text for _, text in before)
    new = "\n".join(PLACEHOLDER.sub("\x00", text) for _, text in after)
    plain_new, new = new, squash(new)
    blank, plain_blank = old, plain_old
    for secret in row.secrets:
        blank, plain_blank = blank.replace(squash(secret), "\x00"), plain_blank.replace(secret, "\x00")
    for secret in row.secrets:
        rest = left(secret, row.whole, plain_new, plain_blank)
        if rest is None and not row.whole:
            rest = left(squash(secret), row.whole, new, blank)
        if rest is not None:
            return "missed", rest
    for marker in row.markers:
        if plain_old.count(marker) != plain_new.count(marker):
            return "damaged", f"'{marker}' is gone"
    pieces = {squash(secret)[:6] for secret in row.secrets} | {squash(secret)[-6:] for secret in row.secrets}
    for (path, text), (_, changed) in zip(before, after):
        if text != changed and not any(part in squash(text) for part in pieces) and not row.free:
            return "collateral", f"{path}: {text[:80]!r} became {changed[:80]!r}"
    return None
