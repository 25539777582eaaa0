"""Uploads and downloads over a network that fails at every point: no lost share, no duplicate, no wrong success."""
import json
import random
import tempfile

from .server import GOOD, Fault, Server
from .trial import Home

# Refusals after which nothing is stored, so that a second attempt is no duplicate.
LATER = [Fault("status", status=429, retry_after="1"), Fault("status", status=503, retry_after="1"),
         Fault("status", status=429)]


def upload_fault(dice, size):
    whole = size + 600
    kind = dice.choice([
        "reset at once", "cut while sending", "cut while sending", "reset while sending", "reset while sending",
        "slow while sending", "stall while sending", "refuse early", "status", "later", "page", "close behind",
        "close behind", "reset behind", "silence behind", "status behind", "page behind", "garbage behind",
        "another host", "cut answer", "cut answer", "cut answer", "good"])
    if kind == "later":
        return dice.choice(LATER)
    if kind == "status":
        return Fault(kind, status=dice.choice([400, 413, 302, 404, 451]))
    if kind == "status behind":
        return Fault(kind, status=dice.choice([500, 502, 503, 504, 520]))
    return Fault(kind, at=dice.randrange(1, whole) if "while" in kind else dice.randrange(1, 400))


def download_fault(dice, size):
    kind = dice.choice([
        "reset at once", "cut", "cut", "cut", "cut and reset", "cut and reset", "stall", "slow", "status", "page",
        "ignore range", "wrong range", "changed", "no length", "good"])
    if kind == "status":
        return Fault(kind, status=dice.choice([429, 500, 502, 503, 504, 404, 410]))
    return Fault(kind, at=dice.randrange(1, size + 150))


def upload(program, seed):
    """One upload; raises when it breaks a promise, and tells in one line what happened."""
    dice = random.Random(f"upload {seed}")
    size = int(2 ** dice.uniform(0, 21))
    content = ("".join(dice.choices("abcdefghij \n", k=1000)) * (size // 1000 + 1))[:size]
    first = upload_fault(dice, size)
    chain = [first] + [upload_fault(dice, size) if dice.random() < 0.3 else GOOD for _ in range(5)]
    sealed = dice.random() < 0.5
    server = Server(lambda number: chain[number] if number < len(chain) else GOOD)
    with tempfile.TemporaryDirectory() as folder:
        home = Home(program, folder, server.url)
        (home.folder / "work/notes.txt").write_text(content)
        options = [] if sealed else ["--no-seal", "--no-redact"]
        status, out, err = home.run("upload", "notes.txt", "--yes", *options)
        told = f"upload {seed}: {size} bytes, {chain[:server.requests]}, status {status}"

        def check(holds, what):
            assert holds, f"{told}: {what}\n{err}"

        shares = home.shares()
        check(len(shares) == 1, "not exactly one entry in the list")
        state = shares[0]["state"]
        links = [line for line in out.decode().splitlines() if line]
        if status == 0:
            check(len(links) == 1, "not exactly one link")
            url = links[0].strip("'").split("#")[0]
            check(url in server.links, "a link that was not handed out")
            check(state == "shared" and shares[0]["url"] == url, f"the list says {state}")
            stored = server.files[url.rsplit("/", 1)[1]]
            check(stored.startswith(b"age-encryption.org/v1\n") if sealed else stored == content.encode(),
                  "another content was stored")
        else:
            check(not links, "a link in spite of the failure")
            check(not server.links, "a link was handed out and got lost")
            check(state in ("failed", "unknown"), f"the list says {state}")
            check(not server.files or state == "unknown", "something is stored, and the list says that it did not arrive")
            check("baton: " in err and "AGE-SECRET" not in err, "no clear failure")
        refused = sum(fault in LATER for fault in chain[:server.requests])
        check(server.whole_bodies <= 1 + refused, "sent a second time after all had arrived")
        check(len(server.files) <= 1, "stored twice")
        check(not home.leftovers(), f"left behind: {home.leftovers()}")
        check(all(agent.startswith("baton/") for agent in server.user_agents - {""}), "no name in User-Agent")
        server.close()
        return f"{told}, {state}"


def download(program, seed, bundle):
    """One clone of an unsealed or sealed session; raises when it breaks a promise."""
    dice = random.Random(f"download {seed}")
    content, key, expected = bundle[dice.random() < 0.5]
    chain = [download_fault(dice, len(content))]
    chain += [download_fault(dice, len(content)) if dice.random() < 0.4 else GOOD for _ in range(7)]
    server = Server(lambda number: chain[number] if number < len(chain) else GOOD)
    server.files["file.age"] = content
    with tempfile.TemporaryDirectory() as folder:
        home = Home(program, folder, server.url)
        link = f"{server.url}/file.age" + (f"#{key}" if key else "")
        status, out, err = home.run(
            "clone", "-", "--allow-http", "--yes", "--json", given=link.encode())
        told = f"download {seed}: {'sealed' if key else 'open'}, {chain[:server.requests]}, status {status}"

        def check(holds, what):
            assert holds, f"{told}: {what}\n{err}"

        installed = list((home.folder / "home/.claude").rglob("*.jsonl"))
        if status == 0:
            answer = json.loads(out)
            check(answer["messages"] == expected, f"{answer['messages']} messages instead of {expected}")
            check(len(installed) == 1, "not exactly one transcript")
        else:
            check(not out and not installed, "something came of a failure")
            check(json.loads(err.splitlines()[-1])["error"]["message"], "no clear failure")
        check(key is None or key not in err, "the key in an error")
        check(all("#" not in target and "AGE-SECRET" not in target for target in server.targets), "a key was sent")
        check(not home.leftovers(), f"left behind: {home.leftovers()}")
        ranges = server.ranges
        server.close()
        return f"{told}, {ranges} ranges"
