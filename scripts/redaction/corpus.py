"""Real transcripts through `baton redact`: what must stay, and what became of the rest."""
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import tempfile

from . import judge

STRUCTURAL = {"uuid", "parentUuid", "sessionId", "requestId", "tool_use_id", "agentId", "timestamp", "signature", "encrypted_content",
              "leafUuid", "messageId", "logicalParentUuid", "toolUseID", "parentToolUseID", "promptId", "sourceToolAssistantUUID"}
MARK = re.compile(r"\[redacted:([a-z0-9-]+):(\d+)\]")


def changes(before, after):
    """The first place where two lines differ, with some of both."""
    at = next((i for i, (a, b) in enumerate(zip(before, after)) if a != b), min(len(before), len(after)))
    return f"…{before[max(0, at - 40):at + 60]} ⟶ {after[at:at + 40]}"


def redacted(program, data):
    with tempfile.TemporaryDirectory(prefix="verify-redaction-") as home:
        run = subprocess.run([program, "redact"], input=data, capture_output=True, env={"HOME": home, "PATH": os.defpath}, cwd=home)
    return run.stdout if run.returncode == 0 else None


def compared(program, path):
    """The faults of a file, and its findings as rule, value and what stands around."""
    data = path.read_bytes()
    result = redacted(program, data)
    if result is None:
        return ["it failed"], [], len(data)
    faults, findings = [], []
    if redacted(program, result) != result:
        faults.append("redacting twice is another thing")
    before, after = data.split(b"\n"), result.split(b"\n")
    if len(before) != len(after):
        return faults + [f"{len(before)} lines became {len(after)}"], findings, len(data)
    for number, (old, new) in enumerate(zip(before, after), 1):
        if old == new:
            continue
        try:
            source = json.loads(old)
        except ValueError:
            source = None
        if source is None:
            texts = [((), old.decode(errors="replace"))], [((), new.decode(errors="replace"))]
        else:
            try:
                value = json.loads(new)
            except ValueError:
                faults.append(f"line {number} is no JSON any more")
                continue
            texts = list(judge.leaves(source)), list(judge.leaves(value))
            if judge.shape(source) != judge.shape(value) or [p for p, _ in texts[0]] != [p for p, _ in texts[1]]:
                faults.append(f"line {number} has another shape")
                continue
            faults += [f"line {number}: {name} changed" for name in protected(source, value)]
        for (where, text), (_, changed) in zip(*texts):
            if text != changed:
                found, fault = pieces(text, changed)
                findings += [(*item, f"{path.name}:{number}") for item in found]
                if fault:
                    faults.append(f"line {number} {where}: changed outside placeholders")
    return faults, findings, len(data)


def protected(old, new, inside=False):
    """The names of structural fields that differ. Nothing below a tool's input is structural."""
    if isinstance(old, list):
        for a, b in zip(old, new):
            yield from protected(a, b, inside)
    elif isinstance(old, dict):
        picture = old.get("type") == "base64" and "data" in old
        for (name, a), b in zip(old.items(), new.values()):
            own = name in STRUCTURAL or name == "data" and picture or name == "id" and old.get("type") in ("tool_use", "message")
            if not inside and own and a != b:
                yield name
            yield from protected(a, b, inside or name in ("input", "toolUseResult"))


def pieces(text, changed):
    """What each placeholder stands for, found by what is left between them."""
    parts = MARK.split(changed)
    kept, rules = parts[::3], parts[1::3]
    if not text.startswith(kept[0]) or not text.endswith(kept[-1]):
        return [], True
    findings, at = [], len(kept[0])
    for index, (rule, following) in enumerate(zip(rules, kept[1:])):
        last = index == len(rules) - 1
        end = len(text) - len(following) if last else text.find(following, at + 1)
        if end < at:
            return findings, True
        findings.append((rule, text[at:end], text[max(0, at - 20):at], text[end:end + 20]))
        at = end + len(following)
    return findings, False


def report(program, folder, show):
    paths = sorted(path for path in folder.rglob("*.jsonl") if path.is_file())
    rules, problems, size = collections.defaultdict(collections.Counter), 0, 0
    examples = collections.defaultdict(dict)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for path, (faults, findings, length) in zip(paths, pool.map(lambda p: compared(program, p), paths)):
            size += length
            for fault in faults:
                print(f"FAULT {path.relative_to(folder)}: {fault}")
            problems += len(faults)
            for rule, value, left, right, where in findings:
                rules[rule][value] += 1
                examples[rule].setdefault(value, (left, right, where))
    for rule in sorted(rules, key=lambda name: -sum(rules[name].values())):
        print(f"\n## {rule}: {sum(rules[rule].values())} places, {len(rules[rule])} values")
        for value, count in rules[rule].most_common(show or 10):
            left, right, where = examples[rule][value]
            print(f"{count:5} × {left!r} [{value[:70]!r}] {right!r}  {where}")
    total = sum(sum(values.values()) for values in rules.values())
    print(f"\n{len(paths)} transcripts, {size / 1e6:.1f} MB, {total} places redacted, {problems} faults")
    return 1 if problems else 0
